"""Perspective : ce qui attend un dossier : sa prochaine lettre, ce qui la retient, et le délai qui court."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lettres.affaire import Affaire, Attente, Demarche
from lettres.dossier import Dossier
from lettres.production.projet import prochaine_lettre


@dataclass(frozen=True, slots=True)
class Perspective:
    """Ce qui change quand on inscrit quelque chose."""

    lettre: str | None
    """La prochaine lettre."""
    attentes: tuple[Attente, ...]
    """Ce qui la retient."""
    revenir_le: date | None
    """Le premier jour où plus rien ne la retient; None si rien ne la retient, ou si l'on ne sait pas."""
    delai: Demarche | None
    """La dernière lettre dont le délai court encore."""
    impaye: Decimal | None


def mettre_en_perspective(dossier: Dossier, au: date) -> Perspective:
    """Ce qui attend un dossier, vu du jour `au`."""
    affaire = Affaire(dossier, au)
    lettre = prochaine_lettre(dossier, au=au)
    attentes = affaire.attentes(lettre) if lettre else ()
    reprises = [a.reprise for a in attentes]
    connues = [reprise for reprise in reprises if reprise is not None]
    courent = [d for d in affaire.en_cours.envois if d.court_encore(au)]
    return Perspective(
        lettre,
        attentes,
        max(connues) if connues and len(connues) == len(reprises) else None,
        max(courent, key=lambda d: (d.envoi.date, d.rang), default=None),
        affaire.comptes.impaye,
    )
