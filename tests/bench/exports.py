"""Importer un export (h) : trois cents factures, leurs dossiers écrits, contre relire ces mêmes dossiers.

Sur un vrai disque, en temps réel : écrire, c'est surtout l'attendre. Puis en mémoire, en temps de processeur. Chaque
ronde importe dans un répertoire neuf, puis relit ce qu'elle vient d'y écrire; tout s'efface à la fin seulement : ext4
ne réemploie pas les inodes effacés depuis peu, et les examinerait un à un à chaque fichier neuf.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mesures import SECONDE_EN_MS, Resultat, dossier_rapide, en_ms, ratio

import lettres
from lettres.importation.rangement.ranger import ranger

sys.path += [str(Path(__file__).parents[1])]
from cas_d_importation import MOI, export

FACTURES = 300
_CLIENTS = (300, 20)

Horloge = Callable[[], float]


def mesurer(rondes: int) -> list[Resultat]:
    """Importer ÷ relire, d'un dossier par facture à quinze factures par dossier."""
    resultats: list[Resultat] = []
    for clients in _CLIENTS:
        with tempfile.TemporaryDirectory() as sur_disque, dossier_rapide() as en_memoire:
            libelle = f"{FACTURES} factures de {clients} clients"
            for ou, nom, horloge in ((sur_disque, "disque", time.perf_counter), (en_memoire, "cpu", time.process_time)):
                temps = _alterner(Path(ou) / "dossiers", export(FACTURES, clients), rondes, horloge)
                cle = f"exports.{clients}.{nom}"
                resultats += en_ms(cle, f"{libelle} ({nom})", temps)
                rapport = ratio(temps["importer"], temps["relire"])
                resultats.append(Resultat(f"{cle}.relire", f"{libelle} ({nom}) : importer ÷ relire", rapport, "×"))
    return resultats


def _alterner(ou: Path, octets: bytes, rondes: int, horloge: Horloge) -> dict[str, list[float]]:
    temps: dict[str, list[float]] = {"importer": [], "relire": []}
    for ronde in range(rondes + 1):
        neuf = ou / f"ronde-{ronde}"
        gc.collect()
        debut = horloge()
        ranger(lettres.importer(octets, expediteur=MOI), neuf)
        ecrits = horloge()
        for chemin in neuf.glob("boutique-*.yaml"):
            lettres.lire(chemin)
        relus = horloge()
        temps["importer"].append((ecrits - debut) * SECONDE_EN_MS)
        temps["relire"].append((relus - ecrits) * SECONDE_EN_MS)
    return {nom: ms[1:] for nom, ms in temps.items()}  # -- la première ronde charge les modules --
