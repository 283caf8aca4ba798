"""Outils des essais de la ligne de commande : l'appeler ici, ou dans un autre processus."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pepiniere import PROGRAMME, RACINE, mener

from lettres.cli import executer

A_L_ECOUTE = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "hasattr(signal, 'SIGHUP') and signal.signal(signal.SIGHUP, signal.SIG_DFL)"
)
"""Un essai lancé en arrière-plan (« & », « nohup ») lègue à ses enfants sa surdité à l'interruption, à la fermeture."""

DOSSIER = """\
lettres: 1
reference: 2026-014
nature: recouvrement
expediteur:
  nom: Studio Karine Exemple
  adresse: {ligne: 12 rue des Érables, ville: Granby, code_postal: J2G 1A1}
  courriel: karine@exemple.test
  signataire: Karine Exemple
destinataire:
  civilite: Mme
  nom: Marie Exemple
  qualite: consommateur
  adresse: {ligne: 34 avenue du Lac, ville: Bromont, code_postal: J2L 2B2}
creances:
  - {facture: F-1023, date: 2026-08-01, echeance: 2026-08-31, objet: Reportage de mariage, montant: "60,00 $"}
"""

ANGLAIS = re.compile(
    r"\b(the|is|are|of|for|with|this|that|and|to|no|not|missing|invalid|value|required|default|error|show|exit|such|"
    r"unexpected|extra|got|did|you|mean|try|help|directory|found|warning|commands?|must|should|input|string|expected|"
    r"aborted|traceback|file|permission|denied|line|does|take|requires|an|possible|unknown|failed|field|valid|"
    r"unable|parse|raw|data|example|see|print|use|options?:|arguments?:)\b",
    re.IGNORECASE,
)
LICITES = re.compile(r"--help|\{%.*?%\}", re.DOTALL)


@dataclass(frozen=True)
class Resultat:
    """Ce qu'une commande a répondu."""

    code: int
    sortie: str
    ennuis: str

    @property
    def tout(self) -> str:
        return self.sortie + self.ennuis


@pytest.fixture
def lancer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Exécute une ligne de commande dans ce processus, depuis un dossier vide."""
    monkeypatch.chdir(tmp_path)

    def commande(*args: str) -> Resultat:
        capsys.readouterr()
        code = executer(list(args))
        lu = capsys.readouterr()
        return Resultat(code, lu.out, lu.err)

    return commande


@pytest.fixture
def processus(tmp_path: Path) -> Callable[..., Resultat]:
    """Exécute une ligne de commande dans un autre processus; `avant` est du Python exécuté d'abord."""

    def commande(*args: str, avant: str = "") -> Resultat:
        milieu = {**os.environ, "TMPDIR": str(tmp_path)}
        code, sortie, ennuis = mener(*args, ou=tmp_path, milieu=milieu, avant=avant)
        return Resultat(code, sortie.decode(), ennuis.decode())

    return commande


@pytest.fixture
def interpreteur(tmp_path: Path) -> Callable[..., Resultat]:
    """De même, dans un interpréteur neuf, qui n'a encore rien chargé."""

    def commande(*args: str, avant: str = "") -> Resultat:
        fini = subprocess.run(
            [sys.executable, "-c", f"{avant}\n{PROGRAMME}", *args],
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(RACINE)},
        )
        return Resultat(fini.returncode, fini.stdout, fini.stderr)

    return commande


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Un dossier de recouvrement, valide et court."""
    chemin = tmp_path / "dossier.yaml"
    chemin.write_text(DOSSIER, encoding="utf-8")
    return chemin


@pytest.fixture
def anglais() -> Callable[[str], list[str]]:
    """Les mots anglais d'un texte montré à l'usager."""
    return lambda texte: ANGLAIS.findall(LICITES.sub("", texte))
