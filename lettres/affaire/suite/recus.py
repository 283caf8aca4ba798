"""Reçus : les paiements au jour dit, cumulés dans l'ordre de leurs dates : ceux de chaque facture, et tous."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from lettres.affaire.suite.inscriptions import AvecRang, Inscriptions, actuel
from lettres.dossier import Dossier, Paiement, Suite
from lettres.droit.compte import ZERO

_Cumul = tuple[list[date], list[Decimal]]


class Recus:
    """Les paiements datés, reçus au jour dit. Celui qui ne nomme aucune facture peut les payer toutes."""

    def __init__(self, dossier: Dossier, lignes: Inscriptions, au: date) -> None:
        self._paiements = dossier.paiements
        self._par_rang = {rang: p for rang, p in lignes.paiements if p.date is None or p.date <= au}
        recus = [(p.date, p.montant, p.facture) for _, p in lignes.paiements if p.date is not None and p.date <= au]
        recus.sort(key=lambda recu: recu[0])
        self._tous: _Cumul = ([], [ZERO])
        self._de: dict[str | None, _Cumul] = {}
        for jour, montant, facture in recus:
            for jours, sommes in (self._tous, self._de.setdefault(facture, ([], [ZERO]))):
                jours.append(jour)
                sommes.append(sommes[-1] + (montant or ZERO))

    def depuis(self, jour: date, factures: Sequence[str]) -> Decimal:
        """Ce qui, reçu depuis ce jour, peut payer ces factures : tout, si aucune n'est nommée."""
        siens = self._siens({None, *factures}) if factures else [self._tous]
        return sum((sommes[-1] - sommes[bisect_left(jours, jour)] for jours, sommes in siens), ZERO)

    def nomme(self, suite: Suite) -> Paiement | None:
        """Le paiement, reçu et qui compte encore, que nomme cette suite."""
        return None if suite.paiement is None else self._par_rang.get(actuel(self._paiements, suite.paiement))

    def nommant(self, jour: date, factures: Sequence[str]) -> Decimal:
        """Ce qui, reçu jusqu'à ce jour compris, nomme l'une de ces factures."""
        return sum((sommes[bisect_right(jours, jour)] for jours, sommes in self._siens({*factures})), ZERO)

    def jusqu_a(self, jour: date) -> Decimal:
        """Tout ce qui est reçu jusqu'à ce jour compris."""
        jours, sommes = self._tous
        return sommes[bisect_right(jours, jour)]

    def _siens(self, factures: set[str | None]) -> list[_Cumul]:
        return [self._de[facture] for facture in factures if facture in self._de]


def a_rapprocher(dossier: Dossier, lignes: Inscriptions, au: date) -> tuple[AvecRang[Paiement], ...]:
    """Les paiements qui n'ont pas leur date ou leur montant, et ceux, reçus au jour `au`, qu'on ne sait à quoi imputer.

    D'une seule créance, celui qui ne nomme rien la paie; ce qui est reçu jusqu'au jour d'un rapprochement est vu.
    """
    payables: set[str | None] = {*dossier.noms_des_creances, *([None] if len(dossier.creances) == 1 else [])}
    vu = dossier.rapproche_le or date.min

    def attend(p: Paiement) -> bool:
        return p.date is None or p.montant is None or (p.facture not in payables and vu < p.date <= au)

    return tuple((rang, p) for rang, p in lignes.paiements if attend(p))
