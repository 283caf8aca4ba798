"""Éveil : d'après ses mots, les motifs qu'un texte peut intéresser; les autres ne sont ni compilés ni cherchés."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from lettres.langue.mots.indices import Indices
from lettres.langue.mots.indices_livres import indices_du_catalogue
from lettres.langue.mots.motifs import SorteDeChamp, familles
from lettres.langue.mots.normalisation import ALINEA, normaliser

_ALINEA = re.compile(f"[^{ALINEA}]+")
_MOT = re.compile(r"\w+")
_MOT_ORDINAIRE = 24
"""Un mot plus long n'est pas d'un vocabulaire : il n'est pas gardé."""


@dataclass(frozen=True, slots=True)
class _Besoin:
    """Ce qu'il faut à un motif : ses jeux d'indices, chacun un bit."""

    code: str
    rang: int
    jeux: int
    lignes: bool
    champs: tuple[SorteDeChamp, ...]


@dataclass(frozen=True, slots=True)
class _Reveils:
    """Les jeux d'indices où figure chaque indice, et ceux qu'il faut à chaque motif."""

    par_indice: Mapping[str, int]
    longueurs: range
    besoins: tuple[_Besoin, ...]


@dataclass(frozen=True, slots=True)
class Recherche:
    """Où chercher un motif de la famille : entre deux places du texte normalisé, ou dans toutes ses lignes."""

    rang: int
    debut: int
    fin: int


def recherches(texte: str, champ: SorteDeChamp | Literal["tous"] | None = "tous") -> Mapping[str, list[Recherche]]:
    """Les motifs à chercher dans un texte normalisé, par famille; aucun autre ne s'y trouve.

    `champ` écarte les motifs qui ne s'y cherchent pas; sans champ, le texte est une lettre finie. Un motif ne passe pas
    d'un alinéa à l'autre : il ne se cherche que dans ceux qui ont tous ses mots.
    """
    alineas = [(m.start() - 1, m.end() + 1, _des_mots(m[0])) for m in _ALINEA.finditer(texte)]
    partout = 0
    for _, _, vus in alineas:
        partout |= vus
    a_chercher: defaultdict[str, list[Recherche]] = defaultdict(list)
    for besoin in _reveils().besoins:
        jeux = besoin.jeux
        if besoin.champs and champ != "tous" and champ not in besoin.champs:
            continue
        if partout & jeux != jeux:
            continue
        if besoin.lignes:
            a_chercher[besoin.code].append(Recherche(besoin.rang, 0, sys.maxsize))
        else:
            a_chercher[besoin.code] += [
                Recherche(besoin.rang, max(debut, 0), fin) for debut, fin, vus in alineas if vus & jeux == jeux
            ]
    return a_chercher


def _des_mots(texte: str) -> int:
    """Les jeux d'indices que donnent les mots d'un texte."""
    vus = 0
    for mot in set(_MOT.findall(texte)):
        vus |= _du_mot(mot) if len(mot) <= _MOT_ORDINAIRE else _lire(mot)
    return vus


@lru_cache(maxsize=1024)
def _du_mot(mot: str) -> int:
    """Les mêmes mots reviennent de lettre en lettre : chacun n'est lu qu'une fois."""
    return _lire(mot)


def _lire(mot: str) -> int:
    """Les jeux d'indices dont un mot contient un indice."""
    reveils, vus = _reveils(), 0
    for debut in range(len(mot)):
        for longueur in reveils.longueurs:
            vus |= reveils.par_indice.get(mot[debut : debut + longueur], 0)
    return vus


@cache
def _reveils() -> _Reveils:
    par_indice: defaultdict[str, int] = defaultdict(int)
    besoins: list[_Besoin] = []
    bits: dict[Indices, int] = {}
    for famille in familles():
        for rang, fiche in enumerate(famille.fiches):
            jeux = 0
            for jeu in indices_du_catalogue(famille.source(rang)):
                lisible = _reduit(jeu) if fiche.lignes else jeu
                bit = bits.setdefault(lisible, 1 << len(bits))
                jeux |= bit
                for indice in lisible:
                    par_indice[indice] |= bit
            besoins.append(_Besoin(famille.code, rang, jeux, fiche.lignes, fiche.champs or famille.fiche.champs))
    longueurs = sorted(map(len, par_indice))
    return _Reveils(dict(par_indice), range(longueurs[0], longueurs[-1] + 1), tuple(besoins))


def _reduit(jeu: Indices) -> Indices:
    """Les indices d'un motif qui lit le texte d'origine, tels que le texte normalisé les montre."""
    return frozenset(normaliser(mot).texte for mot in jeu)
