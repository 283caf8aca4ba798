"""Socle des faits : un bloc gelé qui refuse les clés inconnues, et l'usage que la lettre fait de chaque fait."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

USAGE = "usage"
"""La clé du schéma qui dit à quoi sert un fait; sans elle, il s'imprime."""

CALCUL: dict[str, Any] = {USAGE: "calcul"}
"""Le fait décide, compte ou vérifie; aucune lettre ne l'imprime tel quel."""

JOURNAL: dict[str, Any] = {USAGE: "journal"}
"""Le fait tient le journal de ce qui est arrivé."""

INTERNE: dict[str, Any] = {USAGE: "interne"}
"""Le fait sert à qui tient le dossier; il ne sort jamais."""


class Fait(BaseModel):
    """Un bloc du dossier : des faits seulement, gelés; aucune clé inconnue; aucune valeur dans les erreurs."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )
