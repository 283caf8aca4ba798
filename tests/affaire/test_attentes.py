"""Les attentes : quand, et pourquoi, la lettre suivante ne part pas encore."""

from __future__ import annotations

from datetime import date

import pytest
from fabrique_de_dossiers import dossier, facture
from tables import d_un_trait

from lettres.affaire import Affaire, Raison

AU = date(2026, 11, 28)  # -- un samedi --
MISE_EN_DEMEURE = "mise_en_demeure"


def raisons(lettre: str = MISE_EN_DEMEURE, au: date = AU, **blocs: object) -> list[tuple[Raison, date | None, bool]]:
    affaire = Affaire(dossier(**{"creances": [facture()], **blocs}), au)
    return [(a.raison, a.jusqu_au, a.calculee) for a in affaire.attentes(lettre)]


def rappel(**cles: object) -> dict[str, object]:
    return {"lettre": "rappel", "date": "2026-11-16", "mode": "courriel", **cles}


def suite(resultat: str, jour: str, **cles: object) -> dict[str, object]:
    return {"resultat": resultat, "date": jour, **cles}


# -- Le délai d'une lettre --


@d_un_trait
@pytest.mark.parametrize(
    ("envoi", "attendu"),
    [
        ({"echeance": "2026-11-27"}, None),
        ({"echeance": "2026-11-28"}, (date(2026, 11, 28), False)),
        ({"echeance": "2026-12-07"}, (date(2026, 12, 7), False)),
        # -- rien d'écrit : dix jours depuis la réception, sûre ou prévue, reportés à un jour ouvrable --
        ({"recu_le": "2026-11-17"}, None),
        ({"recu_le": "2026-11-18"}, (date(2026, 11, 30), True)),
        ({"date": "2026-11-28"}, (date(2026, 12, 9), True)),
        ({"date": "2026-11-28", "mode": "recommande"}, (date(2026, 12, 14), True)),
        ({"date": "2026-11-29"}, None),
    ],
    ids=lambda v: str(v),
)
def test_on_attend_la_fin_du_delai_donne_ecrit_ou_calcule(envoi: dict[str, object], attendu: tuple[date, bool] | None):
    assert raisons(envois=[rappel(**envoi)]) == ([(Raison.DELAI, *attendu)] if attendu else [])


def test_le_rappel_attend_lui_aussi_la_fin_du_delai():
    assert raisons("rappel", envois=[rappel(echeance="2026-12-07")]) == [(Raison.DELAI, date(2026, 12, 7), False)]


def test_un_appel_a_l_office_ne_donne_aucun_delai():
    assert raisons(nature="consommation", envois=[{"lettre": "opc", "date": "2026-11-27"}]) == []


@pytest.mark.parametrize("lettre", ["proposition", "reponse", "fin_de_relation"])
def test_une_offre_ou_une_reponse_n_a_de_delai_que_celui_qu_elle_ecrit(lettre: str):
    assert raisons(envois=[rappel(lettre=lettre, date="2026-11-27")]) == []
    ecrite = [rappel(lettre=lettre, date="2026-11-27", echeance="2026-12-07")]
    assert raisons(envois=ecrite) == [(Raison.DELAI, date(2026, 12, 7), False)]


# -- La promesse --


@pytest.mark.parametrize(
    ("promesse", "fin", "calculee"),
    [
        (suite("promesse", "2026-11-20", promis_le="2026-11-27"), None, False),
        (suite("promesse", "2026-11-20", promis_le="2026-11-28"), date(2026, 11, 28), False),
        (suite("paiement_annonce", "2026-11-20", promis_le="2026-12-04"), date(2026, 12, 4), False),
        (suite("promesse", "2026-11-17"), None, True),
        (suite("promesse", "2026-11-18"), date(2026, 11, 28), True),
        (suite("promesse", "2026-11-29", promis_le="2026-12-15"), None, False),
    ],
)
def test_on_attend_le_jour_promis_a_defaut_le_delai_de_la_lettre(
    promesse: dict[str, object], fin: date | None, calculee: bool
):
    assert raisons(suites=[promesse]) == ([(Raison.PROMESSE, fin, calculee)] if fin else [])


@pytest.mark.parametrize("resultat", ["refus", "contestation", "promesse"])
def test_une_suite_plus_recente_remplace_la_promesse(resultat: str):
    suites = [suite("promesse", "2026-11-20", promis_le="2026-12-15"), suite(resultat, "2026-11-21")]
    assert date(2026, 12, 15) not in [fin for _, fin, _ in raisons(suites=suites)]


def test_le_meme_jour_la_derniere_suite_du_journal_l_emporte():
    promesse = suite("promesse", "2026-11-20", promis_le="2026-12-15")
    assert raisons(suites=[promesse, suite("refus", "2026-11-20")]) == []
    assert raisons(suites=[suite("refus", "2026-11-20"), promesse]) == [(Raison.PROMESSE, date(2026, 12, 15), False)]


@pytest.mark.parametrize(
    ("creances", "dementie"), [([], True), (["F-1023"], True), (["F-1023", "F-2"], True), (["F-2"], False)], ids=str
)
def test_une_suite_ne_remplace_que_la_promesse_des_memes_factures(creances: list[str], dementie: bool):
    promesse = suite("promesse", "2026-11-20", promis_le="2026-12-15", creances=["F-1023"])
    suites = [promesse, suite("refus", "2026-11-21", creances=creances)]
    assert raisons(suites=suites) == ([] if dementie else [(Raison.PROMESSE, date(2026, 12, 15), False)])


@d_un_trait
@pytest.mark.parametrize(
    ("montant", "paiements", "attend"),
    [
        ("50,00 $", [("2026-11-25", "50,00 $", "F-1023")], False),
        ("50,00 $", [("2026-11-20", "50,00 $", None)], True),
        ("50,00 $", [("2026-11-21", "50,00 $", None)], False),
        ("50,00 $", [("2026-11-22", "20,00 $", None), ("2026-11-25", "30,00 $", None)], False),
        ("50,00 $", [("2026-11-25", "49,99 $", "F-1023")], True),
        ("50,00 $", [("2026-11-19", "50,00 $", "F-1023")], True),
        ("50,00 $", [("2026-11-29", "50,00 $", "F-1023")], True),
        ("50,00 $", [("2026-11-25", "50,00 $", "F-2")], True),
        # -- un paiement sans date ou sans montant ne tient rien, et n'empêche pas de compter les autres --
        ("50,00 $", [(None, "50,00 $", "F-1023")], True),
        ("50,00 $", [("2026-11-25", None, "F-1023")], True),
        ("50,00 $", [(None, "50,00 $", None), ("2026-11-25", None, None), ("2026-11-25", "50,00 $", None)], False),
        (None, [("2026-11-25", "50,00 $", "F-1023")], True),
    ],
    ids=str,
)
def test_une_promesse_tenue_ne_retient_plus(montant: str | None, paiements: list[tuple], attend: bool):
    promesse = suite("promesse", "2026-11-20", promis_le="2026-12-15", creances=["F-1023"], montant=montant)
    recus = [{"date": quand, "montant": somme, "facture": facture_} for quand, somme, facture_ in paiements]
    attendu = [(Raison.PROMESSE, date(2026, 12, 15), False)] if attend else []
    assert raisons(suites=[promesse], paiements=recus) == attendu


def test_une_suite_sans_portee_laisse_la_promesse():
    suites = [suite("promesse", "2026-11-20", promis_le="2026-12-15"), suite("sans_reponse", "2026-11-25")]
    assert raisons(suites=suites) == [(Raison.PROMESSE, date(2026, 12, 15), False)]


# -- La contestation --

CONTESTEE = suite("contestation", "2026-11-10")


@d_un_trait
@pytest.mark.parametrize(
    ("envois", "attend"),
    [
        ([], True),
        ([rappel(date="2026-11-01", echeance="2026-11-09")], True),
        ([rappel(date="2026-11-10", echeance="2026-11-20")], True),
        ([rappel(date="2026-11-11", echeance="2026-11-20")], False),
        ([rappel(lettre="reponse", date="2026-11-11")], False),
        ([rappel(lettre="proposition", date="2026-11-11")], True),
        ([rappel(lettre="mise_en_demeure", date="2026-11-11", echeance="2026-11-20")], True),
        ([rappel(lettre="opc", date="2026-11-11")], True),
    ],
)
def test_une_contestation_attend_une_lettre_qui_lui_reponde(envois: list[dict[str, object]], attend: bool):
    attendu = [(Raison.CONTESTATION, None, False)] if attend else []
    assert raisons(suites=[CONTESTEE], envois=envois) == attendu


def test_le_meme_jour_une_lettre_repond_si_la_contestation_vise_la_precedente():
    envois = [rappel(date="2026-11-01", echeance="2026-11-09"), rappel(date="2026-11-10", echeance="2026-11-20")]
    assert raisons(suites=[CONTESTEE | {"envoi": 1}], envois=envois) == []
    assert raisons(suites=[CONTESTEE | {"envoi": 2}], envois=envois) != []


def test_un_fait_ne_repond_pas_a_une_contestation():
    faits = [{"date": "2026-11-12", "texte": "Nous avons corrigé trois coquilles le jour même."}]
    assert raisons(suites=[CONTESTEE], faits=faits) == [(Raison.CONTESTATION, None, False)]


def test_le_rappel_contredit_la_contestation_sans_attendre():
    assert raisons("rappel", suites=[CONTESTEE]) == []


def test_une_reponse_sur_une_autre_facture_n_en_est_pas_une():
    contestee = CONTESTEE | {"creances": ["F-1023"]}
    reponse = rappel(lettre="reponse", date="2026-11-11")
    assert raisons(suites=[contestee], envois=[reponse | {"creances": ["F-2"]}]) != []
    assert raisons(suites=[contestee], envois=[reponse | {"creances": ["F-1023", "F-2"]}]) == []
    assert raisons(suites=[contestee], envois=[reponse]) == []


DEUX = {
    "creances": [facture(), facture(facture="F-2")],
    "paiements": [{"date": "2026-11-20", "montant": 60, "facture": "F-1023"}],
}
"""Deux factures, dont la première est payée."""


@d_un_trait
@pytest.mark.parametrize(
    "inscription",
    [
        {"envois": rappel(echeance="2026-12-07")},
        {"suites": suite("promesse", "2026-11-20", promis_le="2026-12-15")},
        {"suites": CONTESTEE},
        {"suspensions": {"motif": "mediation", "du": "2026-11-01"}},
    ],
    ids=["délai", "promesse", "contestation", "suspension"],
)
@pytest.mark.parametrize(
    ("factures", "attend"),
    [([], True), (["F-1023"], False), (["F-2"], True), (["F-1023", "F-2"], True), (["F-9"], False)],
    ids=str,
)
def test_ce_qui_ne_vise_qu_une_facture_payee_ou_inconnue_ne_retient_plus(
    inscription: dict, factures: list[str], attend: bool
):
    blocs = {bloc: [inscrite | {"creances": factures}] for bloc, inscrite in inscription.items()}
    assert bool(raisons(**DEUX | blocs)) is attend


def test_sans_creance_une_inscription_qui_nomme_une_facture_retient_encore():
    suspensions = [{"motif": "mediation", "du": "2026-11-01", "creances": ["F-1023"]}]
    assert raisons(creances=[], suspensions=suspensions) == [(Raison.SUSPENSION, None, False)]


# -- La suspension --


@pytest.mark.parametrize(
    ("du", "au", "fin", "attend"),
    [
        ("2026-11-01", "2026-11-27", None, False),
        ("2026-11-01", "2026-11-28", date(2026, 11, 28), True),
        ("2026-11-28", None, None, True),
        ("2026-11-29", None, None, False),
    ],
)
def test_une_suspension_dure_jusqu_a_son_dernier_jour_compris(du: str, au: str | None, fin: date | None, attend: bool):
    suspensions = [{"motif": "mediation", "du": du, "au": au}]
    assert raisons(suspensions=suspensions) == ([(Raison.SUSPENSION, fin, False)] if attend else [])


def test_revoir_une_suspension_n_y_met_pas_fin():
    suspensions = [{"motif": "mediation", "du": "2026-11-01", "revoir_le": "2026-11-15"}]
    assert raisons(suspensions=suspensions) == [(Raison.SUSPENSION, None, False)]


# -- Ce qui n'attend pas --


@pytest.mark.parametrize("lettre", ["opc", "reponse", "proposition", "fin_de_relation", "dossier_avocat"])
def test_une_reponse_une_offre_une_fin_ou_un_dossier_n_attendent_rien(lettre: str):
    blocs = {
        "envois": [rappel(echeance="2026-12-07")],
        "suites": [suite("contestation", "2026-11-18"), suite("promesse", "2026-11-20", promis_le="2026-12-15")],
        "suspensions": [{"motif": "mediation", "du": "2026-11-01"}],
    }
    assert raisons(lettre, **blocs) == []
    assert len(raisons(MISE_EN_DEMEURE, **blocs)) == 4


def test_chaque_attente_nomme_le_fait_d_ou_elle_vient():
    blocs = {
        "envois": [rappel(date="2026-10-01", echeance="2026-10-15"), rappel(echeance="2026-12-07")],
        "suites": [suite("sans_reponse", "2026-11-01"), suite("promesse", "2026-11-20", promis_le="2026-12-15")],
        "suspensions": [{"motif": "mediation", "du": "2026-11-01"}],
    }
    affaire = Affaire(dossier(creances=[facture()], **blocs), AU)
    trois = affaire.attentes(MISE_EN_DEMEURE)
    assert [a.chemin for a in trois] == [("envois", 1), ("suites", 1), ("suspensions", 0)]
    assert [a.rang for a in trois] == [1, 1, 0]


def test_on_revient_le_lendemain_du_dernier_jour_s_il_y_en_a_un():
    blocs = {"envois": [rappel(echeance="2026-12-31")], "suspensions": [{"motif": "mediation", "du": "2026-11-01"}]}
    affaire = Affaire(dossier(creances=[facture()], **blocs), AU)
    assert [a.reprise for a in affaire.attentes(MISE_EN_DEMEURE)] == [date(2027, 1, 1), None]


@pytest.mark.parametrize(("facturee", "retenue"), [("2026-09-14", True), ("2026-09-15", True), ("2026-09-16", False)])
def test_une_suspension_d_avant_la_facture_ne_la_retient_pas(facturee: str, retenue: bool):
    suspension = {"motif": "entente_de_paiement", "du": "2026-09-15"}
    neuve = facture(date=facturee, echeance="2026-10-15")
    affaire = Affaire(dossier(creances=[neuve], suspensions=[suspension]), date(2026, 11, 22))
    assert bool(affaire.attentes("rappel")) is retenue
