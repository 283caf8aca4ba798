"""Un chemin dans une commande que l'on recopie : le terminal y lit le même."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from lettres.socle.chemins import a_taper, cite

TELS_QUELS = ["dossier.yaml", "dossiers/été-2026_a.yaml", "../a/b.json", "D-1,2=3.yaml"]
A_CITER = [
    *("mon dossier.yaml", "L'Oréal.yaml", "R&D.yaml", "facture (1).yaml", "#12.yaml", "a;b.yaml", "a*b?.yaml"),
    *('dit "x".yaml', "50$.yaml", "$HOME.yaml", "a`b`.yaml", "a\\b.yaml", "a|b>c.yaml", "[a]{b}.yaml", "~b.yaml"),
]


@pytest.mark.skipif(not shutil.which("sh"), reason="aucun terminal pour relire la commande")
def test_un_chemin_cite_se_relit_au_signe_pres_et_un_chemin_simple_ne_l_est_pas():
    assert [cite(chemin) for chemin in TELS_QUELS] == TELS_QUELS
    tapee = " ".join(["printf '%s\\n'", *map(cite, A_CITER)])
    relus = subprocess.run(["sh", "-c", tapee], capture_output=True, check=True, text=True).stdout
    assert relus.splitlines() == A_CITER


def test_une_commande_a_taper_nomme_son_dossier_ainsi():
    assert a_taper("pieces", "R&D 1.yaml", "--noter") == 'lettres pieces "R&D 1.yaml" --noter'
    assert a_taper("pieces", None, "--noter") == a_taper("pieces", "export.csv", "--noter") == ""
