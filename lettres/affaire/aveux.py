"""Aveux : les reconnaissances de dette du journal, et celles dont on doute.

Une reconnaissance n'interrompt la prescription que si elle est claire et sans équivoque, et c'est au créancier de la
prouver (C.c.Q., art. 2898; F2.05). Elle ne compte donc qu'avec sa pièce, pour les factures qu'elle nomme, ou celles que
nomme la lettre à laquelle elle répond, ou toutes; et si elle dit une somme, qu'à condition d'égaler ce qui en restait
dû. Le reste est un doute.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import Enum
from itertools import accumulate

from lettres.affaire.restes_dus import RestesDus
from lettres.affaire.suite.inscriptions import Inscriptions
from lettres.dossier import Suite
from lettres.socle.classes import NamedTuple


class Doute(Enum):
    """Pourquoi une reconnaissance ne compte pas."""

    SANS_PIECE = "sans pièce"
    PARTIELLE = "partielle"


class Aveu(NamedTuple):
    """Une reconnaissance inscrite au journal : son rang, son jour, ses factures, et le doute s'il y en a un."""

    rang: int
    le: date
    factures: tuple[str, ...]
    doute: Doute | None


def aveux(lignes: Inscriptions, restes: Callable[[], RestesDus], au: date) -> tuple[Aveu, ...]:
    """Les reconnaissances faites au jour `au`, dans l'ordre du journal; `restes` ne se demande que pour elles."""
    faites = ((rang, s) for rang, s in lignes.suites if s.resultat == "reconnaissance" and s.date <= au)
    return tuple(Aveu(rang, s.date, s.creances, _doute(s, restes)) for rang, s in faites)


def _doute(s: Suite, restes: Callable[[], RestesDus]) -> Doute | None:
    if s.piece is None:
        return Doute.SANS_PIECE
    if s.montant is None:
        return None
    reste = restes().le(s.date, s.creances, exigibles=True)
    return Doute.PARTIELLE if reste is None or s.montant < reste else None


class Reparties:
    """Les jours où la prescription repart : pour chaque facture, ceux des aveux sûrs qui la visent."""

    def __init__(self, connus: Sequence[Aveu]) -> None:
        self._jours: defaultdict[str | None, list[date]] = defaultdict(list)
        for aveu in sorted((a for a in connus if a.doute is None), key=lambda a: a.le):
            for facture in aveu.factures or (None,):
                self._jours[facture].append(aveu.le)

    def dernier(self, nom: str, fin: date) -> date | None:
        """Le dernier aveu de cette créance qui vient au plus tard à `fin`."""
        jours = (self._jours.get(facture, []) for facture in {None, nom})
        return max((siens[n - 1] for siens in jours if (n := bisect_right(siens, fin))), default=None)


def douteux(connus: Sequence[Aveu], delais: Sequence[tuple[str, date, date]]) -> Iterator[Aveu]:
    """Les aveux dont on doute, et qui auraient fait repartir l'un de ces délais : sa facture, son départ, sa fin."""
    de: defaultdict[str | None, list[tuple[date, date]]] = defaultdict(list)
    for facture, depart, fin in delais:
        for cle in (None, facture):
            de[cle].append((depart, fin))
    # -- de ceux qui partent avant un jour, il suffit que le plus long aille jusqu'à ce jour --
    cumules = {}
    for visee, bornes in de.items():
        bornes.sort()
        cumules[visee] = ([depart for depart, _ in bornes], list(accumulate((fin for _, fin in bornes), max)))
    for aveu in connus:
        siens = (cumules[facture] for facture in aveu.factures or (None,) if facture in cumules)
        if aveu.doute and any(
            (n := bisect_left(departs, aveu.le)) and fins[n - 1] >= aveu.le for departs, fins in siens
        ):
            yield aveu
