"""Les règles : contrôles de cohérence d'un dossier, avant toute lettre."""

from lettres.regles.coherence import verifier_coherence

__all__ = ["verifier_coherence"]
