"""Studio : un modèle Word vérifié sans dossier, et ce qui y cloche montré dans le fichier même de qui l'écrit."""

from lettres.studio.verification import Verification, est_un_papier, verifier_un_modele, verifier_un_papier

__all__ = ["Verification", "est_un_papier", "verifier_un_modele", "verifier_un_papier"]
