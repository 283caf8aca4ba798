"""Codes de la lecture. L… : le fichier ne se lit pas; D… : il se lit, mais un fait est fautif.

Leur page est dans `lettres/codes/lecture.yaml`.
"""

from __future__ import annotations

from enum import StrEnum

from lettres.socle.constats import Chemin, Constat, Gravite
from lettres.socle.erreurs import DossierIllisible


class CodeLu(StrEnum):
    """Le nom de chaque code, là où on l'emploie."""

    # -- Illisible : code de sortie 2 --
    ABSENT = "L001"
    PAS_UN_FICHIER = "L002"
    OUVERTURE = "L003"
    TROP_GROS = "L004"
    BINAIRE = "L005"
    ENCODAGE = "L006"
    FORMAT = "L007"
    SYNTAXE = "L008"
    ANCRE = "L009"
    ETIQUETTE = "L010"
    FUSION = "L011"
    PROFONDEUR = "L012"
    ABONDANCE = "L013"
    PLUSIEURS = "L014"
    VIDE = "L015"
    RACINE = "L016"

    # -- Invalide : code de sortie 1 --
    CLE_DOUBLEE = "D101"
    CLE_COMPOSEE = "D102"
    CARACTERE = "D103"
    PAS_UN_NOMBRE = "D104"
    CLE_INCONNUE = "D105"
    CLE_MANQUANTE = "D106"
    A_REMPLIR = "D107"
    HORS_LISTE = "D108"
    BLOC_ATTENDU = "D109"
    LISTE_ATTENDUE = "D110"
    TEXTE_ATTENDU = "D111"
    TROP_LONG = "D112"
    UNE_LIGNE = "D113"
    MONTANT = "D114"
    TAUX = "D115"
    DATE = "D116"
    HEURE = "D117"
    OUI_NON = "D118"
    ENTIER = "D119"
    COURRIEL = "D120"
    TELEPHONE = "D121"
    CODE_POSTAL = "D122"
    NEQ = "D123"
    PIECE = "D124"
    URL = "D125"
    ILLISIBLE = "D126"
    WINDOWS_1252 = "D127"
    RANG = "D128"
    ORDRE = "D129"
    INCOHERENCE = "D130"
    SANS_CONTESTATION = "D132"
    FIN_DE_CARTE = "D140"
    AUTRE = "D199"


def illisible(fichier: str, code: CodeLu, message: str, remede: str) -> DossierIllisible:
    """Le refus d'un fichier entier."""
    return DossierIllisible([Constat(code.value, Gravite.ERREUR, message, remede, fichier=fichier)])


def faute(code: CodeLu, message: str, remede: str = "", chemin: Chemin = ()) -> Constat:
    """Bâtit un constat de gravité « erreur », sans place dans un fichier."""
    return Constat(code.value, Gravite.ERREUR, message, remede, chemin=chemin)
