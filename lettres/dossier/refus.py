"""Refus : ce que lève un type du dossier devant une valeur, et la façon de dire ce qu'on a pu vouloir écrire."""

from __future__ import annotations

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from lettres.socle.constats import Chemin

Manquements = list[tuple[Chemin, str, str]]
"""Ce qui ne va pas dans un bloc : où, quoi, et comment y remédier."""

ESPACES = " \u00a0\u202f"
"""L'espace ordinaire, l'insécable et l'insécable étroite."""


def refus(code: str, message: str, remede: str = "") -> PydanticCustomError:
    """Le refus d'une valeur : un type stable et sa phrase en français; son remède, si un exemple ne suffit pas."""
    return PydanticCustomError(code, message, {"remede": remede} if remede else None)


def tout_refuser(titre: str, manquements: Manquements) -> None:
    """Lève tous les manquements d'un bloc à la fois, chacun à sa place."""
    if manquements:
        erreurs = [
            InitErrorDetails(type=PydanticCustomError("incoherence", dit, {"remede": remede}), loc=ou, input=None)
            for ou, dit, remede in manquements
        ]
        raise ValidationError.from_exception_data(titre, erreurs, hide_input=True)


def vouliez_vous_dire(*voulus: str) -> str:
    """« vouliez-vous dire « 2026-03-02 » ou « 2026-02-03 » ? », pour finir une phrase."""
    return f"vouliez-vous dire {' ou '.join(f'« {voulu} »' for voulu in voulus)} ?"
