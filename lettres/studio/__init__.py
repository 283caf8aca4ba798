"""Studio : un modèle Word vérifié sans dossier, comparé à un autre, et ce qui y cloche montré dans le fichier même."""

from lettres.studio.papier_verifie import est_un_papier, verifier_un_papier
from lettres.studio.verification import Verification, verifier_un_modele

__all__ = ["Verification", "est_un_papier", "verifier_un_modele", "verifier_un_papier"]
