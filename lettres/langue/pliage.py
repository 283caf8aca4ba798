"""Pliage : un texte sans accents ni majuscules, apostrophes, traits et espaces unifiés, pour y chercher des mots."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

_C = TypeVar("_C", bound=Hashable)
_T = TypeVar("_T")
APOSTROPHES = "\u2019\u2018\u02bc`\u00b4\u2032\uff07\u201b"
"""Ce qui s'écrit pour une apostrophe droite."""
TRAITS = "\u2010\u2011\u2212\uff0d"
"""Ce qui s'écrit pour un trait d'union."""
INVISIBLES = "\u00ad\u034f\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"
"""Ce qui ne se voit pas, même au milieu d'un mot."""
_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
)
_SIGNES = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict.fromkeys(f"{TRAITS}\u2012\u2013\u2014", "-"),
        **dict.fromkeys("\u201c\u201d\u201e", '"'),
        **dict.fromkeys(INVISIBLES),
    }
)
COURT, GARDES = 1000, 4096
"""Ce que l'on sait d'un texte court se garde, de tant à la fois : de lettre en lettre, les mêmes reviennent."""
_BLANCS = re.compile(r"[^\S\n]+")
_HORS_DES_MOTS = re.compile(r"[^0-9a-z]+")
_SANS_GUILLEMETS = str.maketrans(dict.fromkeys('«»“”"', " "))


class Memoire(dict[_C, _T]):
    """Ce que l'on sait de textes courts; à l'étroit, elle oublie ceux qui ne sont pas revenus depuis longtemps.

    Une clé qui n'est pas le texte même se mesure par `mesurer`.
    """

    def __init__(self, *, court: int = COURT, gardes: int = GARDES, mesurer: Callable[[Any], int] = len) -> None:
        self._court, self._gardes, self._mesurer = court, gardes, mesurer
        self._anciens: dict[_C, _T] = {}

    def __missing__(self, cle: _C) -> _T | None:
        su = self._anciens.get(cle)
        if su is not None:
            self.noter(cle, su)
        return su

    def noter(self, cle: _C, su: _T) -> None:
        """Retient ce que l'on sait d'un texte."""
        if self._mesurer(cle) <= self._court:
            if len(self) >= self._gardes:
                recents = self.copy()
                self.clear()
                self._anciens = recents
            self[cle] = su

    def clear(self) -> None:
        """Oublie tout, ce qui n'est pas revenu depuis longtemps aussi."""
        super().clear()
        self._anciens = {}


class Retenus(Memoire[_C, _T]):
    """Ce que l'on lit d'un texte, et que l'on garde s'il est court."""

    def __init__(self, lire: Callable[[_C], _T], **bornes: Any) -> None:
        super().__init__(**bornes)
        self._lire = lire

    def __missing__(self, cle: _C) -> _T:
        su = self._anciens.get(cle)
        if su is None:
            su = self._lire(cle)
        self.noter(cle, su)
        return su


def lettres_nues(texte: str) -> str:
    """Les lettres sans accents ni ligatures; la casse et les autres signes restent."""
    if texte.isascii():
        return texte
    decompose = unicodedata.normalize("NFKD", texte.translate(_LIGATURES))
    return "".join([signe for signe in decompose if not unicodedata.combining(signe)])


def signes_droits(texte: str) -> str:
    """Le texte tel quel, à ses apostrophes, tirets et guillemets près, qui sont droits; rien d'invisible n'y reste."""
    return texte.replace("`", "'") if texte.isascii() else texte.translate(_SIGNES)


def sans_accents(texte: str) -> str:
    """Les lettres nues; apostrophes, tirets et guillemets droits. Un motif se plie ainsi."""
    return lettres_nues(signes_droits(texte))


def plier(texte: str) -> str:
    """Le texte où chercher : sans accents, en minuscules, une seule espace entre les mots."""
    lu = _COMMUN(texte)
    if lu is None:
        return _plier(texte)
    # -- tout autre blanc y est déjà une espace --
    while "  " in lu:
        lu = lu.replace("  ", " ")
    return lu


def sans_guillemets(texte: str) -> str:
    """Le même texte, signe pour signe, des espaces au lieu des guillemets."""
    return texte.translate(_SANS_GUILLEMETS)


@lru_cache(GARDES)
def serrer(texte: str) -> str:
    """Les lettres et les chiffres seuls, sans accent ni casse; ce qui s'écrit en d'autres lettres reste tel quel."""
    plie = plier(texte)
    return _HORS_DES_MOTS.sub("", plie) if plie.isascii() else plie


def _plier(texte: str) -> str:
    return _BLANCS.sub(" ", sans_accents(texte)).lower()


class PageDeCodes:
    """Le pliage d'un texte courant, d'un seul coup : à quelques signes près, il tient dans une page de codes.

    `pli` dit ce que devient un signe de la page; s'il n'en donne pas un seul, le signe est à part. `frequents` : ce par
    quoi se remplacent d'abord les signes courants qui n'en sont pas, ou qui en donnent plusieurs.
    """

    _A_PART = b"\x00"

    def __init__(self, pli: Callable[[str], str], frequents: Sequence[tuple[str, str]]) -> None:
        plis = [pli(chr(code)) for code in range(256)]
        self._plis = b"".join(p.encode("latin-1") if len(p) == 1 and p < "\u0100" else self._A_PART for p in plis)
        self._frequents = frequents

    def __call__(self, texte: str) -> str | None:
        """Le texte plié; None si l'un de ses signes est à part."""
        if not texte.isascii():
            for signe, plie in self._frequents:
                texte = texte.replace(signe, plie)
        try:
            octets = texte.encode("latin-1").translate(self._plis)
        except UnicodeEncodeError:
            return None
        return None if self._A_PART in octets else octets.decode("latin-1")


_COMMUN = PageDeCodes(
    _plier, (("\u2019", "'"), ("\u2013", "-"), ("\u2011", "-"), ("\u202f", " "), ("œ", "oe"), ("…", "..."))
)
