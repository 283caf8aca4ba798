"""La composition : du dossier à ce qu'un modèle peut imprimer, déjà mis en forme."""

from lettres.composition.champs import champs_imprimables, champs_par_chemin
from lettres.composition.composer import composer
from lettres.composition.imprimable.lettre import Arbre
from lettres.composition.jointes import jointes
from lettres.composition.manques import manques
from lettres.composition.portees import ChampsDuModele
from lettres.composition.silences import silences
from lettres.socle.champ import Champ

__all__ = [
    "Arbre",
    "Champ",
    "ChampsDuModele",
    "champs_imprimables",
    "champs_par_chemin",
    "composer",
    "jointes",
    "manques",
    "silences",
]
