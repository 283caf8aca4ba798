"""Paresse : un paquet dont chaque nom ne se charge qu'à sa première demande (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module


def a_la_demande(paquet: str, modules: Mapping[str, Sequence[str]]) -> Callable[[str], object]:
    """Le `__getattr__` d'un paquet : `modules` dit, par module, les noms qu'il en montre.

    Un nom ne peut être celui d'un autre module du paquet : une fois chargé, ce module prendrait sa place.
    """
    ou = {nom: module for module, noms in modules.items() for nom in noms}

    def charger(nom: str) -> object:
        if nom not in ou:
            raise AttributeError(f"module {paquet!r} has no attribute {nom!r}")
        charge = import_module(f"{paquet}.{ou[nom]}")
        # -- tous d'un coup : le module vient de prendre, dans le paquet, la place de celui qui porte son nom --
        sys.modules[paquet].__dict__.update({sien: getattr(charge, sien) for sien in modules[ou[nom]]})
        trouve: object = getattr(charge, nom)
        return trouve

    return charger
