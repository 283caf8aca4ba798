"""Nos classes se conduisent comme celles de Python, champ pour champ, et ne compilent que ce que l'on appelle."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import re
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

import pytest

from lettres.socle import classes

_T = TypeVar("_T")


def de_python_et_de_nous(faire: Callable[[Any, Any], type]) -> tuple[type, type]:
    """La même classe, de Python, puis de nous."""
    return faire(dataclasses.dataclass, typing.NamedTuple), faire(classes.dataclass, classes.NamedTuple)


def gelee(dataclass: Any, _: Any) -> type:
    @dataclass(frozen=True, slots=True)
    class Classe:
        """Une classe."""

        COMMUN: ClassVar[int] = 3
        a: int
        b: tuple[str, ...] = ()
        c: str = dataclasses.field(default="c", repr=False)
        d: list[int] = dataclasses.field(default_factory=list, compare=False)

    return Classe


def ouverte(dataclass: Any, _: Any) -> type:
    @dataclass
    class Classe:
        """Une classe."""

        a: int
        b: str = "b"
        deduit: str = dataclasses.field(init=False, compare=False)

        def __post_init__(self) -> None:
            self.deduit = f"{self.a} {self.b}"

    return Classe


def sans_places(dataclass: Any, _: Any) -> type:
    @dataclass(frozen=True)
    class Classe:
        """Une classe."""

        a: int = 1

        def __repr__(self) -> str:
            return "la mienne"

    return Classe


def identique_a_elle_seule(dataclass: Any, _: Any) -> type:
    @dataclass(slots=True, eq=False, repr=False)
    class Classe:
        """Une classe."""

        a: int

    return Classe


def nommee(dataclass: Any, _: Any) -> type:
    @dataclass(frozen=True, kw_only=True)
    class Mere:
        """Une classe."""

        a: int
        b: str = "b"

    @dataclass(frozen=True)
    class Classe(Mere):
        """Une autre."""

        c: int
        d: dict[str, int] = dataclasses.field(default_factory=dict, kw_only=True, compare=False)

    return Classe


def tuple_nomme(_: Any, named_tuple: Any) -> type:
    class Classe(named_tuple):  # type: ignore[misc]
        """Un tuple."""

        a: int
        b: str = "b"
        c: tuple[int, ...] = ()

        @property
        def double(self) -> int:
            return 2 * self.a

    return Classe


def tuple_generique(_: Any, named_tuple: Any) -> type:
    class Classe(named_tuple, Generic[_T]):  # type: ignore[misc]
        """Un tuple."""

        a: _T
        b: str = "b"

    return Classe


def _dit(quoi: Callable[[], object]) -> str:
    """Ce que cela rend, ou lève."""
    try:
        dit = repr(quoi())
    except Exception as faute:  # noqa: BLE001
        dit = f"{type(faute).__name__}: {faute}"
    return re.sub("0x[0-9a-f]+|[\\w.]+<locals>[.]", "", dit)


ESSAIS: tuple[Callable[[Any], object], ...] = (
    lambda c: c(1),
    lambda c: c(a=1),
    lambda c: c(1, a=1),
    lambda c: c(),
    lambda c: c(1, 2, 3, 4, 5, 6),
    lambda c: c(1, z=2),
    lambda c: c(1, b="x"),
    lambda c: c(2, a=1, b="x"),
    lambda c: c(1, c="y", d=[1]),
    lambda c: (c(1) == c(1), c(1) == c(2), c(1) == (1,), c(1) != c(1), c(1) == c(1, b="x")),
    lambda c: (c(1, d=[1]) == c(1, d=[2]), hash(c(1, d=[1])) == hash(c(1, d=[2]))),
    lambda c: len({c(1), c(1), c(2)}),
    lambda c: c(1).d is c(1).d,
    lambda c: setattr(c(1), "a", 2),
    lambda c: vars(c(1)) and setattr(c(1), "neuf", 2),
    lambda c: delattr(c(1), "a"),
    lambda c: vars(c(1)),
    lambda c: (dataclasses.replace(c(1), a=2), copy.copy(c(1)), copy.deepcopy(c(1)) == c(1)),
    lambda c: (dataclasses.asdict(c(1)), dataclasses.astuple(c(1))),
    lambda c: [(f.name, f.default is dataclasses.MISSING, f.repr, f.compare, f.kw_only) for f in dataclasses.fields(c)],
    lambda c: (c.__match_args__, c.__doc__, c.__name__, c.__qualname__[-6:]),
    lambda c: (c._fields, c._field_defaults, c(1)._asdict(), c(1)._replace(a=2), c._make([1, "b"])),
    lambda c: c(1)._replace(a=2, z=1),
    lambda c: (c(1).double, c(1)[0], len(c(1)), [*c(1)], c(1) < c(2), isinstance(c(1), tuple)),
    lambda c: typing.get_type_hints(c),
    lambda c: (c(1).__getnewargs__(), c(1).__slots__),
    lambda c: [(p.name, p.kind, repr(p.default)) for p in inspect.signature(c).parameters.values()],
    lambda c: c(1) and [(p.name, p.kind, repr(p.default)) for p in inspect.signature(c).parameters.values()],
    lambda c: [p.annotation for p in inspect.signature(c).parameters.values() if dataclasses.is_dataclass(c)],
    lambda c: (len(inspect.signature(type("Fille", (c,), {})).parameters), hasattr(c(1), "__signature__")),
    lambda c: inspect.signature(type("Fille", (c,), {"__init__": lambda self, z: None, "__new__": object.__new__})),
    lambda c: c.__dataclass_params__,
    lambda c: dataclasses.make_dataclass("Fille", [("z", int, 4)], bases=(c,))(1),
    lambda c: dataclasses.make_dataclass("Fille", [("z", int, 4)], bases=(c,), frozen=True)(1),
    lambda c: dataclasses.make_dataclass("Fille", [("z", int, 4)], bases=(c,), frozen=True, slots=True)(1) == c(1),
    lambda c: [
        *inspect.signature(dataclasses.make_dataclass("F", [("z", int, 4)], bases=(c,), frozen=True)).parameters
    ],
)


def test_nos_classes_se_conduisent_comme_celles_de_python():
    sortes = (gelee, ouverte, sans_places, identique_a_elle_seule, nommee, tuple_nomme, tuple_generique)
    differents = [
        (sorte.__name__, rang, attendu, obtenu)
        for sorte in sortes
        for rang, essai in enumerate(ESSAIS)
        for de_python, la_notre in [de_python_et_de_nous(sorte)]
        for attendu, obtenu in [(_dit(lambda: essai(de_python)), _dit(lambda: essai(la_notre)))]  # noqa: B023
        if attendu != obtenu
    ]
    assert differents == []


@classes.dataclass(frozen=True, slots=True)
class Gelee:
    """Une classe que l'on envoie à un autre processus."""

    a: int
    b: str = dataclasses.field(default="b", compare=False)


class Tuple(classes.NamedTuple):
    """Un tuple que l'on envoie à un autre processus."""

    a: int
    b: str = "b"


class Derive(Tuple):
    """Ce qui en dérive garde son nom."""

    __slots__ = ()


@pytest.mark.parametrize("envoye", [Gelee(1, "c"), Tuple(1, "c"), Derive(1, "c")], ids=repr)
def test_nos_classes_voyagent_d_un_processus_a_l_autre(envoye: Any):
    recu = pickle.loads(pickle.dumps(envoye))  # noqa: S301
    assert (recu, recu.b, type(recu)) == (envoye, "c", type(envoye))


def test_une_methode_ne_se_compile_qu_a_son_premier_appel(monkeypatch: pytest.MonkeyPatch):
    compilees: list[str] = []
    compiler = classes._compiler

    def noter(nom: str, *args: Any) -> Callable[..., Any]:
        compilees.append(nom)
        return compiler(nom, *args)

    monkeypatch.setattr(classes, "_compiler", noter)
    classes._patron_de.cache_clear()  # -- un constructeur de tuple sert à tous ceux de sa longueur --
    classe, deux = gelee(classes.dataclass, None), [tuple_nomme(None, classes.NamedTuple) for _ in range(2)]
    assert compilees == []
    assert (classe(1) == classe(1), hash(classe(2)) != hash(classe(3)), {n(1) for n in deux}) == (
        True,
        True,
        {deux[0](1)},
    )
    assert sorted(compilees) == ["__eq__", "__hash__", "__init__", "__new__"]


def test_toutes_nos_classes_en_sont():
    def de_python(source: str) -> set[str]:
        venus = re.findall(r"^ *from (?:dataclasses|typing) import (\([^)]*\)|.*)$", source, re.MULTILINE)
        return {nom for noms in venus for nom in re.findall(r"\w+", noms)} & {"dataclass", "NamedTuple"}

    paquet = Path(classes.__file__).parents[1]
    lus = {module: de_python(module.read_text(encoding="utf-8")) for module in paquet.rglob("*.py")}
    assert [module.name for module, noms in lus.items() if noms] == ["classes.py"]
