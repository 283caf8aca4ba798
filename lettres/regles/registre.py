"""Registre : toutes les règles, et la vérification d'un dossier par elles et par le vocabulaire."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from lettres.affaire import Affaire
from lettres.regles import derogations
from lettres.regles.familles import DE_FOND
from lettres.regles.mots_cles import signes_de
from lettres.regles.mots_ecrits import constats_du_dossier
from lettres.regles.regle import Regle, appliquer
from lettres.socle.constats import Constat

DES_DEROGATIONS: tuple[Regle[Sequence[Constat]], ...] = tuple(
    r for r in vars(derogations).values() if isinstance(r, Regle)
)

REGLES: tuple[Regle[Any], ...] = (*DE_FOND, *DES_DEROGATIONS)
"""Toutes les règles du registre."""


def verifier_coherence(affaire: Affaire, lettre: str) -> list[Constat]:
    """Tous les constats des règles et des mots pour cette lettre, d'un coup, dérogations appliquées."""
    trouves = appliquer(regles_pour(affaire, lettre), affaire, lettre)
    trouves += constats_du_dossier(affaire, lettre)
    if not affaire.dossier.derogations:
        return trouves
    return [*derogations.deroger(affaire.dossier, trouves), *appliquer(DES_DEROGATIONS, affaire, trouves)]


def regles_pour(affaire: Affaire, lettre: str) -> Sequence[Regle[str]]:
    """Les règles de fond qui peuvent avoir quelque chose à dire de ce dossier, pour cette lettre."""
    dossier = affaire.dossier
    blocs = (dossier, dossier.expediteur, dossier.destinataire, dossier.contrat)
    donnees = [_RIEN if bloc is None else lues & bloc.model_fields_set for lues, bloc in zip(_LUES, blocs, strict=True)]
    return _qui_ont_leur_besoin(dossier.nature, lettre, signes_de(affaire) & _LEURS_MOTS, *donnees)


_RIEN: frozenset[str] = frozenset()
_DE = ("", "expediteur.", "destinataire.", "contrat.")
"""Le dossier, et ses blocs dont une règle peut dire la clé sans laquelle elle se tait."""
_LUES = tuple(
    frozenset(cle.removeprefix(bloc) for r in DE_FOND for cle in r.besoin.cles if cle.rpartition(".")[0] == bloc[:-1])
    for bloc in _DE
)
"""De chacun, les clés que lit au moins une règle qui n'a rien à dire sans elles."""
_LEURS_MOTS = reduce(or_, [mots.signe for r in DE_FOND for mots in r.besoin.mots])
"""De même, les mots."""


@lru_cache(maxsize=1024)
def _qui_ont_leur_besoin(nature: str, lettre: str, signes: int, *donnees: frozenset[str]) -> tuple[Regle[str], ...]:
    dites = {f"{bloc}{cle}" for bloc, cles in zip(_DE, donnees, strict=True) for cle in cles}
    return tuple(r for r in _qui_regardent(nature, lettre) if r.besoin.est_comble(dites, signes))


@lru_cache
def _qui_regardent(nature: str, lettre: str) -> tuple[Regle[str], ...]:
    return tuple(r for r in DE_FOND if r.besoin.regarde(nature, lettre))


def regle_de(code: str) -> Regle[Any] | None:
    """La règle qui porte ce code; None s'il n'y en a pas."""
    return next((r for r in REGLES if r.code == code.upper()), None)
