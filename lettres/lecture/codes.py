"""Codes de la lecture : la seule table. L… : le fichier ne se lit pas; D… : il se lit, mais un fait est fautif.

Un code publié ne change jamais de sens et n'est jamais réutilisé.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from lettres.constats import Chemin, Constat, Gravite


class Code(StrEnum):
    """Un code stable et ce qu'il nomme."""

    titre: str

    def __new__(cls, code: str, titre: str) -> Self:
        membre = str.__new__(cls, code)
        membre._value_ = code
        membre.titre = titre
        return membre

    # -- Illisible : code de sortie 2 --
    ABSENT = "L001", "Le fichier n’existe pas"
    PAS_UN_FICHIER = "L002", "Le chemin mène à autre chose qu’un fichier ordinaire"
    OUVERTURE = "L003", "Le fichier ne s’ouvre pas"
    TROP_GROS = "L004", "Le fichier dépasse 1 Mo"
    BINAIRE = "L005", "Le fichier n’est pas du texte"
    ENCODAGE = "L006", "Le fichier n’est pas en UTF-8"
    FORMAT = "L007", "Le format n’est ni YAML, ni JSON, ni TOML"
    SYNTAXE = "L008", "La syntaxe est fautive"
    ANCRE = "L009", "Une ancre ou un alias YAML"
    ETIQUETTE = "L010", "Une étiquette YAML"
    FUSION = "L011", "Une fusion YAML (<<)"
    PROFONDEUR = "L012", "Trop de blocs imbriqués"
    ABONDANCE = "L013", "Trop de valeurs"
    PLUSIEURS = "L014", "Plusieurs documents dans un fichier"
    VIDE = "L015", "Un fichier vide"
    RACINE = "L016", "La racine n’est pas un bloc de clés"

    # -- Invalide : code de sortie 1 --
    CLE_DOUBLEE = "D101", "Une clé écrite deux fois"
    CLE_COMPOSEE = "D102", "Une clé qui n’est pas un texte simple"
    CARACTERE = "D103", "Un caractère qui ne s’imprime pas"
    PAS_UN_NOMBRE = "D104", "Un nombre infini ou indéfini"
    CLE_INCONNUE = "D105", "Une clé inconnue"
    CLE_MANQUANTE = "D106", "Une clé obligatoire manque"
    A_REMPLIR = "D107", "Une valeur obligatoire est vide"
    HORS_LISTE = "D108", "Une valeur hors de la liste permise"
    BLOC_ATTENDU = "D109", "Un bloc de clés est attendu"
    LISTE_ATTENDUE = "D110", "Une liste est attendue"
    TEXTE_ATTENDU = "D111", "Un texte est attendu"
    TROP_LONG = "D112", "Un texte trop long"
    UNE_LIGNE = "D113", "Un texte qui doit tenir sur une ligne"
    MONTANT = "D114", "Un montant refusé"
    TAUX = "D115", "Un taux refusé"
    DATE = "D116", "Une date refusée"
    HEURE = "D117", "Une heure refusée"
    OUI_NON = "D118", "Une réponse autre que oui ou non"
    ENTIER = "D119", "Un nombre entier refusé"
    COURRIEL = "D120", "Une adresse de courriel refusée"
    TELEPHONE = "D121", "Un téléphone refusé"
    CODE_POSTAL = "D122", "Un code postal refusé"
    NEQ = "D123", "Un NEQ refusé"
    PIECE = "D124", "Un identifiant de pièce refusé"
    URL = "D125", "Une adresse Web refusée"
    ILLISIBLE = "D126", "Un texte sans une lettre ni un chiffre"
    AUTRE = "D199", "Une valeur refusée pour une autre raison"


def faute(code: Code, message: str, remede: str = "", chemin: Chemin = ()) -> Constat:
    """Bâtit un constat de gravité « erreur », sans place dans un fichier."""
    return Constat(code.value, Gravite.ERREUR, message, remede, chemin=chemin)
