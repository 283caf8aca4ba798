"""Pile : de la place, sur la pile de Python, pour tout ce qu'une fonction appelle."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar, cast

_F = TypeVar("_F", bound=Callable[..., Any])
_PLACES = 1 << 14


def au_large(fonction: _F) -> _F:
    """La même fonction, où tient tout ce qu'elle appelle.

    La pile croît par morceaux de 16 Ko, rendus au système sitôt quittés : une boucle qui en passe la limite en
    redemande un à chaque appel, et une lettre coûte jusqu'au double, selon la profondeur d'où on l'a demandée. Une
    fonction qui dit avoir besoin de plus reçoit un morceau à elle, une fois.
    """
    elargie = cast("FunctionType", fonction)
    elargie.__code__ = elargie.__code__.replace(co_stacksize=_PLACES)
    return fonction
