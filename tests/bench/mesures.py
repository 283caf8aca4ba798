"""Mesures : des concurrents à tour de rôle, en temps processeur par lettre; des ratios ronde par ronde."""

from __future__ import annotations

import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SECONDE_EN_MS = 1_000
_EN_MEMOIRE = Path("/dev/shm")  # noqa: S108 -- le système de fichiers en mémoire de Linux


@dataclass(frozen=True, slots=True)
class Etendue:
    """Une mesure répétée : le plus petit, la médiane, le plus grand des rondes."""

    mini: float
    mediane: float
    maxi: float

    @classmethod
    def de(cls, valeurs: Sequence[float]) -> Etendue:
        """L'étendue de quelques valeurs."""
        return cls(min(valeurs), statistics.median(valeurs), max(valeurs))


@dataclass(frozen=True, slots=True)
class Resultat:
    """Un chiffre du banc, sous sa clé : « regime.prouvee.zlib »."""

    cle: str
    libelle: str
    etendue: Etendue
    unite: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Concurrent:
    """Un moteur à mesurer : `tour(n)` écrit n lettres et rend les secondes de processeur qu'elles ont coûté."""

    nom: str
    lettres: int
    tour: Callable[[int], float]


def chronometrer(nom: str, lettres: int, travail: Callable[[int], object]) -> Concurrent:
    """Un concurrent de ce processus-ci, chronométré en temps utilisateur et système."""

    def tour(combien: int) -> float:
        gc.collect()
        travail(1)  # -- à blanc : la mémoire que le concurrent d'avant a rendue se reprend hors de la mesure --
        debut = time.process_time()
        travail(combien)
        return time.process_time() - debut

    return Concurrent(nom, lettres, tour)


def alterner(concurrents: Sequence[Concurrent], rondes: int) -> dict[str, list[float]]:
    """Les millisecondes par lettre de chacun, ronde par ronde; l'ordre tourne d'une ronde à l'autre."""
    for concurrent in concurrents:
        concurrent.tour(max(concurrent.lettres // 10, 1))
    temps: dict[str, list[float]] = {concurrent.nom: [] for concurrent in concurrents}
    for ronde in range(rondes):
        decalage = ronde % len(concurrents)
        for concurrent in (*concurrents[decalage:], *concurrents[:decalage]):
            secondes = concurrent.tour(concurrent.lettres)
            temps[concurrent.nom].append(secondes * SECONDE_EN_MS / concurrent.lettres)
    return temps


def dossier_rapide() -> tempfile.TemporaryDirectory[str]:
    """Un dossier passager, en mémoire là où le système l'offre : le disque, trop changeant, se mesure à part."""
    return tempfile.TemporaryDirectory(dir=_EN_MEMOIRE if _EN_MEMOIRE.is_dir() else None)


def ratio(lents: Sequence[float], rapides: Sequence[float]) -> Etendue:
    """Combien de fois le premier coûte le second, chaque ronde contre la même ronde."""
    return Etendue.de([lent / rapide for lent, rapide in zip(lents, rapides, strict=True)])


def en_ms(cle: str, libelle: str, temps: Mapping[str, Sequence[float]]) -> list[Resultat]:
    """Le coût de chaque concurrent, en millisecondes de processeur par lettre."""
    return [Resultat(f"{cle}.{nom}.ms", f"{libelle} : {nom}", Etendue.de(ms), "ms") for nom, ms in temps.items()]
