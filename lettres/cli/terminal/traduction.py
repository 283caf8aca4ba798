"""Traduction : les erreurs d'usage que `typer` dit en anglais, dites en français.

On traduit d'après la classe de l'erreur et ses attributs; son texte anglais n'est ni lu ni montré.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup

from lettres.cli.terminal.affichage import propre
from lettres.cli.terminal.aide import ArgumentsEnTrop, CommandeInconnue, nom
from lettres.socle.constats import abreger

if TYPE_CHECKING:
    from typer._click.core import Parameter

INCOMPRISE = "Cette ligne de commande ne se comprend pas."


def en_francais(faute: typer.TyperException) -> str:
    """La phrase française d'une erreur d'usage."""
    return propre(_PAR_CLASSE.get(type(faute).__name__, _autre)(faute))


def suggestion(mot: str, permis: Sequence[str]) -> str:
    """« Vouliez-vous dire « rappel » ? » quand un mot permis ressemble à celui-ci; sinon rien."""
    proches = get_close_matches(mot, permis, n=1)
    return f" Vouliez-vous dire « {proches[0]} » ?" if proches else ""


def _option_inconnue(faute: typer.TyperException) -> str:
    option: str = getattr(faute, "option_name", "")
    return f"Option inconnue : {abreger(option)}.{suggestion(option, getattr(faute, 'possibilities', None) or ())}"


def _valeur_d_option(faute: typer.TyperException) -> str:
    option: str = getattr(faute, "option_name", "")
    commande = getattr(getattr(faute, "ctx", None), "command", None)
    drapeaux = [p for p in getattr(commande, "params", ()) if getattr(p, "is_flag", False)]
    if any(option in (*p.opts, *p.secondary_opts) for p in drapeaux):
        return f"L’option {option} ne prend pas de valeur."
    return f"L’option {option} attend une valeur."


def _parametre_absent(faute: typer.TyperException) -> str:
    parametre: Parameter | None = getattr(faute, "param", None)
    if parametre is None:
        return "Il manque un argument."
    genre = "l’argument" if parametre.param_type_name == "argument" else "l’option"
    return f"Il manque {genre} {nom(parametre)}."


def _valeur_refusee(faute: typer.TyperException) -> str:
    parametre: Parameter | None = getattr(faute, "param", None)
    return f"Valeur refusée pour {nom(parametre)}." if parametre else "Valeur refusée."


def _autre(faute: typer.TyperException) -> str:
    if isinstance(faute, ArgumentsEnTrop):
        return f"Argument en trop : {abreger(' '.join(faute.mots))}."
    if isinstance(faute, CommandeInconnue):
        return f"Commande inconnue : « {abreger(faute.mot)} ».{suggestion(faute.mot, faute.permis)}"
    # -- un mot inconnu étant déjà dit, un groupe n'a plus à se plaindre que de n'en avoir aucun --
    if isinstance(getattr(getattr(faute, "ctx", None), "command", None), TyperGroup):
        return "Il manque la commande."
    return INCOMPRISE


_PAR_CLASSE: dict[str, Callable[[typer.TyperException], str]] = {
    "NoSuchOption": _option_inconnue,
    "BadOptionUsage": _valeur_d_option,
    "MissingParameter": _parametre_absent,
    "BadParameter": _valeur_refusee,
}
