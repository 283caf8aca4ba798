"""Arrêt : un signal demande la fin du lot; la lettre en main est finie, un second signal n'attend pas."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from lettres.cli.terminal.codes_de_sortie import CodeDeSortie


class Arret:
    """L'arrêt demandé, ou non. `attente` est vrai quand rien n'est en main : l'arrêt est alors immédiat."""

    def __init__(self) -> None:
        self.code: CodeDeSortie | None = None
        self.attente = False

    def demande(self) -> bool:
        """Vrai dès qu'un signal a demandé l'arrêt."""
        return self.code is not None

    def recevoir(self, signe: int, _cadre: FrameType | None) -> None:
        """Note le signal; interrompt sur-le-champ si l'on attend une ligne, ou si c'est le second."""
        second = self.demande()
        self.code = CodeDeSortie.INTERROMPU if signe == signal.SIGINT else CodeDeSortie.TERMINE
        if second or self.attente:
            raise KeyboardInterrupt


@contextmanager
def a_l_ecoute() -> Iterator[Arret]:
    """Écoute SIGINT et SIGTERM le temps du bloc, dans le fil principal; ailleurs, n'écoute rien."""
    arret = Arret()
    signes = [signal.SIGINT, signal.SIGTERM] if threading.current_thread() is threading.main_thread() else []
    anciens = {signe: signal.signal(signe, arret.recevoir) for signe in signes}
    try:
        yield arret
    finally:
        for signe, ancien in anciens.items():
            signal.signal(signe, ancien)
