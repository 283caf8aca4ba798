"""Efforts : ce qu'une action coûte, compté et non chronométré : la réponse est la même sur toute machine.

Seule la croissance lit l'horloge, et ne compare la machine qu'à elle-même; ses essais sont marqués « long ».
"""

from __future__ import annotations

import gc
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

CROISSANCE_MAX = 6
"""Quatre fois plus gros coûte quatre fois plus, et un peu de jeu; ce qui croît comme le carré coûterait seize fois."""


def appels(action: Callable[[], object]) -> Counter[tuple[str, str]]:
    """Combien d'appels sont faits de chaque fichier et de chaque fonction; ceux des fonctions en C comptent aussi."""
    comptes: Counter[tuple[str, str]] = Counter()

    def noter(cadre: FrameType, evenement: str, _: Any) -> None:
        if evenement in ("call", "c_call"):
            comptes[cadre.f_code.co_filename, cadre.f_code.co_qualname.split(".<")[0]] += 1

    sys.setprofile(noter)
    try:
        action()
    finally:
        sys.setprofile(None)
    return comptes


_DE_JINJA = {"runtime.py", "sandbox.py", "filters.py", "tests.py", "compiler.py", "optimizer.py"}
_DU_MOTEUR = {"execution.py", "expressions.py"}
_D_UNE_BALISE = {
    *(
        "lecteur",
        "_combiner",
        "_imprimer",
        "_imprimer_suivi",
        "_choisir",
        "_repeter",
        "_parcourir",
        "_poser",
        "_garnir",
    ),
}


def evaluations(comptes: Counter[tuple[str, str]]) -> set[str]:
    """Ce que Jinja a calculé, traduit en code ou exécuté, et ce que notre moteur a monté ou exécuté d'une balise."""
    return {
        f"{fichier.name} : {fonction}"
        for fichier, fonction in ((Path(fichier), fonction) for fichier, fonction in comptes)
        if (fichier.parent.name == "jinja2" and (fichier.name in _DE_JINJA or fonction.endswith(".as_const")))
        or (fichier.name in _DU_MOTEUR and fonction in _D_UNE_BALISE)
    }


def pointe(action: Callable[[], object]) -> int:
    """Les octets que Python retient de plus, au pire moment de l'action."""
    tracemalloc.start()
    try:
        action()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def assert_lineaire(action: Callable[[int], object], n: int, essais: int = 10) -> None:
    """Refuse une action qui demande plus de CROISSANCE_MAX fois plus de temps de processeur à 4n qu'à n.

    Chaque taille garde son meilleur temps, et les essais cessent dès qu'ils suffisent : une machine occupée n'y change
    rien; le ramasse-miettes, qui coûte selon tout ce que les autres essais ont laissé, non plus.
    """
    temps = {n: float("inf"), 4 * n: float("inf")}
    for _ in range(essais):
        for taille in temps:
            temps[taille] = min(temps[taille], max(_duree(action, taille), 1e-4))
        fois = temps[4 * n] / temps[n]
        if fois <= CROISSANCE_MAX:
            return
    raise AssertionError(f"temps multiplié par {fois:.1f} pour quatre fois plus")


def _duree(action: Callable[[int], object], taille: int) -> float:
    gc.collect()
    gc.disable()
    try:
        depart = time.process_time()
        action(taille)
        return time.process_time() - depart
    finally:
        gc.enable()
