"""Noms de fichiers : la table des textes difficiles."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import d_un_trait

from lettres.sortie import nom_de_fichier
from lettres.sortie.noms import defaut

TABLE = [
    ("2026-014", "2026-014"),
    ("F-1023", "F-1023"),
    ("2026", "2026"),
    ("mise_en_demeure", "mise-en-demeure"),
    ("Mise en demeure", "mise-en-demeure"),
    ("L’été à Montréal", "l-ete-a-montreal"),
    ("Œuvre et cætera", "oeuvre-et-caetera"),
    ("Tremblay & Fils inc.", "tremblay-fils-inc"),
    ("../../etc/passwd", "etc-passwd"),
    ("C:\\Users\\karine", "c-users-karine"),
    ("a/b", "a-b"),
    (".cache", "cache"),
    ("-rf", "rf"),
    ("--2026", "2026"),
    ("dossier.", "dossier"),
    ("2026.014", "2026-014"),
    ("con", "x-con"),
    ("PRN", "x-prn"),
    ("com1", "x-com1"),
    ("LPT9", "x-LPT9"),
    ("contrat", "contrat"),
    ("\u202exe.cod", "xe-cod"),
    ("zéro\u200bespace", "zeroespace"),
    ("a\x00b\nc", "a-b-c"),
    ("Pawłowski", "pawlowski"),
    ("日本", "sans-nom"),
    ("   ", "sans-nom"),
    ("", "sans-nom"),
    ("é" * 130, "e" * 80),
    ("a" * 80, "a" * 80),
    ("A1" * 40, "A1" * 40),
    ("A1" * 40 + "B", "a1" * 40),
    ("a" * 79 + " b", "a" * 79),
]


@d_un_trait
@pytest.mark.parametrize(("texte", "attendu"), TABLE)
def test_un_texte_devient_un_morceau_sur(texte: str, attendu: str):
    assert nom_de_fichier(texte, extension="docx") == f"{attendu}.docx"


def test_le_nom_d_une_lettre_garde_la_reference_et_la_date():
    nom = nom_de_fichier("2026-014", "mise_en_demeure", "2026-11-22", extension="docx")
    assert nom == "2026-014_mise-en-demeure_2026-11-22.docx"


def test_deux_ecritures_du_meme_accent_donnent_le_meme_nom():
    compose, decompose = unicodedata.normalize("NFC", "Éric Côté"), unicodedata.normalize("NFD", "Éric Côté")
    assert compose != decompose
    assert nom_de_fichier(compose, extension="docx") == nom_de_fichier(decompose, extension="docx")


def test_sans_aucun_morceau_le_fichier_a_quand_meme_un_nom():
    assert nom_de_fichier(extension="docx") == "sans-nom.docx"


def test_l_extension_s_ecrit_avec_ou_sans_point():
    assert nom_de_fichier("a", extension=".docx") == nom_de_fichier("a", extension="docx") == "a.docx"


@d_un_trait
@pytest.mark.parametrize(
    ("nom", "raison"),
    [
        ("", "rien avant son extension"),
        (".", "rien avant son extension"),
        ("..", "rien avant son extension"),
        (".docx", "rien avant son extension"),
        (" . .docx", "rien avant son extension"),
        ("a/b.docx", "« / »"),
        ("a\\b.docx", "« \\ »"),
        ("d?.docx", "« ? »"),
        ("a\0.docx", "ne se voit pas"),
        ("a\u200b.docx", "ne se voit pas"),
        ("a\udcff.docx", "ne se voit pas"),
        ("NUL", "« NUL » est réservé"),
        ("Com¹.docx", "« Com¹ » est réservé"),
        ("aux .tar.gz", "« aux » est réservé"),
        ("lettre.", "point ou par une espace"),
        ("lettre ", "point ou par une espace"),
        ("-rf.docx", "tiret"),
        ("a" * 251 + ".docx", "trop long"),
        ("é" * 126 + ".docx", "trop long"),
        ("a" * 250 + ".docx", None),
        ("é" * 125 + ".docx", None),
        ("com0x.docx", None),
        ("nulle.docx", None),
        ("2026-014_rappel_2026-11-22.docx", None),
    ],
)
def test_un_nom_que_tous_les_systemes_ne_permettent_pas_a_un_defaut(nom: str, raison: str | None):
    trouve = defaut(nom)
    assert (trouve is None) if raison is None else (raison in str(trouve))


@pytest.mark.parametrize(("nom", "permis"), [(".lettres", True), ("..", False), ("a. ", False), ("NUL", False)])
def test_un_dossier_peut_n_avoir_rien_avant_son_point(nom: str, permis: bool):
    assert (defaut(nom, repertoire=True) is None) is permis


@d_un_trait
@pytest.mark.parametrize(
    "reference", ["CON", "prn", "aux", "NUL", "com1", "COM¹", "lpt9", "nul.2026", "-rf", "..", "a:b?"]
)
def test_une_reference_reservee_donne_quand_meme_un_nom_permis(reference: str):
    assert defaut(nom_de_fichier(reference, "rappel", "2026-11-22", extension="docx")) is None
    assert defaut(nom_de_fichier(reference, extension="docx")) is None


@given(st.lists(st.text(), max_size=6))
def test_tout_texte_donne_un_nom_permis_partout(morceaux: list[str]):
    nom = nom_de_fichier(*morceaux, extension="docx")
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,199}\.docx", nom)
    assert defaut(nom) is None
