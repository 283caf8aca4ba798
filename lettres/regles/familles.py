"""Familles : les modules de règles de fond, dans l'ordre où un lecteur les parcourt."""

from __future__ import annotations

from lettres.regles.achats import achat, annulation, consommation, garantie, remede_demande, resolution
from lettres.regles.argent import avoirs, frais, interet, prescription, sommes, taxes
from lettres.regles.differend import (
    fin,
    menaces,
    offre,
    proposition,
    quittances,
    repliques,
    reponse,
    rupture,
    signees,
)
from lettres.regles.ecrits import annonces, contrat, demandes_de_retrait, pieces, recit, reputation
from lettres.regles.personnes import destinataire, expediteur, plusieurs, sosies, vie_privee
from lettres.regles.regle import Regle
from lettres.regles.suite import attentes, delais, demarches, exposes, forum, orientation, tenue

FAMILLES = (
    expediteur,
    destinataire,
    plusieurs,
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
    exposes,
    contrat,
    consommation,
    resolution,
    achat,
    annulation,
    remede_demande,
    garantie,
    reputation,
    demandes_de_retrait,
    demarches,
    tenue,
    attentes,
    reponse,
    menaces,
    offre,
    proposition,
    signees,
    quittances,
    rupture,
    repliques,
    fin,
    sosies,
    vie_privee,
)

DE_FOND: tuple[Regle[str], ...] = tuple(
    r for famille in FAMILLES for r in vars(famille).values() if isinstance(r, Regle)
)
"""Les règles de fond. Une règle écrite dans une famille y est, sans autre inscription."""
