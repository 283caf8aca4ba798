"""Papiers à en-tête, tels que Word, LibreOffice, Google Documents et python-docx les écrivent; tous fictifs.

Chacun dit si son en-tête ou son pied de première page porte le nom et l'adresse de l'expéditeur des exemples.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from paquets import ESPACES, REL, docx, p, runs, tbl, tr, zone_de_texte

NOM, RUE, VILLE, COURRIEL = (
    "Studio Karine Exemple",
    "12, rue des Érables",
    "Granby (Québec)  J2G 1A1",
    "karine@exemple.test",
)
EXPEDITEUR = (NOM, f"{RUE}, Granby (Québec) J2G 1A1", COURRIEL)
"""Les lignes que la lettre imprime d'elle-même, sans papier."""
THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


class PapierFictif(NamedTuple):
    """Un papier; `porte` : l'expéditeur s'y lit en entier; `suite` : il a de quoi dire sur les pages suivantes."""

    octets: bytes
    porte: bool = True
    dit: str = "Exemple"
    suite: bool = True


def png(largeur: int = 240, hauteur: int = 80, couleur: tuple[int, int, int] = (31, 47, 70)) -> bytes:
    """Un rectangle d'une couleur."""

    def bloc(nom: bytes, contenu: bytes) -> bytes:
        return struct.pack(">I", len(contenu)) + nom + contenu + struct.pack(">I", zlib.crc32(nom + contenu))

    rangee = b"\x00" + bytes(couleur) * largeur
    entete = struct.pack(">IIBBBBB", largeur, hauteur, 8, 2, 0, 0, 0)
    image = bloc(b"IDAT", zlib.compress(rangee * hauteur, 9))
    return b"\x89PNG\r\n\x1a\n" + bloc(b"IHDR", entete) + image + bloc(b"IEND", b"")


def dessin(rid: str = "rImg", *, mm: tuple[int, int] = (48, 16), numero: int = 1, ancre: bool = False) -> str:
    """Une image, dans le texte ou flottante, comme Word l'écrit."""
    cx, cy = (cote * 36000 for cote in mm)
    image = (
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
        f'<pic:cNvPr id="{numero}" name="Logo"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{rid}"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic>"
    )
    commun = f'<wp:extent cx="{cx}" cy="{cy}"/>'
    nomme = f'<wp:docPr id="{numero}" name="Logo" descr="Le logo du Studio"/>'
    if ancre:
        return (
            '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
            'behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            '<wp:positionH relativeFrom="page"><wp:posOffset>914400</wp:posOffset></wp:positionH>'
            '<wp:positionV relativeFrom="page"><wp:posOffset>457200</wp:posOffset></wp:positionV>'
            f'{commun}<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>{nomme}<wp:cNvGraphicFramePr/>{image}'
            "</wp:anchor></w:drawing></w:r>"
        )
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">{commun}{nomme}<wp:cNvGraphicFramePr/>'
        f"{image}</wp:inline></w:drawing></w:r>"
    )


def champ_word(code: str) -> str:
    """Un champ composé, en cinq morceaux, comme Word les écrit."""
    marque = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return marque("begin") + instruction + marque("separate") + "<w:r><w:t>1</w:t></w:r>" + marque("end")


def page(largeur: int, hauteur: int, attributs: str = "", **marges: int) -> str:
    """Une page et ses marges, en vingtièmes de point."""
    toutes = {
        "top": 1440,
        "right": 1440,
        "bottom": 1440,
        "left": 1440,
        "header": 708,
        "footer": 708,
        "gutter": 0,
    } | marges
    dites = " ".join(f'w:{nom}="{valeur}"' for nom, valeur in toutes.items())
    return f'<w:pgSz w:w="{largeur}" w:h="{hauteur}"{attributs}/><w:pgMar {dites}/>'


def mot(texte: str) -> str:
    """Un « run » qui finit par une espace."""
    return f'<w:r><w:t xml:space="preserve">{texte} </w:t></w:r>'


PAGE_N = f"<w:p>{mot('Page')}{champ_word('PAGE')}{mot(' de')}{champ_word('NUMPAGES')}</w:p>"
ADRESSE = p(f"{NOM} · {RUE}, {VILLE}")
MARGES = page(12240, 15840, top=2268, right=1418, bottom=1701, left=1418, footer=567)


def style(
    id_: str, nom: str, dedans: str = "", *, type_: str = "paragraph", defaut: bool = False, base: str = ""
) -> str:
    """Un style, tel que Word l'écrit."""
    marque = ' w:default="1"' if defaut else ""
    base = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="{type_}"{marque} w:styleId="{id_}"><w:name w:val="{nom}"/>{base}{dedans}</w:style>'


def defauts(police: str, demi_points: int, apres: int = 0, interligne: int = 240, langue: str = "en-US") -> str:
    """Ce que vaut un texte sans style."""
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {police}/><w:sz w:val="{demi_points}"/>'
        f'<w:lang w:val="{langue}" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        f'<w:spacing w:after="{apres}" w:line="{interligne}" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )


def nomme(police: str) -> str:
    """Une police, pour tous les alphabets."""
    return f'w:ascii="{police}" w:hAnsi="{police}" w:cs="{police}" w:eastAsia="{police}"'


NORMAL = style("Normal", "Normal", defaut=True)
DE_WORD = (
    defauts('w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"', 22, 160, 259)
    + NORMAL
    + style("Policepardfaut", "Default Paragraph Font", type_="character", defaut=True)
    + style("TableauNormal", "Normal Table", type_="table", defaut=True)
    + style("En-tte", "header", '<w:pPr><w:spacing w:after="0"/></w:pPr>', base="Normal")
    + style(
        "Pieddepage",
        "footer",
        '<w:pPr><w:spacing w:after="0"/></w:pPr><w:rPr><w:sz w:val="16"/></w:rPr>',
        base="Normal",
    )
)


_NOMS_DE_COULEURS = ["dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink"]


def theme(police: str) -> bytes:
    """Le plus petit thème que Word accepte."""
    couleurs = "".join(
        f'<a:{nom}><a:srgbClr val="{valeur}"/></a:{nom}>'
        for nom, valeur in zip(
            _NOMS_DE_COULEURS,
            ["000000", "FFFFFF", "44546A", "E7E6E6", "7A1F3D", *["ED7D31"] * 5, "0563C1", "954F72"],
            strict=True,
        )
    )
    polices = "".join(
        f'<a:{nom}><a:latin typeface="{police}"/><a:ea typeface=""/><a:cs typeface=""/></a:{nom}>'
        for nom in ("majorFont", "minorFont")
    )
    uni = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    trait = f'<a:ln w="6350">{uni}</a:ln>'
    effet = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{_A}" name="Étude"><a:themeElements><a:clrScheme name="E">{couleurs}</a:clrScheme>'
        f'<a:fontScheme name="E">{polices}</a:fontScheme><a:fmtScheme name="E">'
        f"<a:fillStyleLst>{uni * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{trait * 3}</a:lnStyleLst><a:effectStyleLst>{effet * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{uni * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    ).encode()


def papier(
    *,
    entetes: Mapping[str, str] | None = None,
    pieds: Mapping[str, str] | None = None,
    styles: str = DE_WORD,
    mise_en_page: str = MARGES,
    parties: Mapping[str, str | bytes] | None = None,
    images: Mapping[str, bytes] | None = None,
    police_du_theme: str = "",
    corps: str = p(""),
    liens: str = "",
) -> bytes:
    """Un papier; `images` : celles des en-têtes et des pieds, par leur relation; `liens`, leurs autres relations."""
    toutes: dict[str, str | bytes] = dict(parties or {})
    types: dict[str, str] = {}
    vers = liens
    for rid, octets in (images or {}).items():
        toutes[f"word/media/{rid}.png"] = octets
        types[f"word/media/{rid}.png"] = "image/png"
        vers += f'<Relationship Id="{rid}" Type="{REL}/image" Target="media/{rid}.png"/>'
    for genre, parts in (("header", entetes or {}), ("footer", pieds or {})):
        for rang in range(1, len(parts) + 1) if vers else ():
            toutes[f"word/_rels/{genre}{rang}.xml.rels"] = (
                f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{vers}</Relationships>'
            )
    relations = ""
    if police_du_theme:
        toutes["word/theme/theme1.xml"] = theme(police_du_theme)
        types["word/theme/theme1.xml"] = THEME
        relations = f'<Relationship Id="rTheme" Type="{REL}/theme" Target="theme/theme1.xml"/>'
    references = "".join(
        f'<w:{genre}Reference w:type="{place}" r:id="r{genre}{i}"/>'
        for genre, parts in (("header", entetes or {}), ("footer", pieds or {}))
        for i, place in enumerate(parts, start=1)
    )
    return docx(
        corps,
        entetes=entetes,
        pieds=pieds,
        styles=styles,
        section=f"<w:sectPr>{references}{mise_en_page}</w:sectPr>",
        parties=toutes,
        types=types,
        relations=relations,
    )


def reglages(dedans: str) -> dict[str, str]:
    """Des réglages."""
    return {"word/settings.xml": f"<w:settings {ESPACES}>{dedans}</w:settings>"}


def _style_de(paragraphe: str, id_: str) -> str:
    return paragraphe.replace("<w:p>", f'<w:p><w:pPr><w:pStyle w:val="{id_}"/></w:pPr>', 1)


def _de_python_docx() -> bytes:
    import docx as python_docx

    document = python_docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = f"{NOM}\t{RUE}\t{VILLE}"
    section.header.paragraphs[0].text = f"{NOM} (suite)"
    tampon = io.BytesIO()
    document.save(tampon)
    return tampon.getvalue()


LISTE = (
    f'<w:numbering {ESPACES}><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1)"/><w:lvlJc w:val="left"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
FILIGRANE = (
    '<w:p><w:r><w:pict><v:shape id="Filigrane" style="position:absolute;width:400pt;height:80pt;rotation:315" '
    'fillcolor="silver" stroked="f"><v:textpath style="font-family:&quot;Calibri&quot;" string="EXEMPLE"/></v:shape>'
    "</w:pict></w:r></w:p>"
)
CONTROLE = (
    '<w:sdt><w:sdtPr><w:id w:val="7001"/><w:docPartObj><w:docPartGallery w:val="Page Numbers (Bottom of Page)"/>'
    f"<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{PAGE_N}</w:sdtContent></w:sdt>"
)
TITLE_PG = "<w:titlePg/>"

PAPIERS: dict[str, PapierFictif] = {
    "Word, un en-tête et un pied": PapierFictif(
        papier(
            entetes={
                "default": _style_de(runs("Studio ", "Karine", " Exemple"), "En-tte")
                + _style_de(p(f"{RUE}, {VILLE}"), "En-tte")
            },
            pieds={"default": _style_de(PAGE_N, "Pieddepage")},
            police_du_theme="Georgia",
        )
    ),
    "Word, un logo en ligne": PapierFictif(
        papier(
            entetes={"default": f"<w:p>{dessin()}</w:p>" + p("info@studio.test · 450 555-0101")},
            images={"rImg": png()},
        ),
        porte=False,
        dit="450 555-0101",
    ),
    "Word, un tableau dans l’en-tête": PapierFictif(
        papier(
            entetes={
                "default": tbl(tr(f"<w:p>{dessin()}</w:p>", p(NOM) + p(RUE) + p(VILLE) + p(COURRIEL)), colonnes=2)
                .replace("<w:tblPr/>", '<w:tblPr><w:tblW w:w="9400" w:type="dxa"/></w:tblPr>')
                .replace('w:w="1000"', 'w:w="4700"')
                + p("")
            },
            images={"rImg": png()},
        )
    ),
    "Word, première page différente": PapierFictif(
        papier(
            entetes={"first": ADRESSE, "default": p("Studio Karine Exemple – suite")},
            pieds={"first": p(COURRIEL), "default": PAGE_N},
            mise_en_page=MARGES + TITLE_PG,
        )
    ),
    "Word, première page seulement": PapierFictif(
        papier(entetes={"first": ADRESSE}, mise_en_page=MARGES + TITLE_PG), suite=False
    ),
    "Word, pages paires et impaires": PapierFictif(
        papier(
            entetes={"default": ADRESSE, "even": p("Exemple, au verso")},
            pieds={"default": PAGE_N, "even": PAGE_N},
            parties=reglages('<w:mirrorMargins/><w:defaultTabStop w:val="708"/><w:evenAndOddHeaders/>'),
        )
    ),
    "Word, un logo flottant et une marge exacte": PapierFictif(
        papier(
            entetes={"default": f"<w:p>{dessin(ancre=True, mm=(40, 14))}</w:p>"},
            pieds={"default": p(f"Tél. 450 555-0101 – {COURRIEL}")},
            images={"rImg": png(couleur=(122, 31, 61))},
            mise_en_page=MARGES.replace('w:top="2268"', 'w:top="-2400"'),
        ),
        porte=False,
        dit="450 555-0101",
    ),
    "Word, une zone de texte": PapierFictif(papier(entetes={"default": zone_de_texte(p(NOM) + p(f"{RUE}, {VILLE}"))})),
    "Word, un filigrane et un contrôle": PapierFictif(
        papier(entetes={"default": FILIGRANE + ADRESSE}, pieds={"default": CONTROLE})
    ),
    "Word, des styles du même nom": PapierFictif(
        papier(
            entetes={"default": ADRESSE},
            styles=DE_WORD
            + style("Objet", "Objet", '<w:rPr><w:smallCaps/><w:color w:val="7A1F3D"/></w:rPr>', base="Normal")
            + style("VedetteduCabinet", "vedette", '<w:pPr><w:spacing w:after="20"/></w:pPr>', base="Normal")
            + style("Corps", "Corps (caractères)", "<w:rPr><w:i/></w:rPr>", type_="character")
            + style("Salutation", "Salutation", base="Normal")
            + style("Citation", "Quote", '<w:rPr><w:i/><w:color w:val="404040"/></w:rPr>', base="Normal"),
        )
    ),
    "Word, des listes et un lien": PapierFictif(
        papier(
            entetes={
                "default": ADRESSE
                + p("Granby", '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr>')
            },
            pieds={"default": f'<w:p><w:hyperlink r:id="rId1"><w:r><w:t>{COURRIEL}</w:t></w:r></w:hyperlink></w:p>'},
            parties={"word/numbering.xml": LISTE},
            liens=f'<Relationship Id="rId1" Type="{REL}/hyperlink" Target="mailto:{COURRIEL}" TargetMode="External"/>',
        )
    ),
    "Word, des balises": PapierFictif(
        papier(
            entetes={
                "default": runs("{{ expe", "diteur.nom }}")
                + p("{{ expediteur.adresse.complete }}")
                + p("{%p if expediteur.neq %}")
                + p("NEQ {{ expediteur.neq }}")
                + p("{%p endif %}")
            },
            pieds={"default": p("{{ expediteur.coordonnees }}")},
        ),
        dit=NOM,
    ),
    "LibreOffice, A4 et Liberation": PapierFictif(
        papier(
            entetes={"default": _style_de(p(NOM), "Header") + _style_de(p(f"{RUE}, {VILLE}"), "Header")},
            pieds={
                "default": _style_de(
                    f"<w:p>{champ_word('PAGE')}</w:p>".replace("<w:r>", "<w:r><w:rPr/>"),
                    "Footer",
                )
            },
            styles=defauts(nomme("Liberation Serif"), 24, langue="fr-FR")
            + style(
                "Normal",
                "Normal",
                '<w:qFormat/><w:pPr><w:widowControl/><w:bidi w:val="0"/></w:pPr><w:rPr><w:lang w:val="fr-FR"/></w:rPr>',
                defaut=True,
            )
            + style("BodyText", "Body Text", '<w:pPr><w:spacing w:before="0" w:after="140"/></w:pPr>', base="Normal")
            + style("Header", "Header", "<w:pPr><w:suppressLineNumbers/></w:pPr>", base="Normal")
            + style("Footer", "Footer", base="Normal"),
            mise_en_page='<w:type w:val="nextPage"/>'
            + page(11906, 16838, left=1134, right=1134, header=1134, top=1970, footer=1134, bottom=1970)
            + '<w:pgNumType w:fmt="decimal"/>'
            '<w:textDirection w:val="lrTb"/><w:docGrid w:type="default" w:linePitch="100" w:charSpace="0"/>',
        )
    ),
    "Google, Arial et interligne large": PapierFictif(
        papier(
            entetes={
                "default": '<w:p><w:pPr><w:rPr/></w:pPr><w:r><w:rPr><w:rtl w:val="0"/></w:rPr><w:t>'
                + f"{NOM}, {RUE}, {VILLE}</w:t></w:r></w:p>"
            },
            styles=defauts(nomme("Arial"), 22, interligne=276, langue="en")
            + style("Normal", "normal", defaut=True)
            + style("TableNormal", "Table Normal", type_="table", defaut=True)
            + style("Title", "Title", '<w:rPr><w:sz w:val="52"/></w:rPr>', base="Normal"),
            mise_en_page=page(12240, 15840, ' w:orient="portrait"', header=720) + '<w:pgNumType w:start="1"/>',
        )
    ),
    "python-docx, son gabarit": PapierFictif(_de_python_docx()),
    "un pied seul": PapierFictif(papier(pieds={"default": p(NOM) + p(f"{RUE}, {VILLE} · {COURRIEL}")}), suite=False),
    "sans styles, sans rien": PapierFictif(papier(entetes={"default": ADRESSE}, styles="", mise_en_page="")),
    "à l’italienne": PapierFictif(
        papier(
            entetes={"default": ADRESSE},
            mise_en_page=page(15840, 12240, ' w:orient="landscape"'),
        )
    ),
    "étroit, reliure et bordure": PapierFictif(
        papier(
            entetes={"default": ADRESSE},
            mise_en_page=page(12240, 15840, right=2268, left=2268, gutter=567)
            + '<w:pgBorders w:offsetFrom="page"><w:top w:val="single" w:sz="4" w:space="24"/></w:pgBorders>',
        )
    ),
    "de droite à gauche": PapierFictif(
        papier(
            entetes={
                "default": p("סטודיו קארין", "<w:pPr><w:bidi/></w:pPr>").replace(
                    "<w:r>", "<w:r><w:rPr><w:rtl/></w:rPr>"
                )
                + ADRESSE
            },
            styles=defauts(nomme("Arial"), 22)
            + style(
                "Normal",
                "Normal",
                '<w:pPr><w:bidi/><w:ind w:firstLine="567"/></w:pPr><w:rPr><w:lang w:bidi="he-IL"/></w:rPr>',
                defaut=True,
            ),
            mise_en_page=MARGES + "<w:bidi/><w:rtlGutter/>",
        )
    ),
    "un autre nom, la même adresse": PapierFictif(
        papier(entetes={"default": p(f"Étude Exemple, {RUE}, {VILLE}")}), porte=False
    ),
    "le nom, sans l’adresse": PapierFictif(papier(entetes={"default": p(NOM)}), porte=False, dit=NOM),
}
