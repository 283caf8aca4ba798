"""Pièges : ce qu'un export cache ou confond, et ce qui l'empêche de se lire; un code pour chacun.

Leur page est dans `lettres/codes/importation.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NoReturn

from lettres.socle.constats import Chemin, Constat, Gravite
from lettres.socle.erreurs import DossierIllisible
from lettres.socle.places import DansExport


class Piege(StrEnum):
    """Le nom de chaque code, là où on l'emploie."""

    # -- L'export ne se lit pas : code de sortie 2 --
    SOURCE = "Z001"
    DEMESURE = "Z002"
    SYNTAXE = "Z003"
    DECLARATION = "Z004"
    COLONNE = "Z005"
    CODAGE = "Z006"
    SANS_DE_QUOI = "Z022"
    PDF_SANS_FACTURE = "Z023"

    # -- Il se lit, et voici ce qu'il cache --
    SANS_ECHEANCE = "Z101"
    FRAIS_DE_RETARD = "Z102"
    SOLDE = "Z103"
    QUALITE = "Z104"
    PAS_UNE_VENTE = "Z105"
    SANS_EFFET = "Z106"
    DEVISE = "Z107"
    CONTESTEE = "Z108"
    PROMESSE = "Z109"
    RAPPEL_DEJA_FAIT = "Z110"
    EN_CENTS = "Z111"
    TAXES = "Z112"
    DEUX_CLIENTS = "Z113"
    ECHEANCE_DEDUITE = "Z114"
    VALEUR = "Z115"
    DATE_AMBIGUE = "Z116"
    SANS_NUMERO = "Z117"
    EN_DOUBLE = "Z118"
    SOLDEE = "Z119"
    AUTREMENT_AU_DOSSIER = "Z120"
    CHEZ_UN_AUTRE = "Z121"
    SANS_FACTURE = "Z122"
    PAGE = "Z123"
    DEUX_REPONSES = "Z124"
    ETAT_INCONNU = "Z125"
    RANGE_AILLEURS = "Z126"
    OTEE = "Z127"
    ETAT_SANS_FACTURE = "Z128"
    VALEUR_OTEE = "Z129"
    EN_TETE_ILLISIBLE = "Z130"


AVOIR_A_ECRIRE = "Une note de crédit s’écrit à « avoirs », au dossier de la facture qu’elle baisse."
"""Le remède de ce qui n'est pas à réclamer, quand c'en est une."""


def dit(
    piege: Piege,
    gravite: Gravite,
    message: str,
    remede: str,
    lieu: DansExport | None = None,
    chemin: Chemin = (),
) -> Constat:
    """Le constat d'un piège, à sa place dans l'export."""
    if lieu is None:
        return Constat(piege.value, gravite, message, remede, chemin=chemin)
    return Constat(
        piege.value, gravite, message, remede, chemin=chemin, fichier=lieu.fichier, ligne=lieu.ligne,
        colonne=lieu.colonne, dans=lieu,
    )  # fmt: skip


def refuser(piege: Piege, fichier: str, message: str, remede: str, ligne: int | None = None) -> NoReturn:
    """Renonce à lire l'export : rien n'en est importé."""
    raise DossierIllisible([Constat(piege.value, Gravite.ERREUR, message, remede, fichier=fichier, ligne=ligne)])


def par_place(constats: Iterable[Constat]) -> list[Constat]:
    """Les constats sans redite, les plus graves d'abord, puis dans l'ordre de l'export."""
    rangs = {Gravite.ERREUR: 0, Gravite.ALERTE: 1, Gravite.CONSEIL: 2}
    return sorted(dict.fromkeys(constats), key=lambda c: (rangs[c.gravite], c.fichier or "", c.ligne or 0, c.code))
