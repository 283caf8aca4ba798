"""Balayage : ce qu'une panne a laissé sous un nom provisoire, dans un répertoire que l'on tient, et que l'on efface."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from lettres.socle import disque


def balayer(repertoire: Path, *debuts: bytes) -> None:
    """Efface les fichiers inachevés : nom, propriétaire, droits, tout y est à nous, le début est un de `debuts`."""
    with os.scandir(repertoire) as entrees:
        restes = [Path(e.path) for e in entrees if disque.TEMPORAIRE.fullmatch(e.name)]
    for reste in restes:
        with suppress(OSError):
            if _est_un_reste(reste, debuts):
                reste.unlink()


def _est_un_reste(chemin: Path, debuts: Sequence[bytes]) -> bool:
    descripteur = disque.ouvrir(chemin)
    try:
        etat = os.fstat(descripteur)
        prive = os.name != "posix" or stat.S_IMODE(etat.st_mode) == 0o600
        # -- une panne a pu n'en écrire que les premiers octets, ou rien --
        lu = disque.lire_le_debut(descripteur, max(map(len, debuts)))
        return disque.est_a_nous(etat) and prive and any(debut.startswith(lu[: len(debut)]) for debut in debuts)
    finally:
        os.close(descripteur)
