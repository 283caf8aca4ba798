"""Vérification : tout ce qu'il y a à dire d'un dossier pour une lettre, sans l'écrire."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lettres import composition, escalade
from lettres.affaire import Affaire
from lettres.lecture import Donnees, valider
from lettres.production.apercu import relire
from lettres.production.choix import choisir, inconnues, pour
from lettres.production.projet import examiner, jour, situer
from lettres.socle.constats import Constat, a_une_erreur
from lettres.socle.erreurs import DossierInvalide

if TYPE_CHECKING:
    from lettres.escalade import Decision, Politiques


def verifier(
    dossier: Donnees, lettre: str | None = None, *, au: date, politiques: Politiques | None = None
) -> list[Constat]:
    """Tous les constats d'un dossier pour une lettre (par défaut la prochaine), dans l'ordre du fichier.

    Ne lève jamais pour des données : une lettre impossible est elle-même un constat, et un dict qui n'est pas un
    dossier a ceux que `valider` lui trouve. `politiques` : celles que l'on connaît, sinon celles qui sont livrées. Lève
    ValueError pour un « au » qui n'est pas une date.
    """
    au = jour(au)
    try:
        dossier = valider(dossier)
    except DossierInvalide as refus:
        return list(refus.constats)
    return constats_de(Affaire(dossier, au), lettre, politiques)


def constats_de(
    affaire: Affaire, lettre: str | None, politiques: Politiques | None, decision: Decision | None = None
) -> list[Constat]:
    """Ce que dit `verifier` d'une affaire; `decision`, quand on l'a déjà, n'est pas refaite."""
    de_trop: list[Constat] = []
    if lettre is None:
        de_trop = inconnues(affaire, politiques)
        decision = decision or escalade.situer(affaire, politique=politiques, relire=True)
        affaire = pour(affaire, decision)
    modele, constats = choisir(affaire, lettre, decision)
    if modele is not None:
        constats = examiner(affaire, modele)
        # -- une lettre que les règles refusent ne se fait pas : il n'y a rien à y relire --
        constats += [] if a_une_erreur(constats) else relire(affaire, modele)
        constats += composition.silences(affaire, modele)
    # -- rien ne se réclame plus, ou le pas est un geste : qu'aucune lettre ne vienne n'est pas une faute --
    elif de_trop or (lettre is None and decision and decision.statut in {"terminee", "due"}):
        constats = []
    return situer(affaire.dossier, [*de_trop, *constats])
