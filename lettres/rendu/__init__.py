"""Rendu : du modèle Word à la lettre, sans rien exécuter, sans rien perdre."""

from lettres.rendu.moteur import ModeleCompile, Rendu
from lettres.rendu.porte import compiler
from lettres.rendu.proprietes import Proprietes
from lettres.rendu.provenance import Provenance, Trace
from lettres.rendu.provenance import lire as lire_provenance
from lettres.rendu.valeurs import Valeur

__all__ = ["ModeleCompile", "Proprietes", "Provenance", "Rendu", "Trace", "Valeur", "compiler", "lire_provenance"]
