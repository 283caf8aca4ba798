"""Exécuteurs : nos propres processus, qui ne survivent pas à celui qui les a lancés."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Event, Lock, Thread

from lettres.production.lots.travail import travailler

_en_main = Lock()
"""Pris le temps d'un paquet : un orphelin finit la lettre en main avant de s'arrêter."""

_orphelin = Event()
"""Levé quand le parent est mort : le paquet en main s'arrête à la prochaine lettre."""


def executeur_local(travailleurs: int) -> ProcessPoolExecutor:
    """Des processus neufs, les mêmes sur tous les systèmes."""
    return ProcessPoolExecutor(travailleurs, mp_context=get_context("spawn"), initializer=preparer_travailleur)


def preparer_travailleur() -> None:
    """L'interruption est l'affaire du processus principal; s'il meurt, le travailleur s'arrête aussi."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    Thread(target=_attendre_la_fin_du_parent, daemon=True).start()


def travailler_sous_garde(paquet: bytes) -> bytes:
    """`travailler`, sans que la mort du parent coupe une lettre; elle coupe le reste du paquet."""
    with _en_main:
        if _orphelin.is_set():
            os._exit(1)
        return travailler(paquet, _orphelin.is_set)


def _attendre_la_fin_du_parent() -> None:
    parent = parent_process()
    if parent is None:
        return
    wait([parent.sentinel])
    _orphelin.set()
    with _en_main:
        os._exit(1)
