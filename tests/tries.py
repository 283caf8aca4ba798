"""Triés : un cas de chaque sorte tous les jours, les autres avec les longs.

Un tableau entier prouve souvent une seule chose; ce qui peut faillir à part y est gardé, et « -m long » passe le reste.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pytest


def tries(noms: tuple[str, ...], cas: Mapping[str, tuple[Any, ...]], gardes: Collection[str]) -> pytest.MarkDecorator:
    """« parametrize », où les cas que `gardes` ne nomme pas sont marqués « long »."""
    assert set(gardes) <= set(cas), "un cas gardé n'existe pas"
    return pytest.mark.parametrize(
        noms, [pytest.param(*v, id=nom, marks=() if nom in gardes else pytest.mark.long) for nom, v in cas.items()]
    )
