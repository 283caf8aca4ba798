"""Original : le texte d'un fichier tel qu'il est, où l'on insère; le reste garde jusqu'à ses octets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from lettres.lecture.source import Source, ouvrir_texte
from lettres.socle.classes import NamedTuple


class Insertion(NamedTuple):
    """Une place du texte, ce qui s'y insère, et de combien de signes de l'ancien il y tient la place."""

    place: int
    texte: str
    ote: int = 0


class Imprevu(Exception):
    """Le fichier est écrit d'une façon où l'on n'insère pas sans risque; le texte dit laquelle."""


_BOM = b"\xef\xbb\xbf"
_FIN_DE_LIGNE = re.compile(r"\r\n|\n|\r")


class Original:
    """Les octets d'un dossier, et son texte aux fins de ligne simples, d'après lequel se donnent les places."""

    def __init__(self, octets: bytes, fichier: str) -> None:
        self.source: Source = ouvrir_texte(octets, fichier)
        self._bom = _BOM if octets.startswith(_BOM) else b""
        nus = octets.removeprefix(_BOM)
        try:
            self._brut, self.codage = nus.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            self._brut, self.codage = nus.decode("cp1252"), "cp1252"

    @property
    def texte(self) -> str:
        """Le texte, chaque ligne finie par « \\n »."""
        return self.source.texte

    def fin_de_la_ligne(self, place: int) -> int:
        """La place où finit la ligne qui contient cette place, sa fin de ligne exceptée."""
        fin = self.texte.find("\n", place)
        return len(self.texte) if fin < 0 else fin

    def debut_de_la_ligne(self, place: int) -> int:
        """La place où commence la ligne qui contient cette place."""
        return self.texte.rfind("\n", 0, place) + 1

    def en_commentaire(self, debut: int, fin: int, mention: str) -> list[Insertion]:
        """Les lignes de la première à la dernière de ces places, mises en commentaire sous une mention."""
        place = self.debut_de_la_ligne(debut)
        marge = self.texte[place:debut]
        if marge.strip(" \t"):
            raise Imprevu("elle n’y commence pas une ligne")
        insertions = [Insertion(place, f"{marge}# {mention}\n{marge}# ", len(marge))]
        while (place := self.fin_de_la_ligne(place) + 1) <= fin:
            insertions.append(Insertion(place, "# " if self.texte[place] != "\n" else "#"))
        return insertions

    def avec(self, insertions: Iterable[Insertion]) -> bytes:
        """Les octets, ces textes insérés chacun à sa place, avec les fins de ligne de leur voisinage."""
        morceaux, depuis = [], 0
        for place, texte, ote in sorted(insertions, key=lambda insertion: insertion.place):
            ici = self._brute(place)
            morceaux += [self._brut[depuis:ici], texte.replace("\n", self._fin_de_ligne(ici))]
            depuis = self._brute(place + ote)
        return self._bom + "".join([*morceaux, self._brut[depuis:]]).encode(self.codage)

    def _brute(self, place: int) -> int:
        """La même place, dans le texte tel qu'il est."""
        return place + bisect_left(self._doubles, place)

    @cached_property
    def _doubles(self) -> list[int]:
        """Les places des fins de ligne que le fichier écrit de deux signes."""
        return [m.start() - rang for rang, m in enumerate(re.finditer("\r\n", self._brut))]

    def _fin_de_ligne(self, ici: int) -> str:
        """Celle de la ligne d'avant, sinon celle d'après."""
        avant = max(self._brut.rfind("\n", 0, ici), self._brut.rfind("\r", 0, ici))
        if avant >= 0:
            return "\r\n" if self._brut[max(avant - 1, 0) : avant + 1] == "\r\n" else self._brut[avant]
        apres = _FIN_DE_LIGNE.search(self._brut, ici)
        return apres[0] if apres else "\n"
