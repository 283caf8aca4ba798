"""Les indices livrés : ceux que l'on lirait dans les motifs, jamais d'autres, et sans les y lire."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from lettres.langue.mots import indices_livres
from lettres.langue.mots.indices import indices
from lettres.langue.mots.indices_livres import FICHIER, en_texte, indices_du_catalogue
from lettres.langue.mots.motifs import familles

SOURCES = sorted({f.source(rang) for f in familles() for rang in range(len(f.fiches))})


def test_le_fichier_livre_est_celui_du_catalogue():
    assert FICHIER.read_text(encoding="utf-8") == en_texte(), "python -m lettres.langue.mots"


def test_chaque_motif_du_catalogue_y_a_ses_indices_dans_le_meme_ordre():
    assert len(json.loads(en_texte())) == len(SOURCES)
    assert [indices_du_catalogue(source) for source in SOURCES] == [indices(source) for source in SOURCES]


def test_un_motif_du_catalogue_ne_se_relit_pas(monkeypatch: pytest.MonkeyPatch):
    lus: list[str] = []
    monkeypatch.setattr(indices_livres, "indices", lus.append)
    for source in SOURCES:
        indices_du_catalogue(source)
    assert lus == []


def test_un_motif_nouveau_se_lit_sur_le_champ():
    assert indices_du_catalogue(r"\bmotif inconnu du catalogue\b") == indices(r"\bmotif inconnu du catalogue\b") != ()


def test_l_eveil_ne_lit_aucun_motif_du_catalogue():
    code = (
        "from lettres.langue.mots import indices, indices_livres, eveil\n"
        "lus = []\n"
        "indices_livres.indices = lambda motif: lus.append(motif) or indices.indices(motif)\n"
        "eveil._reveils(); print(len(lus))"
    )
    dit = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert dit.stdout.strip() == "0"
