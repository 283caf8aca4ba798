"""Expression : une expression régulière qui ne se compile qu'à sa première recherche.

L'outil en a des centaines, et une lettre n'en cherche que quelques-unes : les compiler toutes prendrait plus de temps
que la lettre. Celles que toute lettre cherche restent de simples `re.compile`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

_DU_MOTIF = (
    *("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"),
    *("pattern", "flags", "groups"),
)

if TYPE_CHECKING:
    Expression = re.compile
else:

    class Expression:
        """Un `re.Pattern` qui attend qu'on le cherche; ensuite, ses méthodes sont celles du motif compilé."""

        def __init__(self, ecrite: str, drapeaux: int = 0) -> None:
            self._ecrite = ecrite
            self._drapeaux = drapeaux

        def __getattr__(self, nom: str) -> Any:
            if nom not in _DU_MOTIF:
                raise AttributeError(nom)
            compilee = re.compile(self._ecrite, self._drapeaux)
            self.__dict__.update({sien: getattr(compilee, sien) for sien in _DU_MOTIF})
            return self.__dict__[nom]
