"""Paresse : un paquet dont chaque nom ne se charge qu'à sa première demande (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module


def a_la_demande(paquet: str, modules: Mapping[str, Sequence[str]]) -> Callable[[str], object]:
    """Le `__getattr__` d'un paquet : `modules` dit, par module, les noms qu'il en montre.

    Aucun nom ne peut être celui d'un module du paquet : une fois chargé, le module prendrait sa place.
    """
    ou = {nom: module for module, noms in modules.items() for nom in noms}

    def charger(nom: str) -> object:
        if nom not in ou:
            raise AttributeError(f"module {paquet!r} has no attribute {nom!r}")
        trouve: object = getattr(import_module(f"{paquet}.{ou[nom]}"), nom)
        setattr(sys.modules[paquet], nom, trouve)
        return trouve

    return charger
