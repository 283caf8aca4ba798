"""Asynchrone : une lettre se fait dans un fil, sans arrêter la boucle; les fils se partagent un atelier."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import lettres


async def lettre_de(atelier: lettres.Atelier, faits: Mapping[str, Any], au: date) -> lettres.Lettre:
    """La lettre due d'un dossier; une erreur de l'outil se lève ici, comme de tout appel."""
    return await asyncio.to_thread(atelier.generer, faits, au=au)


async def lettres_de(dossiers: Iterable[Mapping[str, Any]], au: date) -> list[lettres.Lettre | BaseException]:
    """Les lettres de plusieurs dossiers, dans leur ordre; un refus tient sa place, et n'arrête pas les autres."""
    with lettres.Atelier() as atelier:
        return await asyncio.gather(*(lettre_de(atelier, d, au) for d in dossiers), return_exceptions=True)
