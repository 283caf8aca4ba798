"""Imprimable : un groupe de l'arbre, et ses feuilles documentées, avec le fait du dossier d'où chacune vient."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

_CHOIX = re.compile(r"\[[^][]+\]")


class Imprimable(BaseModel):
    """Un groupe de l'arbre."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def champ(description: str, source: str = "", *aussi: str) -> Any:
    """Une feuille facultative, sa description, le fait du dossier dont elle vient, et ceux qu'elle imprime aussi.

    « faits » vaut pour tous les faits et toutes leurs clés; « suites[resultat=contestation].note », pour certains.
    """
    return Field(default=None, description=description, json_schema_extra=_extra(source, aussi))


def sur(description: str, source: str = "", *aussi: str) -> Any:
    """Une feuille toujours présente."""
    return Field(description=description, json_schema_extra=_extra(source, aussi))


def _extra(source: str, aussi: tuple[str, ...]) -> dict[str, Any]:
    return {"source": _CHOIX.sub("[]", source), "porte": [chemin for chemin in (source, *aussi) if chemin]}
