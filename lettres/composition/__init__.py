"""La composition : du dossier à ce qu'un modèle peut imprimer, déjà mis en forme."""

from lettres.composition.catalogue import Exigence, Modele, catalogue, dossier_des_modeles, lettres_de, modele_de
from lettres.composition.champs import champs_imprimables, champs_par_chemin
from lettres.composition.composer import composer
from lettres.composition.exigences import MANQUE, manques
from lettres.composition.imprimable.lettre import Arbre
from lettres.composition.jointes import jointes
from lettres.composition.portees import ChampsDuModele
from lettres.composition.silences import silences
from lettres.socle.champ import Champ

__all__ = [
    "MANQUE",
    "Arbre",
    "Champ",
    "ChampsDuModele",
    "Exigence",
    "Modele",
    "catalogue",
    "champs_imprimables",
    "champs_par_chemin",
    "composer",
    "dossier_des_modeles",
    "jointes",
    "lettres_de",
    "manques",
    "modele_de",
    "silences",
]
