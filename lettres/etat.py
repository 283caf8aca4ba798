"""État d'un dossier : son affaire au jour dit, la prochaine lettre, et ce qui s'y oppose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lettres.affaire import Affaire
from lettres.composition import consommation
from lettres.constats import Constat
from lettres.dossier import Dossier
from lettres.generation import jour, prochaine_lettre, verifier


@dataclass(frozen=True, slots=True)
class Etat:
    """Ce que montre `lettres etat`."""

    affaire: Affaire
    delais: tuple[str, ...]
    prochaine_lettre: str | None
    constats: tuple[Constat, ...]


def bilan(dossier: Dossier, *, au: date) -> Affaire:
    """L'affaire au jour `au` : sommes, prescriptions, tribunal, qualités, démarches.

    Ne lève jamais pour des données : ce qui manque reste absent, un constat de `verifier` le dit.
    """
    return Affaire(dossier, jour(au))


def dresser(dossier: Dossier, *, au: date) -> Etat:
    """Dresse l'état d'un dossier au jour `au`."""
    prochaine = prochaine_lettre(dossier)
    constats = tuple(verifier(dossier, prochaine, au=au)) if prochaine else ()
    affaire = bilan(dossier, au=au)
    return Etat(affaire, tuple(consommation.delais(dossier.achat, affaire.au)), prochaine, constats)
