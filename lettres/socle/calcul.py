"""Calcul : les sommes se comptent toujours pareil, quelle que soit l'arithmétique que l'hôte s'est donnée."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextvars import ContextVar
from decimal import ROUND_HALF_EVEN, Context, DivisionByZero, InvalidOperation, Overflow, getcontext, localcontext
from functools import cached_property, wraps
from inspect import isgeneratorfunction
from typing import Any, Self, TypeVar, cast, overload

_F = TypeVar("_F", bound=Callable[..., Any])
_A = TypeVar("_A")
_T = TypeVar("_T")

# -- tout y est dit : ce qu'un contexte tait, il le tient de celui que l'hôte a pu changer pour tout le processus --
_LE_NOTRE = Context(
    prec=28,
    rounding=ROUND_HALF_EVEN,
    Emin=-999999,
    Emax=999999,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[InvalidOperation, DivisionByZero, Overflow],
)

_EN_COURS: ContextVar[Context | None] = ContextVar("_EN_COURS", default=None)
"""Le dernier où ce fil est entré : qui s'y trouve encore n'a pas à y entrer de nouveau."""


def au_juste(fonction: _F) -> _F:
    """La même fonction, qui compte dans notre contexte décimal et rend à l'hôte le sien, même entre deux éléments.

    Chaque porte de la bibliothèque en est : `decimal.getcontext()` est à l'hôte, fil par fil, et une précision de six
    chiffres y donnerait d'autres sommes. Ce qui lui demande ses propres éléments, à mesure, n'en est pas : il les
    calcule à sa façon.
    """

    @wraps(fonction)
    def d_un_coup(*args: Any, **options: Any) -> Any:
        if getcontext() is _EN_COURS.get():
            return fonction(*args, **options)
        with localcontext(_LE_NOTRE) as entre:
            _EN_COURS.set(entre)
            return fonction(*args, **options)

    @wraps(fonction)
    def a_mesure(*args: Any, **options: Any) -> Iterator[Any]:
        suite, fini = fonction(*args, **options), object()
        try:
            while True:
                with localcontext(_LE_NOTRE) as entre:
                    _EN_COURS.set(entre)
                    element = next(suite, fini)
                if element is fini:
                    return
                yield element
        finally:
            suite.close()

    return cast("_F", a_mesure if isgeneratorfunction(fonction) else d_un_coup)


_demander = au_juste(getattr)


class compte_une_fois(cached_property[_T]):  # noqa: N801 -- il s'emploie comme « cached_property »
    """Ce qui se déduit d'un objet gelé : compté à la première demande, même de l'hôte, au juste et une fois.

    Sans verrou : deux fils qui le demandent ensemble le comptent l'un et l'autre, et tous gardent le même.
    """

    @overload
    def __get__(self, objet: None, classe: type[Any] | None = None) -> Self: ...

    @overload
    def __get__(self, objet: object, classe: type[Any] | None = None) -> _T: ...

    def __get__(self, objet: Any, classe: type[Any] | None = None) -> Self | _T:
        if objet is None:
            return self
        nom: str = self.attrname  # type: ignore[assignment]  # une propriété a toujours un nom
        if getcontext() is not _EN_COURS.get():
            compte: _T = _demander(objet, nom)
            return compte
        gardes: dict[str, _T] = objet.__dict__
        return gardes.setdefault(nom, self.func(objet))


def par_lettre(calcul: Callable[[_A, str], _T]) -> Callable[[_A, str], _T]:
    """Ce qui se déduit d'un objet gelé pour une lettre, gardé avec lui : compté à la première demande et une fois."""
    juste, nom = au_juste(calcul), calcul.__name__

    @wraps(calcul)
    def deja(objet: _A, lettre: str) -> _T:
        gardes: dict[tuple[str, str], _T] = objet.__dict__.setdefault("_gardes", {})
        cle = (nom, lettre)
        if cle not in gardes:
            gardes[cle] = (calcul if getcontext() is _EN_COURS.get() else juste)(objet, lettre)
        return gardes[cle]

    return deja
