"""L'affaire : les faits d'un dossier, sous le droit d'un jour. Chaque fait dérivé y est défini une fois.

Ce qui est dû, prescrit, échu, et qui est consommateur se demande ici, et ne se calcule nulle part ailleurs. Ni mots ni
mise en forme : ce que l'on en dit est affaire de règles, de composition et d'affichage.
"""

from lettres.affaire.affaire import Affaire
from lettres.affaire.aveux import Aveu, Doute
from lettres.affaire.comptes import APayer, Base, CompteDeCreance, Comptes, Recu, Totaux, exigible, somme
from lettres.affaire.consommation import (
    Consommation,
    Reclamation,
    demande_la_garantie,
    en_nature,
    est_prouve,
    livraison_attendue,
    sommes_demandees,
    sommes_du_remboursement,
    verse,
)
from lettres.affaire.demandes import A_FAIRE, ARGENT, SANS_SOMME, genre, rend_l_argent
from lettres.affaire.differend.chronologie import Jalon, SorteDeJalon
from lettres.affaire.differend.echange import avant_publication, contestation_recue, recu_sans_reponse
from lettres.affaire.differend.offre import (
    EtatDeLOffre,
    OffreAuJour,
    acceptee_trop_tard,
    est_un_plan,
    offre_qui_tient,
    refus_de_l_offre,
)
from lettres.affaire.differend.plan import (
    OffreAcceptee,
    Plan,
    ReponseSansNom,
    entente_sans_suite,
    ententes_reconnues,
    est_le_plan_accepte,
    plan,
    reponse_sans_nom,
    sans_le_jour_accepte,
)
from lettres.affaire.differend.pretention import Pretention
from lettres.affaire.differend.rupture import RuptureAuJour, compte_final, interet_paye
from lettres.affaire.ententes import entente_finie
from lettres.affaire.matieres import adresse_de, exclusion, peut_porter_des_taxes, soupcon, soupcon_des_mots
from lettres.affaire.paroles import s_adresse_au_destinataire
from lettres.affaire.prescriptions import PrescriptionDeCreance, Prescriptions
from lettres.affaire.qualites import (
    Qualites,
    adresse_a,
    chemin_du_creancier,
    code_postal_du_quebec,
    destinataire_de,
    dit_au_quebec,
    qualites,
)
from lettres.affaire.suite.attentes import (
    Attente,
    Raison,
    contestees_en_entier,
    faits_autour,
    parts_contestees,
    suspension_dite,
)
from lettres.affaire.suite.clotures import ROUVERTE, Clotures
from lettres.affaire.suite.demarches import Demarche, Demarches, tel_que_raconte
from lettres.affaire.suite.empechements import INSOLVABLE, Empechement, Obstacle
from lettres.affaire.suite.inscriptions import AvecRang, Inscriptions, inscriptions
from lettres.affaire.suite.promesses import PROMESSES, Promesse

__all__ = [
    "ARGENT",
    "A_FAIRE",
    "INSOLVABLE",
    "PROMESSES",
    "ROUVERTE",
    "SANS_SOMME",
    "APayer",
    "Affaire",
    "Attente",
    "AvecRang",
    "Aveu",
    "Base",
    "Clotures",
    "CompteDeCreance",
    "Comptes",
    "Consommation",
    "Demarche",
    "Demarches",
    "Doute",
    "Empechement",
    "EtatDeLOffre",
    "Inscriptions",
    "Jalon",
    "Obstacle",
    "OffreAcceptee",
    "OffreAuJour",
    "Plan",
    "PrescriptionDeCreance",
    "Prescriptions",
    "Pretention",
    "Promesse",
    "Qualites",
    "Raison",
    "Reclamation",
    "Recu",
    "ReponseSansNom",
    "RuptureAuJour",
    "SorteDeJalon",
    "Totaux",
    "acceptee_trop_tard",
    "adresse_a",
    "adresse_de",
    "avant_publication",
    "chemin_du_creancier",
    "code_postal_du_quebec",
    "compte_final",
    "contestation_recue",
    "contestees_en_entier",
    "demande_la_garantie",
    "destinataire_de",
    "dit_au_quebec",
    "en_nature",
    "entente_finie",
    "entente_sans_suite",
    "ententes_reconnues",
    "est_le_plan_accepte",
    "est_prouve",
    "est_un_plan",
    "exclusion",
    "exigible",
    "faits_autour",
    "genre",
    "inscriptions",
    "interet_paye",
    "livraison_attendue",
    "offre_qui_tient",
    "parts_contestees",
    "peut_porter_des_taxes",
    "plan",
    "qualites",
    "recu_sans_reponse",
    "refus_de_l_offre",
    "rend_l_argent",
    "reponse_sans_nom",
    "s_adresse_au_destinataire",
    "sans_le_jour_accepte",
    "somme",
    "sommes_demandees",
    "sommes_du_remboursement",
    "soupcon",
    "soupcon_des_mots",
    "suspension_dite",
    "tel_que_raconte",
    "verse",
]
