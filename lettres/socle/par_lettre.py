"""Par lettre : ce qui se déduit d'un objet gelé pour une lettre, gardé avec lui."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from lettres.socle.calcul import au_juste

_A = TypeVar("_A")
_T = TypeVar("_T")


def par_lettre(calcul: Callable[[_A, str], _T]) -> Callable[[_A, str], _T]:
    """Ce qui se déduit de l'objet pour une lettre : calculé à la première demande et une seule fois."""

    juste = au_juste(calcul)

    @wraps(calcul)
    def deja(objet: _A, lettre: str) -> _T:
        gardes: dict[tuple[str, str], _T] = objet.__dict__.setdefault("_gardes", {})
        cle = (calcul.__name__, lettre)
        if cle not in gardes:
            gardes[cle] = juste(objet, lettre)
        return gardes[cle]

    return deja
