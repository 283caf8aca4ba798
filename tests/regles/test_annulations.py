"""Ce qui est annulé ne change rien : mêmes constats, mêmes mots, même décision que si on ne l'avait jamais inscrit."""

from __future__ import annotations

from typing import Any

import pytest
from fabrique_de_dossiers import AU, complet
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire
from lettres.catalogue import catalogue
from lettres.composition import composer
from lettres.dossier import Dossier
from lettres.production.etat import evaluer

MOTIF = {"motif": "Inscrite par erreur."}
FAUTIVES: dict[str, list[dict[str, Any]]] = {
    "paiements": [{"montant": 9999}, {"date": "2027-01-01", "montant": 5, "facture": "F-9"}],
    "envois": [
        {"lettre": "mise_en_demeure", "date": "2026-11-20", "echeance": "2027-01-31", "recu_le": "2026-11-19"},
        {"lettre": "rappel", "date": "2027-01-01", "creances": ["F-9"], "montant": 3},
    ],
    "suites": [
        {"date": "2026-11-20", "resultat": "procureur_constitue", "note": "Espèce de voleur, je vais le dire à tous."},
        {"date": "2026-11-20", "resultat": "contestation", "canal": "courriel", "citation": "Non.", "piece": "P-99"},
        {"date": "2026-11-20", "resultat": "promesse", "promis_le": "2026-12-20"},
        {"date": "2027-01-01", "resultat": "facture_non_recue"},
    ],
    "suspensions": [{"motif": "insolvabilite", "du": "2026-11-01"}, {"motif": "mediation", "du": "2026-11-01"}],
    "clotures": [
        {"date": "2026-11-20", "issue": "payee"},
        {"date": "2026-11-20", "issue": "abandon", "creances": ["F-9"]},
    ],
}
LETTRES = sorted({(modele.nature, modele.lettre) for modele in catalogue()})


def avec_des_annulees(dossier: Dossier) -> Dossier:
    """Le même dossier, dont chaque liste du journal a des lignes de plus, toutes annulées."""
    ajouts = {}
    for nom, lignes in FAUTIVES.items():
        deja = getattr(dossier, nom)
        annulations = [{"corrige": len(deja) + rang} | MOTIF for rang in range(1, len(lignes) + 1)]
        ajouts[nom] = [*deja, *lignes, *annulations]
    return augmente(dossier, ajouts)


def augmente(dossier: Dossier, ajouts: dict[str, Any]) -> Dossier:
    return Dossier.model_validate({cle: v for cle, v in dossier if cle != "schema_"} | ajouts)


def dits(constats: list[lettres.Constat]) -> list[tuple[object, ...]]:
    return [(c.code, c.gravite, c.chemin, c.message, c.remede) for c in constats]


@d_un_trait
@pytest.mark.un_sur(4)
@pytest.mark.parametrize(("nature", "lettre"), LETTRES)
def test_ce_qui_est_annule_ne_change_ni_les_constats_ni_la_lettre(nature: Any, lettre: str):
    sans = complet(nature)
    avec = avec_des_annulees(sans)
    assert dits(lettres.verifier(avec, lettre, au=AU)) == dits(lettres.verifier(sans, lettre, au=AU))
    assert composer(Affaire(avec, AU), lettre) == composer(Affaire(sans, AU), lettre)


@pytest.mark.parametrize("nature", sorted({nature for nature, _ in LETTRES}))
def test_ce_qui_est_annule_ne_change_pas_la_decision(nature: Any):
    sans = complet(nature)
    assert evaluer(avec_des_annulees(sans), au=AU) == evaluer(sans, au=AU)


@pytest.mark.un_sur(4)
@pytest.mark.parametrize(("nature", "lettre"), LETTRES)
def test_inscrites_pour_vrai_ces_lignes_changeraient_les_constats(nature: Any, lettre: str):
    sans = complet(nature)
    avec = augmente(sans, {nom: [*getattr(sans, nom), *lignes] for nom, lignes in FAUTIVES.items()})
    assert dits(lettres.verifier(avec, lettre, au=AU)) != dits(lettres.verifier(sans, lettre, au=AU))
