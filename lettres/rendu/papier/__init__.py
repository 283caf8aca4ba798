"""Papier : un papier à en-tête, lu une fois, et le modèle livré que l'on pose dessus.

`papier_lu` l'ouvre et le contrôle; `dimensions` le mesure; `styles_reunis`, `listes_reunies` et `reglages_reunis`
réunissent ce qui vaut pour tout le document; `pose` bâtit le modèle habillé, que le moteur compile comme un autre.
"""

from lettres.rendu.papier.papier_lu import Papier, lire
from lettres.rendu.papier.pose import Habit, poser

__all__ = ["Habit", "Papier", "lire", "poser"]
