"""Ce qui changerait la réponse : `lettres.ajouter` le prend tel quel, et la réponse change comme il le dit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fabrique_de_dossiers import dossier, facture
from journaux import Blocs, applique
from tables import d_un_trait

import lettres

AU = date(2026, 11, 22)
DEUX = [facture(facture="F-1"), facture(facture="F-2", montant=45)]
POSTE = {"lettre": "rappel", "date": "2026-10-01", "mode": "poste"}
REVENU = {"date": "2026-10-12", "resultat": "retour_courrier", "envoi": 1}
PAYER = {"paiements": {"date": "2026-11-22", "montant": "55.00", "facture": "F-1023"}}
PAYER_DEUX = {
    "paiements": [
        {"date": "2026-11-22", "montant": "55.00", "facture": "F-1"},
        {"date": "2026-11-22", "montant": "40.00", "facture": "F-2"},
    ]
}


def suite(resultat: str, le: str = "2026-11-20", **autres: Any) -> Blocs:
    return {"date": le, "resultat": resultat, **autres}


def versements(*dus: tuple[str, str]) -> list[Blocs]:
    return [{"date": le, "montant": montant} for le, montant in dus]


PLAN = {"versements": versements(("2026-11-10", "25"), ("2026-12-10", "35")), "acceptee_le": "2026-10-05"}
ENTENTE = {"lettre": "entente_paiement", "date": "2026-10-02", "mode": "main_propre"}
RAPPELS = [
    {"lettre": "rappel", "date": "2026-09-08", "mode": "courriel", "echelon": "rappel"},
    {"lettre": "rappel", "date": "2026-09-18", "mode": "courriel", "echelon": "rappel_ferme"},
]
AVIS = {"lettre": "rappel", "date": "2026-11-11", "mode": "courriel", "echeance": "2026-11-21"}
VERSER = {"paiements": {"date": "2026-11-22", "montant": "25.00", "facture": "F-1023"}}

CAS: dict[str, tuple[Blocs, tuple[str, str, dict[str, Any]]]] = {
    "une seule facture se paie d’un paiement": ({}, ("paiement", "terminee", PAYER)),
    "deux factures au même pas se paient de deux": ({"creances": DEUX}, ("paiement", "terminee", PAYER_DEUX)),
    "une promesse nomme les factures qu’elle vise": (
        {"creances": DEUX},
        (
            "suite",
            "suspendue",
            {"suites": suite("promesse", "2026-11-22", creances=["F-1", "F-2"], promis_le="2026-11-29")},
        ),
    ),
    "ce qui attend un jour n’ajoute rien : c’est ce jour": (
        {"envois": [POSTE | {"date": "2026-11-16", "echeance": "2026-12-01"}]},
        ("date", "due", {"au": "2026-12-02"}),
    ),
    "une contestation d’hier se lève d’une réponse d’aujourd’hui": (
        {"suites": [suite("contestation", "2026-11-21")]},
        ("piece", "non_due", {"envois": {"lettre": "reponse", "date": "2026-11-22"}}),
    ),
    "une contestation d’aujourd’hui, d’une réponse de demain": (
        {"suites": [suite("contestation", "2026-11-22")]},
        ("piece", "non_due", {"envois": {"lettre": "reponse", "date": "2026-11-23"}}),
    ),
    "une facture dite non reçue se renvoie": (
        {"suites": [suite("facture_non_recue")]},
        ("piece", "non_due", {"envois": {"lettre": "reponse", "date": "2026-11-22"}}),
    ),
    "une lettre revenue se renvoie, sans ses preuves ni sa date limite": (
        {
            "mode_envoi": "poste",
            "envois": [POSTE | {"echeance": "2026-10-15", "suivi": "RN 1", "echelon": "rappel"}],
            "suites": [REVENU],
        },
        (
            "piece",
            "non_due",
            {"envois": {"lettre": "rappel", "date": "2026-11-22", "mode": "poste", "echelon": "rappel"}},
        ),
    ),
    "une réception non prouvée se corrige": (
        {"envois": [{"lettre": "mise_en_demeure", "date": "2026-10-01", "mode": "poste"}]},
        (
            "piece",
            "non_due",
            {
                "envois": {
                    "corrige": 1,
                    "motif": "Réception prouvée.",
                    "lettre": "mise_en_demeure",
                    "date": "2026-10-01",
                    "mode": "poste",
                    "recu_le": "2026-11-22",
                }
            },
        ),
    ),
    "d’un plan, le versement manqué": ({"offre": PLAN}, ("paiement", "suspendue", VERSER)),
    "tout ce qui reste aussi, et c’est fini": ({"offre": PLAN}, ("paiement", "terminee", PAYER)),
    "ce qui manque de deux versements": (
        {"offre": PLAN | {"versements": versements(("2026-11-10", "25"), ("2026-11-18", "15"), ("2026-12-10", "20"))}},
        ("paiement", "suspendue", {"paiements": VERSER["paiements"] | {"montant": "40.00"}}),
    ),
    "ce qui manque d’un versement payé en partie": (
        {"offre": PLAN, "paiements": [{"date": "2026-11-10", "montant": "24,99", "facture": "F-1023"}]},
        ("paiement", "suspendue", {"paiements": VERSER["paiements"] | {"montant": "0.01"}}),
    ),
    "avant l’avis que veut l’entente": (
        {"offre": PLAN, "envois": [*RAPPELS, ENTENTE]},
        ("paiement", "suspendue", VERSER),
    ),
    "l’avis passé, la mise en demeure due": (
        {"offre": PLAN, "envois": [*RAPPELS, ENTENTE, AVIS], "mode_envoi": "recommande"},
        ("paiement", "suspendue", VERSER),
    ),
    "d’un plan que le journal garde": (
        {
            "envois": [ENTENTE | {"versements": PLAN["versements"]}],
            "suites": [suite("reconnaissance", "2026-10-05", envoi=1)],
        },
        ("paiement", "suspendue", VERSER),
    ),
    "d’une transaction, le versement dont le jour est passé": (
        {"offre": PLAN | {"concessions": [{"de": "nous", "texte": "remettre 5 $"}, {"de": "vous", "texte": "payer"}]}},
        ("paiement", "suspendue", VERSER),
    ),
    "de deux factures, la plus ancienne d’abord": (
        {"creances": DEUX, "offre": PLAN | {"versements": versements(("2026-11-10", "50"), ("2026-12-10", "55"))}},
        (
            "paiement",
            "suspendue",
            {"paiements": {"date": "2026-11-22", "montant": "50.00", "facture": "F-1"}},
        ),
    ),
}
"""Le journal, et l'un des contraires de la décision du 22 novembre : son événement, son statut, ses données."""


@d_un_trait
@pytest.mark.parametrize(("blocs", "attendu"), CAS.values(), ids=CAS)
def test_chaque_sorte_de_contraire_a_sa_forme_et_change_la_reponse(blocs: Blocs, attendu: tuple[str, str, Any]):
    faits = dossier(**({"creances": [facture()]} | blocs)).model_dump(mode="json", exclude_defaults=True)
    d = lettres.evaluer(faits, au=AU)
    siens = [(c.evenement, c.statut.value, dict(c.donnees)) for c in d.contraires]
    assert attendu in siens
    for c in d.contraires:
        relu, venu = applique(faits, c, AU)
        assert {g.statut for g in lettres.evaluer(relu, au=venu).toutes} == {c.statut}
        assert c.statut is not d.statut


def test_un_versement_a_venir_ou_qui_est_tout_ce_qui_reste_n_ajoute_pas_de_contraire():
    for le, montant in (("2026-11-22", "25"), ("2026-11-21", "60"), ("2026-11-10", "60")):
        reste = versements((le, montant), *([("2026-12-10", "35")] if montant == "25" else []))
        d = lettres.evaluer(dossier(creances=[facture()], offre=PLAN | {"versements": reste}), au=AU)
        assert not any("versement manqué" in c.phrase for c in d.contraires), (le, montant)
