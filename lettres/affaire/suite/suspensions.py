"""Suspensions : ce que l'on dit d'un temps d'arrêt, à qui se demande pourquoi rien ne part."""

from __future__ import annotations

from lettres.dossier import Suspension
from lettres.langue.ecriture import jour

MOTIFS = {
    "entente_de_paiement": "entente de paiement",
    "contestation": "contestation",
    "mediation": "médiation",
    "autre": "autre motif",
}
"""Pourquoi une suspension, tel qu’on le lit."""


def suspension_dite(s: Suspension) -> str:
    """« Une suspension court du 1er octobre 2026 au 15 novembre 2026 (médiation). »"""
    court = f"du {jour(s.du)} au {jour(s.au)}" if s.au else f"depuis le {jour(s.du)}, sans fin écrite"
    revoir = f", à revoir le {jour(s.revoir_le)}" if s.revoir_le and not s.au else ""
    return f"Une suspension court {court}{revoir} ({MOTIFS.get(s.motif, s.motif)})."
