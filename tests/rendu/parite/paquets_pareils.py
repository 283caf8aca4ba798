"""Paquets que docxtpl et nous remplissons pareil : en-têtes, pieds, notes, liens, images, réglages."""

from __future__ import annotations

from dataclasses import dataclass

from fragments import LIEN_EXTERNE, PUCE, boucle, par, rangees, relation, relations, run, si
from paquets import DOC, ESPACES, appel, docx, note, p, runs, tbl, tr, zone_de_texte


@dataclass(frozen=True)
class Modele:
    """Un modèle, les écarts de forme qu'il montre, les parties laissées derrière."""

    octets: bytes
    ecarts: tuple[str, ...] = ()
    derriere: tuple[str, ...] = ()


_IMAGE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="3" name="Logo"/><a:blip r:embed="rX"/></wp:inline>'
    "</w:drawing></w:r></w:p>"
)
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
_PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)

PAQUETS: dict[str, Modele] = {
    "en-têtes et pieds de trois sortes": Modele(
        docx(
            p("c"),
            entetes={"default": p("{{ nom }}"), "first": p("l’été {{ client.nom }}"), "even": boucle(p("{{ x.t }}"))},
            pieds={"default": runs("{", "{ nom }}"), "first": rangees(tr("{{ x.t }}")), "even": p("{{ n }}")},
        )
    ),
    "en-tête partagé par deux sections": Modele(
        docx(
            p("un", '<w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rheader1"/></w:sectPr></w:pPr>')
            + p("{{ nom }}"),
            entetes={"default": p("{{ nom }}")},
        )
    ),
    "en-tête vidé": Modele(docx(p("c"), entetes={"default": si(p("x"))}), ("RECIPIENT_VIDE",)),
    "contrôle de contenu vidé": Modele(
        docx(f"<w:sdt><w:sdtContent>{si(p('x'))}</w:sdtContent></w:sdt>" + p("c")), ("RECIPIENT_VIDE",)
    ),
    "en-tête à colonnes": Modele(
        docx(
            p("c"), entetes={"default": tbl(tr("{%tc for c in colonnes %}", "{{ c }}", "{%tc endfor %}"), colonnes=3)}
        ),
        ("GRILLE",),
    ),
    "zone de texte d'en-tête": Modele(
        docx(zone_de_texte(p("{{ nom }}")), entetes={"default": zone_de_texte(p("{{ nom }}"))}), ("DESSINS",)
    ),
    "lien dans un en-tête": Modele(
        docx(
            p("c"),
            entetes={"default": par(f'<w:hyperlink r:id="rX">{run("{{ nom }}")}</w:hyperlink>')},
            parties={"word/_rels/header1.xml.rels": relations(relation("hyperlink", "https://a.test/", LIEN_EXTERNE))},
        )
    ),
    "lien externe": Modele(
        docx(
            par(f'<w:hyperlink r:id="rX">{run("{{ nom }}")}</w:hyperlink>'),
            relations=relation("hyperlink", "mailto:a@exemple.test", LIEN_EXTERNE),
        )
    ),
    "image": Modele(
        docx(
            p("{{ nom }}") + _IMAGE,
            parties={"word/media/image1.png": _PNG},
            relations=relation("image", "media/image1.png"),
        ),
        ("DESSINS",),
    ),
    "image d'en-tête": Modele(
        docx(
            p("c"),
            entetes={"default": _IMAGE + p("{{ nom }}")},
            parties={
                "word/media/image1.png": _PNG,
                "word/_rels/header1.xml.rels": relations(relation("image", "media/image1.png")),
            },
        ),
    ),
    "notes de bas de page": Modele(
        docx(
            appel(1) + appel(2),
            notes='<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            + note(1, p("l’été {{ nom }}"))
            + note(2, p("{% if oui %}{{ client.nom }}{% endif %}") + boucle(p("{{ x.t }}")) + p("z")),
        )
    ),
    "note dont l'appel disparaît": Modele(
        docx(si(appel(1)) + appel(2), notes=note(1, p("a")) + note(2, p("{{ nom }}"))), ("NOTE_SANS_APPEL",)
    ),
    "notes de fin sans balise": Modele(
        docx(appel(1, "endnote") + p("{{ nom }}"), notes_de_fin=note(1, p("n"), "endnote"))
    ),
    "styles, listes, polices": Modele(
        docx(
            boucle(p("{{ x.t }}", PUCE)) + p("{{ nom }}", '<w:pPr><w:pStyle w:val="A"/></w:pPr>'),
            styles='<w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/></w:style>',
            parties={
                "word/numbering.xml": f'<w:numbering {ESPACES}><w:abstractNum w:abstractNumId="4"/>'
                '<w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num></w:numbering>',
                "word/fontTable.xml": f'<w:fonts {ESPACES}><w:font w:name="Calibri"/></w:fonts>',
            },
        )
    ),
    "réglages": Modele(
        docx(
            p("{{ nom }}"),
            parties={
                "word/settings.xml": f'<w:settings {ESPACES}><w:zoom w:percent="100"/><w:trackRevisions/>'
                '<w:rsids><w:rsidRoot w:val="00AA00AA"/></w:rsids></w:settings>'
            },
        ),
        ("REGLAGES",),
    ),
    "imprimante": Modele(
        docx(
            p("{{ nom }}"),
            section='<w:sectPr><w:printerSettings r:id="rX"/></w:sectPr>',
            parties={"word/printerSettings/p.bin": "x"},
            types={"word/printerSettings/p.bin": f"{DOC}printerSettings"},
            relations=relation("printerSettings", "printerSettings/p.bin"),
        ),
        ("IMPRIMANTE",),
        derriere=("word/printerSettings/p.bin",),
    ),
    "réglages du Web": Modele(
        docx(
            p("{{ nom }}"),
            parties={"word/webSettings.xml": f"<w:webSettings {ESPACES}/>"},
            types={"word/webSettings.xml": f"{DOC}webSettings+xml"},
            relations=relation("webSettings", "webSettings.xml"),
        ),
        derriere=("word/webSettings.xml",),
    ),
    "balise dans un commentaire": Modele(
        docx(
            p("{{ nom }}"),
            parties={
                "word/comments.xml": f'<w:comments {ESPACES}><w:comment w:id="0" w:author="a">{p("{{ prénom }}")}'
                "</w:comment></w:comments>"
            },
            types={"word/comments.xml": f"{DOC}comments+xml"},
            relations=relation("comments", "comments.xml"),
        ),
        derriere=("word/comments.xml",),
    ),
    "balise dans une propriété personnalisée": Modele(
        docx(
            p("{{ nom }}"),
            parties={"docProps/custom.xml": _PERSONNALISEES},
            types={"docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml"},
            relations_du_paquet=relation("custom-properties", "docProps/custom.xml"),
        )
    ),
    "balise dans le titre du document": Modele(
        docx(
            p("{{ nom }}"),
            parties={"docProps/core.xml": _CORE},
            types={"docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml"},
            relations_du_paquet=f'<Relationship Id="rX" Type="{_METADONNEES}" Target="docProps/core.xml"/>',
        )
    ),
}
