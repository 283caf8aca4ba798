"""Volées (o) : les PDF d'un lot, par peu d'appels à LibreOffice, contre autant d'appels que de lettres; et la réunion.

À lancer seul : « python tests/bench/volees.py 60 »; les deux façons alternent, par tranches, dans la même course.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import pikepdf
from lot_d_essai import dossier

import lettres
from lettres.conversion import AReunir, en_pdf, reunis

_TRANCHES = 3
_MO = 1024


def _secondes(faire: Callable[[], object]) -> float:
    debut = time.perf_counter()
    faire()
    return time.perf_counter() - debut


def mesurer(combien: int) -> dict[str, float]:
    """Le temps d'un appel pour tous ÷ celui d'un appel par lettre, et la mémoire que prend la réunion de ces PDF."""
    with lettres.Atelier() as atelier:
        faites = [atelier.generer(dossier(rang), "rappel", au=date(2026, 11, 22)).octets for rang in range(combien)]
    seuls = ensemble = 0.0
    for tranche in range(_TRANCHES):
        siennes = faites[tranche::_TRANCHES]
        seuls += _secondes(lambda siennes=siennes: [en_pdf([word]) for word in siennes])
        ensemble += _secondes(lambda: en_pdf(faites)) / _TRANCHES
    return {"lettres": combien, "seuls_s": seuls, "ensemble_s": ensemble, "ratio": ensemble / seuls} | _reunir(combien)


def _reunir(combien: int) -> dict[str, float]:
    """La mémoire prise, en Mo, à réunir autant, puis dix fois autant, de PDF de deux pages."""
    with tempfile.TemporaryDirectory() as ici:
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.add_blank_page()
            pdf.Root.Remplissage = pdf.make_stream(bytes(range(256)) * 120)
            pdf.pages[0].obj.Contents = pdf.make_stream(bytes(range(256)) * 120)
            pdf.save(Path(ici) / "a.pdf", compress_streams=False)
        prises = {}
        for fois in (1, 10):
            with reunis([AReunir(Path(ici) / "a.pdf", str(n), 2) for n in range(combien * fois)], "Lot"):
                prises[f"sommet_{combien * fois}_Mo"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MO
    return prises


if __name__ == "__main__":
    sys.stdout.write(json.dumps(mesurer(int(sys.argv[1])), indent=2) + "\n")
