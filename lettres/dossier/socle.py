"""Socle des faits : un bloc gelé qui refuse les clés inconnues."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Fait(BaseModel):
    """Un bloc du dossier : des faits seulement, gelés; aucune clé inconnue; aucune valeur dans les erreurs."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )
