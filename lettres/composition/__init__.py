"""La composition : du dossier à ce qu'un modèle peut imprimer, déjà mis en forme."""

from lettres.composition.catalogue import Exigence, Modele, catalogue, dossier_des_modeles, lettres_de, modele_de
from lettres.composition.champs import Champ, champs_imprimables
from lettres.composition.composer import composer
from lettres.composition.exigences import MANQUE, manques

__all__ = [
    "MANQUE",
    "Champ",
    "Exigence",
    "Modele",
    "catalogue",
    "champs_imprimables",
    "composer",
    "dossier_des_modeles",
    "lettres_de",
    "manques",
    "modele_de",
]
