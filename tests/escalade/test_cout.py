"""Ce que coûte une décision, compté : une affaire par contraire, et rien qui se refasse créance par créance."""

from __future__ import annotations

from collections import Counter

import pytest
from efforts import appels, assert_lineaire
from journaux import grosse_affaire

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


_UNE_FOIS = ("Affaire.inscriptions", "Affaire.comptes", "Affaire.demarches", "Affaire._recus")
"""Ce que chaque affaire, la vraie ou l'une de celles qu'on imagine, calcule au plus une fois."""


@pytest.mark.parametrize("creances", [1, 5, 20])
def test_une_affaire_se_calcule_une_fois_par_contraire_essaye_et_non_par_creance(creances: int):
    faits, au = grosse_affaire(creances, 0)
    decision = lettres.evaluer(faits, au=au)
    comptes = _evaluer(creances, 0)
    assert len(decision.toutes) == 1
    assert len(decision.contraires) == 3
    for fonction in _UNE_FOIS:
        assert _fois(comptes, "affaire/affaire.py", fonction) <= 4, fonction


def test_ce_qui_manque_a_une_lettre_se_cherche_une_fois_par_groupe():
    assert _fois(_evaluer(20, 0), "catalogue/exigences.py", "absents") == 1


@pytest.mark.parametrize(
    ("peu", "beaucoup"),
    [((10, 0), (40, 0)), ((1, 40), (1, 160)), ((10, 40), (10, 160))],
    ids=["créances", "journal", "journal de dix"],
)
def test_le_cout_croit_comme_les_creances_et_comme_le_journal(peu: tuple[int, int], beaucoup: tuple[int, int]):
    assert _evaluer(*beaucoup).total() <= _CROISSANCE * _evaluer(*peu).total()


@pytest.mark.long
@pytest.mark.parametrize(("creances", "inscriptions"), [(True, False), (False, True)], ids=["créances", "journal"])
def test_le_temps_croit_comme_les_creances_et_comme_le_journal(creances: bool, inscriptions: bool):
    def evaluer(n: int) -> None:
        faits, au = grosse_affaire(n if creances else 5, n if inscriptions else 0)
        lettres.evaluer(faits, au=au)

    assert_lineaire(evaluer, 100)
