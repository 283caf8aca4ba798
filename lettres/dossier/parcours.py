"""Parcours : chaque valeur simple d'un dossier, ou de ce qu'on en compose, où qu'elle soit, avec son chemin."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from lettres.dossier.fait import est_une_liste
from lettres.socle.constats import Chemin


def valeurs(valeur: object, chemin: Chemin = ()) -> Iterator[tuple[Chemin, object]]:
    """Chaque valeur simple d'un bloc, d'un groupe ou d'une liste, dans l'ordre des clés."""
    a_lire: list[tuple[Chemin, object]] = [(chemin, valeur)]
    while a_lire:
        ou, lue = a_lire.pop()
        if type(lue) is str:
            yield ou, lue
        elif isinstance(lue, BaseModel):
            dites = lue.__dict__
            a_lire += [((*ou, nom), dites[nom]) for nom in _a_rebours(type(lue)) if dites[nom] is not None]
        elif isinstance(lue, dict):
            a_lire += [((*ou, cle), lue[cle]) for cle in reversed(lue)]
        elif isinstance(lue, list) or est_une_liste(lue):
            a_lire += [((*ou, i), lue[i]) for i in reversed(range(len(lue)))]
        elif lue is not None:
            yield ou, lue


def textes(valeur: object, chemin: Chemin = ()) -> Iterator[tuple[Chemin, str]]:
    """Chaque texte d'un bloc, d'un groupe ou d'une liste, avec son chemin."""
    yield from ((c, v) for c, v in valeurs(valeur, chemin) if isinstance(v, str))


@cache
def _a_rebours(bloc: type[BaseModel]) -> tuple[str, ...]:
    return tuple(reversed(bloc.model_fields))
