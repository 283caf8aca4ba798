"""Codes de sortie : ce que le programme répond à celui qui l'appelle."""

from __future__ import annotations

from enum import IntEnum

from lettres.erreurs import (
    DossierIllisible,
    DossierInvalide,
    ErreurLettres,
    FauteDeLOutil,
    ModeleInvalide,
    SortieRefusee,
)


class Code(IntEnum):
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


_CODES: dict[type[ErreurLettres], Code] = {
    UsageFautif: Code.USAGE,
    DossierIllisible: Code.USAGE,
    DossierInvalide: Code.ERREURS,
    ModeleInvalide: Code.MODELE,
    SortieRefusee: Code.SORTIE,
    FauteDeLOutil: Code.INTERNE,
}


def code_de(erreur: ErreurLettres) -> Code:
    """Le code de sortie d'une erreur attendue."""
    return next((_CODES[famille] for famille in type(erreur).__mro__ if famille in _CODES), Code.ERREURS)
