"""Éveil : d'après ses mots, les motifs qu'un texte peut intéresser; les autres ne sont ni compilés ni cherchés."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial, reduce
from itertools import repeat
from operator import or_
from typing import Literal

from lettres.langue.mots.indices import BORNE
from lettres.langue.mots.indices_livres import TETE, livres
from lettres.langue.mots.motifs import SorteDeChamp
from lettres.langue.mots.normalisation import ALINEA, MUET
from lettres.langue.pliage import Retenus
from lettres.socle.classes import NamedTuple

_MOT = re.compile(r"\w+")
_MOT_ORDINAIRE, _MOTS_GARDES = 24, 8192
"""Un mot plus long n'est pas d'un vocabulaire : il n'est pas gardé."""
ChampDeTexte = SorteDeChamp | Literal["tous"] | None
"""Ce qu'un texte a à dire; None, pour une lettre finie."""
Nom = tuple[str, int]
"""Le nom d'un motif : sa famille, son rang."""
_TOUS: Iterable[ChampDeTexte] = repeat("tous")
RAPPORTES: Nom = ("", 0)
"""Celui des propos rapportés, qui n'est d'aucune famille."""


class _Besoin(NamedTuple):
    """Ce qu'il faut à un motif, par une de ses tournures : des jeux d'indices, chacun un bit."""

    jeux: int
    motif: Nom
    champs: Sequence[ChampDeTexte]
    """Ceux où il se cherche, s'il ne se cherche pas dans tous."""


_Livree = tuple[Sequence[int], str, int, Sequence[SorteDeChamp]]
"""Une tournure telle qu'elle est livrée : ses jeux, la famille et le rang du motif, ses champs."""


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
    toujours: Sequence[tuple[int, Nom]]
    """Les motifs sans indices."""
    des_lignes: Sequence[_Besoin]
    """Les tournures des motifs qui lisent les lignes : leurs mots peuvent être dans plusieurs alinéas."""
    jeux_des_lignes: int
    """Les jeux d'où ces motifs dépendent."""
    tous: int
    """Tous les jeux."""


_MotLu = tuple[int, tuple[_Besoin, ...]]
"""Les jeux d'indices que donne un mot, et les tournures dont le jeu le plus rare en est."""
_MotDuChamp = tuple[int, tuple[tuple[int, Nom], ...]]
"""Les mêmes, dans un texte d'un champ : les seules tournures qui s'y cherchent, leurs autres jeux et leur motif."""
_RIEN: _MotDuChamp = (0, ())
"""Ce que disent bien des mots."""


class Recherche(NamedTuple):
    """Où chercher un motif de la famille : entre deux places du texte normalisé, ou dans toutes ses lignes."""

    rang: int
    debut: int
    fin: int


AlineaLu = tuple[int, int, int, frozenset[Nom]]
"""Un alinéa d'un texte normalisé, ou un passage : où il commence et finit, les signes qui le bornent compris; les jeux
d'indices que ses mots donnent, de ceux d'où dépend un motif qui lit les lignes; et chaque motif dont il a tous les mots
d'une tournure."""


def alineas(texte: str, champs: Iterable[ChampDeTexte] = _TOUS, separe: str = ALINEA) -> list[AlineaLu]:
    """Les alinéas d'un texte normalisé, ou ce que sépare un autre signe. Un motif ne passe pas de l'un à l'autre.

    Le champ de chacun écarte les motifs qui ne s'y cherchent pas; sans champ, il est d'une lettre finie.
    """
    lus: list[AlineaLu] = []
    debut, terme = 0, len(texte)
    for morceau, champ in zip(texte.split(separe), champs, strict=False):
        fin = debut + len(morceau)
        if morceau:
            lus.append((debut - 1 if debut else 0, fin + 1 if fin < terme else fin, *_eveilles(morceau, champ)))
        debut = fin + 1
    return lus


def masques(lus: Sequence[AlineaLu], texte: str, champs: Iterable[ChampDeTexte]) -> list[AlineaLu]:
    """Les mêmes alinéas, une fois masqués des passages : seuls ceux qu'un masque touche ont perdu des mots."""
    return [
        (debut, fin, *_eveilles(texte[debut:fin], champ)) if MUET in texte[debut:fin] else (debut, fin, vus, motifs)
        for (debut, fin, vus, motifs), champ in zip(lus, champs, strict=False)
    ]


def recherches(lus: Sequence[AlineaLu], champ: ChampDeTexte = "tous") -> Mapping[str, set[Recherche]]:
    """Les motifs à chercher dans un texte normalisé, lu pour ce champ, par famille; aucun autre ne s'y trouve.

    Un motif ne se cherche que dans les alinéas qui ont tous les mots d'une de ses tournures.
    """
    a_chercher: defaultdict[str, set[Recherche]] = defaultdict(set)
    tous_vus = 0
    for debut, fin, vus, motifs in lus:
        tous_vus |= vus
        for code, rang in motifs:
            a_chercher[code].add(Recherche(rang, debut, fin))
    for code, rang in qui_lisent_les_lignes(tous_vus, champ):
        a_chercher[code].add(Recherche(rang, 0, sys.maxsize))
    a_chercher.pop(RAPPORTES[0], None)
    return a_chercher


@lru_cache(maxsize=256)
def qui_lisent_les_lignes(vus: int, champ: ChampDeTexte) -> frozenset[Nom]:
    """Les motifs qui lisent les lignes et que ces jeux d'indices éveillent; ils sont peu, et reviennent ensemble."""
    besoins = [besoin for besoin in _reveils().des_lignes if not besoin.champs or champ in besoin.champs]
    return frozenset([motif for jeux, motif, _ in besoins if vus & jeux == jeux])


def _lire_chaque_mot(signes: str) -> _MotLu:
    mots = _MOT.findall(signes)
    if mots == [signes]:
        return _lire(signes)
    lus = [_mots[mot] for mot in mots]
    return reduce(or_, [vus for vus, _ in lus], 0), tuple([besoin for _, besoins in lus for besoin in besoins])


_retenir = partial(Retenus, court=_MOT_ORDINAIRE, gardes=_MOTS_GARDES)
_mots: Retenus[str, _MotLu] = _retenir(_lire_chaque_mot)
"""Ce que lit une suite de signes sans espace, ponctuation comprise : les mêmes reviennent de lettre en lettre."""


@cache
def _mots_du_champ(champ: ChampDeTexte) -> Retenus[str, _MotDuChamp]:
    """Ce que dit un mot dans un texte de ce champ."""

    def lire(signes: str) -> _MotDuChamp:
        vus, besoins = _mots[signes]
        siens = tuple([(jeux, motif) for jeux, motif, champs in besoins if not champs or champ in champs])
        return (vus, siens) if vus or siens else _RIEN

    return _retenir(lire)


def _eveilles(texte: str, champ: ChampDeTexte) -> tuple[int, frozenset[Nom]]:
    """De ces mots, ce que dit un alinéa."""
    reveils = _reveils()
    vus, a_voir = 0, [*reveils.toujours]
    for siens, besoins in map(_mots_du_champ(champ).__getitem__, {*texte.split(" ")}):
        vus |= siens
        if besoins:
            a_voir += besoins
    # -- un complément négatif se recopierait à chaque fois --
    tus = vus ^ reveils.tous
    return vus & reveils.jeux_des_lignes, frozenset([motif for jeux, motif in a_voir if not jeux & tus])


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
    return _bits(donnes), tuple([besoin for jeu in sorted(donnes) for besoin in par_jeu[jeu]])


@cache
def _tailles(tete: str) -> frozenset[int]:
    """Les longueurs des indices qui commencent ainsi."""
    return frozenset(map(len, livres()["tetes"][tete]))


def _bits(jeux: Iterable[int]) -> int:
    bits = 0
    for jeu in jeux:
        bits |= 1 << jeu
    return bits


@cache
def _reveils() -> _Reveils:
    par_jeu: defaultdict[int, list[_Livree]] = defaultdict(list)
    toujours: list[_Livree] = []
    des_lignes: list[_Livree] = []
    dits = livres()
    motifs = (*dits["motifs"], (*RAPPORTES, False, [], dits["rapportes"]))
    for code, rang, lignes, champs, tournures in motifs:
        for tournure in tournures or [[]]:
            if lignes or not tournure:
                (des_lignes if lignes else toujours).append((tournure, code, rang, champs))
            else:
                # -- le premier, le moins rencontré, mène aux autres, qui restent à voir --
                par_jeu[tournure[0]].append((tournure[1:], code, rang, champs))
    besoins_des_lignes = [*map(_besoin, des_lignes)]
    jeux_des_lignes = reduce(or_, [besoin.jeux for besoin in besoins_des_lignes], 0)
    dernier = max([jeu for _, _, _, _, tournures in motifs for tournure in tournures for jeu in tournure])
    return _Reveils(
        _ParJeu(par_jeu),
        [(0, (code, rang)) for _, code, rang, _ in toujours],
        besoins_des_lignes,
        jeux_des_lignes,
        (2 << dernier) - 1,
    )


def _besoin(livree: _Livree) -> _Besoin:
    jeux, code, rang, champs = livree
    return _Besoin(_bits(jeux), (code, rang), (*champs, "tous") if champs else ())
