"""Réglages communs des essais."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import lettres

ICI = Path(__file__).parent

# -- Là où l'on n'écrit pas de bytecode, chaque processus qu'un essai fait naître recompilerait trois cents modules --
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# -- Les mêmes exemples partout, et tout le temps qu'il leur faut : une machine lente ou occupée n'est pas une faute --
settings.register_profile(
    "lettres", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("lettres")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--maj-references",
        action="store_true",
        help="réécrit les textes de référence des exemples; lisez le diff avant de l’accepter",
    )
    parser.addoption(
        "--part",
        metavar="K/N",
        type=_part,
        help="des N parts, toujours les mêmes, où se rangent les essais retenus, ne passe que la K-ième",
    )


def _part(ecrit: str) -> tuple[int, int]:
    rang, _, parts = ecrit.partition("/")
    if not (rang.isdecimal() and parts.isdecimal() and 1 <= int(rang) <= int(parts)):
        raise argparse.ArgumentTypeError(f"« {ecrit} » n’est pas une part : écrivez par exemple 2/3.")
    return int(rang), int(parts)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Les milliers d'essais recueillis durent jusqu'à la fin : le ramasse-miettes n'a pas à les relire sans cesse."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def _est_long(nom: str, marques: Iterable[pytest.Mark]) -> bool:
    """Dit si ce cas attend les longs : il en porte la marque, ou « un_sur(n) » ne l'a pas pris."""
    return any(m.name == "long" or (m.name == "un_sur" and crc32(nom.encode()) % m.args[0]) for m in marques)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> Generator[None, object, object]:
    """Les cas longs, qui sont le grand nombre, ne naissent pas les jours où l'on n'en passe aucun."""
    rendu = yield
    if metafunc.config.option.markexpr == "not long":
        nom, marques = metafunc.definition.name, [*metafunc.definition.iter_markers("un_sur")]
        gardes = [c for c in metafunc._calls if not _est_long(f"{nom}[{c.id}]", [*marques, *c.marks])]
        # -- sans un seul cas, pytest en ferait un sans valeurs : ils restent, et sont écartés plus loin --
        metafunc._calls = gardes or metafunc._calls
    return rendu


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Du produit de plusieurs listes, « un_sur(n) » passe chaque jour le même échantillon; les autres sont longs.

    Les essais de la racine passent d'abord : ce qu'ils partagent de plus long (lettres rendues, pages converties) ne se
    fait alors que chez un seul travailleur, qui les reçoit tous ensemble.
    """
    items.sort(key=lambda item: item.path.parent != ICI)
    for item in items:
        if _est_long(item.name, item.iter_markers()):
            item.add_marker(pytest.mark.long)
    if part := config.option.part:
        rang, parts = part
        selon: dict[bool, list[pytest.Item]] = {True: [], False: []}
        for item in items:
            selon[crc32(item.nodeid.encode()) % parts == rang - 1].append(item)
        items[:] = selon[True]
        config.hook.pytest_deselected(items=selon[False])


_A_DIRE = 0.005
"""Une préparation plus brève n'est pas à dire : « --durations » ne la montrerait pas non plus."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Un travailleur ne rapporte d'un essai que ce qui compte : de milliers, cinq messages chacun se paient cher."""
    if not hasattr(item.config, "workerinput"):
        return None
    for rapport in runtestprotocol(item, nextitem=nextitem, log=False):
        if rapport.when == "call" or not rapport.passed or rapport.duration > _A_DIRE:
            item.ihook.pytest_runtest_logreport(report=rapport)
    return True


@pytest.fixture(scope="session", autouse=True)
def cache_des_essais(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Aucun essai ne lit ni n'écrit le cache ou les réglages de l'usager; un modèle ne s'y compile qu'une fois."""
    from lettres.rendu.compilation import compilation

    with pytest.MonkeyPatch.context() as milieu:
        milieu.setenv("LETTRES_CACHE", str(tmp_path_factory.mktemp("cache")))
        milieu.setenv("LETTRES_CONFIG", "")
        milieu.delenv("LETTRES_MODELES", raising=False)
        milieu.setattr(compilation, "compiler_octets", _une_fois(compilation.compiler_octets))
        yield


def _une_fois(compiler: Callable[..., Any]) -> Callable[..., Any]:
    """D'un modèle livré, ce que compile un essai, un autre le reprend : lu pareil, il est le même, et il est gelé."""
    livres = {modele.read_bytes() for modele in (ICI.parent / "modeles").rglob("*.docx")}
    faits: dict[tuple[object, ...], tuple[object, Any]] = {}

    def compiler_une_fois(nom: str, octets: bytes, champs: object, avec: Any) -> Any:
        if octets not in livres:
            return compiler(nom, octets, champs, avec)
        cle = nom, octets, id(champs), avec.nom
        if cle not in faits:
            # -- tenir les champs garde à eux seuls leur identité --
            faits[cle] = champs, compiler(nom, octets, champs, avec)
        return faits[cle][1]

    return compiler_une_fois


@pytest.fixture(scope="session")
def atelier() -> lettres.Atelier:
    """Celui de tous les essais qui n'éprouvent pas un atelier : chaque modèle livré ne s'y compile qu'une fois."""
    from exemples_rendus import ATELIER

    return ATELIER
