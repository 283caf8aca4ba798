"""Délais : la réception prévue d'une lettre et l'échéance fixe qu'elle donne.

Fondement : F1.02, F1.03 (délai suffisant, usage de dix jours), F10.05 (date fixe, comptée depuis la réception prévue).
"""

from __future__ import annotations

from datetime import date, timedelta

from lettres.droit.calendrier import ajouter_jours_ouvrables, reporter
from lettres.droit.parametre import jours


def reception_prevue(envoi: date, mode: str | None) -> date:
    """Le jour où la lettre devrait être reçue. Un mode inconnu compte comme la poste, par prudence."""
    if mode == "main_propre":
        return envoi
    if mode == "courriel":
        return envoi + timedelta(days=jours("reception.courriel", envoi))
    return ajouter_jours_ouvrables(envoi, jours("reception.poste", envoi))


def echeance_de_lettre(envoi: date, delai_jours: int, mode: str | None) -> date:
    """L'échéance : au moins `delai_jours` jours après la réception prévue, reportée à un jour ouvrable."""
    return reporter(reception_prevue(envoi, mode) + timedelta(days=delai_jours))
