"""Volées (o) : les PDF d'un lot, par peu d'appels à LibreOffice, contre autant d'appels que de lettres; et la réunion.

À lancer seul : « python tests/bench/volees.py 60 »; les deux façons alternent dans la même course.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lot_d_essai import dossier

import lettres
from lettres.conversion import AReunir, en_pdf, reunis

_SEULES = 3
"""Une lettre sur trois se convertit seule; son temps vaut pour les trois."""

_MO = 1024


def _couts(faire: Callable[[], object]) -> tuple[float, float]:
    """Les secondes, et celles du processeur, de nous et de ceux que l'on a lancés : la machine peut être occupée."""
    debut, avant = time.perf_counter(), os.times()
    faire()
    apres = os.times()
    return time.perf_counter() - debut, sum(apres[:4]) - sum(avant[:4])


def mesurer(combien: int) -> dict[str, float]:
    """Le coût d'un appel pour tous ÷ celui d'un appel par lettre, et la mémoire que prend la réunion de ces PDF."""
    with lettres.Atelier() as atelier:
        faites = [atelier.generer(dossier(rang), "rappel", au=date(2026, 11, 22)).octets for rang in range(combien)]
    ensemble = _couts(lambda: en_pdf(faites))
    seules = _couts(lambda: [en_pdf([word]) for word in faites[::_SEULES]])
    encore = _couts(lambda: en_pdf(faites))
    dits: dict[str, float] = {"lettres": combien}
    for rang, quoi in enumerate(("secondes", "processeur")):
        tous, un_a_un = min(ensemble[rang], encore[rang]), seules[rang] * combien / len(faites[::_SEULES])
        dits |= {f"{quoi}_ensemble": tous, f"{quoi}_un_a_un": un_a_un, f"{quoi}_ratio": tous / un_a_un}
    return dits | _reunir(combien)


def _reunir(combien: int) -> dict[str, float]:
    """La mémoire prise, en Mo, à réunir autant, puis dix fois autant, de lettres; un processus neuf pour chacun."""
    prises = {}
    for fois in (1, 10):
        commande = [sys.executable, str(Path(__file__)), "reunir", str(combien * fois)]
        prises[f"Mo_pour_{combien * fois}"] = float(subprocess.run(commande, check=True, capture_output=True).stdout)
    return prises


def _prise(combien: int) -> float:
    with lettres.Atelier() as atelier, tempfile.TemporaryDirectory() as ici:
        (fait,) = en_pdf([atelier.generer(dossier(1), "rappel", au=date(2026, 11, 22)).octets])
        chacun = [AReunir(Path(ici) / f"{rang}.pdf", str(rang), fait.pages) for rang in range(combien)]
        for voulu in chacun:
            voulu.fichier.write_bytes(fait.octets)
        depart = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with reunis(chacun, "Lot"):
            return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - depart) / _MO


if __name__ == "__main__":
    if sys.argv[1] == "reunir":
        sys.stdout.write(str(_prise(int(sys.argv[2]))))
    else:
        sys.stdout.write(json.dumps(mesurer(int(sys.argv[1])), indent=2) + "\n")
