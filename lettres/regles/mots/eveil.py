"""Éveil : d'après ses mots, les motifs qu'un texte peut intéresser; les autres ne sont ni compilés ni cherchés."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from lettres.regles.mots.catalogue import familles
from lettres.regles.mots.indices import Indices, indices
from lettres.regles.mots.normalisation import normaliser

Cle = tuple[str, int]
"""Un motif : le code de sa famille, son rang dans la famille."""

_MOT = re.compile(r"\w+")
_MOT_ORDINAIRE = 24


@dataclass(frozen=True, slots=True)
class _Reveils:
    """Les motifs que chaque indice réveille, et ceux que rien n'endort."""

    par_indice: Mapping[str, frozenset[Cle]]
    longueurs: range
    toujours: frozenset[Cle]


def motifs_eveilles(texte: str) -> dict[str, list[int]]:
    """Les motifs à chercher dans un texte normalisé : par famille, leurs rangs. Aucun autre ne s'y trouve."""
    eveilles = set(_reveils().toujours)
    for mot in set(_MOT.findall(texte)):
        eveilles |= _du_mot(mot) if len(mot) <= _MOT_ORDINAIRE else _lire(mot)
    par_famille: defaultdict[str, list[int]] = defaultdict(list)
    for code, rang in sorted(eveilles):
        par_famille[code].append(rang)
    return par_famille


@lru_cache(maxsize=4096)
def _du_mot(mot: str) -> frozenset[Cle]:
    """Les mêmes mots reviennent de lettre en lettre : chacun n'est lu qu'une fois."""
    return _lire(mot)


def _lire(mot: str) -> frozenset[Cle]:
    reveils = _reveils()
    return frozenset[Cle]().union(
        *(
            reveils.par_indice[mot[debut : debut + longueur]]
            for debut in range(len(mot))
            for longueur in reveils.longueurs
            if mot[debut : debut + longueur] in reveils.par_indice
        )
    )


@cache
def _reveils() -> _Reveils:
    par_indice: defaultdict[str, set[Cle]] = defaultdict(set)
    toujours: set[Cle] = set()
    for famille in familles():
        for rang, fiche in enumerate(famille.fiches):
            cle, trouves = (famille.code, rang), indices(famille.source(rang))
            if trouves is not None and fiche.lignes:
                trouves = _reduits(trouves)
            if trouves is None:
                toujours.add(cle)
            for indice in trouves or ():
                par_indice[indice].add(cle)
    longueurs = sorted(map(len, par_indice))
    return _Reveils(
        {indice: frozenset(cles) for indice, cles in par_indice.items()},
        range(longueurs[0], longueurs[-1] + 1),
        frozenset(toujours),
    )


def _reduits(bruts: Iterable[str]) -> Indices | None:
    """Les indices d'un motif qui lit le texte d'origine, tels que le texte normalisé les montre."""
    mots = frozenset(normaliser(mot).texte for mot in bruts)
    return mots if all(mot.isalpha() for mot in mots) else None
