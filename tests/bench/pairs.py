"""Pairs (c) : rust-docxtpl, easy-template-x et docxtemplater, chacun dans son processus, à tour de rôle avec nous.

Ils s'installent une fois, hors du dépôt (`~/.cache/lettres-banc`, ou `LETTRES_BANC`). Chacun mesure lui-même son
temps processeur, après deux tours à vide; rien de leur démarrage ne compte.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import memetexte
from affaires import CLIENTS
from contextes import contextes
from lettre import Moustaches, aplatir, modele
from mesures import Concurrent, Resultat, alterner, en_ms, ratio
from moteurs import compressions, par_docxtpl
from regime import les_notres, nous

RUST = "rust-docxtpl==0.1.2"
NODE = ("easy-template-x@7.2.8", "docxtemplater@3.71.0", "pizzip@3.3.0")
_ICI = Path(__file__).parent
_ECHAUFFEMENT = 2


def mesurer(lettres: int, rondes: int) -> list[Resultat]:
    """Chaque pair ÷ nous, en régime établi, sur la lettre prouvée; un pair qui ne s'installe pas est dit et sauté."""
    octets = modele("prouvee")
    attendue = par_docxtpl(octets)(contextes(clients=1)[0])
    with tempfile.TemporaryDirectory() as dossier, ExitStack() as pile:
        concurrents = []
        for nom, commande in _commandes(Path(dossier)).items():
            sortie = Path(dossier) / f"{nom}.docx"
            concurrents.append(pile.enter_context(_pair(nom, [*commande, str(sortie)])))
            # -- easy-template-x laisse un paragraphe vide là où était une condition --
            memetexte.exiger(nom, attendue, sortie.read_bytes(), vides=False)
        for concurrent in concurrents * _ECHAUFFEMENT:
            concurrent.tour(concurrent.lettres)
        temps = alterner([*concurrents, *les_notres(octets, lettres)], rondes)
    ratios = [
        Resultat(f"pairs.{p.nom}.{c}", f"{p.nom} ÷ {nous(c)}", ratio(temps[p.nom], temps[nous(c)]), "×")
        for p in concurrents
        for c in compressions()
    ]
    return [*en_ms("pairs", "pairs", temps), *ratios]


def _commandes(dossier: Path) -> dict[str, list[str]]:
    """La commande de chaque pair installé, sans sa sortie; les modèles et les contextes sont écrits dans le dossier."""
    for nom, octets in (("jinja", modele("prouvee")), ("moustaches", modele("prouvee", dialecte=Moustaches()))):
        (dossier / f"{nom}.docx").write_bytes(octets)
    clients = contextes()
    for nom, donnees in (("jinja", clients), ("moustaches", [aplatir(client) for client in clients])):
        (dossier / f"{nom}.json").write_text(json.dumps(donnees, ensure_ascii=False), encoding="utf-8")
    entrees = {nom: [str(dossier / f"{nom}.docx"), str(dossier / f"{nom}.json")] for nom in ("jinja", "moustaches")}
    commandes: dict[str, list[str]] = {}
    if python := _python_de_rust():
        commandes["rust-docxtpl"] = [str(python), str(_ICI / "pair_rust.py"), *entrees["jinja"]]
    if node := _paquets_de_node():
        for nom in ("easy-template-x", "docxtemplater"):
            commandes[nom] = ["node", str(_ICI / "pair_node.mjs"), nom, str(node), *entrees["moustaches"]]
    return commandes


@contextmanager
def _pair(nom: str, commande: list[str]) -> Iterator[Concurrent]:
    """Un processus qui attend ses tours; fermé à la sortie."""
    with subprocess.Popen(commande, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as processus:
        assert processus.stdin is not None
        assert processus.stdout is not None
        entree, sortie = processus.stdin, processus.stdout

        def tour(combien: int) -> float:
            entree.write(f"{combien}\n")
            entree.flush()
            return float(sortie.readline())

        tour(1)
        yield Concurrent(nom, CLIENTS, tour)
        entree.close()


def _cache() -> Path:
    dossier = Path(os.environ.get("LETTRES_BANC", "") or Path.home() / ".cache" / "lettres-banc")
    dossier.mkdir(parents=True, exist_ok=True)
    return dossier


def _python_de_rust() -> Path | None:
    dossier = _cache() / "rust"
    python = dossier / "bin" / "python"
    if not (dossier / "pret").exists():
        venv.create(dossier, with_pip=True, clear=True)
        if not _installer([str(python), "-m", "pip", "install", "--quiet", RUST], dossier):
            return None
    return python


def _paquets_de_node() -> Path | None:
    if shutil.which("node") is None or shutil.which("npm") is None:
        sys.stderr.write("  Node est absent : easy-template-x et docxtemplater ne sont pas mesurés.\n")
        return None
    dossier = _cache() / "node"
    dossier.mkdir(exist_ok=True)
    if not (dossier / "pret").exists():
        commande = ["npm", "install", "--silent", "--prefix", str(dossier), *NODE]
        if not _installer(commande, dossier):
            return None
    return dossier


def _installer(commande: list[str], dossier: Path) -> bool:
    fait = subprocess.run(commande, capture_output=True, text=True, check=False)
    if fait.returncode:
        sys.stderr.write(f"  Installation impossible ({' '.join(commande[:4])}…) : {fait.stderr.strip()[-300:]}\n")
        return False
    (dossier / "pret").touch()
    return True
