"""Expression : une expression régulière qui ne se compile qu'à sa première recherche.

L'outil en a des centaines, et une lettre n'en cherche que quelques-unes : les compiler toutes prendrait plus de temps
que la lettre. Celles que toute lettre cherche restent de simples `re.compile`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any


class Expression:
    """Se cherche comme un `re.Pattern`."""

    def __init__(self, ecrite: str, drapeaux: int = 0) -> None:
        self._ecrite = ecrite
        self._drapeaux = drapeaux

    @cached_property
    def compilee(self) -> re.Pattern[str]:
        """L'expression compilée."""
        return re.compile(self._ecrite, self._drapeaux)

    def search(self, texte: str, *bornes: int) -> re.Match[str] | None:
        """Le premier passage trouvé."""
        return self.compilee.search(texte, *bornes)

    def match(self, texte: str, *bornes: int) -> re.Match[str] | None:
        """Le passage par où le texte commence."""
        return self.compilee.match(texte, *bornes)

    def fullmatch(self, texte: str, *bornes: int) -> re.Match[str] | None:
        """Le texte entier."""
        return self.compilee.fullmatch(texte, *bornes)

    def finditer(self, texte: str, *bornes: int) -> Iterator[re.Match[str]]:
        """Chaque passage, à mesure."""
        return self.compilee.finditer(texte, *bornes)

    def findall(self, texte: str) -> list[Any]:
        """Le texte de chaque passage, ou de ses groupes."""
        return self.compilee.findall(texte)

    def split(self, texte: str) -> list[str | Any]:
        """Ce qui est entre les passages."""
        return self.compilee.split(texte)

    def sub(self, remplacement: str | Callable[[re.Match[str]], str], texte: str, count: int = 0) -> str:
        """Le texte, chaque passage remplacé."""
        return self.compilee.sub(remplacement, texte, count)
