"""Visées : la dernière inscription du journal qui vise une facture. Celle qui n'en nomme aucune les vise toutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

Rang = tuple[date, int]
"""Le jour d'une inscription, et son rang au journal : le même jour, la plus récente est la dernière écrite."""


def dernieres(inscriptions: Iterable[tuple[Sequence[str], Rang]]) -> Mapping[str | None, Rang]:
    """La dernière inscription qui nomme chaque facture; sous None, la dernière de celles qui n'en nomment aucune."""
    connues: dict[str | None, Rang] = {}
    for factures, cle in inscriptions:
        for facture in factures or (None,):
            connues[facture] = max(cle, connues.get(facture, cle))
    return connues


def derniere(connues: Mapping[str | None, Rang], factures: Sequence[str]) -> Rang | None:
    """La dernière qui vise l'une de ces factures; la dernière de toutes, si l'on n'en nomme aucune."""
    visees = (None, *factures) if factures else tuple(connues)
    return max((connues[facture] for facture in visees if facture in connues), default=None)
