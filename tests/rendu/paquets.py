"""Bâtit de petits documents Word en XML brut, pour que chaque essai montre la structure exacte qu'il éprouve."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import escape

from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import ATTRIBUTS_DE_TEXTE, BR, Element, R, w

ESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
DOC = "application/vnd.openxmlformats-officedocument.wordprocessingml."
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAQUET = "http://schemas.openxmlformats.org/package/2006"
SECTION = "<w:sectPr/>"


def p(texte: str, proprietes: str = "") -> str:
    """Un paragraphe d'un seul « run »; le texte est déjà du XML."""
    return f'<w:p>{proprietes}<w:r><w:t xml:space="preserve">{texte}</w:t></w:r></w:p>'


def lettre_de(*lignes_: str) -> bytes:
    """Un document dont chaque ligne, telle qu'on la lit, est un paragraphe."""
    return docx("".join(p(escape(ligne, quote=False)) for ligne in lignes_))


def runs(*textes_: str) -> str:
    """Un paragraphe coupé en plusieurs « runs », comme Word le fait."""
    return "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{t}</w:t></w:r>' for t in textes_) + "</w:p>"


def tc(contenu: str) -> str:
    """Une cellule; du texte nu devient un paragraphe."""
    dedans = contenu if contenu.startswith("<") or not contenu else p(contenu)
    return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>{dedans}</w:tc>'


def tr(*cellules: str) -> str:
    """Une rangée."""
    return "<w:tr>" + "".join(tc(c) for c in cellules) + "</w:tr>"


def tbl(*rangees: str, colonnes: int = 1) -> str:
    """Un tableau."""
    grille = '<w:gridCol w:w="1000"/>' * colonnes
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grille}</w:tblGrid>{''.join(rangees)}</w:tbl>"


def zone_de_texte(contenu: str) -> str:
    """Un paragraphe qui porte une zone de texte, avec sa copie de repli, comme Word l'écrit."""
    return (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
        "<wp:docPr id='7' name='Zone'/><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"<w:txbxContent>{contenu}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{contenu}</w:txbxContent>"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def note(numero: int, contenu: str, genre: str = "footnote") -> str:
    """Une note de bas de page ou de fin."""
    return f'<w:{genre} w:id="{numero}">{contenu}</w:{genre}>'


def appel(numero: int, genre: str = "footnote") -> str:
    """Un paragraphe qui appelle une note."""
    return f'<w:p><w:r><w:{genre}Reference w:id="{numero}"/></w:r></w:p>'


def docx(
    corps: str = "",
    *,
    entetes: Mapping[str, str] | None = None,
    pieds: Mapping[str, str] | None = None,
    notes: str = "",
    notes_de_fin: str = "",
    styles: str = "",
    parties: Mapping[str, str | bytes] | None = None,
    types: Mapping[str, str] | None = None,
    relations: str = "",
    relations_du_paquet: str = "",
    section: str = SECTION,
    type_principal: str = f"{DOC}document.main+xml",
) -> bytes:
    """Un .docx complet. `entetes` et `pieds` : type (default, first, even) → contenu XML.

    Des réglages, des listes ou des polices donnés parmi les `parties` sont reliés au corps.
    """
    contenu: dict[str, str | bytes] = {}
    tous_types = {"word/document.xml": type_principal, **(types or {})}
    liens: list[str] = []
    references = ""
    for genre, morceaux in (("header", entetes or {}), ("footer", pieds or {})):
        racine = "hdr" if genre == "header" else "ftr"
        for i, (place, xml) in enumerate(morceaux.items(), start=1):
            nom = f"{genre}{i}.xml"
            contenu[f"word/{nom}"] = f"<w:{racine} {ESPACES}>{xml}</w:{racine}>"
            tous_types[f"word/{nom}"] = f"{DOC}{genre}+xml"
            liens.append(f'<Relationship Id="r{genre}{i}" Type="{REL}/{genre}" Target="{nom}"/>')
            references += f'<w:{genre}Reference w:type="{place}" r:id="r{genre}{i}"/>'
    for genre, xml in (("footnotes", notes), ("endnotes", notes_de_fin)):
        if xml:
            contenu[f"word/{genre}.xml"] = f"<w:{genre} {ESPACES}>{xml}</w:{genre}>"
            tous_types[f"word/{genre}.xml"] = f"{DOC}{genre}+xml"
            liens.append(f'<Relationship Id="r{genre}" Type="{REL}/{genre}" Target="{genre}.xml"/>')
    if styles:
        contenu["word/styles.xml"] = f"<w:styles {ESPACES}>{styles}</w:styles>"
        tous_types["word/styles.xml"] = f"{DOC}styles+xml"
        liens.append(f'<Relationship Id="rstyles" Type="{REL}/styles" Target="styles.xml"/>')
    for genre in ("settings", "numbering", "fontTable"):
        if f"word/{genre}.xml" in (parties or {}):
            tous_types[f"word/{genre}.xml"] = f"{DOC}{genre}+xml"
            liens.append(f'<Relationship Id="r{genre}" Type="{REL}/{genre}" Target="{genre}.xml"/>')
    fin = section.replace("<w:sectPr/>", f"<w:sectPr>{references}<w:titlePg/></w:sectPr>") if references else section
    contenu["word/document.xml"] = f"<w:document {ESPACES}><w:body>{corps}{fin}</w:body></w:document>"
    contenu["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{PAQUET}/relationships">{"".join(liens)}{relations}</Relationships>'
    )
    contenu["_rels/.rels"] = (
        f'<Relationships xmlns="{PAQUET}/relationships"><Relationship Id="rDoc" Type="{REL}/officeDocument" '
        f'Target="word/document.xml"/>{relations_du_paquet}</Relationships>'
    )
    surcharges = "".join(f'<Override PartName="/{nom}" ContentType="{t}"/>' for nom, t in tous_types.items())
    contenu["[Content_Types].xml"] = (
        f'<Types xmlns="{PAQUET}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{surcharges}</Types>'
    )
    return zipper({**contenu, **(parties or {})})


def zipper(parties: Mapping[str, str | bytes]) -> bytes:
    """Les parties en zip; une chaîne est écrite en UTF-8."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in parties.items():
            archive.writestr(nom, contenu)
    return tampon.getvalue()


def parties_de(octets: bytes) -> dict[str, bytes]:
    """Toutes les parties d'un paquet."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist()}


def champ(code: str) -> str:
    """Un paragraphe dont un champ Word a son code coupé en deux « runs »."""
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + "".join(f"<w:r><w:instrText>{c}</w:instrText></w:r>" for c in (code[:3], code[3:]))
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def partie(octets: bytes, nom: str = "word/document.xml") -> str:
    """Le XML d'une partie."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return archive.read(nom).decode()


def noms(octets: bytes) -> list[str]:
    """Les noms des parties, dans l'ordre du fichier."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return archive.namelist()


def texte(octets: bytes, nom: str = "word/document.xml") -> str:
    """Le texte d'une partie, sans aucun séparateur."""
    return "".join(t for t, _ in textes(arbre_xml.lire(partie(octets, nom).encode())))


def lignes(octets: bytes, nom: str = "word/document.xml") -> list[str]:
    """Le texte de chaque paragraphe d'une partie."""
    return [
        re.sub("<[^>]+>", "", re.sub(r"<w:br/>", "\n", re.sub(r"<w:tab/>", "\t", bloc)))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        for bloc in re.findall(r"<w:p(?=[ >/])(?:[^>]*/>|.*?</w:p>)", partie(octets, nom), re.DOTALL)
    ]


SIGNES = {BR: "\n", w("tab"): "\t", w("noBreakHyphen"): "\u2011"}


def textes(racine: Element) -> Iterator[tuple[str, bool]]:
    """Les textes d'une partie, dans l'ordre, chacun avec « est-ce un attribut ? ».

    Dans un « run », `w:br`, `w:tab` et `w:noBreakHyphen` sont les signes qu'ils affichent; les attributs sont
    ceux qu'un lecteur peut entendre : titre et texte de remplacement.
    """
    for element in racine.iter():
        for attribut in ATTRIBUTS_DE_TEXTE:
            if attribut in element.attrib:
                yield element.attrib[attribut], True
        if element.tag in SIGNES and element.getparent().tag == R:
            yield SIGNES[element.tag], False
        if element.text:
            yield element.text, False
        if element.tail:
            yield element.tail, False
