"""Registre : toutes les règles, et la vérification d'un dossier par elles et par le vocabulaire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lettres.constats import Constat
from lettres.dossier import Dossier
from lettres.regles import derogations, mots
from lettres.regles.familles import DE_FOND
from lettres.regles.regle import Regle

DES_DEROGATIONS: tuple[Regle, ...] = tuple(r for r in vars(derogations).values() if isinstance(r, Regle))

REGLES: tuple[Regle, ...] = (*DE_FOND, *DES_DEROGATIONS)
"""Toutes les règles du registre."""


def verifier_coherence(dossier: Dossier, lettre: str, au: date) -> list[Constat]:
    """Tous les constats des règles et des mots pour cette lettre, d'un coup, dérogations appliquées."""
    return [
        *derogations.deroger(dossier, _de_fond(dossier, lettre, au)),
        *(constat for r in DES_DEROGATIONS for constat in r(dossier, lettre, au)),
    ]


def _de_fond(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    for r in DE_FOND:
        yield from r(dossier, lettre, au)
    yield from mots.constats_du_dossier(dossier, lettre, au)


def regle_de(code: str) -> Regle | None:
    """La règle qui porte ce code; None s'il n'y en a pas."""
    return next((r for r in REGLES if r.code == code.upper()), None)
