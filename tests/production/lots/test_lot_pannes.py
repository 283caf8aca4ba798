"""Pannes d'un lot : tué n'importe quand, ou le disque plein n'importe où, il ne perd, n'abîme ni ne double rien.

Essais longs : cinq cents morts sur mille lettres, et toutes les pannes du disque.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lot_d_essai import ENVIRONNEMENT, POSIX

pytestmark = pytest.mark.skipif(not POSIX, reason="fork et kill sont propres à POSIX")

USINE = Path(__file__).with_name("usine.py")


def usine(essai: str, *arguments: object) -> dict[str, Any]:
    """Ce que l'usine a fait; une lettre abîmée, perdue, double ou remplacée la fait échouer."""
    fini = subprocess.run(
        [sys.executable, str(USINE), essai, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        env=ENVIRONNEMENT,
    )
    assert (fini.returncode, fini.stderr) == (0, "")
    lu: dict[str, Any] = json.loads(fini.stdout)
    return lu


LONG = pytest.mark.long


@pytest.mark.parametrize(("lettres", "morts"), [(30, 12), pytest.param(1000, 500, marks=LONG)])
def test_un_lot_tue_au_hasard_ne_perd_n_abime_ni_ne_double_aucune_lettre(tmp_path: Path, lettres: int, morts: int):
    assert usine("hasard", tmp_path, lettres, morts, 20261122)["morts"] == morts


@pytest.mark.parametrize("panne", ["moitie", pytest.param("mort", marks=LONG)])
def test_un_lot_tue_a_chaque_geste_de_l_ecriture_se_reprend_sans_rien_perdre(tmp_path: Path, panne: str):
    *morts, fini = usine("geste", tmp_path, panne)["codes"]
    assert set(morts) == {-9}
    assert len(morts) >= 8 * 2, "huit points de rupture au moins pour chaque lettre"
    assert fini == 0


@pytest.mark.parametrize("panne", ["ENOSPC", *(pytest.param(p, marks=LONG) for p in ("EIO", "EDQUOT", "EROFS"))])
def test_un_disque_plein_a_chaque_geste_finit_par_4_sans_lettre_incomplete_ni_reste(tmp_path: Path, panne: str):
    *refus, fini = usine("geste", tmp_path, panne)["codes"]
    assert set(refus) == {4}
    assert len(refus) >= 7 * 2
    assert fini == 0
