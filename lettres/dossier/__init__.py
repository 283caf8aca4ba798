"""Le dossier : modèles gelés des faits d'une affaire."""

from lettres.dossier.contrat import Clause, Contrat, InteretConvenu
from lettres.dossier.demarches import AgitDeja, Cloture, CodeLettre, Envoi, Force, ModeEnvoi, Suite, Suspension
from lettres.dossier.derogations import Derogation
from lettres.dossier.dossier import Dossier, Nature
from lettres.dossier.faits import Achat, Demande, Evenement, Piece, Publication
from lettres.dossier.inscription import Annulation
from lettres.dossier.parties import Adresse, Civilite, Creancier, Destinataire, Expediteur, Partie, Personne
from lettres.dossier.sommes import Avoir, Creance, Frais, Paiement, Prejudice
from lettres.dossier.types import Moment

__all__ = [
    "Achat",
    "Adresse",
    "AgitDeja",
    "Annulation",
    "Avoir",
    "Civilite",
    "Clause",
    "Cloture",
    "CodeLettre",
    "Contrat",
    "Creance",
    "Creancier",
    "Demande",
    "Derogation",
    "Destinataire",
    "Dossier",
    "Envoi",
    "Evenement",
    "Expediteur",
    "Force",
    "Frais",
    "InteretConvenu",
    "ModeEnvoi",
    "Moment",
    "Nature",
    "Paiement",
    "Partie",
    "Personne",
    "Piece",
    "Prejudice",
    "Publication",
    "Suite",
    "Suspension",
]
