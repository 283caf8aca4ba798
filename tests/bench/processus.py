"""Deux processus (f) : des lignes JSON à des fichiers sur disque, par un processus puis par deux, à tour de rôle.

Chaque travailleur compile le modèle, lit sa plage du fichier de lignes et écrit dans son propre sous-dossier.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from contextes import contextes
from lettre import modele
from mesures import Etendue, Resultat, dossier_rapide

from lettres.rendu import compiler

Tache = tuple[bytes, str, int, int, str]


def mesurer(combien: int, rondes: int) -> list[Resultat]:
    """L'accélération de deux processus, création comprise, en temps réel; il faut deux cœurs libres."""
    octets = modele("prouvee")
    temps: dict[int, list[float]] = {1: [], 2: []}
    with dossier_rapide() as racine:
        lignes = Path(racine) / "clients.jsonl"
        clients = [json.dumps(contexte, ensure_ascii=False) for contexte in contextes()]
        lignes.write_text("".join(f"{clients[i % len(clients)]}\n" for i in range(combien)), encoding="utf-8")
        for ronde in range(rondes):
            for travailleurs in (1, 2) if ronde % 2 else (2, 1):
                with tempfile.TemporaryDirectory(dir=racine) as sortie:
                    taches = _partager(octets, lignes, combien, travailleurs, Path(sortie))
                    debut = time.perf_counter()
                    ecrites = _executer(taches)
                    temps[travailleurs].append(time.perf_counter() - debut)
                    if ecrites != combien or sum(1 for _ in Path(sortie).rglob("*.docx")) != combien:
                        raise RuntimeError("Il manque des lettres : la mesure ne vaut rien.")
    accelerations = [un / deux for un, deux in zip(temps[1], temps[2], strict=True)]
    libelle = f"{combien} lettres, lignes JSON → fichiers"
    charge = (
        f"charge de la machine {os.getloadavg()[0]:.1f}, pour {os.cpu_count()} cœurs : au-delà, ce ratio ne dit rien"
    )
    return [
        Resultat("processus.acceleration", f"{libelle} : 1 processus ÷ 2", Etendue.de(accelerations), "×", charge),
        *(
            Resultat(f"processus.{n}.debit", f"{libelle} : {n} processus", Etendue.de([combien / s for s in ts]), "/s")
            for n, ts in temps.items()
        ),
    ]


def _partager(octets: bytes, lignes: Path, combien: int, travailleurs: int, sortie: Path) -> list[Tache]:
    bornes = [combien * rang // travailleurs for rang in range(travailleurs + 1)]
    taches: list[Tache] = []
    for rang in range(travailleurs):
        dossier = sortie / str(rang)
        dossier.mkdir()
        taches.append((octets, str(lignes), bornes[rang], bornes[rang + 1], str(dossier)))
    return taches


def _executer(taches: list[Tache]) -> int:
    if len(taches) == 1:
        return _travailler(taches[0])
    with ProcessPoolExecutor(len(taches)) as bassin:
        return sum(bassin.map(_travailler, taches))


def _travailler(tache: Tache) -> int:
    octets, lignes, debut, fin, dossier = tache
    rendre = compiler(octets).rendre
    with Path(lignes).open("rb") as flux:
        for rang, ligne in enumerate(islice(flux, debut, fin), debut):
            Path(dossier, f"{rang}.docx").write_bytes(rendre(json.loads(ligne)))
    return fin - debut
