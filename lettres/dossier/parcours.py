"""Parcours : chaque valeur simple d'un dossier, ou de ce qu'on en compose, où qu'elle soit, avec son chemin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import BaseModel

from lettres.dossier.fait import est_une_liste
from lettres.socle.constats import Chemin

_SIMPLES = frozenset({str, date, Decimal, bool, int})
"""Les sortes de presque toutes les valeurs simples : rien à y ouvrir."""
_VIDE: tuple[object, ...] = ()


def valeurs(valeur: object, chemin: Chemin = ()) -> list[tuple[Chemin, object]]:
    """Chaque valeur simple d'un bloc, d'un groupe ou d'une liste, dans l'ordre des clés."""
    trouvees: list[tuple[Chemin, object]] = []
    if valeur is not None:
        _ajouter(trouvees, chemin, valeur)
    return trouvees


def textes(valeur: object, chemin: Chemin = ()) -> list[tuple[Chemin, str]]:
    """Chaque texte d'un bloc, d'un groupe ou d'une liste, avec son chemin."""
    return [(c, v) for c, v in valeurs(valeur, chemin) if isinstance(v, str)]


def _ajouter(trouvees: list[tuple[Chemin, object]], chemin: Chemin, valeur: Any) -> None:
    """Ajoute aux valeurs trouvées celles de cette valeur : elle-même, si elle est simple."""
    dites: Iterable[tuple[str | int, object]]
    if _est_un_bloc(type(valeur)):  # type: ignore[arg-type]
        dites = valeur.__dict__.items()
    elif isinstance(valeur, dict):
        dites = valeur.items()
    elif isinstance(valeur, list) or est_une_liste(valeur):
        dites = enumerate(valeur)
    else:
        trouvees.append((chemin, valeur))
        return
    for cle, dite in dites:
        if dite is None or dite is _VIDE:
            continue
        if type(dite) in _SIMPLES:
            trouvees.append(((*chemin, cle), dite))
        else:
            _ajouter(trouvees, (*chemin, cle), dite)


@cache
def _est_un_bloc(sorte: type) -> bool:
    return issubclass(sorte, BaseModel)
