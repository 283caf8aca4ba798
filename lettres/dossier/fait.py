"""Socle des faits : un bloc gelé qui refuse les clés inconnues, et l'usage que la lettre fait de chaque fait.

Les modules qui déclarent des faits, et les autres modèles de Pydantic que charge toute lettre, se passent de
`from __future__ import annotations` : chaque annotation serait un texte, à compiler de nouveau à chaque départ.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from threading import Lock
from types import MappingProxyType
from typing import Any, ClassVar, Literal, TypeGuard

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

Usage = Literal["lettre", "calcul", "journal", "interne"]

USAGE = "usage"
"""La clé du schéma qui dit à quoi sert un fait; sans elle, il s'imprime."""

LETTRE: Usage = "lettre"
"""L'usage d'un fait qui s'imprime : une lettre qui le tait le dit."""

CALCUL: dict[str, Any] = {USAGE: "calcul"}
"""Le fait décide, compte ou vérifie; aucune lettre ne l'imprime tel quel."""

JOURNAL: dict[str, Any] = {USAGE: "journal"}
"""Le fait tient le journal de ce qui est arrivé."""

INTERNE: dict[str, Any] = {USAGE: "interne"}
"""Le fait sert à qui tient le dossier; il ne sort jamais."""


class Fait(BaseModel):
    """Un bloc du dossier : des faits seulement, gelés; aucune clé inconnue; aucune valeur dans les erreurs."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
        defer_build=True,
    )
    d_ordinaire: ClassVar[bool] = False
    """Presque tout dossier a ce bloc : il se monte avec celui qui le contient, et se lit sans appel."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Le bloc, s'il est celui que l'on monte; dans un autre, de quoi le monter quand un dossier le donnera."""
        if _monte.get() and not cls.d_ordinaire:
            ref = f"{cls.__module__}.{cls.__qualname__}:{id(cls)}"
            return core_schema.no_info_plain_validator_function(cls._lire, ref=ref)
        deja = _monte.set(True)
        try:
            return handler(source)
        finally:
            _monte.reset(deja)

    @classmethod
    def _lire(cls, valeur: object) -> object:
        if not cls.__pydantic_complete__:
            # -- deux fils qui monteraient ensemble le même bloc le défairaient l'un sous l'autre --
            with _UN_A_LA_FOIS:
                cls.model_rebuild()
        return cls.__pydantic_validator__.validate_python(valeur)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Sa forme, que l'on publie même de ce qui attend."""
        if schema["type"] == "function-plain":
            cls.model_rebuild()
            return handler(cls.__pydantic_core_schema__)
        return handler(schema)


_UN_A_LA_FOIS = Lock()
_monte = ContextVar("_monte", default=False)
"""Un bloc se monte : ceux qu'il contient attendent. Un dossier n'en a que quelques-uns."""


@cache
def usages(bloc: type[BaseModel]) -> Mapping[str, Usage]:
    """L'usage de chaque clé d'un bloc, dans l'ordre de leur déclaration."""
    return MappingProxyType({nom: _usage(info.json_schema_extra) for nom, info in bloc.model_fields.items()})


def _usage(extra: object) -> Usage:
    return extra.get(USAGE, LETTRE) if isinstance(extra, dict) else LETTRE


def est_une_liste(valeur: object) -> TypeGuard[tuple[object, ...]]:
    """Dit si une valeur est une liste du dossier; un moment, jour et heure, est un tuple mais une seule valeur."""
    return isinstance(valeur, tuple) and not hasattr(valeur, "_fields")
