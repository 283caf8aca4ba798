"""Le dossier : modèles gelés des faits d'une affaire."""

from lettres.dossier.contrat import Clause, Contrat, InteretConvenu
from lettres.dossier.demarches import AgitDeja, Cloture, CodeLettre, Envoi, Force, ModeEnvoi, Suite, Suspension
from lettres.dossier.derogations import Derogation
from lettres.dossier.differend.offre import Concession, Offre, Quittance, VersementOffert
from lettres.dossier.differend.recours import Faiblesse, Temoin
from lettres.dossier.differend.recu import LettreRecue, Menace, PointRecu, SommeReclamee
from lettres.dossier.differend.rupture import Avance, MotifDeRupture, Remise, Rupture, Travail
from lettres.dossier.dossier import Dossier, Nature
from lettres.dossier.faits import (
    Achat,
    CasDeResolution,
    Categorie,
    Demande,
    Evenement,
    Piece,
    Publication,
    Resolution,
)
from lettres.dossier.inscription import Annulation
from lettres.dossier.parties import (
    Adresse,
    Carte,
    Civilite,
    Creancier,
    Destinataire,
    Emetteur,
    Expediteur,
    Partie,
    Personne,
)
from lettres.dossier.sommes import Avoir, Creance, Frais, Paiement, Prejudice
from lettres.dossier.types import Moment

__all__ = [
    "Achat",
    "Adresse",
    "AgitDeja",
    "Annulation",
    "Avance",
    "Avoir",
    "Carte",
    "CasDeResolution",
    "Categorie",
    "Civilite",
    "Clause",
    "Cloture",
    "CodeLettre",
    "Concession",
    "Contrat",
    "Creance",
    "Creancier",
    "Demande",
    "Derogation",
    "Destinataire",
    "Dossier",
    "Emetteur",
    "Envoi",
    "Evenement",
    "Expediteur",
    "Faiblesse",
    "Force",
    "Frais",
    "InteretConvenu",
    "LettreRecue",
    "Menace",
    "ModeEnvoi",
    "Moment",
    "MotifDeRupture",
    "Nature",
    "Offre",
    "Paiement",
    "Partie",
    "Personne",
    "Piece",
    "PointRecu",
    "Prejudice",
    "Publication",
    "Quittance",
    "Remise",
    "Resolution",
    "Rupture",
    "SommeReclamee",
    "Suite",
    "Suspension",
    "Temoin",
    "Travail",
    "VersementOffert",
]
