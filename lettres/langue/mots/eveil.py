"""Éveil : d'après ses mots, les motifs qu'un texte peut intéresser; les autres ne sont ni compilés ni cherchés."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from lettres.langue.mots.indices import BORNE, Indices
from lettres.langue.mots.indices_livres import indices_du_catalogue
from lettres.langue.mots.motifs import SorteDeChamp, citations, familles
from lettres.langue.mots.normalisation import ALINEA, MUET, normaliser

_ALINEA = re.compile(f"[^{ALINEA}]+")
_MOT = re.compile(r"\w+")
_TETES = (1, 2, 3)
"""Les premiers signes par lesquels un indice se trouve : trois, ou l'indice entier."""
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
    """Par premiers signes, chaque indice et les jeux où il figure; et les motifs qu'un jeu peut éveiller."""

    par_tete: Mapping[str, Sequence[tuple[str, int]]]
    par_jeu: Mapping[int, Sequence[_Besoin]]
    """Chaque motif, sous le plus rare de ses jeux; sous zéro, ceux qui n'en ont pas."""
    pivots: int
    rapportes: int
    """Les jeux d'indices sans lesquels aucun propos n'est rapporté."""

    def besoins(self, vus: int) -> Iterator[_Besoin]:
        """Les motifs dont tous les jeux sont là."""
        yield from self.par_jeu.get(0, ())
        reste = vus & self.pivots
        while reste:
            jeu = reste & -reste
            reste ^= jeu
            yield from (besoin for besoin in self.par_jeu[jeu] if vus & besoin.jeux == besoin.jeux)


@dataclass(frozen=True, slots=True)
class Recherche:
    """Où chercher un motif de la famille : entre deux places du texte normalisé, ou dans toutes ses lignes."""

    rang: int
    debut: int
    fin: int


@dataclass(frozen=True, slots=True)
class AlineaLu:
    """Un alinéa d'un texte normalisé, les signes qui le bornent compris, et les jeux d'indices que ses mots donnent."""

    debut: int
    fin: int
    vus: int


def alineas(texte: str) -> list[AlineaLu]:
    """Les alinéas d'un texte normalisé. Un motif ne passe pas de l'un à l'autre."""
    return [AlineaLu(max(m.start() - 1, 0), m.end() + 1, _des_mots(m[0])) for m in _ALINEA.finditer(texte)]


def masques(lus: Sequence[AlineaLu], texte: str) -> list[AlineaLu]:
    """Les mêmes alinéas, une fois masqués des passages : seuls ceux qu'un masque touche ont perdu des mots."""
    return [
        AlineaLu(lu.debut, lu.fin, _des_mots(texte[lu.debut : lu.fin])) if MUET in texte[lu.debut : lu.fin] else lu
        for lu in lus
    ]


def qui_rapportent(lus: Sequence[AlineaLu]) -> Iterator[AlineaLu]:
    """Les alinéas qui ont les mots sans lesquels on ne rapporte pas les propos d'un autre."""
    jeux = _reveils().rapportes
    return (lu for lu in lus if lu.vus & jeux == jeux)


def recherches(
    lus: Sequence[AlineaLu], champ: SorteDeChamp | Literal["tous"] | None = "tous"
) -> Mapping[str, Sequence[Recherche]]:
    """Les motifs à chercher dans un texte normalisé, par famille; aucun autre ne s'y trouve.

    `champ` écarte les motifs qui ne s'y cherchent pas; sans champ, le texte est une lettre finie. Un motif ne se
    cherche que dans les alinéas qui ont tous ses mots.
    """
    partout = 0
    for lu in lus:
        partout |= lu.vus
    a_chercher: defaultdict[str, list[Recherche]] = defaultdict(list)
    for besoin in _reveils().besoins(partout):
        if besoin.champs and champ != "tous" and champ not in besoin.champs:
            continue
        if besoin.lignes:
            a_chercher[besoin.code].append(Recherche(besoin.rang, 0, sys.maxsize))
            continue
        jeux = besoin.jeux
        if ou := [Recherche(besoin.rang, lu.debut, lu.fin) for lu in lus if lu.vus & jeux == jeux]:
            a_chercher[besoin.code] += ou
    return a_chercher


def _des_mots(texte: str) -> int:
    """Les jeux d'indices que donnent les mots d'un texte."""
    vus = 0
    for mot in set(_MOT.findall(texte)):
        vus |= _du_mot(mot) if len(mot) <= _MOT_ORDINAIRE else _lire(mot)
    return vus


@lru_cache(maxsize=4096)
def _du_mot(mot: str) -> int:
    """Les mêmes mots reviennent de lettre en lettre : chacun n'est lu qu'une fois."""
    return _lire(mot)


def _lire(mot: str) -> int:
    """Les jeux d'indices dont un mot contient un indice."""
    par_tete, borne, vus = _reveils().par_tete, f"{BORNE}{mot}{BORNE}", 0
    for debut in range(len(borne)):
        for longueur in _TETES:
            for indice, jeux in par_tete.get(borne[debut : debut + longueur], ()):
                if borne.startswith(indice, debut):
                    vus |= jeux
    return vus


@cache
def _reveils() -> _Reveils:
    par_indice: defaultdict[str, int] = defaultdict(int)
    par_jeu: defaultdict[int, list[_Besoin]] = defaultdict(list)
    bits: dict[Indices, int] = {}

    def noter(jeux: Sequence[Indices]) -> list[int]:
        for jeu in jeux:
            if jeu not in bits:
                bits[jeu] = 1 << len(bits)
                for indice in jeu:
                    par_indice[indice] |= bits[jeu]
        return [bits[jeu] for jeu in jeux]

    for famille in familles():
        for rang, fiche in enumerate(famille.fiches):
            siens = indices_du_catalogue(famille.source(rang))
            jeux = noter([_reduit(jeu) for jeu in siens] if fiche.lignes else siens)
            champs = fiche.champs or famille.fiche.champs
            par_jeu[jeux[0] if jeux else 0].append(_Besoin(famille.code, rang, _tous(jeux), fiche.lignes, champs))
    rapportes = _tous(noter(indices_du_catalogue(citations().rapportes.pattern)))
    par_tete: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for indice, des_jeux in par_indice.items():
        par_tete[indice[: _TETES[-1]]].append((indice, des_jeux))
    return _Reveils(dict(par_tete), dict(par_jeu), sum(par_jeu), rapportes)


def _tous(jeux: Sequence[int]) -> int:
    return sum(set(jeux))


def _reduit(jeu: Indices) -> Indices:
    """Les indices d'un motif qui lit le texte d'origine, tels que le texte normalisé les montre, sans leurs bornes."""
    return frozenset(normaliser(mot.strip(BORNE)).texte for mot in jeu)
