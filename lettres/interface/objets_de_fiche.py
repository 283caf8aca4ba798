"""Objets de la page qui accompagne une lettre : ses lignes, et les faits du droit qui portent chacune."""

from __future__ import annotations

from typing import Annotated, TypedDict


class LigneDeFicheJson(TypedDict):
    """Une ligne de la page qui accompagne une lettre."""

    texte: str
    fiches: Annotated[list[str], "Les faits du droit qui la portent."]


class AccompagnementJson(TypedDict):
    """La page qui accompagne une lettre : pour qui l’écrit, jamais pour qui la reçoit."""

    fichier: str
    relire: Annotated[list[LigneDeFicheJson], "Ce qu’aucun programme ne voit."]
    envoyer: list[LigneDeFicheJson]
    garder: list[LigneDeFicheJson]
    surveiller: list[LigneDeFicheJson]
    eviter: list[LigneDeFicheJson]
    aide: list[LigneDeFicheJson]
