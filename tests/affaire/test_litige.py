"""Le litige : ce qui est des pourparlers, d'où court l'intérêt d'une demande, et quel tribunal l'entend."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from fabrique_de_dossiers import AU, dossier
from tables import d_un_trait

from lettres.affaire import Affaire, inscriptions, tel_que_raconte

RAPPEL = {"lettre": "rappel", "date": "2026-09-15"}
OFFRE = {"lettre": "proposition", "date": "2026-10-01"}
DOSSIER = {"lettre": "dossier_avocat", "date": "2026-10-05"}


def refus(jour: str, **cles: Any) -> dict[str, Any]:
    return {"date": jour, "resultat": "refus", **cles}


@d_un_trait
@pytest.mark.parametrize(
    ("envois", "suite", "tue"),
    [
        ([RAPPEL], refus("2026-10-02"), False),
        ([RAPPEL, OFFRE], refus("2026-09-30"), False),
        ([RAPPEL, OFFRE], refus("2026-10-01"), True),
        ([RAPPEL, OFFRE], refus("2026-10-20"), True),
        ([RAPPEL, OFFRE], refus("2026-10-20", envoi=1), False),
        ([RAPPEL, OFFRE], refus("2026-10-20", envoi=2), True),
        ([RAPPEL, OFFRE, RAPPEL | {"date": "2026-10-10"}], refus("2026-10-20"), False),
        ([RAPPEL, OFFRE, RAPPEL | {"date": "2026-10-10"}], refus("2026-10-20", envoi=2), True),
        ([RAPPEL, OFFRE, DOSSIER], refus("2026-10-20"), True),
        ([], refus("2026-10-20"), False),
    ],
    ids=[
        "sans offre",
        "avant l’offre",
        "le jour de l’offre",
        "après l’offre",
        "en réponse au rappel",
        "en réponse à l’offre",
        "après une lettre de plus",
        "après elle, mais à l’offre",
        "un dossier remis à un avocat ne compte pas",
        "sans lettre",
    ],
)
def test_ce_qui_repond_a_une_offre_est_des_pourparlers(envois: list[Any], suite: dict[str, Any], tue: bool):
    affaire = Affaire(dossier(envois=envois, suites=[suite]), AU)
    assert affaire.litige.offre(("suites", 0, "citation")) is tue


@pytest.mark.parametrize(
    ("suite", "comptees"),
    [
        (refus("2026-10-20", envoi=2), 0),
        (refus("2026-10-20", envoi=1), 1),
        (refus("2026-10-20"), 1),
        (refus("2026-09-20"), 1),
    ],
    ids=["elle nomme l’offre", "elle nomme le rappel", "elle ne nomme rien", "d’avant l’offre"],
)
def test_ce_qui_nomme_une_offre_n_est_pas_une_demarche_qu_une_lettre_rappelle(suite: dict[str, Any], comptees: int):
    lu = dossier(envois=[RAPPEL, OFFRE], suites=[suite])
    assert len(tel_que_raconte(lu, inscriptions(lu)).suites) == comptees


def test_l_offre_partie_et_celle_qui_ne_l_est_pas_encore_en_sont_aussi():
    litige = Affaire(dossier(envois=[RAPPEL, OFFRE]), AU).litige
    assert litige.offre(("envois", 1, "preuve")) and not litige.offre(("envois", 0, "preuve"))
    assert litige.offre(("offre", "versements", 0)) and litige.offre(("solution",)) and litige.offre(("options", 1))
    assert not litige.offre(("faits", 0, "texte"))


DEMEURE = {"lettre": "mise_en_demeure", "date": "2026-10-01", "recu_le": "2026-10-05"}


@pytest.mark.parametrize(
    ("nature", "envois", "interet"),
    [
        ("entente", [DEMEURE], "2.05"),
        ("entente", [DEMEURE | {"recu_le": None}], None),
        ("entente", [], None),
        ("reputation", [DEMEURE], None),
    ],
)
def test_l_interet_d_une_demande_court_de_la_demeure_prouvee(nature: str, envois: list[Any], interet: str | None):
    # -- 325,00 $ × 5 % × 46 / 365 = 2,05 $, du 5 octobre au 20 novembre 2026 --
    demandes = [{"type": "payer", "montant": "325,00 $"}]
    lu = dossier(nature=nature, envois=envois, demandes=demandes, creances=[])
    releve = Affaire(lu, date(2026, 11, 20)).litige.interet
    assert (releve and releve.interet) == (Decimal(interet) if interet else None)


def reclamant(jour: str, montant: str | None) -> dict[str, Any]:
    return {"lettre": "mise_en_demeure", "date": jour, "recu_le": jour, "montant": montant}


@d_un_trait
@pytest.mark.parametrize(
    ("envois", "tranches"),
    [
        ([reclamant("2026-10-05", "325.00")], [("325.00", 5)]),
        ([reclamant("2026-10-05", "400.00")], [("325.00", 5)]),
        ([reclamant("2026-10-05", "324.99")], [("324.99", 5), ("0.01", None)]),
        ([reclamant("2026-10-05", "200.00")], [("200.00", 5), ("125.00", None)]),
        ([reclamant("2026-10-05", None)], [("325.00", 5)]),
        ([reclamant("2026-10-05", "200.00"), reclamant("2026-10-20", "325.00")], [("200.00", 5), ("125.00", 20)]),
        ([reclamant("2026-10-20", "325.00"), reclamant("2026-10-05", "200.00")], [("200.00", 5), ("125.00", 20)]),
        ([reclamant("2026-10-05", "200.00"), reclamant("2026-10-20", "150.00")], [("200.00", 5), ("125.00", None)]),
        ([reclamant("2026-10-05", "200.00"), reclamant("2026-10-05", None)], [("200.00", 5), ("125.00", 5)]),
        ([reclamant("2026-10-05", "200.00"), reclamant("2026-10-20", None)], [("200.00", 5), ("125.00", 20)]),
        ([reclamant("2026-10-05", "200.00"), reclamant("2026-11-25", "325.00")], [("200.00", 5), ("125.00", None)]),
    ],
    ids=[
        "ce qui est réclamé",
        "davantage",
        "un cent de moins",
        "une partie",
        "une somme que le journal ne garde pas",
        "le reste ensuite",
        "le journal dans un autre ordre",
        "la seconde n’ajoute rien",
        "le même jour",
        "la seconde sans somme",
        "la seconde reçue demain",
    ],
)
def test_ne_porte_interet_que_ce_qu_une_mise_en_demeure_recue_reclame(envois: list[Any], tranches: list[Any]):
    lu = dossier(nature="entente", envois=envois, demandes=[{"type": "payer", "montant": "325,00 $"}], creances=[])
    releve = Affaire(lu, date(2026, 11, 20)).litige.interet
    assert releve is not None
    dites = [(str(x.capital), x.depuis and x.depuis.day) for x in releve.dette.tranches]
    assert dites == tranches
    a_la_main = {5: 46, 20: 31}
    attendu = sum(
        (Decimal(c) * 5 * a_la_main[j] / 36500).quantize(Decimal("0.01"), "ROUND_HALF_UP") for c, j in tranches if j
    )
    assert releve.interet == attendu


def test_une_creance_a_ses_propres_comptes():
    assert Affaire(dossier(envois=[DEMEURE]), AU).litige.interet is None


@pytest.mark.parametrize(
    ("capital", "tribunaux"),
    [("74999.99", 1), ("75000.00", 2), ("99999.99", 2), ("100000.00", 1)],
)
def test_le_tribunal_de_droit_commun_se_lit_de_la_somme(capital: str, tribunaux: int):
    assert len(Affaire(dossier(), AU).litige.competence(Decimal(capital)).tribunaux) == tribunaux
