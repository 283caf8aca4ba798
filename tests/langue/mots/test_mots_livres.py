"""Le catalogue livré : ce que disent les YAML et les indices de leurs motifs, jamais autre chose."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import yaml

from lettres.langue.mots import donnees_livrees, indices_livres
from lettres.langue.mots.indices import indices
from lettres.langue.mots.indices_livres import FICHIER, en_texte, indices_du_catalogue
from lettres.langue.mots.motifs import citations, familles

RECRIRE = "le catalogue a changé : python -m lettres.langue.mots"
DES_FAMILLES = {f.source(rang) for f in familles() for rang in range(len(f.fiches))}
SOURCES = sorted({*DES_FAMILLES, citations().rapportes.pattern})


def test_les_donnees_livrees_sont_celles_des_fichiers_yaml():
    assert donnees_livrees.FICHIER.read_text(encoding="utf-8") == donnees_livrees.en_texte(), RECRIRE
    fichiers = sorted(donnees_livrees.FICHIER.parent.glob("*.yaml"))
    assert len(fichiers) > 10
    for fichier in fichiers:
        assert donnees_livrees.donnees(fichier.stem) == yaml.safe_load(fichier.read_text(encoding="utf-8"))


def test_les_indices_livres_sont_ceux_du_catalogue():
    assert FICHIER.read_text(encoding="utf-8") == en_texte(), RECRIRE


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


@pytest.mark.parametrize("graine", ["0", "1"])
def test_un_motif_a_les_memes_indices_dans_tout_processus(graine: str):
    code = "from lettres.langue.mots import indices_livres as i; print(i.FICHIER.read_text('utf-8') == i.en_texte())"
    milieu = {"PYTHONHASHSEED": graine, "PATH": ""}
    dit = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=milieu)
    assert dit.stdout.strip() == "True"
