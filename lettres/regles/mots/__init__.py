"""Les mots : le vocabulaire qu'une lettre ne doit pas employer, et la formule calme qui le remplace."""

from lettres.regles.mots.catalogue import Famille, familles
from lettres.regles.mots.champs import constats_du_dossier
from lettres.regles.mots.examen import Trouvaille, en_mots_entiers, examiner

__all__ = ["Famille", "Trouvaille", "constats_du_dossier", "en_mots_entiers", "examiner", "familles"]
