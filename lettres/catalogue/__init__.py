"""Le catalogue : les lettres, leur modèle Word, et ce que chacune exige d’un dossier; non ce qu’on y écrit."""

from lettres.catalogue.exigences import MANQUE, Manque, absents
from lettres.catalogue.modeles import Exigence, Modele, catalogue, dossier_des_modeles, lettres_de, modele_de

__all__ = [
    "MANQUE",
    "Exigence",
    "Manque",
    "Modele",
    "absents",
    "catalogue",
    "dossier_des_modeles",
    "lettres_de",
    "modele_de",
]
