"""Réglages communs des essais."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import lettres

ICI = Path(__file__).parent

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


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Les vingt mille essais recueillis durent jusqu'à la fin : le ramasse-miettes n'a pas à les relire sans cesse."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Du produit de plusieurs listes, « un_sur(n) » passe chaque jour le même échantillon; les autres sont longs.

    Les essais de la racine passent d'abord : ce qu'ils partagent de plus long (lettres rendues, pages converties) ne se
    fait alors que chez un seul travailleur, qui les reçoit tous ensemble.
    """
    items.sort(key=lambda item: item.path.parent != ICI)
    for item in items:
        marque = item.get_closest_marker("un_sur")
        if marque is not None and crc32(item.name.encode()) % marque.args[0]:
            item.add_marker(pytest.mark.long)


_A_DIRE = 0.005
"""Une préparation plus brève n'est pas à dire : « --durations » ne la montrerait pas non plus."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Un travailleur ne rapporte d'un essai que ce qui compte : de vingt mille, cinq messages chacun se paient cher."""
    if not hasattr(item.config, "workerinput"):
        return None
    for rapport in runtestprotocol(item, nextitem=nextitem, log=False):
        if rapport.when == "call" or not rapport.passed or rapport.duration > _A_DIRE:
            item.ihook.pytest_runtest_logreport(report=rapport)
    return True


@pytest.fixture(scope="session", autouse=True)
def cache_des_essais(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Aucun essai ne lit ni n'écrit le cache ou les réglages de l'usager; un modèle ne s'y compile qu'une fois."""
    with pytest.MonkeyPatch.context() as milieu:
        milieu.setenv("LETTRES_CACHE", str(tmp_path_factory.mktemp("cache")))
        milieu.setenv("LETTRES_CONFIG", "")
        milieu.delenv("LETTRES_MODELES", raising=False)
        yield


@pytest.fixture(scope="session")
def atelier() -> lettres.Atelier:
    """Celui de tous les essais qui n'éprouvent pas un atelier : chaque modèle livré ne s'y compile qu'une fois."""
    from exemples_rendus import ATELIER

    return ATELIER
