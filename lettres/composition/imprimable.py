"""Imprimable : un groupe de l'arbre, et ses feuilles documentées, avec le fait du dossier d'où chacune vient."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Imprimable(BaseModel):
    """Un groupe de l'arbre."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def champ(description: str, source: str = "") -> Any:
    """Une feuille facultative, sa description et le fait du dossier dont elle vient."""
    return Field(default=None, description=description, json_schema_extra={"source": source})


def sur(description: str, source: str = "") -> Any:
    """Une feuille toujours présente."""
    return Field(description=description, json_schema_extra={"source": source})
