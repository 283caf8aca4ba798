"""L'archive d'une lettre : un zip que tout le monde lit, dont les octets ne dépendent que de son contenu."""

from __future__ import annotations

import io
import zipfile

import pytest

from lettres.rendu.paquet.archive import Compresseur, assembler, compresseur, sceller

FIXES = {"word/styles.xml": b"<styles/>" * 50, "[Content_Types].xml": b"<Types/>", "docProps/app.xml": b"<app/>"}
PARTIES = [("word/document.xml", "<été/>".encode() * 100), ("docProps/core.xml", b"")]


def ouvrir(octets: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(octets))
    assert archive.testzip() is None
    return archive


@pytest.mark.parametrize("nom", ["zlib", "isal"])
def test_toutes_les_parties_se_relisent(nom: str):
    if nom == "isal":
        pytest.importorskip("isal", reason="isal absent : sa compression n’a pas été vérifiée.")
    archive = ouvrir(assembler(sceller("[Content_Types].xml", FIXES)[0], PARTIES, compresseur(nom)))
    assert {n: archive.read(n) for n in archive.namelist()} == {**FIXES, **dict(PARTIES)}


def test_les_types_viennent_d_abord_puis_ce_qui_est_commun_puis_ce_qui_change():
    archive = ouvrir(assembler(sceller("[Content_Types].xml", FIXES)[0], PARTIES, compresseur("zlib")))
    assert archive.namelist() == [
        *("[Content_Types].xml", "docProps/app.xml", "word/styles.xml"),
        *("word/document.xml", "docProps/core.xml"),
    ]


def test_chaque_entree_porte_la_date_de_word_et_n_est_lisible_que_de_son_proprietaire():
    archive = ouvrir(assembler(sceller("[Content_Types].xml", FIXES)[0], PARTIES, compresseur("zlib")))
    assert {e.date_time for e in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {e.external_attr >> 16 for e in archive.infolist()} == {0o600}


def test_l_ordre_ou_les_parties_communes_sont_donnees_ne_change_rien():
    envers = dict(reversed(FIXES.items()))
    premiere, seconde = sceller("[Content_Types].xml", FIXES, envers)
    assert premiere == seconde


def test_un_nom_accentue_est_ecrit_en_utf8():
    archive = ouvrir(assembler(sceller("", {"word/média.xml": b"x"})[0], [("word/été.xml", b"y")], compresseur("zlib")))
    assert archive.read("word/média.xml") + archive.read("word/été.xml") == b"xy"


def test_sans_isal_la_bibliotheque_standard_suffit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "isal", None)
    assert compresseur().nom == "zlib"
    with pytest.raises(ImportError):
        compresseur("isal")


def test_le_compresseur_nomme_est_celui_qu_on_a():
    assert isinstance(compresseur("zlib"), Compresseur)
    assert compresseur("zlib").nom == "zlib"
