"""Intérêt : le taux applicable et sa base.

Fondement : C.c.Q., art. 1617 (F3.01); Loi sur l'intérêt, art. 3 et 4 (F3.02, F3.04). Une mention mise sur la facture
par le seul créancier ne lie pas le débiteur (F3.05).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lettres.droit.parametre import parametre


@dataclass(frozen=True, slots=True)
class TauxApplicable:
    """Un taux en pour cent par année; `conventionnel` quand un contrat prouvé le prévoit."""

    taux: Decimal
    conventionnel: bool


def taux_applicable(taux_annuel: Decimal | None, preuve: str | None, au: date) -> TauxApplicable:
    """Le taux convenu s'il est annuel et prouvé par une pièce; sinon le taux légal."""
    if taux_annuel is not None and preuve is not None:
        return TauxApplicable(taux_annuel, conventionnel=True)
    return TauxApplicable(parametre("interet.taux_legal", au).valeur, conventionnel=False)
