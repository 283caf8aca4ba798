"""Refus : ce que lève un type du dossier devant une valeur, et la façon de dire ce qu'on a pu vouloir écrire."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import CoreSchema, ErrorDetails, InitErrorDetails, PydanticCustomError, core_schema

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


_ORDINAIRE, _AUTREMENT = "<ordinaire>", "<autrement>"


def l_ordinaire_d_abord(ordinaire: CoreSchema, lu: CoreSchema) -> CoreSchema:
    """La lecture `lu`, que n'attend pas ce qui s'écrit comme d'ordinaire : Pydantic le lit sans elle, et pareil."""
    return core_schema.union_schema([(ordinaire, _ORDINAIRE), (lu, _AUTREMENT)], mode="left_to_right")


def lecture_de(schema: Any) -> Any:
    """La lecture que double, s'il y en a un, ce qui s'écrit comme d'ordinaire."""
    return schema["choices"][-1][0] if schema["type"] == "union" else schema


def fautes_de(refuse: ValidationError) -> list[ErrorDetails]:
    """Les fautes d'une valeur refusée; de n'être pas ordinaire n'en est pas une."""
    fautes = []
    for faute in refuse.errors(include_url=False):
        # -- une clé inconnue peut s'appeler comme on veut : elle est ce qu'on a écrit --
        lecture = () if faute["type"] == "extra_forbidden" else faute["loc"][-1:]
        if lecture == (_AUTREMENT,):
            faute["loc"] = faute["loc"][:-1]
        if lecture != (_ORDINAIRE,):
            fautes.append(faute)
    return fautes


def sans_les_lectures(refuse: ValidationError) -> ValidationError:
    """Le même refus, tel qu'un hôte le lit : de nos lectures d'une valeur, il ne voit que la faute."""
    fautes = fautes_de(refuse)
    dites = [InitErrorDetails(type=_type(f), loc=f["loc"], input=f["input"]) for f in fautes]
    for dite, faute in zip(dites, fautes, strict=True):
        if "ctx" in faute:
            dite["ctx"] = faute["ctx"]
    return ValidationError.from_exception_data(refuse.title, dites, hide_input=True)


def _type(faute: ErrorDetails) -> str | PydanticCustomError:
    """Le type de Pydantic, qui a sa phrase, ou le nôtre, avec la sienne."""
    if faute["type"] in get_args(core_schema.ErrorType):
        return faute["type"]
    return PydanticCustomError(faute["type"], faute["msg"], faute.get("ctx"))


def vouliez_vous_dire(*voulus: str) -> str:
    """« vouliez-vous dire « 2026-03-02 » ou « 2026-02-03 » ? », pour finir une phrase."""
    return f"vouliez-vous dire {' ou '.join(f'« {voulu} »' for voulu in voulus)} ?"
