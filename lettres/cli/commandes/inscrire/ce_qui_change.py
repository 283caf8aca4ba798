"""Ce qui change au fichier : ses lignes nouvelles, celles qu'elles remplacent; d'une longue, la part changée."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from lettres.cli.terminal.affichage import propre
from lettres.socle.classes import NamedTuple, dataclass

if TYPE_CHECKING:
    from lettres.dossier import Dossier
    from lettres.interface.objets_d_ecriture import LigneJson
    from lettres.lecture.fichier import Format

_LONGUE = 200
"""Au-delà, une ligne où peu change ne se montre pas en entier : un fichier JSON n'en a souvent qu'une."""

_MORCEAU = re.compile(r'"[^"]*+"?|[\w.+-]++|.', re.DOTALL)
_ENTRE = frozenset(" :=")
"""Ce qui sépare une clé de sa valeur."""


class FichierLu(NamedTuple):
    """Le dossier tel qu'il est, et ce qu'il dit."""

    octets: bytes
    nom: str
    format: Format
    dossier: Dossier


class _Bloc(NamedTuple):
    """Des lignes qui se suivent et changent ensemble, chacune avec son numéro."""

    otees: list[tuple[int, str]]
    mises: list[tuple[int, str]]


@dataclass(frozen=True)
class FichierChange:
    """Le dossier tel qu'il était, et tel qu'il va paraître."""

    lu: FichierLu
    nouveaux: bytes
    apres: Dossier

    @cached_property
    def _blocs(self) -> list[_Bloc]:
        vieilles, neuves = (o.decode(errors="replace").splitlines() for o in (self.lu.octets, self.nouveaux))
        blocs = difflib.SequenceMatcher(None, vieilles, neuves, autojunk=False).get_opcodes()
        changes = [bornes for sorte, *bornes in blocs if sorte != "equal"]
        return [_bloc(_numerotees(vieilles, i, j), _numerotees(neuves, k, m)) for i, j, k, m in changes]

    @property
    def lignes(self) -> list[LigneJson]:
        """Les lignes que le nouveau fichier a de plus, ou autrement, avec leur numéro."""
        return [{"ligne": numero, "texte": texte} for bloc in self._blocs for numero, texte in bloc.mises]

    @property
    def remplacees(self) -> list[LigneJson]:
        """Celles qu'il n'a plus, ou plus ainsi, avec le numéro qu'elles avaient."""
        return [{"ligne": numero, "texte": texte} for bloc in self._blocs for numero, texte in bloc.otees]

    def en_texte(self) -> Iterator[str]:
        """Ce qui change au fichier, ligne par ligne : l'ancienne, s'il y en a une, puis la nouvelle."""
        for bloc in self._blocs:
            yield from (f"  {numero:>4} - {propre_en_retrait(texte)}" for numero, texte in bloc.otees)
            yield from (f"  {numero:>4} + {propre_en_retrait(texte)}" for numero, texte in bloc.mises)


def _numerotees(lignes: Sequence[str], debut: int, fin: int) -> list[tuple[int, str]]:
    return [(rang + 1, lignes[rang]) for rang in range(debut, fin)]


def _bloc(otees: list[tuple[int, str]], mises: list[tuple[int, str]]) -> _Bloc:
    """Les lignes, ou, d'une longue ligne remplacée par une autre, ce que chacune a de particulier."""
    if len(otees) != 1 or len(mises) != 1 or len(mises[0][1]) <= _LONGUE:
        return _Bloc(otees, mises)
    (vieux, vieille), (neuf, neuve) = otees[0], mises[0]
    ote, mis = _parts(_MORCEAU.findall(vieille), _MORCEAU.findall(neuve))
    return _Bloc([(vieux, ote)] if ote else [], [(neuf, mis)] if mis else [])


def _parts(vieille: Sequence[str], neuve: Sequence[str]) -> tuple[str, str]:
    """Ce que deux lignes ont de différent; une valeur changée garde la clé qui la précède."""
    courte = min(len(vieille), len(neuve))
    debut = next((n for n in range(courte) if vieille[n] != neuve[n]), courte)
    fin = next((n for n in range(courte - debut) if vieille[-1 - n] != neuve[-1 - n]), courte - debut)
    if courte - fin > debut and neuve[debut - 1] in _ENTRE:
        while neuve[debut - 1] in _ENTRE:
            debut -= 1
        debut -= 1
    ote, mis = ("".join(morceaux[debut : len(morceaux) - fin]).strip(" ,") for morceaux in (vieille, neuve))
    return ote, mis


def propre_en_retrait(texte: str) -> str:
    """Une ligne du fichier, son retrait gardé, sans un ordre pour le terminal."""
    nu = texte.lstrip(" ")
    return " " * (len(texte) - len(nu)) + propre(nu)
