"""Réglages communs des essais."""

from __future__ import annotations

import pytest


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
