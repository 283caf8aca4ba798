"""Les règles : ce que le droit et le bon sens exigent d'un dossier, avant toute lettre."""

from lettres.regles.empechements import dire
from lettres.regles.registre import REGLES, regle_de, verifier_coherence

__all__ = ["REGLES", "dire", "regle_de", "verifier_coherence"]
