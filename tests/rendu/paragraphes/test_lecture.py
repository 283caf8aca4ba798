"""La lecture d'un document Word : ses paragraphes et ses rangées, à leur rang, sous leur style."""

from __future__ import annotations

import pytest
from tables import d_un_trait

from lettres.rendu.paragraphes.lecture import CORPS, EN_TETE, NOTES, PIED, Lu, genre, lire_l_arbre
from lettres.rendu.xml.arbre_xml import ESPACES, lire

ENTETE = f'xmlns:w="{ESPACES["w"]}" xmlns:mc="{ESPACES["mc"]}"'


def lus(corps: str) -> list[object]:
    return [*lire_l_arbre(lire(f"<w:document {ENTETE}><w:body>{corps}</w:body></w:document>".encode()))]


def p(*contenu: str, style: str = "") -> str:
    proprietes = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{proprietes}<w:r>{''.join(contenu)}</w:r></w:p>"


def t(texte: str) -> str:
    return f"<w:t>{texte}</w:t>"


def zone(corps: str) -> str:
    return f"<w:pict><w:txbxContent>{corps}</w:txbxContent></w:pict>"


@d_un_trait
@pytest.mark.parametrize(
    ("partie", "attendu"),
    [
        ("word/document.xml", CORPS),
        ("word/header.xml", EN_TETE),
        ("word/header12.xml", EN_TETE),
        ("word/footer2.xml", PIED),
        ("word/footnotes.xml", NOTES),
        ("word/endnotes.xml", NOTES),
        ("word/document2.xml", ""),
        ("word/footnotes1.xml", ""),
        ("word/styles.xml", ""),
        ("word/glossary/document.xml", ""),
        ("word/_rels/document.xml.rels", ""),
    ],
)
def test_les_parties_qui_portent_du_texte_ont_un_genre(partie: str, attendu: str):
    assert genre(partie) == attendu


def test_un_paragraphe_a_son_rang_et_son_style():
    assert lus(p(t("a"), style="Titre") + p(t("b"))) == [Lu("a", 1, "Titre"), Lu("b", 2, "")]


@pytest.mark.parametrize(
    ("nom", "signe"),
    [
        ("tab", "\t"),
        ("ptab", "\t"),
        ("br", "\n"),
        ("cr", "\n"),
        ("noBreakHyphen", "\u2011"),
        ("softHyphen", "\u00ad"),
        ("lastRenderedPageBreak", ""),
    ],
)
def test_un_signe_de_word_se_lit_dans_un_run_et_non_dans_des_proprietes(nom: str, signe: str):
    assert lus(p(t("a"), f"<w:{nom}/>", t("b"))) == [Lu(f"a{signe}b", 1, "")]
    assert lus(f"<w:p><w:pPr><w:tabs><w:{nom}/></w:tabs></w:pPr></w:p>") == [Lu("", 1, "")]


def test_une_rangee_donne_les_blocs_de_chaque_cellule_et_une_cellule_peut_etre_vide():
    imbriquee = f"<w:tbl><w:tr><w:tc>{p(t('b'))}</w:tc></w:tr></w:tbl>"
    rangee = f"<w:tbl><w:tr><w:tc>{p(t('a'))}{imbriquee}</w:tc><w:tc/></w:tr></w:tbl>"
    assert lus(rangee + p(t("c"))) == [[[Lu("a", 1, ""), [[Lu("b", 2, "")]]], []], Lu("c", 3, "")]


def test_ce_qui_ne_se_lit_pas_compte_quand_meme_son_rang():
    repli = f"<mc:AlternateContent><mc:Fallback>{zone(p(t('z')))}</mc:Fallback></mc:AlternateContent>"
    retire = f"<w:del>{p(t('x'))}</w:del>"
    assert lus(p(t("a"), repli) + retire + p(t("b"))) == [Lu("a", 1, ""), Lu("b", 4, "")]


def test_une_zone_de_texte_suit_le_paragraphe_qui_la_porte():
    assert lus(p(t("a"), zone(p(t("z"))), t("b"))) == [Lu("ab", 1, ""), Lu("z", 2, "")]
