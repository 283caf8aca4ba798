"""Arrêt : un signal demande la fin; ce qui est en main est fini d'abord.

Dans un lot, un second signal n'attend pas; là où ce qui est en main ne se refait pas, comme des réponses données au
clavier, plus rien n'interrompt une fois l'arrêt demandé.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from lettres.cli.terminal.codes_de_sortie import CodeDeSortie

_CODES = {"SIGINT": CodeDeSortie.INTERROMPU, "SIGTERM": CodeDeSortie.TERMINE, "SIGHUP": CodeDeSortie.RACCROCHE}


class Arret:
    """L'arrêt demandé, ou non. `attente` est vrai quand rien n'est en main : l'arrêt est alors immédiat."""

    def __init__(self, *, presse: bool = True) -> None:
        self.code: CodeDeSortie | None = None
        self.attente = False
        self.presse = presse
        """Un second signal interrompt sur-le-champ."""

    def demande(self) -> bool:
        """Vrai dès qu'un signal a demandé l'arrêt."""
        return self.code is not None

    def recevoir(self, signe: int, _cadre: FrameType | None) -> None:
        """Note le signal; interrompt sur-le-champ si l'on attend une ligne, ou si c'est le second et qu'il presse."""
        tout_de_suite = self.attente or (self.presse and self.demande())
        self.code = _CODES[signal.Signals(signe).name]
        self.attente = False
        if tout_de_suite:
            raise KeyboardInterrupt


@contextmanager
def a_l_ecoute(*noms: str, presse: bool = True) -> Iterator[Arret]:
    """Écoute ces signaux le temps du bloc, dans le fil principal; ailleurs, n'écoute rien.

    Un signal que ce système n'a pas, ou que l'on a dit d'ignorer avant de lancer le programme, ne s'écoute pas.
    """
    arret = Arret(presse=presse)
    connus = [getattr(signal, nom) for nom in noms if hasattr(signal, nom)]
    signes = connus if threading.current_thread() is threading.main_thread() else []
    ecoutes = [signe for signe in signes if signal.getsignal(signe) is not signal.SIG_IGN]
    anciens = {signe: signal.signal(signe, arret.recevoir) for signe in ecoutes}
    try:
        yield arret
    finally:
        for signe, ancien in anciens.items():
            signal.signal(signe, ancien)
