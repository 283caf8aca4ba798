"""Rendu : du modèle Word à la lettre, sans rien exécuter, sans rien perdre."""

from lettres.rendu.moteur import ModeleCompile, compiler
from lettres.rendu.proprietes import Proprietes
from lettres.rendu.valeurs import Valeur

__all__ = ["ModeleCompile", "Proprietes", "Valeur", "compiler"]
