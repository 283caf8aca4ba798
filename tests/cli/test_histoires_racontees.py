"""Les situations, racontées par leurs commandes : du journal vide à la fin, sans ouvrir le dossier à la main."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from histoires import HISTOIRES, Histoire, jouer
from tries import tries

QUOTIDIENNES = {"photographe-deplacement", "echeance-contestee"}
"""Un désaccord qui finit par une offre, et un dossier né de « nouveau »; les autres se jouent avec les longs."""


@tries(("histoire",), {h.nom: (h,) for h in HISTOIRES}, QUOTIDIENNES & {h.nom for h in HISTOIRES})
def test_l_histoire_se_vit_par_des_commandes_et_laisse_ce_qu_elle_garde(
    histoire: Histoire, lancer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
):
    for nom, contenu in jouer(histoire, lancer, tmp_path, monkeypatch):
        if request.config.getoption("--maj-references"):
            (histoire.ou / nom).write_text(contenu, encoding="utf-8")
        assert contenu == (histoire.ou / nom).read_text(encoding="utf-8"), f"{histoire.nom}/{nom}"
