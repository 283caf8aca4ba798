"""Amorce : de quoi commencer un dossier, en squelette à remplir. Ce qu'une lettre exige y est marqué."""

from lettres.amorce.lettre_voulue import LettreImpossible, LettreVoulue, natures_de, vouloir
from lettres.amorce.necessaires import necessaires

__all__ = ["LettreImpossible", "LettreVoulue", "natures_de", "necessaires", "vouloir"]
