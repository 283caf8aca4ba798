"""Taxes : TPS et TVQ sur un prix avant taxes, chacune arrondie au cent (F11.01)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from lettres.droit.compte import CENT
from lettres.droit.parametre import parametre


@dataclass(frozen=True, slots=True)
class Taxes:
    """Un prix ventilé, en dollars canadiens."""

    avant_taxes: Decimal
    tps: Decimal
    tvq: Decimal

    @property
    def total(self) -> Decimal:
        """La somme des trois."""
        return self.avant_taxes + self.tps + self.tvq


def taxes(avant_taxes: Decimal, au: date) -> Taxes:
    """Calcule la TPS et la TVQ d'un prix. 1 000,00 $ donne 50,00 $ et 99,75 $."""

    def part(cle: str) -> Decimal:
        return (avant_taxes * parametre(cle, au).valeur / 100).quantize(CENT, ROUND_HALF_UP)

    return Taxes(avant_taxes, part("taxes.tps"), part("taxes.tvq"))
