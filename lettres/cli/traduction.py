"""Traduction : les erreurs d'usage que `typer` dit en anglais, dites en français.

On traduit d'après la classe de l'erreur et ses attributs; son texte anglais ne sert qu'à reconnaître les quelques
fautes qui n'ont pas de classe à elles, et n'est jamais montré.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup

from lettres.cli.affichage import propre
from lettres.cli.aide import nom
from lettres.constats import abreger

if TYPE_CHECKING:
    from typer._click.core import Context, Parameter

_EN_TROP = re.compile(r"Got unexpected extra argument\(s\) \((?P<mots>.*)\)", re.DOTALL)
_COMMANDE_INCONNUE = re.compile(r"No such command (?P<mot>'.*?'|\".*?\")\.", re.DOTALL)
_COMMANDE_ABSENTE = re.compile(r"Missing command\.")

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
    if "does not take a value" in faute.message:
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
    if trouve := _EN_TROP.match(faute.message):
        return f"Argument en trop : {abreger(trouve['mots'])}."
    if trouve := _COMMANDE_INCONNUE.match(faute.message):
        mot = trouve["mot"][1:-1]
        contexte: Context | None = getattr(faute, "ctx", None)
        permis = tuple(contexte.command.commands) if contexte and isinstance(contexte.command, TyperGroup) else ()
        return f"Commande inconnue : « {abreger(mot)} ».{suggestion(mot, permis)}"
    if _COMMANDE_ABSENTE.match(faute.message):
        return "Il manque la commande."
    return INCOMPRISE


_PAR_CLASSE: dict[str, Callable[[typer.TyperException], str]] = {
    "NoSuchOption": _option_inconnue,
    "BadOptionUsage": _valeur_d_option,
    "MissingParameter": _parametre_absent,
    "BadParameter": _valeur_refusee,
}
