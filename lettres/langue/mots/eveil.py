"""Éveil : d'après ses mots, les motifs qu'un texte peut intéresser; les autres ne sont ni compilés ni cherchés."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, reduce
from operator import or_
from typing import Literal

from lettres.langue.mots.indices import BORNE
from lettres.langue.mots.indices_livres import TETE, livres
from lettres.langue.mots.motifs import SorteDeChamp
from lettres.langue.mots.normalisation import ALINEA, MUET
from lettres.langue.pliage import COURT, GARDES
from lettres.socle.classes import NamedTuple

_ALINEA = re.compile(f"[^{ALINEA}]+")
_MOT = re.compile(r"\w+")
_MOT_ORDINAIRE = 24
"""Un mot plus long n'est pas d'un vocabulaire : il n'est pas gardé."""
_MOTS_GARDES = 8192
_RAPPORTES = ""
_Champ = SorteDeChamp | Literal["tous"] | None
"""Ce qu'un texte a à dire; None, pour une lettre finie."""


class _Besoin(NamedTuple):
    """Ce qu'il faut à un motif, par une de ses tournures : des jeux d'indices, chacun un bit."""

    jeux: int
    code: str
    """La famille du motif; vide, c'est celui des propos rapportés."""
    rang: int
    champs: Sequence[SorteDeChamp]


_Livree = tuple[Sequence[int], str, int, Sequence[SorteDeChamp]]
"""Une tournure telle qu'elle est livrée : ses jeux, puis ce que dit `_Besoin`."""


class _ParJeu(dict[int, Sequence[_Besoin]]):
    """Chaque tournure, sous le plus rare de ses jeux : le vocabulaire est grand, et un texte en demande peu."""

    def __init__(self, livrees: Mapping[int, Sequence[_Livree]]) -> None:
        self._livrees = livrees

    def __missing__(self, jeu: int) -> Sequence[_Besoin]:
        self[jeu] = besoins = [*map(_besoin, self._livrees.get(jeu, ()))]
        return besoins


class _Reveils(NamedTuple):
    """Ce qui éveille chaque motif."""

    par_jeu: _ParJeu
    toujours: Sequence[_Besoin]
    """Les motifs sans indices."""
    des_lignes: Sequence[_Besoin]
    """Les tournures des motifs qui lisent les lignes : leurs mots peuvent être dans plusieurs alinéas."""


class _MotLu(NamedTuple):
    """Les jeux d'indices que donne un mot, et les tournures dont le jeu le plus rare en est."""

    vus: int
    de_tout_texte: tuple[_Besoin, ...]
    de_champs: Mapping[_Champ, tuple[_Besoin, ...]]
    """Celles qui ne se cherchent que dans un champ, et jamais dans une lettre finie; « tous » : celles de tous."""


class Recherche(NamedTuple):
    """Où chercher un motif de la famille : entre deux places du texte normalisé, ou dans toutes ses lignes."""

    rang: int
    debut: int
    fin: int


class AlineaLu(NamedTuple):
    """Un alinéa d'un texte normalisé, les signes qui le bornent compris."""

    debut: int
    fin: int
    vus: int
    """Les jeux d'indices que ses mots donnent."""
    motifs: frozenset[tuple[str, int]]
    """La famille et le rang de chaque motif dont il a tous les mots d'une tournure."""


def alineas(texte: str, champ: _Champ = "tous") -> list[AlineaLu]:
    """Les alinéas d'un texte normalisé. Un motif ne passe pas de l'un à l'autre.

    `champ` écarte les motifs qui ne s'y cherchent pas; sans champ, le texte est une lettre finie.
    """
    return [_lire_l_alinea(m[0], max(m.start() - 1, 0), m.end() + 1, champ) for m in _ALINEA.finditer(texte)]


def masques(lus: Sequence[AlineaLu], texte: str, champ: _Champ = "tous") -> list[AlineaLu]:
    """Les mêmes alinéas, une fois masqués des passages : seuls ceux qu'un masque touche ont perdu des mots."""
    return [
        _lire_l_alinea(passage, lu.debut, lu.fin, champ) if MUET in (passage := texte[lu.debut : lu.fin]) else lu
        for lu in lus
    ]


def qui_rapportent(lus: Sequence[AlineaLu]) -> Iterator[AlineaLu]:
    """Les alinéas qui ont les mots sans lesquels on ne rapporte pas les propos d'un autre."""
    return (lu for lu in lus if (_RAPPORTES, 0) in lu.motifs)


def recherches(lus: Sequence[AlineaLu], champ: _Champ = "tous") -> Mapping[str, set[Recherche]]:
    """Les motifs à chercher dans un texte normalisé, lu pour ce champ, par famille; aucun autre ne s'y trouve.

    Un motif ne se cherche que dans les alinéas qui ont tous les mots d'une de ses tournures.
    """
    a_chercher: defaultdict[str, set[Recherche]] = defaultdict(set)
    for debut, fin, _, motifs in lus:
        for code, rang in motifs:
            a_chercher[code].add(Recherche(rang, debut, fin))
    for code, utiles in eveilles_par(_tous(lu.vus for lu in lus), champ).items():
        a_chercher[code] |= utiles
    a_chercher.pop(_RAPPORTES, None)
    return a_chercher


def eveilles_par(vus: int, champ: _Champ) -> Mapping[str, set[Recherche]]:
    """Les motifs qui lisent les lignes et que ces jeux d'indices éveillent, par famille."""
    return _eveilles_par(vus & _jeux_des_lignes(), champ)


@lru_cache(maxsize=256)
def _eveilles_par(vus: int, champ: _Champ) -> Mapping[str, set[Recherche]]:
    eveilles: defaultdict[str, set[Recherche]] = defaultdict(set)
    for jeux, code, rang, champs in _reveils().des_lignes:
        if vus & jeux == jeux and (not champs or champ == "tous" or champ in champs):
            eveilles[code].add(Recherche(rang, 0, sys.maxsize))
    return dict(eveilles)


@cache
def _jeux_des_lignes() -> int:
    """Les jeux d'où dépendent les motifs qui lisent les lignes : ils sont peu, et les mêmes reviennent ensemble."""
    return _tous(jeux for jeux, *_ in _reveils().des_lignes)


class _MotsLus(dict[str, _MotLu]):
    """Ce que lit une suite de signes sans espace, ponctuation comprise : les mêmes reviennent de lettre en lettre."""

    def __missing__(self, signes: str) -> _MotLu:
        mots = _MOT.findall(signes)
        lu = _lire(signes) if mots == [signes] else _ensemble([self[mot] for mot in mots])
        if len(signes) <= _MOT_ORDINAIRE:
            if len(self) >= _MOTS_GARDES:
                self.clear()
            self[signes] = lu
        return lu


_mots = _MotsLus()


def _ensemble(lus: Sequence[_MotLu]) -> _MotLu:
    return _MotLu(
        _tous(lu.vus for lu in lus),
        tuple(besoin for lu in lus for besoin in lu.de_tout_texte),
        _par_champ(besoin for lu in lus for besoin in lu.de_champs.get("tous", ())),
    )


def _par_champ(besoins: Iterable[_Besoin]) -> Mapping[_Champ, tuple[_Besoin, ...]]:
    ranges: defaultdict[_Champ, list[_Besoin]] = defaultdict(list)
    for besoin in besoins:
        ranges["tous"].append(besoin)
        for champ in besoin.champs:
            ranges[champ].append(besoin)
    return {champ: tuple(siens) for champ, siens in ranges.items()}


def _lire_l_alinea(texte: str, debut: int, fin: int, champ: _Champ) -> AlineaLu:
    return AlineaLu(debut, fin, *(_deja_lu if len(texte) <= COURT else _lire_des_mots)(texte, champ))


class _MotsDuChamp(dict[str, tuple[int, tuple[_Besoin, ...]]]):
    """De chaque mot, les jeux qu'il donne, et les tournures qu'il ouvre dans un texte de ce champ."""

    def __init__(self, champ: _Champ) -> None:
        self._champ = champ

    def __missing__(self, signes: str) -> tuple[int, tuple[_Besoin, ...]]:
        lu = _mots[signes]
        dit = lu.vus, (*lu.de_tout_texte, *(lu.de_champs.get(self._champ, ()) if self._champ else ()))
        if len(signes) <= _MOT_ORDINAIRE:
            if len(self) >= _MOTS_GARDES:
                self.clear()
            self[signes] = dit
        return dit


_mots_du_champ = cache(_MotsDuChamp)


def _lire_des_mots(texte: str, champ: _Champ) -> tuple[int, frozenset[tuple[str, int]]]:
    mots = [*map(_mots_du_champ(champ).__getitem__, {*texte.split(" ")})]
    vus = 0
    for mot in mots:
        vus |= mot[0]
    tus = ~vus
    besoins = [besoin for _, siens in mots if siens for besoin in siens if not besoin[0] & tus]
    return vus, frozenset([(besoin.code, besoin.rang) for besoin in (*_reveils().toujours, *besoins)])


_deja_lu = lru_cache(maxsize=GARDES)(_lire_des_mots)


def _lire(mot: str) -> _MotLu:
    """Les jeux d'indices dont un mot contient un indice."""
    par_tete, par_jeu, borne = livres()["tetes"], _reveils().par_jeu, f"{BORNE}{mot}{BORNE}"
    donnes: set[int] = set()
    for debut in range(len(borne)):
        for longueur in range(1, TETE + 1):
            tete = borne[debut : debut + longueur]
            if tete in par_tete:
                indices = par_tete[tete]
                for taille in _tailles(tete):
                    donnes.update(indices.get(borne[debut : debut + taille], ()))
    besoins = [besoin for jeu in sorted(donnes) for besoin in par_jeu[jeu]]
    return _MotLu(_bits(donnes), tuple(b for b in besoins if not b.champs), _par_champ(b for b in besoins if b.champs))


@cache
def _tailles(tete: str) -> frozenset[int]:
    """Les longueurs des indices qui commencent ainsi."""
    return frozenset(map(len, livres()["tetes"][tete]))


def _bits(jeux: Iterable[int]) -> int:
    bits = 0
    for jeu in jeux:
        bits |= 1 << jeu
    return bits


def _tous(jeux: Iterable[int]) -> int:
    return reduce(or_, jeux, 0)


@cache
def _reveils() -> _Reveils:
    par_jeu: defaultdict[int, list[_Livree]] = defaultdict(list)
    toujours: list[_Livree] = []
    des_lignes: list[_Livree] = []
    dits = livres()
    for code, rang, lignes, champs, tournures in (*dits["motifs"], (_RAPPORTES, 0, False, [], dits["rapportes"])):
        for tournure in tournures or [[]]:
            # -- le premier jeu d'une tournure est le moins rencontré --
            sienne = des_lignes if lignes else par_jeu[tournure[0]] if tournure else toujours
            sienne.append((tournure, code, rang, champs))
    return _Reveils(_ParJeu(par_jeu), [*map(_besoin, toujours)], [*map(_besoin, des_lignes)])


def _besoin(livree: _Livree) -> _Besoin:
    jeux, code, rang, champs = livree
    return _Besoin(_bits(jeux), code, rang, champs)
