"""Affirmations : sur quoi repose chaque phrase d'une lettre. Ni l'écriture de la lettre, ni ses contrôles."""

from lettres.production.affirmations.affirmer import (
    Affirmation,
    affirmations,
    affirmations_d_un_fichier,
    de_l_affaire,
)
from lettres.production.affirmations.appuis import Appui

__all__ = ["Affirmation", "Appui", "affirmations", "affirmations_d_un_fichier", "de_l_affaire"]
