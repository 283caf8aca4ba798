"""Réglages communs des essais."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

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


@pytest.fixture(autouse=True)
def sans_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Aucun essai ne lit ni n'écrit le cache de l'usager."""
    monkeypatch.setenv("LETTRES_CACHE", "")
