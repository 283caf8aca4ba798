"""Lecture : un fichier devient un dossier, ou la liste exacte de ses fautes, à la ligne et à la colonne."""

from lettres.lecture.fichier import lire, lire_texte
from lettres.lecture.schema import schema
from lettres.lecture.validation import Donnees, valider

__all__ = ["Donnees", "lire", "lire_texte", "schema", "valider"]
