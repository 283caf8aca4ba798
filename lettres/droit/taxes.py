"""Taxes : TPS et TVQ sur un prix avant taxes, chacune arrondie au cent (F11.01)."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from lettres.droit.compte import CENT
from lettres.droit.parametre import parametre
from lettres.socle.classes import NamedTuple

REGLE = "Chaque taxe se calcule sur le prix avant taxes et s’arrondit au cent, demi-cent vers le haut."

# -- Deux arrondis au demi-cent éloignent le prix cherché d'un cent au plus de total ÷ (1 + taux) --
_VOISINAGE = 2


class Taxes(NamedTuple):
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


def depuis_le_total(total: Decimal, au: date) -> Taxes | None:
    """Retrouve le prix avant taxes d'un total; None quand aucun prix n'y mène au cent près."""
    return next((t for t in voisins(total, au) if t.total == total), None)


def voisins(total: Decimal, au: date) -> tuple[Taxes, ...]:
    """Les prix ventilés autour d'un total, du plus petit au plus grand."""
    taux = parametre("taxes.tps", au).valeur + parametre("taxes.tvq", au).valeur
    centre = (total * 100 / (100 + taux)).quantize(CENT, ROUND_FLOOR)
    prix = (centre + CENT * ecart for ecart in range(-_VOISINAGE, _VOISINAGE + 1))
    return tuple(taxes(p, au) for p in prix if p > 0)
