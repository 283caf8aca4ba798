"""Démarrage à froid (h) : des processus neufs, à tour de rôle, en temps processeur du processus entier.

Chacun trouve le bytecode déjà compilé de tous les modules, des nôtres comme des autres : pip le compile quand il
installe. Sans cela, une copie de travail dont rien n'est compilé se lirait du source à chaque départ, et nous seuls.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import memetexte
import script_complet
import yaml
from contextes import contextes
from lettre import modele
from mesures import Concurrent, Etendue, Resultat, alterner, en_ms, ratio

from lettres.catalogue import dossier_des_modeles

PAIRES = 15
_ICI = Path(__file__).parent
_EXEMPLE = _ICI.parents[1] / "exemples" / "minimaux" / "mise_en_demeure-recouvrement.yaml"
_MODELE = "mise-en-demeure-recouvrement.docx"
_AU = "2026-11-20"
_PYTHON = sys.executable
_LETTRES = [_PYTHON, "-c", "from lettres.cli import main; main()"]
_NOUS = (
    "import json,sys;from lettres.rendu import compiler;"
    "c=json.load(open(sys.argv[2],encoding='utf-8'))[0];open(sys.argv[3],'wb').write(compiler(sys.argv[1]).rendre(c))"
)
_AIDE = "import sys\nfrom lettres.cli import executer\nexecuter(['--help'])\nsys.stderr.write(' '.join(sys.modules))"
INTERDITS = ("docx", "docxtpl", "jinja2", "lxml", "pydantic")


def mesurer(paires: int = PAIRES) -> list[Resultat]:
    """Chaque commande, et les ratios promis."""
    with tempfile.TemporaryDirectory() as dossier:
        commandes, milieu = _commandes(Path(dossier)), _milieu(Path(dossier))
        _meme_lettre(commandes, Path(dossier), milieu)
        temps = alterner([Concurrent(nom, 1, _chronometrer(c, milieu)) for nom, c in commandes.items()], paires)
    python, aide, docxtpl, livre, nous, complet, generer = (temps[nom] for nom in commandes)
    charges = _charges_par_l_aide()
    return [
        *en_ms("demarrage", "processus entier", temps),
        Resultat("demarrage.aide.python", "lettres --help ÷ python nu", ratio(aide, python), "×"),
        Resultat("demarrage.aide.docxtpl", "lettres --help ÷ script docxtpl nu", ratio(aide, docxtpl), "×"),
        Resultat(
            "demarrage.aide.interdits",
            "modules interdits dans --help",
            Etendue.de([len(charges)]),
            "",
            " ".join(charges),
        ),
        Resultat("demarrage.compiler", "compiler + une lettre ÷ script docxtpl nu", ratio(nous, docxtpl), "×"),
        Resultat(
            "demarrage.generer.docxtpl", "lettres generer ÷ script docxtpl nu, modèle livré", ratio(generer, livre), "×"
        ),
        Resultat("demarrage.generer.complet", "lettres generer ÷ script complet", ratio(generer, complet), "×"),
        Resultat(
            "demarrage.generer.minimum", "lettres generer ÷ script complet, minimums", _minimums(generer, complet), "×"
        ),
    ]


def _commandes(dossier: Path) -> Mapping[str, list[str]]:
    octets, clients = dossier / "modele.docx", dossier / "clients.json"
    octets.write_bytes(modele("prouvee"))
    clients.write_text(json.dumps(contextes(), ensure_ascii=False), encoding="utf-8")
    minimal = dossier / "minimal.json"
    affaire = script_complet.Dossier.model_validate(yaml.safe_load(_EXEMPLE.read_text(encoding="utf-8")))
    minimal.write_text(json.dumps([script_complet.contexte(affaire, date.fromisoformat(_AU))]), encoding="utf-8")
    livre = str(dossier_des_modeles() / _MODELE)
    entree = [str(octets), str(clients)]
    complet = [str(_ICI / "script_complet.py"), str(_EXEMPLE), livre, str(dossier / "complet.docx"), "--au", _AU]
    generer = ["generer", str(_EXEMPLE), "--lettre", "mise_en_demeure", "--au", _AU, "--ecraser"]
    return {
        "python nu": [_PYTHON, "-c", "0"],
        "lettres --help": [*_LETTRES, "--help"],
        "script docxtpl nu": [_PYTHON, str(_ICI / "nu_docxtpl.py"), *entree, "1", str(dossier / "docxtpl.docx")],
        "script docxtpl nu, modèle livré": [
            *(_PYTHON, str(_ICI / "nu_docxtpl.py"), livre, str(minimal), "1", str(dossier / "minimal.docx"))
        ],
        "compiler + une lettre": [_PYTHON, "-c", _NOUS, *entree, str(dossier / "nous.docx")],
        "script typer + pydantic + docxtpl": [_PYTHON, *complet],
        "lettres generer": [*_LETTRES, *generer, "--sortie", str(dossier / "generer.docx")],
    }


def _milieu(dossier: Path) -> dict[str, str]:
    """Le milieu de chaque processus : le premier départ y compile le bytecode, que les suivants trouvent."""
    return os.environ | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(dossier / "bytecode")}


def _meme_lettre(commandes: Mapping[str, list[str]], dossier: Path, milieu: Mapping[str, str]) -> None:
    """Lance tout une fois, et vérifie que les concurrents écrivent la même lettre."""
    for commande in commandes.values():
        subprocess.run(commande, check=True, capture_output=True, env=milieu)
    for attendue, obtenue in (("docxtpl", "nous"), ("complet", "generer"), ("minimal", "generer")):
        octets = [(dossier / f"{nom}.docx").read_bytes() for nom in (attendue, obtenue)]
        memetexte.exiger(f"« {obtenue} »", *octets, vides=False)


def _chronometrer(commande: list[str], milieu: Mapping[str, str]) -> Callable[[int], float]:
    def tour(combien: int) -> float:
        avant = resource.getrusage(resource.RUSAGE_CHILDREN)
        for _ in range(combien):
            subprocess.run(commande, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=milieu)
        apres = resource.getrusage(resource.RUSAGE_CHILDREN)
        return apres.ru_utime + apres.ru_stime - avant.ru_utime - avant.ru_stime

    return tour


def _charges_par_l_aide() -> list[str]:
    """Les modules interdits que `lettres --help` charge quand même."""
    sortie = subprocess.run([_PYTHON, "-c", _AIDE], check=True, capture_output=True, text=True).stderr
    return sorted(set(sortie.split()) & set(INTERDITS))


def _minimums(une: list[float], autre: list[float]) -> Etendue:
    return Etendue.de([min(une) / min(autre)])
