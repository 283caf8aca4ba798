"""Sortie : poser un fichier fini sur le disque, ou rien. Ne sait rien du dossier ni de Word."""

from lettres.sortie.fichiers import chemin_de_sortie, destination, ecrire, ecrire_avec_son_texte, retirable
from lettres.sortie.noms import nom_de_fichier
from lettres.sortie.refus import refus_systeme

__all__ = [
    "chemin_de_sortie",
    "destination",
    "ecrire",
    "ecrire_avec_son_texte",
    "nom_de_fichier",
    "refus_systeme",
    "retirable",
]
