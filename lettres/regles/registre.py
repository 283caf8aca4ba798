"""Registre : toutes les règles, et la vérification d'un dossier par elles et par le vocabulaire."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from lettres.affaire import Affaire
from lettres.dossier import Dossier
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
    trouves = [constat for r in regles_pour(affaire.dossier, lettre) for constat in r(affaire, lettre)]
    trouves += constats_du_dossier(affaire, lettre)
    if not affaire.dossier.derogations:
        return trouves
    return [
        *derogations.deroger(affaire.dossier, trouves),
        *(constat for r in DES_DEROGATIONS for constat in r(affaire, trouves)),
    ]


def regles_pour(dossier: Dossier, lettre: str) -> Sequence[Regle[str]]:
    """Les règles de fond qui peuvent avoir quelque chose à dire de ce dossier, pour cette lettre."""
    blocs = dossier.__dict__
    donnees = frozenset(cle for cle in _LUES if blocs[cle] is not None and blocs[cle] != ())
    return _qui_ont_leur_besoin(dossier.nature, lettre, donnees)


_LUES = tuple(sorted({cle for r in DE_FOND for cle in r.besoin.cles}))
"""Les blocs du dossier que lit au moins une règle qui n'a rien à dire sans lui."""


@lru_cache(maxsize=256)
def _qui_ont_leur_besoin(nature: str, lettre: str, donnees: frozenset[str]) -> tuple[Regle[str], ...]:
    return tuple(r for r in DE_FOND if r.besoin.est_comble(nature, lettre, donnees))


def regle_de(code: str) -> Regle[Any] | None:
    """La règle qui porte ce code; None s'il n'y en a pas."""
    return next((r for r in REGLES if r.code == code.upper()), None)
