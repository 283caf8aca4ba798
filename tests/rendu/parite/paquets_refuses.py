"""Paquets que nous refusons : formats, et balises là où docxtpl ne remplit rien.

Une ligne : l'écart, le fichier, nos codes, puis ce que docxtpl écrit (ses paragraphes, séparés par « | ») ou lève.
"""

from __future__ import annotations

from fragments import LIEN_EXTERNE, par, relation, run
from paquets import DOC, ESPACES, REL, docx, noms, p, partie, zipper

LEVE = "! "
"""Devant le nom d'une exception que docxtpl lève."""

_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{{ prénom }}</dc:title></cp:coreProperties>'
)
_PERSONNALISEES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="x"><vt:lpwstr>{{ prénom }}</vt:lpwstr>'
    "</property></Properties>"
)
_METADONNEES = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_BON = docx(p("{{ prénom }}"))

PAQUETS: dict[str, tuple[str, bytes, str, str]] = {
    "balise dans un commentaire": (
        "PARTIE_NON_REMPLIE",
        docx(
            p("x"),
            parties={
                "word/comments.xml": f'<w:comments {ESPACES}><w:comment w:id="0" w:author="a">{p("{{ prénom }}")}'
                "</w:comment></w:comments>"
            },
            types={"word/comments.xml": f"{DOC}comments+xml"},
            relations=relation("comments", "comments.xml"),
        ),
        "M111",
        "x",
    ),
    "balise dans une propriété personnalisée": (
        "PARTIE_NON_REMPLIE",
        docx(
            p("x"),
            parties={"docProps/custom.xml": _PERSONNALISEES},
            types={"docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml"},
            relations_du_paquet=relation("custom-properties", "docProps/custom.xml"),
        ),
        "M111",
        "x",
    ),
    "balise dans la cible d'un lien": (
        "PARTIE_NON_REMPLIE",
        docx(
            par(f'<w:hyperlink r:id="rX">{run("x")}</w:hyperlink>'),
            relations=relation("hyperlink", "mailto:{{ prénom }}", LIEN_EXTERNE),
        ),
        "M111",
        "x",
    ),
    "balise dans le titre du document": (
        "PROPRIETES",
        docx(
            p("x"),
            parties={"docProps/core.xml": _CORE},
            types={"docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml"},
            relations_du_paquet=f'<Relationship Id="rX" Type="{_METADONNEES}" Target="docProps/core.xml"/>',
        ),
        "M111",
        "x",
    ),
    "document à macros": (
        "FORMAT",
        docx(p("x"), type_principal="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "M105",
        LEVE + "ValueError",
    ),
    "relation vers rien": ("FORMAT", docx(p("x"), relations=relation("image", "NULL")), "M109", LEVE + "KeyError"),
    "document Strict": (
        "FORMAT",
        zipper(
            {
                nom: partie(_BON, nom).replace(REL, "http://purl.oclc.org/ooxml/officeDocument/relationships")
                for nom in noms(_BON)
            }
        ),
        "M101",
        LEVE + "KeyError",
    ),
    "ancien .doc": ("FORMAT", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "M101", LEVE + "BadZipFile"),
    "fichier tronqué": ("FORMAT", _BON[:300], "M101", LEVE + "BadZipFile"),
    "fichier vide": ("FORMAT", b"", "M101", LEVE + "BadZipFile"),
    "déclaration DOCTYPE": (
        "FORMAT",
        zipper(
            {
                nom: partie(_BON, nom).replace("<w:document", '<!DOCTYPE w [<!ENTITY e "E">]><w:document')
                for nom in noms(_BON)
            }
        ),
        "M104",
        "Zoé",
    ),
}
