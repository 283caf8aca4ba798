"""Rendu : du modèle Word à la lettre, sans rien exécuter, sans rien perdre."""

from lettres.rendu.balises.valeurs import Valeur
from lettres.rendu.diagnostic import Diagnostic
from lettres.rendu.moteur.moteur import ModeleCompile, Rendu
from lettres.rendu.paquet.proprietes import Proprietes
from lettres.rendu.paquet.provenance import Provenance, Trace
from lettres.rendu.paquet.provenance import lire as lire_provenance
from lettres.rendu.porte import compiler, examiner

__all__ = [
    "Diagnostic",
    "ModeleCompile",
    "Proprietes",
    "Provenance",
    "Rendu",
    "Trace",
    "Valeur",
    "compiler",
    "examiner",
    "lire_provenance",
]
