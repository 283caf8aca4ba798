"""Explication : ce que chaque calcul dit de son taux, de sa règle et de sa source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lettres.cli.options.mesures import refus
from lettres.cli.terminal.affichage import largeur_du_terminal, signaler
from lettres.cli.terminal.tableau import fiche

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from lettres.droit.parametre import Reference


def examiner(taux: Decimal, au: date) -> None:
    """Refuse un taux criminel; signale un taux que les tribunaux discutent."""
    from lettres.droit.interet import Avis, examiner_taux

    examen = examiner_taux(taux, au)
    if examen.avis is Avis.CRIMINEL and examen.seuil is not None:
        raise refus("Q101", examen.phrase, "N’exigez pas ce taux; consultez un avocat.", str(examen.seuil.reference))
    if examen.seuil is not None:
        signaler(f"Attention : {examen.phrase} ({examen.seuil.reference})")


def explication(regle: str, source: Reference) -> str:
    rangees = [("Règle", regle), ("Source", str(source)), ("Lu dans", source.titre), ("Adresse", source.url)]
    return fiche(rangees, largeur_du_terminal())
