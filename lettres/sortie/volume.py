"""Volume : mener jusqu'au disque, d'un seul appel, tout ce qui y est écrit, là où cela vaut de mener chaque fichier.

Sous Linux seulement, et sur ses volumes ordinaires : d'un partage, ou d'un volume que tient un autre programme, l'appel
peut revenir avant que tout soit sur le disque. Il attend aussi ce que d'autres y écrivent : s'il y en a beaucoup, non.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes

_ORDINAIRES = frozenset({0xEF53, 0x58465342, 0x9123683E})
"""Ce par quoi le système désigne ext4, XFS et Btrfs."""

_EN_MEMOIRE = 0x01021994
"""De même, la mémoire (tmpfs) : rien ne s'y attend, quoi que d'autres écrivent ailleurs."""

_NOYAU = (5, 8)
"""Depuis ce noyau, l'appel dit l'écriture qui a échoué; avant, il la taisait."""

_MEMOIRE = Path("/proc/meminfo")
_EN_ATTENTE = re.compile(rb"^(?:Dirty|Writeback): +([0-9]+) kB$", re.MULTILINE)
EN_ATTENTE_MAX = 16_000
"""En kilooctets, tous programmes ensemble : un disque lent met alors une demi-seconde à tout écrire."""


def se_mene_d_un_appel(descripteur: int) -> bool:
    """Dit si tout le volume de ce fichier ouvert se mène aussi sûrement d'un seul appel, et sans longtemps attendre."""
    libc = _libc()
    if libc is None:
        return False
    import ctypes

    # -- d'un volume, le système dit bien des choses; la première est sa sorte --
    dit = (ctypes.c_long * 64)()
    if libc.fstatfs(descripteur, dit):
        return False
    return dit[0] == _EN_MEMOIRE or (dit[0] in _ORDINAIRES and _peu_est_en_attente())


def _peu_est_en_attente() -> bool:
    try:
        en_attente = _EN_ATTENTE.findall(_MEMOIRE.read_bytes())
    except OSError:
        return False
    return bool(en_attente) and sum(map(int, en_attente)) <= EN_ATTENTE_MAX


def mener(descripteur: int) -> None:
    """Mène jusqu'au disque tout ce qui est écrit sur le volume de ce fichier, ouvert avant que rien n'y soit écrit.

    Lève OSError, même pour une écriture déjà tentée qui a échoué depuis qu'il est ouvert.
    """
    import ctypes

    libc = _libc()
    if libc is None or libc.syncfs(descripteur):
        numero = errno.ENOSYS if libc is None else ctypes.get_errno()
        raise OSError(numero, os.strerror(numero))


@cache
def _libc() -> ctypes.CDLL | None:
    """La bibliothèque du système, s'il a l'appel, et s'il y dit tout."""
    if not sys.platform.startswith("linux"):
        return None
    noyau = re.match(r"([0-9]+)\.([0-9]+)", os.uname().release)
    if noyau is None or (int(noyau[1]), int(noyau[2])) < _NOYAU:
        return None
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    return libc if hasattr(libc, "syncfs") and hasattr(libc, "fstatfs") else None
