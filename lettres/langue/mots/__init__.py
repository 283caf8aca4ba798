"""Les mots : le vocabulaire qu'une lettre ne doit pas employer, et la formule calme qui le remplace."""

from lettres.langue.mots.coup_d_oeil import UNE_LIGNE_VIDE, rien_a_redire
from lettres.langue.mots.examen import Trouvaille, en_mots_entiers, examiner
from lettres.langue.mots.motifs import Famille, familles

__all__ = [
    "UNE_LIGNE_VIDE",
    "Famille",
    "Trouvaille",
    "en_mots_entiers",
    "examiner",
    "familles",
    "rien_a_redire",
]
