"""Les lettres habillées, converties par LibreOffice : elles tiennent en peu de pages et gardent tous leurs mots."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from exemples_rendus import DOSSIER_DES_EXEMPLES
from papiers import PAPIERS

import lettres
from lettres.rendu.paragraphes.texte import texte_par_partie

pytestmark = [
    pytest.mark.long,
    pytest.mark.libreoffice,
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext")),
        reason="LibreOffice ou poppler absent : les lettres habillées ne sont pas mises en pages",
    ),
]
AU = date(2026, 11, 20)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, list[str]]]:
    """Le texte du corps et celui de chaque page, pour chaque papier, convertis en un seul appel."""
    repertoire = tmp_path_factory.mktemp("habillees")
    faits = lettres.lire(DOSSIER_DES_EXEMPLES / "minimaux" / "mise_en_demeure-recouvrement.yaml")
    corps: dict[str, str] = {}
    for rang, (nom, fictif) in enumerate(PAPIERS.items()):
        octets = lettres.generer(faits, "mise_en_demeure", au=AU, papier=fictif.octets).octets
        (repertoire / f"{rang}.docx").write_bytes(octets)
        corps[nom] = texte_par_partie(octets)["word/document.xml"]
    profil = f"-env:UserInstallation=file://{repertoire}/profil"
    fichiers = sorted(str(f) for f in repertoire.glob("*.docx"))
    convertir = ["soffice", profil, "--headless", "--convert-to", "pdf", "--outdir", str(repertoire), *fichiers]
    subprocess.run(convertir, check=True, capture_output=True, timeout=600)
    return {nom: (corps[nom], _pages(repertoire / f"{rang}.pdf")) for rang, nom in enumerate(PAPIERS)}


def _pages(pdf: Path) -> list[str]:
    texte = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, timeout=600)
    return texte.stdout.decode().split("\f")[:-1]


def _mots(texte: str) -> str:
    return re.sub(r"[\s\u00a0\u202f\u2011•–¦-]", "", texte)


@pytest.mark.parametrize("nom", PAPIERS)
def test_la_lettre_habillee_tient_en_trois_pages_et_garde_ses_mots(pages: dict[str, tuple[str, list[str]]], nom: str):
    corps, lues = pages[nom]
    assert 1 <= len(lues) <= 3
    mises = _mots("".join(lues))
    perdus = [ligne for ligne in corps.split("\n") if len(ligne) < 60 and _mots(ligne) not in mises]
    assert perdus == []


@pytest.mark.parametrize("nom", [n for n, fictif in PAPIERS.items() if fictif.suite and "italienne" not in n])
def test_l_en_tete_du_papier_se_lit_sur_la_premiere_page(pages: dict[str, tuple[str, list[str]]], nom: str):
    _, lues = pages[nom]
    assert _mots(PAPIERS[nom].dit) in _mots(lues[0])
