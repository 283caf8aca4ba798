"""Travailleur de la mesure de mémoire : n lettres d'un seul moteur, sans rien importer de l'autre."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

PREMIERES = 1_000


def memoire(quoi: str) -> float:
    """La mémoire de ce processus, en Mo : « VmRSS », résidente; « VmHWM », à son plus haut."""
    for ligne in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if ligne.startswith(quoi):
            return int(ligne.split()[1]) / 1_024
    raise OSError("Ce système ne dit pas la mémoire d’un processus.")


def _moteur(nom: str, octets: bytes) -> Callable[..., object]:
    if nom == "nous":
        from lettres.rendu import compiler

        return compiler(octets).rendre
    from docxtpl import DocxTemplate

    def rendre(contexte: dict[str, object]) -> None:
        document = DocxTemplate(io.BytesIO(octets))
        document.render(contexte, autoescape=True)
        document.save(io.BytesIO())

    return rendre


def main() -> None:
    """Écrit les lettres, puis les mesures en JSON."""
    nom, combien, octets, clients = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
    contextes = json.loads(clients.read_text(encoding="utf-8"))
    rendre = _moteur(nom, octets.read_bytes())
    premieres = 0.0
    debut = time.perf_counter()
    for rang in range(combien):
        rendre(contextes[rang % len(contextes)])
        if rang + 1 == min(PREMIERES, combien):
            premieres = memoire("VmRSS")
    secondes = time.perf_counter() - debut
    mesures = {"premieres": premieres, "fin": memoire("VmRSS"), "sommet": memoire("VmHWM"), "secondes": secondes}
    sys.stdout.write(json.dumps(mesures))


if __name__ == "__main__":
    main()
