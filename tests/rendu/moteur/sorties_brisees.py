"""Vingt-sept sorties brisées : le modèle qui y mène docxtpl, la trace qu'elle laisse, qui la voit, ce que nous faisons.

| Règle | Ce qu'elle tient |
|---|---|
| R1 | une cellule finit par un paragraphe |
| R2 | un tableau a une rangée, une rangée a une cellule |
| R3 | aucun texte hors d'un `w:t` |
| R4 | le corps garde un paragraphe, sa dernière section et le nombre de ses sections |
| R5 | les identifiants sont uniques |
| R6 | signets, commentaires et champs vont par paires |
| R7 | noms du paquet uniques; relations, styles et listes résolus |
| R8 | le texte de la lettre est, lettre pour lettre, celui du modèle rempli |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docxtpl import RichText
from paquets import appel, docx, note, p, tbl, tr, zone_de_texte

CORPS = "word/document.xml"
_METADONNEES = "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
_ANCIENNES = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Ancien</dc:title></cp:coreProperties>'
)


def run(texte: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{texte}</w:t></w:r>'


def par(*morceaux: str) -> str:
    return f"<w:p>{''.join(morceaux)}</w:p>"


def si(contenu: str, test: str = "if non") -> str:
    return p(f"{{%p {test} %}}") + contenu + p(f"{{%p end{test.split()[0]} %}}")


def boucle(contenu: str) -> str:
    return si(contenu, "for x in l")


def dessin(numero: int) -> str:
    return f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="{numero}" name="x"/></wp:inline></w:drawing></w:r></w:p>'


@dataclass(frozen=True)
class Sortie:
    """Une sortie brisée : le modèle qui y mène docxtpl, sa trace, qui la voit, et ce que nous en faisons."""

    titre: str
    regle: str
    modele: bytes
    trace: str
    """Ce qu'on lit dans la partie écrite par docxtpl; « sans … » : ce qu'on n'y lit plus."""
    vue: str
    """Qui voit l'octet brisé : un code de nos règles, la relecture, le paquet, ou le schéma d'openxml-audit."""
    nous: str
    contexte: Mapping[str, object] = field(default_factory=dict)
    partie: str = CORPS
    echappe: bool = True
    attendu: str = ""
    """Le texte que la partie devrait avoir, quand c'est lui qui manque."""

    @property
    def valeurs(self) -> dict[str, object]:
        return {"oui": True, "non": False, "l": ["a", "b"], "vide": [], "nom": "Zoé", **self.contexte}


SORTIES = {
    1: Sortie("cellule sans paragraphe", "R1", docx(tbl(tr(si(p("x"))))), "</w:tcPr></w:tc>", "M902", "réparée"),
    2: Sortie(
        "tableau sans rangée",
        "R2",
        docx(p("a") + tbl(tr("{%tr for x in vide %}"), tr("{{ x }}"), tr("{%tr endfor %}"))),
        "<w:tblGrid/></w:tbl>",
        "M902",
        "réparée",
    ),
    3: Sortie(
        "« run » dans un texte",
        "R3",
        docx(p("{{ v }}")),
        "<w:t[^>]*><w:r>",
        "M903",
        "M602",
        {"v": RichText("x", bold=True)},
    ),
    4: Sortie("texte nu dans un paragraphe", "R3", docx(p("a {{r nom }} b")), "</w:r>Zoé<w:r>", "M903", "M301"),
    5: Sortie(
        "texte riche dans le désordre",
        "",
        docx(p("{{r v }}")),
        "<w:sz [^>]*/>.*<w:b/>",
        "schéma",
        "M301",
        {"v": RichText("x", bold=True, size=20)},
    ),
    6: Sortie(
        "fond de cellule avant la largeur",
        "",
        docx(tbl(tr("{% cellbg v %}x"))),
        "<w:tcPr><w:shd",
        "schéma",
        "réparée",
        {"v": "FF0000"},
    ),
    7: Sortie(
        "esperluette nue dans une note",
        "",
        docx(appel(1), notes=note(1, p("{{ v }}"))),
        "A & B",
        "illisible",
        "réparée",
        {"v": "A & B"},
        "word/footnotes.xml",
        echappe=False,
    ),
    8: Sortie(
        "balise à demi insérée",
        "R8",
        docx(par(run("{{ no"), f'<w:ins w:id="1" w:author="a">{run("m }} fin")}</w:ins>') + p("la suite")),
        "sans la suite",
        "texte",
        "M506 M507",
        attendu="Zoé finla suite",
    ),
    9: Sortie("corps vidé", "R4", docx(si(p("x"))), "sans <w:p>", "corps", "M904"),
    10: Sortie(
        "tiret avant un tableau",
        "R8",
        docx(p("{% if oui -%}") + tbl(tr("x")) + p("{% endif %}") + p("fin")),
        "sans <w:tbl>",
        "schéma",
        "réparée",
    ),
    11: Sortie(
        "signet double",
        "R5",
        docx(
            boucle(par('<w:bookmarkStart w:id="1" w:name="s"/>', run("{{ x }}"), '<w:bookmarkEnd w:id="1"/>')) + p("")
        ),
        '(?s)bookmarkStart w:id="1".*bookmarkStart w:id="1"',
        "M905",
        "réparée",
    ),
    12: Sortie(
        "contrôle de contenu double",
        "R5",
        docx(
            boucle(f'<w:sdt><w:sdtPr><w:id w:val="9"/></w:sdtPr><w:sdtContent>{p("{{ x }}")}</w:sdtContent></w:sdt>')
            + p("")
        ),
        '(?s)<w:id w:val="9"/>.*<w:id w:val="9"/>',
        "M905",
        "réparée",
    ),
    13: Sortie(
        "identifiant de paragraphe double",
        "R5",
        docx(boucle(f'<w:p w14:paraId="0000000A">{run("{{ x }}")}</w:p>') + p("")),
        "(?s)0000000A.*0000000A",
        "M905",
        "réparée",
    ),
    14: Sortie(
        "note appelée deux fois",
        "R5",
        docx(boucle(appel(1)) + p(""), notes=note(1, p("n"))),
        "(?s)footnoteReference.*footnoteReference",
        "M905",
        "M905",
    ),
    15: Sortie(
        "fin de signet orpheline",
        "R6",
        docx(
            par(run("{{ no"), '<w:bookmarkStart w:id="1" w:name="s"/>', run("m }}"), '<w:bookmarkEnd w:id="1"/>')
            + par(f'<w:hyperlink w:anchor="s">{run("voir")}</w:hyperlink>')
        ),
        "sans bookmarkStart",
        "M906",
        "M502",
    ),
    16: Sortie(
        "commentaire à une seule borne",
        "R6",
        docx(par(run("{{ no"), '<w:commentRangeStart w:id="0"/>', run("m }}"), '<w:commentRangeEnd w:id="0"/>')),
        "sans commentRangeStart",
        "M906",
        "réparée",
    ),
    17: Sortie(
        "champ sans début",
        "R6",
        docx(
            si('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>')
            + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        "sans begin",
        "M906",
        "M906",
    ),
    18: Sortie(
        "signes sans échappement dans le corps",
        "R8",
        docx(p("{{ v }}") + p("la suite")),
        "sans SARL>.*la suite",
        "texte",
        "réparée",
        {"v": "Dupont & Fils <SARL>"},
        echappe=False,
        attendu="Dupont & Fils <SARL>la suite",
    ),
    19: Sortie(
        "entrée double dans le paquet",
        "R7",
        docx(
            p("{{ nom }}"),
            parties={"docProps/core.xml": _ANCIENNES},
            types={"docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml"},
            relations_du_paquet=f'<Relationship Id="rX" Type="{_METADONNEES}" Target="docProps/core.xml"/>',
        ),
        "",
        "paquet",
        "réparée",
    ),
    20: Sortie(
        "relation absente",
        "R7",
        docx('<w:p><w:r><w:drawing r:embed="rAbsent"/></w:r></w:p>'),
        "rAbsent",
        "relation",
        "M907",
    ),
    21: Sortie(
        "style absent",
        "R7",
        docx(p("{{ nom }}", '<w:pPr><w:pStyle w:val="Absent"/></w:pPr>')),
        "Absent",
        "M127",
        "réparée",
    ),
    22: Sortie(
        "liste absente",
        "R7",
        docx(p("{{ nom }}", '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>')),
        'numId w:val="7"',
        "M127",
        "réparée",
    ),
    23: Sortie(
        "caractère de contrôle",
        "",
        docx(appel(1), notes=note(1, p("{{ v }}"))),
        "\x0b",
        "illisible",
        "M603",
        {"v": "a\x0bb"},
        "word/footnotes.xml",
    ),
    24: Sortie(
        "cellule finie par un tableau",
        "R1",
        docx(tbl(tr(tbl(tr("x")) + si(p("y"))))),
        "</w:tbl></w:tc>",
        "M902",
        "réparée",
    ),
    25: Sortie(
        "balise près d'une zone de texte",
        "R8",
        docx(p("{%p if oui %}") + zone_de_texte(p("zone"))[:-6] + run("{%p endif %}") + "</w:p>" + p("la suite")),
        "la suite</w:t></w:r></w:p><w:sectPr/></w:txbxContent>",
        "corps",
        "M501 M502",
    ),
    26: Sortie(
        "deux propriétés de paragraphe",
        "",
        docx(p("{{ v }}", '<w:pPr><w:jc w:val="both"/></w:pPr>')),
        "(?s)<w:pPr>.*<w:pPr",
        "schéma",
        "réparée",
        {"v": '</w:t></w:r><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:t>'},
        echappe=False,
    ),
    27: Sortie(
        "dessins de même numéro",
        "R5",
        docx(dessin(4) + p("{{ nom }}"), entetes={"default": dessin(1001) + p("{{ nom }}")}),
        'docPr id="1001"',
        "M905",
        "réparée",
    ),
}
