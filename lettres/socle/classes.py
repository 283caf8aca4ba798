"""Classes : nos dataclasses et nos tuples nommés, dont rien ne se compile avant de servir.

Ceux de Python compilent, pour chaque classe, une demi-douzaine de fonctions et le type de chaque champ; nous en avons
des centaines, et une lettre ne se sert que de quelques-unes. Les nôtres ne compilent une méthode qu'à son premier
appel; pour qui les écrit, les emploie ou en vérifie les types, ce sont les mêmes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, field, fields
from functools import cache
from inspect import Parameter, Signature, get_annotations
from operator import attrgetter
from reprlib import recursive_repr
from types import FunctionType, MemberDescriptorType
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["NamedTuple", "dataclass", "field", "fields", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass, replace
    from typing import NamedTuple
else:
    from collections import _tuplegetter

    def dataclass(
        classe: type | None = None,
        /,
        *,
        frozen: bool = False,
        eq: bool = True,
        repr: bool = True,
        slots: bool = False,
        kw_only: bool = False,
    ) -> Any:
        """Celui de Python, en ce que nous en employons; `fields` et `replace` y lisent ce qu'ils lisent des autres."""

        def completer(classe: type) -> type:
            # -- il lit les champs et réserve leurs places, sans rien écrire; qui dérive d'une gelée l'est --
            herite = any(getattr(base, _REGLAGES).frozen for base in classe.__mro__[1:] if hasattr(base, _REGLAGES))
            faite = dataclasses.dataclass(
                init=False, repr=False, eq=False, slots=slots, kw_only=kw_only, frozen=frozen and herite
            )(classe)
            # -- ce qu'en lisent ceux qui en dérivent, et Pydantic --
            reglages = getattr(faite, _REGLAGES)
            reglages.init, reglages.repr, reglages.eq, reglages.frozen = True, repr, eq, frozen
            champs = fields(faite)
            methodes: dict[str, Any] = {
                "__init__": _a_la_premiere(faite, lambda: _init(champs, faite, frozen)),
                "__signature__": _Signature(lambda: _des_champs(champs)),
            }
            if repr:
                methodes["__repr__"] = _repr([champ.name for champ in champs if champ.repr])
            if eq:
                compares = [champ.name for champ in champs if champ.compare]
                methodes["__eq__"] = _a_la_premiere(faite, lambda: _eq(compares))
                methodes["__hash__"] = _a_la_premiere(faite, lambda: _hash(compares)) if frozen else None
            if frozen:
                methodes |= {"__setattr__": _ne_rien_changer, "__delattr__": _ne_rien_oter}
                if slots:
                    methodes |= {"__getstate__": _etat, "__setstate__": _reprendre}
            for nom, methode in methodes.items():
                if nom not in vars(faite) or (nom == "__hash__" and vars(faite)[nom] is None):
                    setattr(faite, nom, methode)
            return faite

        return completer if classe is None else completer(classe)

    def replace(objet: Any, /, **neuves: Any) -> Any:
        """Celui de Python, qui ne relit pas à chaque fois ce qu'est chaque champ."""
        classe = type(objet)
        return classe(**{nom: getattr(objet, nom) for nom in _donnes(classe) if nom not in neuves}, **neuves)

    class _Ecrit(type):
        """Fait d'une classe écrite sur `NamedTuple` un tuple aux éléments nommés."""

        def __new__(mcs, nom: str, bases: tuple[type, ...], corps: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(mcs, nom, bases, corps)
            siennes = (_Nomme, *(base for base in bases if base is not NamedTuple))
            faite = type(nom, siennes, {**corps, "__slots__": ()})
            noms = tuple(get_annotations(faite))
            defauts = {champ: corps[champ] for champ in noms if champ in corps}
            for rang, champ in enumerate(noms):
                setattr(faite, champ, _tuplegetter(rang, f"Alias for field number {rang}"))
            faite._fields = faite.__match_args__ = noms
            faite._field_defaults = defauts
            faite.__new__ = _a_la_premiere(faite, lambda: _new(noms, defauts))
            faite.__signature__ = _Signature(lambda: _des_elements(get_annotations(faite), defauts))
            return faite

    class _Nomme(tuple):
        """Ce que tous nos tuples nommés savent faire."""

        __slots__ = ()

        @classmethod
        def _make(cls, valeurs: Iterable[Any]) -> Any:
            fait = tuple.__new__(cls, valeurs)
            if len(fait) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(fait)}")
            return fait

        def _replace(self, /, **neuves: Any) -> Any:
            fait = tuple.__new__(type(self), map(neuves.pop, self._fields, self))
            if neuves:
                raise ValueError(f"Got unexpected field names: {[*neuves]!r}")
            return fait

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            dits = ", ".join(f"{nom}={valeur!r}" for nom, valeur in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({dits})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

    class NamedTuple(metaclass=_Ecrit):
        """Celui de Python, sans que les types de ses éléments se compilent."""


# -- Ce qui se compile, et ce qui est commun à toutes --

_Methode = Callable[..., Any]


@cache
def _donnes(classe: type) -> tuple[str, ...]:
    """Les champs que l'on donne à qui la construit."""
    return tuple(champ.name for champ in fields(classe) if champ.init)


_REGLAGES = "__dataclass_params__"


def _a_la_premiere(classe: type, composer: Callable[[], _Methode]) -> _Methode:
    """Une méthode qui se compose au premier appel, et cède alors sa place."""

    def attend(*args: Any, **options: Any) -> Any:
        composee = composer()
        composee.__module__ = classe.__module__
        composee.__qualname__ = f"{classe.__qualname__}.{composee.__name__}"
        setattr(classe, composee.__name__, composee)
        return composee(*args, **options)

    return attend


class _Neuf:
    """Ce que montre une signature à la place de ce que chaque instance fait pour elle."""

    def __repr__(self) -> str:
        return "<factory>"


class _Signature:
    """Ce qu'une classe demande à qui la construit : rien n'en est compilé pour que l'on puisse le lire."""

    def __init__(self, recus: Callable[[], list[Parameter]]) -> None:
        self._recus = recus

    def __get__(self, objet: object, classe: type) -> Signature:
        sienne = next(mere for mere in classe.__mro__ if vars(mere).keys() & {"__init__", "__new__"})
        if objet is not None or vars(sienne).get("__signature__") is not self:
            raise AttributeError("__signature__")
        return Signature(self._recus())


def _des_champs(champs: Iterable[Field[Any]]) -> list[Parameter]:
    recus = []
    for champ in sorted((champ for champ in champs if champ.init), key=attrgetter("kw_only")):
        genre = Parameter.KEYWORD_ONLY if champ.kw_only else Parameter.POSITIONAL_OR_KEYWORD
        neuf = champ.default_factory is not MISSING
        defaut = _Neuf() if neuf else Parameter.empty if champ.default is MISSING else champ.default
        recus.append(Parameter(champ.name, genre, default=defaut, annotation=champ.type))
    return recus


def _des_elements(types: Mapping[str, Any], defauts: Mapping[str, Any]) -> list[Parameter]:
    def recu(nom: str) -> Parameter:
        defaut = defauts.get(nom, Parameter.empty)
        return Parameter(nom, Parameter.POSITIONAL_OR_KEYWORD, default=defaut, annotation=types[nom])

    return [*map(recu, types)]


def _init(champs: Iterable[Field[Any]], classe: type, gelee: bool) -> _Methode:
    """Pose chaque champ; `_` tient lieu de ce que l'on n'a pas donné, et que chaque instance fait alors pour elle."""
    donnes = sorted((champ for champ in champs if champ.init), key=attrgetter("kw_only"))
    monde: dict[str, Any] = {"_": MISSING, "_poser": object.__setattr__}
    recus, corps = ["self"], []
    for champ in donnes:
        nom = valeur = champ.name
        if champ.kw_only and "*" not in recus:
            recus.append("*")
        if champ.default_factory is not MISSING:
            monde[f"_neuf_{nom}"] = champ.default_factory
            recus.append(f"{nom}=_")
            valeur = f"_neuf_{nom}() if {nom} is _ else {nom}"
        else:
            recus.append(_recu(nom, champ.default, monde))
        place = getattr(classe, nom, None)
        if not gelee:
            corps.append(f"self.{nom} = {valeur}")
        elif isinstance(place, MemberDescriptorType):
            monde[f"_poser_{nom}"] = place.__set__
            corps.append(f"_poser_{nom}(self, {valeur})")
        else:
            corps.append(f"_poser(self, {nom!r}, {valeur})")
    if hasattr(classe, "__post_init__"):
        corps.append("self.__post_init__()")
    return _compiler("__init__", recus, "; ".join(corps) or "pass", monde)


def _new(noms: tuple[str, ...], defauts: Mapping[str, Any]) -> _Methode:
    """Le constructeur d'un tuple : celui de tous ceux de sa longueur, aux noms de ses éléments près."""
    patron = _patron_de(len(noms))
    code = patron.__code__.replace(co_varnames=("_cls", *noms))
    return FunctionType(code, patron.__globals__, "__new__", tuple(defauts.values()))


@cache
def _patron_de(longueur: int) -> _Methode:
    noms = [f"_{rang}" for rang in range(longueur)]
    return _compiler(
        "__new__", ["_cls", *noms], f"return _faire(_cls, ({', '.join(noms)},))", {"_faire": tuple.__new__}
    )


def _recu(nom: str, defaut: object, monde: dict[str, Any]) -> str:
    """Le paramètre d'un champ, et sa valeur s'il en a une."""
    if defaut is MISSING:
        return nom
    monde[f"_defaut_{nom}"] = defaut
    return f"{nom}=_defaut_{nom}"


def _compiler(nom: str, recus: Iterable[str], corps: str, monde: dict[str, Any]) -> _Methode:
    """La méthode qu'on écrirait à la main : il n'y entre que les noms des champs d'une de nos classes."""
    exec(f"def {nom}({', '.join(recus)}): {corps}", monde)  # noqa: S102
    methode: _Methode = monde.pop(nom)
    return methode


def _eq(noms: Iterable[str]) -> _Methode:
    siens, les_siens = _tuple("self", noms), _tuple("autre", noms)
    corps = f"return {siens} == {les_siens} if autre.__class__ is self.__class__ else NotImplemented"
    return _compiler("__eq__", ["self", "autre"], corps, {})


def _hash(noms: Iterable[str]) -> _Methode:
    return _compiler("__hash__", ["self"], f"return hash({_tuple('self', noms)})", {})


def _tuple(objet: str, noms: Iterable[str]) -> str:
    return f"({''.join(f'{objet}.{nom}, ' for nom in noms)})"


def _repr(noms: Iterable[str]) -> _Methode:
    @recursive_repr()
    def __repr__(self: Any) -> str:  # noqa: N807
        return f"{type(self).__qualname__}({', '.join(f'{nom}={getattr(self, nom)!r}' for nom in noms)})"

    return __repr__


def _ne_rien_changer(_: object, nom: str, valeur: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {nom!r}")


def _ne_rien_oter(_: object, nom: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {nom!r}")


# -- une place réservée d'une classe gelée ne se rend que par la même voie qu'elle s'est prise --


def _etat(self: Any) -> list[Any]:
    return [getattr(self, champ.name) for champ in fields(self)]


def _reprendre(self: Any, etat: Iterable[Any]) -> None:
    for champ, valeur in zip(fields(self), etat, strict=True):
        object.__setattr__(self, champ.name, valeur)
