"""Questions : « nouveau » au clavier d'un vrai terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

import lettres
from lettres.dossier import Nature

pty = pytest.importorskip("pty", reason="pas de pseudo-terminal ici")

RACINE = Path(lettres.__file__).parent.parent
NATURES = get_args(Nature)


class Terminal:
    """Un vrai terminal, au clavier duquel on tape."""

    def __init__(self, ou: Path) -> None:
        self.clavier, esclave = pty.openpty()
        programme = (
            "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            "from lettres.cli import main; main()"
        )
        self.programme = subprocess.Popen(
            [sys.executable, "-c", programme, "nouveau"],
            stdin=esclave,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=ou,
            env={**os.environ, "PYTHONPATH": str(RACINE)},
        )
        os.close(esclave)
        assert self.programme.stderr is not None
        self.question = ""
        while "Votre choix" not in self.question:
            ligne = self.programme.stderr.readline()
            assert ligne, self.question
            self.question += ligne

    def finir(self) -> tuple[int, str, str]:
        sortie, ennuis = self.programme.communicate(timeout=600)
        os.close(self.clavier)
        return self.programme.returncode, sortie, ennuis


@pytest.mark.parametrize(
    ("frappe", "nature"),
    [("\n", NATURES[0]), ("2\n", NATURES[1]), ("entente\n", "entente"), ("0\n9\noui\n4\n", NATURES[3])],
)
def test_au_terminal_la_nature_est_demandee_jusqu_a_une_reponse_comprise(tmp_path: Path, frappe: str, nature: str):
    terminal = Terminal(tmp_path)
    for rang, connue in enumerate(NATURES, start=1):
        assert f"  {rang}. {connue} – " in terminal.question
    os.write(terminal.clavier, frappe.encode())
    code, sortie, ennuis = terminal.finir()
    assert code == 0
    assert f"nature: {nature}" in sortie
    assert ennuis.count("Votre choix") == frappe.count("\n") - 1


def test_ctrl_c_interrompt_sans_trace(tmp_path: Path):
    terminal = Terminal(tmp_path)
    terminal.programme.send_signal(signal.SIGINT)
    assert terminal.finir() == (130, "", "Interrompu.\n")


def test_ctrl_d_interrompt_aussi(tmp_path: Path):
    terminal = Terminal(tmp_path)
    os.write(terminal.clavier, b"\x04")
    assert terminal.finir() == (130, "", "Interrompu.\n")
