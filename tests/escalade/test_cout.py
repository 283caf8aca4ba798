"""Ce que coûte une décision, compté : une affaire par contraire, et rien qui se refasse créance par créance."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from efforts import appels, assert_lineaire
from journaux import echelonnee, grosse_affaire

import lettres
from lettres.dossier import Dossier

_CROISSANCE = 5
"""Quatre fois plus gros demande quatre fois plus d'appels, et un peu de jeu; le carré en demanderait seize."""


def _evaluer(creances: int, inscriptions: int) -> Counter[tuple[str, str]]:
    faits, au = grosse_affaire(creances, inscriptions)
    dossier = Dossier.model_validate(faits)
    lettres.evaluer(dossier, au=au)
    return appels(lambda: lettres.evaluer(dossier, au=au))


def _fois(comptes: Counter[tuple[str, str]], module: str, fonction: str) -> int:
    return sum(n for (fichier, nom), n in comptes.items() if fichier.endswith(module) and nom == fonction)


_UNE_FOIS = (
    "inscriptions",
    "comptes",
    "demarches",
    "_recus",
    "argent_a_rapprocher",
    "offre_acceptee",
    "defaut_du_plan",
)
"""Ce que chaque affaire, la vraie ou l'une de celles qu'on imagine, calcule au plus une fois."""


@pytest.mark.parametrize("creances", [1, 5, 20])
def test_une_affaire_se_calcule_une_fois_par_contraire_essaye_et_non_par_creance(creances: int):
    faits, au = grosse_affaire(creances, 0)
    decision = lettres.evaluer(faits, au=au)
    comptes = _evaluer(creances, 0)
    assert len(decision.toutes) == 1
    assert len(decision.contraires) == 3
    for fonction in _UNE_FOIS:
        assert _fois(comptes, "affaire/affaire.py", f"Affaire.{fonction}") <= 4, fonction


@pytest.mark.parametrize("creances", [8, 32])
def test_de_creances_echues_chacune_son_jour_une_seule_affaire_par_sorte_d_evenement_et_par_date(creances: int):
    faits, au = echelonnee(creances)
    dossier = Dossier.model_validate(faits)
    decision = lettres.evaluer(dossier, au=au)
    dates = {c.phrase for g in decision.toutes for c in g.contraires if c.evenement == "date"}
    essais = sum(len(g.contraires) for g in decision.toutes)
    assert essais > 2 * len(decision.toutes) > creances
    comptes = appels(lambda: lettres.evaluer(dossier, au=au))
    # -- la vraie, une par date à venir; puis un paiement toléré, un entier, une promesse, une contestation --
    assert _fois(comptes, "affaire/affaire.py", "Affaire.comptes") <= 1 + len(dates) + 4
    assert _fois(comptes, "affaire/prescriptions.py", "prescriptions") == 0


def test_ce_qui_manque_a_une_lettre_se_cherche_une_fois_par_groupe():
    assert _fois(_evaluer(20, 0), "catalogue/exigences.py", "absents") == 1


@pytest.mark.parametrize(
    ("peu", "beaucoup"),
    [((10, 0), (40, 0)), ((1, 40), (1, 160)), ((10, 40), (10, 160))],
    ids=["créances", "journal", "journal de dix"],
)
def test_le_cout_croit_comme_les_creances_et_comme_le_journal(peu: tuple[int, int], beaucoup: tuple[int, int]):
    assert _evaluer(*beaucoup).total() <= _CROISSANCE * _evaluer(*peu).total()


def test_des_versements_promis_le_meme_jour_ne_se_multiplient_pas():
    def cout(n: int) -> int:
        faits, au = grosse_affaire(1, 0)
        jours = [(au + timedelta(days=rang)).isoformat() for rang in range(n)]
        le = au.isoformat()
        promis = [{"date": le, "resultat": "promesse", "promis_le": jour, "montant": "1.00"} for jour in jours]
        dossier = Dossier.model_validate(faits | {"suites": promis})
        return appels(lambda: lettres.evaluer(dossier, au=au)).total()

    cout(10)
    assert cout(160) <= _CROISSANCE * cout(40)


@pytest.mark.long
@pytest.mark.parametrize(("creances", "inscriptions"), [(True, False), (False, True)], ids=["créances", "journal"])
def test_le_temps_croit_comme_les_creances_et_comme_le_journal(creances: bool, inscriptions: bool):
    def evaluer(n: int) -> None:
        faits, au = grosse_affaire(n if creances else 5, n if inscriptions else 0)
        lettres.evaluer(faits, au=au)

    assert_lineaire(evaluer, 100)
