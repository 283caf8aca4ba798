"""Mémoire (e) : un processus neuf écrit beaucoup de lettres; sa mémoire résidente après mille, puis à la fin."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from mesures import Etendue, Resultat

_DOCXTPL = 60
_ICI = Path(__file__).parent


def mesurer(masse: int) -> list[Resultat]:
    """La croissance après les mille premières lettres, la mémoire à la fin, le débit; et la mémoire de docxtpl."""
    from contextes import contextes
    from lettre import modele

    with tempfile.TemporaryDirectory() as dossier:
        octets, clients = Path(dossier) / "modele.docx", Path(dossier) / "clients.json"
        octets.write_bytes(modele("prouvee"))
        clients.write_text(json.dumps(contextes(), ensure_ascii=False), encoding="utf-8")
        nous, docxtpl = (_lancer(moteur, n, octets, clients) for moteur, n in (("nous", masse), ("docxtpl", _DOCXTPL)))
    chiffres = {
        "croissance": ("mémoire prise après les 1 000 premières", nous["fin"] - nous["premieres"], "Mo"),
        "fin": ("mémoire résidente à la fin", nous["fin"], "Mo"),
        "sommet": ("mémoire à son plus haut", nous["sommet"], "Mo"),
        "docxtpl": (f"mémoire de docxtpl à son plus haut ({_DOCXTPL} lettres)", docxtpl["sommet"], "Mo"),
        "part": ("mémoire à son plus haut, nous ÷ docxtpl", nous["sommet"] / docxtpl["sommet"], "×"),
        "debit": ("lettres par seconde, un processus", masse / nous["secondes"], "/s"),
    }
    return [
        Resultat(f"memoire.{cle}", f"{masse} lettres : {libelle}", Etendue.de([valeur]), unite)
        for cle, (libelle, valeur, unite) in chiffres.items()
    ]


def _lancer(moteur: str, combien: int, octets: Path, clients: Path) -> dict[str, float]:
    commande = [sys.executable, str(_ICI / "masse.py"), moteur, str(combien), str(octets), str(clients)]
    sortie = subprocess.run(commande, check=True, capture_output=True, text=True).stdout
    mesures: dict[str, float] = json.loads(sortie)
    return mesures
