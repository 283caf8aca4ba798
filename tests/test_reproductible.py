"""La même lettre a les mêmes octets partout : tout processus, jour, fuseau, langue, graine de hachage, cache ou non."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

import lettres

RACINE = Path(lettres.__file__).parents[1]
DOSSIER = next((RACINE / "exemples").glob("photographe-deplacement*/dossier.yaml"))

AUTRE_JOUR = """
import time
DECALAGE = 400 * 86_400 + 12_345
for nom in ("time", "localtime", "gmtime"):
    vraie = getattr(time, nom)
    if nom == "time":
        setattr(time, nom, lambda vraie=vraie: vraie() + DECALAGE)
    else:
        setattr(time, nom, lambda s=None, vraie=vraie: vraie(time.time() if s is None else s))
"""
"""Un `sitecustomize` qui fait vivre le programme un an plus tard."""

MILIEUX = [
    {
        "PYTHONHASHSEED": str(graine),
        "TZ": ("America/Toronto", "Pacific/Kiritimati")[graine % 2],
        "LC_ALL": ("C", "C.UTF-8")[graine // 2 % 2],
        "un an plus tard": graine // 4 % 2 == 1,
        "cache": graine % 3 > 0,
    }
    for graine in range(10)
]


@pytest.mark.parametrize(
    "milieux",
    [[MILIEUX[0], MILIEUX[3], MILIEUX[5]], pytest.param(MILIEUX, marks=pytest.mark.long)],
    ids=["trois", "dix"],
)
def test_une_seule_empreinte_en_des_milieux_differents(tmp_path: Path, milieux: list[dict[str, object]]):
    plus_tard = tmp_path / "plus_tard"
    plus_tard.mkdir()
    (plus_tard / "sitecustomize.py").write_text(AUTRE_JOUR, encoding="utf-8")
    empreintes, jours = set(), set()
    for rang, milieu in enumerate(milieux):
        variables = {nom: str(valeur) for nom, valeur in milieu.items() if nom.isupper()}
        chemins = [str(RACINE), *([str(plus_tard)] if milieu["un an plus tard"] else [])]
        sortie = tmp_path / f"sortie-{rang}"
        programme = "import time; print(time.localtime().tm_year); from lettres.cli import main; main()"
        dit = subprocess.run(
            [
                *(sys.executable, "-c", programme, "generer", str(DOSSIER), "--lettre", "rappel"),
                *("--au", "2026-11-22", "--sortie", str(sortie)),
            ],
            env={
                **os.environ,
                **variables,
                "PYTHONPATH": os.pathsep.join(chemins),
                "LETTRES_CACHE": str(tmp_path / "cache") if milieu["cache"] else "",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert dit.returncode == 0, dit.stderr
        jours.add(dit.stdout.split()[0])
        (lettre,) = sortie.glob("*.docx")
        empreintes.add(hashlib.sha256(lettre.read_bytes()).hexdigest())
    assert len(jours) == 2
    assert len(empreintes) == 1
