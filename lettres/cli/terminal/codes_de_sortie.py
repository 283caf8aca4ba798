"""Codes de sortie : ce que le programme répond à celui qui l'appelle."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from lettres.socle.constats import Constat, a_une_erreur
from lettres.socle.erreurs import (
    DossierIllisible,
    DossierInvalide,
    ErreurLettres,
    FauteDeLOutil,
    ModeleInvalide,
    SortieRefusee,
)


class CodeDeSortie(IntEnum):
    """Un code de sortie; les mêmes pour toutes les commandes."""

    FAIT = 0
    ERREURS = 1
    USAGE = 2
    MODELE = 3
    SORTIE = 4
    INTERNE = 70
    RACCROCHE = 129
    INTERROMPU = 130
    TERMINE = 143


class UsageFautif(ErreurLettres):
    """La ligne de commande ne se comprend pas : date illisible, code inconnu (code de sortie 2)."""


_CODES: dict[type[ErreurLettres], CodeDeSortie] = {
    UsageFautif: CodeDeSortie.USAGE,
    DossierIllisible: CodeDeSortie.USAGE,
    DossierInvalide: CodeDeSortie.ERREURS,
    ModeleInvalide: CodeDeSortie.MODELE,
    SortieRefusee: CodeDeSortie.SORTIE,
    FauteDeLOutil: CodeDeSortie.INTERNE,
}


def code_des(constats: Sequence[Constat]) -> CodeDeSortie:
    """Le code de sortie d'une vérification : une erreur, parmi ses constats, ou rien de grave."""
    return CodeDeSortie.ERREURS if a_une_erreur(constats) else CodeDeSortie.FAIT


def code_de(erreur: ErreurLettres) -> CodeDeSortie:
    """Le code de sortie d'une erreur attendue."""
    return next((_CODES[famille] for famille in type(erreur).__mro__ if famille in _CODES), CodeDeSortie.ERREURS)
