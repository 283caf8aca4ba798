"""Paquets que nous refusons : formats, et balises là où docxtpl ne remplit rien.

Une ligne : l'écart, le fichier, nos codes, puis ce que docxtpl écrit (ses paragraphes, séparés par « | ») ou lève.
"""

from __future__ import annotations

from fragments import LIEN_EXTERNE, par, relation, run
from paquets import REL, docx, noms, p, partie, zipper

LEVE = "! "
"""Devant le nom d'une exception que docxtpl lève."""

_BON = docx(p("{{ prénom }}"))

PAQUETS: dict[str, tuple[str, bytes, str, str]] = {
    "balise dans la cible d'un lien": (
        "PARTIE_NON_REMPLIE",
        docx(
            par(f'<w:hyperlink r:id="rX">{run("x")}</w:hyperlink>'),
            relations=relation("hyperlink", "mailto:{{ prénom }}", LIEN_EXTERNE),
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
