"""Pépinière : un interpréteur qui a déjà chargé l'outil, et dont naît chaque commande que l'on veut dans son processus.

Un essai qui veut un vrai terminal, un vrai signal, un vrai disque plein n'y attend pas qu'un interpréteur neuf relise
trois cents modules. Ce qui se décide au départ de l'interpréteur (le codage de ses flux, ce qu'il charge) en veut un.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import lettres

RACINE = Path(lettres.__file__).parent.parent
PROGRAMME = "from lettres.cli import main; main()"
_TAILLE_MAX = 1 << 20


class Pousse:
    """Une commande née de la pépinière : un processus, avec ce que `subprocess.Popen` en dirait."""

    def __init__(
        self, *arguments: str, flux: Sequence[int], ou: Path, milieu: Mapping[str, str], avant: str = "", **options: Any
    ) -> None:
        ici, labas = socket.socketpair()
        demande = {"argv": ["-c", *arguments], "ou": str(ou), "milieu": {**milieu}, "avant": avant, **options}
        socket.send_fds(_pepiniere(), [json.dumps(demande).encode()], [*flux, labas.fileno()])
        labas.close()
        self._nouvelles = ici.makefile("r", encoding="ascii")
        ici.close()
        self.pid = int(self._nouvelles.readline())

    def send_signal(self, signe: int) -> None:
        os.kill(self.pid, signe)

    def wait(self) -> int:
        """Le code de sortie; ce que tue un signal rend son opposé, comme `subprocess`."""
        with self._nouvelles:
            return int(self._nouvelles.readline())


def mener(
    *arguments: str, ou: Path, milieu: Mapping[str, str], avant: str = "", sortie: int | None = None, entree: int = -1
) -> tuple[int, bytes, bytes]:
    """Mène une commande sans clavier; son code, sa sortie (si elle ne va pas ailleurs) et ses ennuis."""
    with ExitStack() as ouverts:
        tuyaux = [os.pipe() for _ in range(2)]
        lus = [ouverts.enter_context(open(lecture, "rb")) for lecture, _ in tuyaux]  # noqa: PTH123
        rien = os.open(os.devnull, os.O_RDONLY)
        flux = [rien if entree < 0 else entree, tuyaux[0][1] if sortie is None else sortie, tuyaux[1][1]]
        pousse = Pousse(*arguments, flux=flux, ou=ou, milieu=milieu, avant=avant)
        for numero in (rien, *(ecriture for _, ecriture in tuyaux)):
            os.close(numero)
        with ThreadPoolExecutor(1) as fil:
            ennuis = fil.submit(lus[1].read)
            dit = lus[0].read()
            return pousse.wait(), dit, ennuis.result()


@cache
def _pepiniere() -> socket.socket:
    """La pépinière de ces essais : elle finit avec eux."""
    ici, labas = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    milieu = {**os.environ, "PYTHONPATH": os.pathsep.join((str(RACINE), str(Path(__file__).parent)))}
    programme = f"import pepiniere; exec(pepiniere.naitre({labas.fileno()}))"
    processus = subprocess.Popen([sys.executable, "-c", programme], pass_fds=[labas.fileno()], env=milieu)
    labas.close()

    def finir() -> None:
        ici.close()
        processus.wait()

    atexit.register(finir)
    return ici


# -- Dans la pépinière --


def naitre(numero: int) -> str:
    """Sert les demandes; ne revient que dans un processus neuf, et rend le programme qu'il exécute à son tour."""
    _charger()
    prise = socket.socket(fileno=numero)
    while True:
        recu, numeros, _, _ = socket.recv_fds(prise, _TAILLE_MAX, 4)
        # -- les gardes qui ont fini; au départ, toutes : leur temps est celui des essais --
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG if recu else 0)[0]:
                pass
        if not recu:
            os._exit(0)
        if os.fork() == 0:
            prise.close()
            return _germer(json.loads(recu), numeros)
        for numero_recu in numeros:
            os.close(numero_recu)


def _charger() -> None:
    """Charge ce qu'une commande charge, sans en mener une seule."""
    import gc
    from importlib import import_module
    from pkgutil import walk_packages

    for module in walk_packages(lettres.__path__, "lettres."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):
                import_module(module.name)
    gc.freeze()


def _germer(demande: dict[str, Any], numeros: list[int]) -> str:
    """Fait du processus qui vient de naître une garde, et de son enfant la commande demandée."""
    *flux, nouvelles = numeros
    enfant = os.fork()
    if enfant:
        for numero in flux:
            os.close(numero)
        os.write(nouvelles, f"{enfant}\n".encode())
        os.write(nouvelles, f"{os.waitstatus_to_exitcode(os.waitpid(enfant, 0)[1])}\n".encode())
        os._exit(0)
    os.close(nouvelles)
    if demande.get("seance"):
        os.setsid()
    for numero, voulu in enumerate(flux):
        os.dup2(voulu, numero)
        os.close(voulu)
    os.chdir(demande["ou"])
    os.environ.clear()
    os.environ.update(demande["milieu"])
    time.tzset()
    sys.argv = demande["argv"]
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
    return f"{demande['avant']}\n{PROGRAMME}"
