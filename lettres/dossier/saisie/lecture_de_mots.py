"""Lecture des mots d'une liste : « écrit », « Mise en demeure » ou « recommandée », tels que les gens les tapent.

Un mot se lit sans égard à ses accents, à sa casse, à ses espaces, traits d'union et apostrophes, à son genre ni à son
nombre; un petit mot qui l'introduit (« par », « en », « la ») ne compte pas. Aucun sens n'est deviné : ce qui ajoute ou
retranche un vrai mot (« non écrit ») n'est pas lu.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

from lettres.dossier.refus import l_ordinaire_d_abord, lecture_de
from lettres.langue.pliage import lettres_nues
from lettres.socle.classes import dataclass

LONGUEUR_MAX = 60
"""Bien plus que le plus long des mots d'une liste ou que la plus longue date; au-delà, rien n'est lu."""

_SEPARATEURS = re.compile(r"[\s'_.\u2010-\u2015-]+")
_PETITS = frozenset(["a", "au", "aux", "d", "de", "des", "du", "en", "l", "la", "le", "les", "par", "sur", "un", "une"])
_LETTRE = "[{}\u00c0-\u017f][\u0300-\u036f]*"
_SEPARE = "[\\s'’_.\u2010-\u2015-]"


def sans_accent(texte: str) -> str:
    """Le texte en minuscules, sans accent ni ligature."""
    return lettres_nues(texte).casefold().replace("\u2019", "'")


def plier(texte: str) -> str:
    """Ce qui reste d'un texte une fois ôtés accents et casse, et ses séparateurs réduits à une espace."""
    return _SEPARATEURS.sub(" ", sans_accent(texte)).strip()


def _racine(mot: str) -> str:
    """Le mot sans les marques du féminin ni du pluriel; trop court, il n'en a pas."""
    return mot.rstrip("sx").rstrip("e") if len(mot) > 3 else mot


def _cle(texte: str) -> tuple[str, ...]:
    """Ce par quoi un mot se reconnaît, quelle que soit la façon de l'écrire."""
    return tuple(_racine(mot) for mot in plier(texte).split() if mot not in _PETITS)


@dataclass(frozen=True, slots=True)
class Mots:
    """Annote une liste de mots (Literal ou Enum), pour qu'elle se lise comme on l'écrit; `synonymes` en dit d'autres.

    Lève ValueError si deux mots de la liste ne se distinguent plus une fois pliés : c'est une faute de notre part.
    """

    synonymes: tuple[tuple[str, str], ...] = ()

    def lus(self, permis: Iterable[str]) -> Mapping[tuple[str, ...], str]:
        """Chaque mot de la liste, par ce à quoi on le reconnaît."""
        table: dict[tuple[str, ...], str] = {}
        for ecrit, mot in [*((mot, mot) for mot in permis), *self.synonymes]:
            if table.setdefault(_cle(ecrit), mot) != mot:
                raise ValueError(f"« {ecrit} » et « {table[_cle(ecrit)]} » se confondent.")
        return MappingProxyType(table)

    def lire(self, texte: str, permis: Iterable[str]) -> str:
        """Le mot de la liste que ce texte écrit; le texte tel quel s'il n'y est pas."""
        return self.lus(permis).get(_cle(texte), texte) if len(texte) <= LONGUEUR_MAX else texte

    def motif(self, permis: Iterable[str]) -> str:
        """Pour l'éditeur de texte : un motif qui admet tout ce que cette liste lit, et guère plus."""
        ecrits = [*permis, *(ecrit for ecrit, _ in self.synonymes)]
        return "|".join(dict.fromkeys(_motif(ecrit) for ecrit in ecrits))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        permis = _permis(source)
        # -- presque toujours, le mot est de la liste : elle ne se plie que devant un autre --
        lus = cache(lambda: self.lus(permis))
        exacts = frozenset(permis)
        exige_un_texte = isinstance(source, type)

        def lire(valeur: object) -> object:
            if not isinstance(valeur, str):
                if exige_un_texte and not isinstance(valeur, source):
                    # -- un Enum cherche aussi ce qui n'est pas un texte, et l'écrit dans sa plainte --
                    raise PydanticKnownError("string_type")
                return valeur
            if valeur in exacts or len(valeur) > LONGUEUR_MAX:
                return valeur
            return lus().get(_cle(valeur), valeur)

        lu = core_schema.no_info_before_validator_function(lire, handler(source))
        return lu if exige_un_texte else l_ordinaire_d_abord(core_schema.literal_schema([*permis]), lu)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        noeud = handler(lecture_de(schema))
        return {**noeud, "pattern": self.motif(noeud["enum"])} if "enum" in noeud else noeud


def _permis(source: Any) -> tuple[str, ...]:
    if isinstance(source, type) and issubclass(source, Enum):
        return tuple(str(m.value) for m in source)
    return get_args(source)


def _motif(ecrit: str) -> str:
    """Chaque lettre avec ou sans accent ni majuscule; entre les mots, des séparateurs et de petits mots."""
    petits = f"(?:[A-Za-z\u00c0-\u017f]{{1,3}}{_SEPARE}+)*"
    mots = ["".join(_LETTRE.format(c + c.upper()) for c in mot) for mot in _cle(ecrit)]
    return petits + f"[eEsSxXéÉ]*{_SEPARE}+{petits}".join(mots) + f"[eEsSxXéÉ]*{_SEPARE}*"
