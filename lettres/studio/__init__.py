"""Studio : un modèle Word vérifié sans dossier, et ce qui y cloche montré dans le fichier même de qui l'écrit."""

from lettres.studio.verification import Verification, verifier_un_modele

__all__ = ["Verification", "verifier_un_modele"]
