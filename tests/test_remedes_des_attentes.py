"""Chaque remède d'une attente, suivi à la lettre, mène où il dit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from exemples_rendus import ATELIER
from fabrique_de_dossiers import dossier, expediteur, facture

import lettres
from lettres.affaire import Affaire
from lettres.dossier import Dossier, Envoi
from lettres.production.consigne import consigne

AU = date(2026, 11, 28)
RAPPEL = {"lettre": "rappel", "date": "2026-10-01", "mode": "courriel"}
EN_COURS = {"lettre": "rappel", "date": "2026-11-24", "mode": "courriel"}
CONTESTEE = {"resultat": "contestation", "date": "2026-11-10", "canal": "courriel", "citation": "Le travail est bâclé."}


def pret(**blocs: object) -> Dossier:
    return dossier(
        **{
            "expediteur": expediteur(type="personne"),
            "creances": [facture(cause="autre", piece="P-1")],
            "envois": [RAPPEL],
            "pieces": [{"id": "P-1", "titre": "Facture F-1023"}],
            "mode_envoi": "recommande",
        }
        | blocs
    )


def arrets(faits: Dossier, au: date = AU) -> set[str]:
    return {c.code for c in lettres.verifier(faits, "mise_en_demeure", au=au) if c.gravite == "erreur"}


@pytest.mark.parametrize(
    ("code", "blocs", "reprise"),
    [
        ("J104", {"envois": [EN_COURS]}, date(2026, 12, 8)),
        ("J104", {"envois": [EN_COURS | {"echeance": "2026-12-01"}]}, date(2026, 12, 2)),
        ("J104", {"envois": [EN_COURS | {"recu_le": "2026-11-24"}]}, date(2026, 12, 5)),
        ("J107", {"suspensions": [{"motif": "mediation", "du": "2026-11-01", "au": "2026-12-15"}]}, date(2026, 12, 16)),
        ("J111", {"suites": [{"resultat": "promesse", "date": "2026-11-24"}]}, date(2026, 12, 5)),
        (
            "J111",
            {"suites": [{"resultat": "promesse", "date": "2026-11-24", "promis_le": "2026-12-11"}]},
            date(2026, 12, 12),
        ),
    ],
)
def test_revenir_le_jour_dit_suffit_et_la_veille_ne_suffit_pas(code: str, blocs: dict, reprise: date):
    assert arrets(pret(**blocs)) == {code}
    assert arrets(pret(**blocs), reprise - timedelta(days=1)) == {code}
    assert arrets(pret(**blocs), reprise) == set()
    assert ATELIER.generer(pret(**blocs), "mise_en_demeure", au=reprise).octets


@pytest.mark.parametrize(
    ("code", "avant", "apres"),
    [
        ("J104", {"envois": [EN_COURS]}, {"envois": [EN_COURS | {"echeance": "2026-11-27"}]}),
        (
            "J107",
            {"suspensions": [{"motif": "mediation", "du": "2026-11-01"}]},
            {"suspensions": [{"motif": "mediation", "du": "2026-11-01", "au": "2026-11-27"}]},
        ),
        (
            "J111",
            {"suites": [{"resultat": "promesse", "date": "2026-11-24"}]},
            {"suites": [{"resultat": "promesse", "date": "2026-11-24", "promis_le": "2026-11-27"}]},
        ),
        (
            "J106",
            {"suites": [CONTESTEE]},
            {"suites": [CONTESTEE], "envois": [RAPPEL, {"lettre": "reponse", "date": "2026-11-12"}]},
        ),
    ],
)
def test_la_cle_que_le_remede_nomme_leve_l_attente(code: str, avant: dict, apres: dict):
    assert arrets(pret(**avant)) == {code}
    assert arrets(pret(**apres)) == set()


@pytest.mark.parametrize("jour", ["2026-11-11", "2026-11-28"])
def test_le_rappel_qui_repond_a_qui_conteste_ouvre_la_suite_une_fois_inscrit(jour: str):
    faits, au = pret(suites=[CONTESTEE]), date.fromisoformat(jour)
    assert lettres.prochaine_lettre(faits, au=au) == "rappel"
    assert ATELIER.generer(faits, "rappel", au=au).lettre == "rappel"
    suite = consigne(Affaire(faits, au), "rappel")
    apres = faits.model_copy(update={"envois": (*faits.envois, Envoi.model_validate(dict(suite.inscription)))})
    assert arrets(apres, au) == {"J104"}
    assert arrets(apres, suite.revenir_le) == set()
    assert lettres.prochaine_lettre(apres, au=suite.revenir_le) == "mise_en_demeure"


def test_la_date_que_donne_le_remede_du_delai_raccourci_le_leve():
    faits = pret(envois=[EN_COURS | {"echeance": "2026-12-31"}])
    assert arrets(faits) == {"J104", "J105"}
    (constat,) = [c for c in lettres.verifier(faits, "mise_en_demeure", au=AU) if c.code == "J105"]
    assert "« echeance_demandee: 2026-12-31 »" in constat.remede
    corrige = pret(envois=[EN_COURS | {"echeance": "2026-12-31"}], echeance_demandee="2026-12-31")
    assert arrets(corrige) == {"J104"}
    assert ATELIER.generer(corrige, "mise_en_demeure", au=AU, forcer="Elle quitte le pays demain.").force
