"""La lecture directe de notre XML : ce qu'un arbre y lirait, ou rien."""

from __future__ import annotations

import pytest
from tables import d_un_trait

from lettres.rendu.paquet.ooxml import DOCUMENT, lire_xml
from lettres.rendu.paragraphes.lecture import lire_l_arbre
from lettres.rendu.paragraphes.lecture_directe import lire_directement

ESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
AUTRES = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
TITRE = '<w:pPr><w:pStyle w:val="Titre &amp; objet"/><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'


def document(corps: str, espaces: str = f"{ESPACE} {AUTRES}") -> bytes:
    xml = f"<w:document {espaces}><w:body>{corps}</w:body></w:document>"
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{xml}".encode()


def p(texte: str, proprietes: str = "") -> str:
    return f'<w:p>{proprietes}<w:r><w:t xml:space="preserve">{texte}</w:t></w:r></w:p>'


def tc(*paragraphes: str) -> str:
    return f"<w:tc><w:tcPr/>{''.join(paragraphes)}</w:tc>"


def tbl(*cellules: str) -> str:
    return f"<w:tbl><w:tr>{''.join(cellules)}</w:tr></w:tbl>"


LISIBLES = {
    "un paragraphe": p("Bonjour"),
    "des entités": p("Fils &amp; Filles &lt;inc.&gt; « &amp;lt; »"),
    "un style et des taquets": p("Objet", TITRE),
    "des signes": "<w:p><w:r><w:t>a</w:t><w:tab/><w:br/><w:cr/><w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>",
    "d'autres signes": '<w:p><w:r><w:t>a</w:t><w:ptab w:alignment="right"/><w:softHyphen/><w:t>b</w:t></w:r></w:p>',
    "un saut de page": '<w:p><w:r><w:br w:type="page"/><w:t>b</w:t></w:r></w:p>',
    "deux « runs »": "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:t> b</w:t></w:r></w:p>",
    "un texte vide": "<w:p><w:r><w:t></w:t></w:r></w:p><w:p></w:p>",
    "un champ": "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>1</w:t></w:r></w:p>",
    "un lien": f'<w:p><w:hyperlink w:anchor="x">{p("ici")[5:-6]}</w:hyperlink></w:p>',
    "une rangée de données": tbl("<w:trPr/>", tc(p("F-1")), tc(p("60,00 $"))) + p("après"),
    "une rangée de mise en page": tbl(tc(p("a"), p("b")), tc(p("c"))),
    "deux tableaux": tbl(tc(p("a"))) + p("entre") + tbl(tc(p("b"))),
    "une citation": p("cité", '<w:pPr><w:pStyle w:val="Citation"/></w:pPr>'),
}
AILLEURS = {
    "un paragraphe fermé aussitôt": f"{p('a')}<w:p/>{p('b')}",
    "le même, avec un attribut": f'{p("a")}<w:p w:rsidR="00A1"/>{p("b")}',
    "un texte supprimé": f'<w:p><w:del w:id="1">{p("x")[5:-6]}</w:del><w:r><w:t>reste</w:t></w:r></w:p>',
    "un texte déplacé": f'<w:p><w:moveFrom w:id="1">{p("x")[5:-6]}</w:moveFrom></w:p>',
    "une zone de texte": f"<w:p><w:r><w:pict><w:txbxContent>{p('zone')}</w:txbxContent></w:pict></w:r></w:p>",
    "un repli": f"<w:p><mc:AlternateContent><mc:Fallback>{p('x')[5:-6]}</mc:Fallback></mc:AlternateContent></w:p>",
    "un tableau dans un tableau": tbl(tc(tbl(tc(p("a"))), p("b"))),
    "un commentaire": f"<!-- {p('x')} -->{p('a')}",
    "une entité par son numéro": p("&#233;t&#233;"),
    "des guillemets simples": "<w:p><w:pPr><w:pStyle w:val='Citation'/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
}


@d_un_trait
@pytest.mark.parametrize("corps", LISIBLES.values(), ids=LISIBLES)
def test_notre_partie_se_lit_comme_avec_un_arbre(corps: str):
    octets = document(corps)
    lus = lire_directement(octets)
    assert lus is not None
    assert [*lus] == [*lire_l_arbre(lire_xml(DOCUMENT, octets))] != []


@d_un_trait
@pytest.mark.parametrize("corps", AILLEURS.values(), ids=AILLEURS)
def test_ce_qui_sort_de_notre_facon_d_ecrire_ne_se_lit_pas_directement(corps: str):
    assert lire_directement(document(corps)) is None


@pytest.mark.parametrize(
    "espaces",
    [
        ESPACE.replace("2006", "2099"),
        f'{ESPACE} xmlns="http://exemple.test"',
        ESPACE.replace("wordprocessingml/2006/main", "autre"),
    ],
)
def test_un_autre_espace_de_noms_ne_se_lit_pas_directement(espaces: str):
    assert lire_directement(document(p("a"), espaces)) is None
