"""Paquet Word : ce qui entoure le texte de la lettre du banc – styles, thème, réglages, logo, relations – et le zip."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

Meuble = Callable[[str], str]
"""De quoi envelopper un texte : un paragraphe, une cellule, une rangée."""

_OXML = "http://schemas.openxmlformats.org"
_MS = "http://schemas.microsoft.com/office"
_W = f"{_OXML}/wordprocessingml/2006/main"
_A = f"{_OXML}/drawingml/2006/main"
_REL = f"{_OXML}/officeDocument/2006/relationships"
_PAQUET = f"{_OXML}/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument"
_ESPACES = " ".join(
    f'xmlns:{prefixe}="{adresse}"'
    for prefixe, adresse in {
        "wpc": f"{_MS}/word/2010/wordprocessingCanvas",
        "mc": f"{_OXML}/markup-compatibility/2006",
        "o": "urn:schemas-microsoft-com:office:office",
        "r": _REL,
        "m": f"{_OXML}/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "wp14": f"{_MS}/word/2010/wordprocessingDrawing",
        "wp": f"{_OXML}/drawingml/2006/wordprocessingDrawing",
        "w10": "urn:schemas-microsoft-com:office:word",
        "w": _W,
        "w14": f"{_MS}/word/2010/wordml",
        "w15": f"{_MS}/word/2012/wordml",
        "wpg": f"{_MS}/word/2010/wordprocessingGroup",
        "wne": f"{_MS}/word/2006/wordml",
        "wps": f"{_MS}/word/2010/wordprocessingShape",
    }.items()
)
_ESPACES += ' mc:Ignorable="w14 w15 wp14"'
_TETE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_EMU = 9_525
_LARGE, _HAUT = 150, 48


def _champ(code: str) -> str:
    """Un champ composé, comme Word écrit « page x de y »."""
    signes = [f'<w:r><w:fldChar w:fldCharType="{genre}"/></w:r>' for genre in ("begin", "separate", "end")]
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{signes[0]}{instruction}{signes[1]}<w:r><w:t>1</w:t></w:r>{signes[2]}"


PIED = (
    '<w:p><w:pPr><w:pStyle w:val="Pied"/></w:pPr><w:r><w:t xml:space="preserve">Page </w:t></w:r>'
    f'{_champ("PAGE")}<w:r><w:t xml:space="preserve"> de </w:t></w:r>{_champ("NUMPAGES")}</w:p>'
)
"""Le pied de page de la lettre."""

_FORME = f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{_LARGE * _EMU}" cy="{_HAUT * _EMU}"/></a:xfrm>'
DESSIN = (
    f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{_LARGE * _EMU}" '
    f'cy="{_HAUT * _EMU}"/><wp:docPr id="1" name="Logo" descr="Logo du cabinet"/><wp:cNvGraphicFramePr/>'
    f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_OXML}/drawingml/2006/picture">'
    f'<pic:pic xmlns:pic="{_OXML}/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="logo.png"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch>'
    f'</pic:blipFill><pic:spPr>{_FORME}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)
"""Le logo, tel qu'un paragraphe de l'en-tête le porte."""


def docx(corps: str, entete: str, pied: str, *, gras: bool = False) -> bytes:
    """Un .docx complet; `gras` prend les styles par défaut de python-docx au lieu de ceux, maigres, de Word."""
    section = (
        '<w:sectPr w:rsidR="00A1B2C3"><w:headerReference w:type="default" r:id="rId11"/>'
        '<w:footerReference w:type="default" r:id="rId12"/><w:pgSz w:w="12240" w:h="15840"/>'
        '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708"/>'
        "</w:sectPr>"
    )
    styles = _styles_gras() if gras else {"styles": _styles().encode()}
    parties: dict[str, bytes] = {
        "document": _xml("document", f"<w:body>{corps}{section}</w:body>"),
        "header1": _xml("hdr", entete),
        "footer1": _xml("ftr", pied),
        "settings": _xml("settings", _REGLAGES),
        "fontTable": _xml("fonts", _POLICES),
        "webSettings": _xml("webSettings", "<w:optimizeForBrowser/>"),
        **styles,
    }
    liens = {"rId11": ("header", "header1.xml"), "rId12": ("footer", "footer1.xml"), "rId1": ("styles", "styles.xml")}
    liens |= {f"rId{i}": (n, f"{n}.xml") for i, n in enumerate(("settings", "fontTable", "webSettings"), 2)}
    liens["rId5"] = ("theme", "theme/theme1.xml")
    types = {nom: nom.rstrip("1") for nom in parties} | {"document": "document.main"}
    if gras:
        liens["rId6"] = ("stylesWithEffects", "stylesWithEffects.xml")
    contenu = {
        "[Content_Types].xml": _types(types),
        "_rels/.rels": _relations(
            {"rId1": ("officeDocument", "word/document.xml"), "rId3": ("extended-properties", "docProps/app.xml")},
            f'<Relationship Id="rId2" Type="{_PAQUET}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/>',
        ),
        **{f"word/{nom}.xml": octets for nom, octets in parties.items()},
        "word/theme/theme1.xml": _THEME.encode(),
        "word/media/image1.png": _logo(),
        "word/_rels/document.xml.rels": _relations(liens),
        "word/_rels/header1.xml.rels": _relations({"rId1": ("image", "media/image1.png")}),
        "docProps/core.xml": _CORE.encode(),
        "docProps/app.xml": _APP.encode(),
    }
    return zipper(contenu)


def zipper(contenu: Mapping[str, bytes]) -> bytes:
    """Les parties en zip."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, octets in contenu.items():
            archive.writestr(nom, octets)
    return tampon.getvalue()


def _xml(racine: str, dedans: str) -> bytes:
    return f"{_TETE}<w:{racine} {_ESPACES}>{dedans}</w:{racine}>".encode()


def _relations(liens: Mapping[str, tuple[str, str]], suite: str = "") -> bytes:
    corps = "".join(
        f'<Relationship Id="{id_}" Type="{_MS}/2007/relationships/{genre}" Target="{cible}"/>'
        if genre == "stylesWithEffects"
        else f'<Relationship Id="{id_}" Type="{_REL}/{genre}" Target="{cible}"/>'
        for id_, (genre, cible) in liens.items()
    )
    return f'{_TETE}<Relationships xmlns="{_PAQUET}/relationships">{corps}{suite}</Relationships>'.encode()


def _types(types: Mapping[str, str]) -> bytes:
    noms = {f"/word/{nom}.xml": f"{_TYPE}.wordprocessingml.{genre}+xml" for nom, genre in types.items()}
    if "/word/stylesWithEffects.xml" in noms:
        noms["/word/stylesWithEffects.xml"] = "application/vnd.ms-word.stylesWithEffects+xml"
    noms["/word/theme/theme1.xml"] = f"{_TYPE}.theme+xml"
    noms["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    noms["/docProps/app.xml"] = f"{_TYPE}.extended-properties+xml"
    surcharges = "".join(f'<Override PartName="{nom}" ContentType="{type_}"/>' for nom, type_ in noms.items())
    return (
        f'{_TETE}<Types xmlns="{_PAQUET}/content-types"><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{surcharges}</Types>'
    ).encode()


def _styles_gras() -> dict[str, bytes]:
    """Les styles du modèle par défaut de python-docx, et leur double pour les vieux Word."""
    from docx import api

    with zipfile.ZipFile(Path(api.__file__).parent / "templates" / "default.docx") as archive:
        return {nom: archive.read(f"word/{nom}.xml") for nom in ("styles", "stylesWithEffects")}


def _styles() -> str:
    """24 ko de styles : les nôtres, et la longue liste des styles latents que Word écrit dans tout document."""
    latents = [
        f"{nom} {i}" for nom in ("heading", "toc", "index", "List", "List Bullet", "List Number") for i in range(1, 10)
    ]
    latents += ["Title", "Subtitle", "caption", "Strong", "Emphasis", "Table Grid", "No Spacing", "Quote", "footer"]
    tableaux = ("Light Shading", "Light List", "Medium Grid 1", "Medium List 2", "Dark List", "Colorful Grid")
    latents += [f"{nom} Accent {i}" for nom in tableaux for i in range(1, 7)]
    latents += [
        f"{nom} {i} Accent {j}" for nom in ("Grid Table", "List Table") for i in range(1, 8) for j in range(1, 7)
    ]
    exceptions = "".join(
        f'<w:lsdException w:name="{nom}" w:semiHidden="1" w:uiPriority="{i % 99}" w:unhideWhenUsed="1"/>'
        for i, nom in enumerate(latents)
    )
    noms = (
        "Logo",
        "Cabinet",
        "Mode",
        "Date",
        "Partie",
        "Objet",
        "Corps",
        "Cellule",
        "Demande",
        "Piece",
        "Signature",
        "Pied",
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{nom}"><w:name w:val="{nom}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:rsid w:val="00A1B2C3"/><w:pPr><w:spacing w:before="{5 * i}" '
        f'w:after="{60 - 3 * i}" w:line="240" w:lineRule="auto"/><w:jc w:val="both"/></w:pPr><w:rPr>'
        f'<w:rFonts w:ascii="Garamond" w:hAnsi="Garamond"/><w:sz w:val="{19 + i % 3}"/></w:rPr></w:style>'
        for i, nom in enumerate(noms)
    )
    bords = "".join(
        f'<w:{cote} w:val="single" w:sz="4"/>' for cote in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return _xml(
        "styles",
        '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fr-CA"/></w:rPr></w:rPrDefault></w:docDefaults>'
        f'<w:latentStyles w:defLockedState="0" w:count="{len(latents)}">{exceptions}</w:latentStyles>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableauNormal"><w:name w:val="Normal Table"/></w:style>'
        '<w:style w:type="table" w:styleId="Grille"><w:name w:val="Table Grid"/><w:basedOn w:val="TableauNormal"/>'
        f"<w:tblPr><w:tblBorders>{bords}</w:tblBorders></w:tblPr></w:style>{styles}",
    ).decode()


def _logo() -> bytes:
    """Un PNG gris de 150 × 48 points, au grain fixe, d'environ 7 ko : la taille d'un vrai logo."""
    etat, lignes = 12_345, bytearray()
    for _ in range(_HAUT):
        lignes.append(0)
        for _ in range(_LARGE):
            etat = (1_103_515_245 * etat + 12_345) & 0x7FFFFFFF
            lignes.append(etat >> 16 & 0xFF)

    def bloc(nom: bytes, octets: bytes) -> bytes:
        return struct.pack(">I", len(octets)) + nom + octets + struct.pack(">I", zlib.crc32(nom + octets))

    entete = struct.pack(">IIBBBBB", _LARGE, _HAUT, 8, 0, 0, 0, 0)
    image = bloc(b"IHDR", entete) + bloc(b"IDAT", zlib.compress(bytes(lignes), 9)) + bloc(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + image


_REGLAGES = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/><w:characterSpacingControl w:val="doNotCompress"/>'
    f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{_MS}/word" w:val="15"/></w:compat>'
    '<w:rsids><w:rsidRoot w:val="00A1B2C3"/><w:rsid w:val="00A1B2C3"/><w:rsid w:val="00D4E5F6"/></w:rsids>'
    '<w:themeFontLang w:val="fr-CA"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
)
_POLICES = (
    '<w:font w:name="Garamond"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
)
_COULEURS = "".join(
    f'<a:{nom}><a:srgbClr val="{valeur}"/></a:{nom}>'
    for nom, valeur in (
        *(("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "44546A"), ("lt2", "E7E6E6"), ("accent1", "4472C4")),
        *(("accent2", "ED7D31"), ("accent3", "A5A5A5"), ("accent4", "FFC000"), ("accent5", "5B9BD5")),
        *(("accent6", "70AD47"), ("hlink", "0563C1"), ("folHlink", "954F72")),
    )
)
_UNIE = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FAMILLE = '<a:latin typeface="Garamond"/><a:ea typeface=""/><a:cs typeface=""/>'
_THEME = (
    f'{_TETE}<a:theme xmlns:a="{_A}" name="Banc"><a:themeElements><a:clrScheme name="Banc">{_COULEURS}</a:clrScheme>'
    f'<a:fontScheme name="Banc"><a:majorFont>{_FAMILLE}</a:majorFont>'
    f"<a:minorFont>{_FAMILLE}</a:minorFont></a:fontScheme>"
    f'<a:fmtScheme name="Banc"><a:fillStyleLst>{_UNIE * 3}</a:fillStyleLst><a:lnStyleLst>'
    f"{''.join(f'<a:ln w={chr(34)}{w}{chr(34)}>{_UNIE}</a:ln>' for w in (6350, 12700, 19050))}</a:lnStyleLst>"
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_UNIE * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
_CORE = (
    f'{_TETE}<cp:coreProperties xmlns:cp="{_PAQUET}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>Mise en demeure</dc:title><dc:creator>Cabinet Exemple</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-05T09:00:00Z</dcterms:created></cp:coreProperties>'
)
_APP = (
    f'{_TETE}<Properties xmlns="{_OXML}/officeDocument/2006/extended-properties">'
    "<Application>Word</Application></Properties>"
)
