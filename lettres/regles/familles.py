"""Familles : les modules de règles de fond, dans l'ordre où un lecteur les parcourt."""

from __future__ import annotations

from lettres.regles import (
    achat,
    annonces,
    attentes,
    avoirs,
    consommation,
    contrat,
    delais,
    destinataire,
    expediteur,
    forum,
    frais,
    interet,
    journal,
    orientation,
    pieces,
    prescription,
    recit,
    reputation,
    sommes,
    sosies,
    taxes,
    vie_privee,
)
from lettres.regles.regle import Regle

FAMILLES = (
    expediteur,
    destinataire,
    pieces,
    recit,
    annonces,
    delais,
    sommes,
    avoirs,
    taxes,
    frais,
    interet,
    prescription,
    forum,
    orientation,
    contrat,
    consommation,
    achat,
    reputation,
    journal,
    attentes,
    sosies,
    vie_privee,
)

DE_FOND: tuple[Regle, ...] = tuple(r for famille in FAMILLES for r in vars(famille).values() if isinstance(r, Regle))
"""Les règles de fond. Une règle écrite dans une famille y est, sans autre inscription."""
