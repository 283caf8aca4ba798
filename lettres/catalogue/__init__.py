"""Le catalogue : les lettres, leur modèle Word, et ce que chacune exige d’un dossier; non ce qu’on y écrit."""

from lettres.catalogue.capacites import Capacites, capacites
from lettres.catalogue.exigences import MANQUE, Manque, absents
from lettres.catalogue.modeles import Exigence, Modele, catalogue, dossier_des_modeles, lettres_de, modele_de

__all__ = [
    "MANQUE",
    "Capacites",
    "Exigence",
    "Manque",
    "Modele",
    "absents",
    "capacites",
    "catalogue",
    "dossier_des_modeles",
    "lettres_de",
    "modele_de",
]
