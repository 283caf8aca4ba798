"""Studio : un modèle Word vérifié sans dossier, comparé à un autre, et ce qui y cloche montré dans le fichier même."""

from lettres.studio.verification import Verification, verifier_un_modele

__all__ = ["Verification", "verifier_un_modele"]
