"""Visées : la dernière inscription du journal qui vise une facture. Celle qui n'en nomme aucune les vise toutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Generic, TypeVar

_I = TypeVar("_I")

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


class Visees(Generic[_I]):
    """Des inscriptions, rangées par facture : celles d'une créance se trouvent sans relire tout le journal."""

    def __init__(self, lignes: Iterable[tuple[int, Sequence[str], date, _I]]) -> None:
        self._nommant: defaultdict[str, list[tuple[int, _I]]] = defaultdict(list)
        self._libres: list[tuple[int, date, _I]] = []
        for rang, factures, jour, ligne in lignes:
            for facture in dict.fromkeys(factures):
                self._nommant[facture].append((rang, ligne))
            if not factures:
                self._libres.append((rang, jour, ligne))

    def de(self, factures: Iterable[str | None], depuis: date) -> tuple[_I, ...]:
        """Celles qui nomment une de ces factures et, faites depuis ce jour, celles qui n'en nomment aucune."""
        siennes = {rang: ligne for rang, jour, ligne in self._libres if jour >= depuis}
        for facture in factures:
            siennes.update(self._nommant.get(facture, ()) if facture is not None else ())
        return tuple(siennes[rang] for rang in sorted(siennes))
