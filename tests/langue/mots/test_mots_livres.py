"""Le catalogue livré : ce que disent les YAML et les indices de leurs motifs, jamais autre chose."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pydantic import TypeAdapter

from lettres.langue.mots.indices_livres import FICHIER, en_texte, livres
from lettres.langue.mots.motifs import FicheFamille, FicheMotif, familles

RECRIRE = "le catalogue a changé : python -m lettres.langue.mots"


def test_une_fiche_ne_dit_que_ce_qu_une_fiche_peut_dire():
    une_famille, un_motif = TypeAdapter(FicheFamille), TypeAdapter(FicheMotif)
    for famille in familles():
        assert une_famille.validate_python(famille.fiche._asdict(), strict=True) == famille.fiche
        for fiche in famille.fiches:
            assert un_motif.validate_python(fiche._asdict(), strict=True) == fiche


def test_les_indices_livres_sont_ceux_du_catalogue():
    assert FICHIER.read_text(encoding="utf-8") == en_texte(), RECRIRE


def test_chaque_motif_du_catalogue_y_a_ses_tournures():
    dits = [(code, rang) for code, rang, *_ in livres()["motifs"]]
    assert dits == [(f.code, rang) for f in familles() for rang in range(len(f.fiches))]


def test_l_eveil_ne_lit_aucun_motif_du_catalogue():
    code = (
        "from lettres.langue.mots import indices_livres, eveil\n"
        "lus = []\n"
        "indices_livres.indices = lus.append\n"
        "eveil.alineas('une plainte criminelle'); print(len(lus))"
    )
    dit = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert dit.stdout.strip() == "0"


@pytest.mark.parametrize("graine", ["0", pytest.param("1", marks=pytest.mark.long)])
def test_un_motif_a_les_memes_indices_dans_tout_processus(graine: str):
    code = "from lettres.langue.mots import indices_livres as i; print(i.FICHIER.read_text('utf-8') == i.en_texte())"
    milieu = {"PYTHONHASHSEED": graine, "PATH": ""}
    dit = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=milieu)
    assert dit.stdout.strip() == "True"
