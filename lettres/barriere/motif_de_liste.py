"""Motif de liste : une expression écrite de briques, que la barrière cherche de lettre en lettre."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lettres.langue.pliage import sans_accents
from lettres.socle.expression import Expression

_BRIQUE = re.compile(r"<([a-z_é]+)>")
_STRUCTURE = Expression(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]?|[()|]")
"""Ce qui structure une expression, et, pour n'y rien voir, ses signes échappés et ses classes."""
_AMORCE, _AMORCES_GARDEES = 10, 6
"""Les signes à quoi se reconnaît ce qu'un motif a trouvé dans les lettres d'avant, et le nombre qu'on en retient."""
_CHIFFRE = re.compile(r"\d")
_COURTE = 120
"""Une expression plus courte se compile d'un trait plus vite qu'elle ne se découpe."""
_AVANT_SES_INDICES = 8
"""Les lettres après lesquelles lire les indices d'un motif coûte moins que de le chercher."""


class MotifDeListe:
    """Une expression régulière, compilée quand on la cherche : une lettre n'a besoin que de celles de son type."""

    __slots__ = ("_amorces", "_branches", "_briques", "_compile", "_ecrit", "_indices", "_regards")

    def __init__(self, ecrit: str, briques: Mapping[str, str]) -> None:
        self._ecrit = ecrit
        self._briques = briques
        self._compile: re.Pattern[str] | None = None
        self._branches: tuple[re.Pattern[str], ...] | None = None
        self._amorces: tuple[tuple[str, int, re.Pattern[str]], ...] = ()
        self._regards = 0
        self._indices: tuple[tuple[tuple[str, ...], ...], ...] = ()

    @property
    def source(self) -> str:
        """L'expression, telle qu'elle se compile."""
        return deplier(self._ecrit, self._briques)

    def search(self, texte: str) -> re.Match[str] | None:
        """Le premier passage trouvé."""
        if self._compile is None:
            self._compile = re.compile(self.source, re.MULTILINE)
        return self._compile.search(texte)

    def se_lit(self, texte: str) -> bool:
        """Dit s'il se trouve dans ce texte; il se cherche d'abord là où se lisent les mots qui l'ouvraient ailleurs.

        Une seule de ses branches y suffit : les autres ne se compilent pas.
        """
        for amorce, avant, motif in self._amorces:
            place = texte.find(amorce)
            while place >= 0:
                if motif.match(texte, place + avant):
                    return True
                place = texte.find(amorce, place + 1)
        if self._branches is None:
            source = self.source
            branches = _branches(source) if len(source) > _COURTE else (source,)
            self._branches = tuple(Expression(branche, re.MULTILINE) for branche in branches)
        for branche in self._branches:
            trouve = branche.search(texte)
            if trouve is not None:
                if trouve[0]:
                    apprise = (*_amorce(texte, *trouve.span()), branche)
                    self._amorces = (apprise, *self._amorces[: _AMORCES_GARDEES - 1])
                return True
        return False

    def peut_se_lire(self, texte: str) -> bool:
        """Dit si les mots sans lesquels il ne trouve rien sont dans ce texte; oui, d'abord, sans les connaître.

        Ces indices se lisent dans le motif, ce qui ne vaut que pour celui que lettre après lettre on cherche.
        """
        if self._regards <= _AVANT_SES_INDICES:
            self._regards += 1
            if self._regards > _AVANT_SES_INDICES:
                self._indices = _indices_de(self.source)
        if not self._indices:
            return True
        for tournure in self._indices:
            for jeu in tournure:
                for mot in jeu:
                    if mot in texte:
                        break
                else:
                    break
            else:
                return True
        return False


def _amorce(texte: str, debut: int, fin: int) -> tuple[str, int]:
    """Les premiers signes d'un passage ou, s'il s'ouvre d'un nombre, ceux qui le précèdent, et combien ils sont."""
    ouvre = texte[debut : min(fin, debut + _AMORCE)]
    sans_chiffre = _CHIFFRE.split(ouvre, maxsplit=1)[0]
    precede = texte[max(0, debut - _AMORCE) : debut]
    if len(sans_chiffre) < min(4, len(ouvre)) and len(precede) == _AMORCE and not _CHIFFRE.search(precede):
        return precede, _AMORCE
    return (sans_chiffre if len(sans_chiffre) >= 4 else ouvre), 0


def _branches(ecrite: str) -> Iterator[str]:
    """Les branches d'une expression qui en choisit une, ou elle seule : elle se trouve où l'une d'elles se trouve."""
    debut = profondeur = 0
    fermee = None
    for signe in _STRUCTURE.finditer(ecrite):
        if signe[0] == "(":
            profondeur += 1
        elif signe[0] == ")":
            profondeur -= 1
            fermee = fermee or (None if profondeur else signe.end())
        elif signe[0] == "|" and not profondeur:
            yield ecrite[debut : signe.start()]
            debut = signe.end()
    if debut:
        yield ecrite[debut:]
    elif ecrite.startswith("(?:") and fermee == len(ecrite):
        yield from _branches(ecrite[3:-1])
    else:
        yield ecrite


def _indices_de(source: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    from lettres.langue.mots.indices import BORNE, indices  # -- une lettre seule n'en a pas l'usage --

    return tuple(tuple(tuple(mot.strip(BORNE) for mot in jeu) for jeu in tournure) for tournure in indices(source))


def deplier(motif: str, briques: Mapping[str, str]) -> str:
    """Le motif sans accents, chaque `<brique>` remplacée par ce qu'elle vaut."""
    bouts = _BRIQUE.split(motif)
    return "".join(briques[bout] if rang % 2 else sans_accents(bout) for rang, bout in enumerate(bouts))
