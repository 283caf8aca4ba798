"""Perspective : ce qui attend un dossier : le pas qui vient, le délai qui court, et ce qui reste à payer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lettres import escalade
from lettres.affaire import Affaire, Demarche
from lettres.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Perspective:
    """Ce qui change quand on inscrit quelque chose."""

    decision: escalade.Decision
    delai: Demarche | None
    """La dernière lettre dont le délai court encore."""
    impaye: Decimal | None


def mettre_en_perspective(dossier: Dossier, au: date) -> Perspective:
    """Ce qui attend un dossier, vu du jour `au`, même si le journal va plus loin."""
    affaire = Affaire(dossier, au)
    courent = [d for d in affaire.en_cours.envois if d.court_encore(au)]
    return Perspective(
        escalade.situer(affaire, relire=True),
        max(courent, key=lambda d: (d.envoi.date, d.rang), default=None),
        affaire.comptes.impaye,
    )
