"""Croissance : le temps d'une opération quand ce qu'elle lit quadruple; une machine lente l'est aux deux tailles."""

from __future__ import annotations

import time
from collections.abc import Callable

ESSAIS = 4
FOIS = 4
RATIO_MAX = 6.0
"""Quadratique, le temps serait multiplié par seize."""


def assert_lineaire(operation: Callable[[int], object], taille: int) -> None:
    """Refuse une opération qui met plus de six fois plus de temps pour quatre fois plus; la meilleure de plusieurs."""
    operation(taille)
    ratios = [_duree(operation, FOIS * taille) / _duree(operation, taille) for _ in range(ESSAIS)]
    assert min(ratios) <= RATIO_MAX, f"temps multiplié par {min(ratios):.1f} pour quatre fois plus"


def _duree(operation: Callable[[int], object], taille: int) -> float:
    debut = time.process_time()
    operation(taille)
    return max(time.process_time() - debut, 1e-4)
