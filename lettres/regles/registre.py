"""Registre : toutes les règles, et la vérification d'un dossier par elles et par le vocabulaire."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lettres.affaire import Affaire
from lettres.regles import derogations
from lettres.regles.familles import DE_FOND
from lettres.regles.mots_ecrits import constats_du_dossier
from lettres.regles.regle import Regle
from lettres.socle.constats import Constat

DES_DEROGATIONS: tuple[Regle[Sequence[Constat]], ...] = tuple(
    r for r in vars(derogations).values() if isinstance(r, Regle)
)

REGLES: tuple[Regle[Any], ...] = (*DE_FOND, *DES_DEROGATIONS)
"""Toutes les règles du registre."""


def verifier_coherence(affaire: Affaire, lettre: str) -> list[Constat]:
    """Tous les constats des règles et des mots pour cette lettre, d'un coup, dérogations appliquées."""
    trouves = [constat for r in DE_FOND for constat in r(affaire, lettre)]
    trouves += constats_du_dossier(affaire, lettre)
    return [
        *derogations.deroger(affaire.dossier, trouves),
        *(constat for r in DES_DEROGATIONS for constat in r(affaire, trouves)),
    ]


def regle_de(code: str) -> Regle[Any] | None:
    """La règle qui porte ce code; None s'il n'y en a pas."""
    return next((r for r in REGLES if r.code == code.upper()), None)
