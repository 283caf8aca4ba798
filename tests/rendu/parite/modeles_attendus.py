"""Modèles que nous remplissons autrement que docxtpl, et mieux : la lettre attendue est écrite à côté.

Une ligne : l'écart, le modèle, et le XML attendu des parties en cause. docxtpl y lève, ou écrit autre chose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fragments import GENANT, GRAS, ITALIQUE, par, relation, run, si
from paquets import DOC, ESPACES, SECTION, appel, docx, note, p, tbl, tr

_METADONNEES = "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ancien auteur</dc:creator></cp:coreProperties>'
)
_TYPE_CORE = "application/vnd.openxmlformats-package.core-properties+xml"


@dataclass(frozen=True)
class Attendu:
    """Un modèle et la lettre voulue : son corps, ou une autre partie."""

    ecart: str
    octets: bytes
    voulu: str
    partie: str = "word/document.xml"
    contexte: Mapping[str, object] = field(default_factory=dict)

    @property
    def valeurs(self) -> dict[str, object]:
        return {**GENANT, **self.contexte}

    @property
    def xml(self) -> bytes:
        """La partie voulue, entière."""
        if self.partie == "word/document.xml":
            return f"<w:document {ESPACES}><w:body>{self.voulu}</w:body></w:document>".encode()
        racine = self.partie.removeprefix("word/").removesuffix(".xml")
        return f"<w:{racine} {ESPACES}>{self.voulu}</w:{racine}>".encode()


def corps(ecart: str, modele: str, voulu: str, **contexte: object) -> Attendu:
    """Un modèle qui n'a qu'un corps."""
    return Attendu(ecart, docx(modele), voulu + SECTION, contexte=contexte)


def grille(*largeurs: int) -> str:
    """Les colonnes d'un tableau."""
    return "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{n}"/>' for n in largeurs) + "</w:tblGrid>"


def _fusionnee(place: str, contenu: str) -> str:
    largeur = '<w:tcW w:w="0" w:type="auto"/>'
    return f'<w:tr><w:tc><w:tcPr>{largeur}<w:vMerge w:val="{place}"/></w:tcPr>{contenu}</w:tc></w:tr>'


_VIDE = "<w:tblGrid></w:tblGrid>"
_TROIS = tbl(tr("a", "b", "c"), colonnes=0)
_DEUX_SECTIONS = p("un", "<w:pPr><w:sectPr/></w:pPr>") + appel(1)

MODELES: dict[str, Attendu] = {
    # -- Les textes cités dans une balise --
    "esperluette citée": corps("DOUBLE_ECHAPPEMENT", p('{{ absent|default("a &amp; b") }}'), p("a &amp; b")),
    "apostrophe citée": corps("APOSTROPHE", p("{{ absent|default(“l’été”) }}"), p("l’été")),
    "apostrophe entre apostrophes": corps("APOSTROPHE", p("{{ absent|default(‘l’été’) }}"), p("l’été")),
    "apostrophe comparée": corps("APOSTROPHE", p("{% if v == “l’été” %}oui{% endif %}"), p("oui"), v="l’été"),
    "espace insécable après la portée": corps("ESPACE_DURE", si(p("x")).replace("{%p if", "{%p\u00a0if"), p("x")),
    "méthode prise pour un champ": corps("METHODE", p("{% if client.items %}x{% else %}y{% endif %}"), p("y")),
    "instruction dans un commentaire XML": corps("COMMENTAIRE_XML", "<!-- {% si %} -->" + p("x"), p("x")),
    "blanc laissé par un commentaire": corps(
        "ESPACES",
        "<w:p><w:r><w:t>a {# note #}</w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>",
        par(run("a "), run("b")),
    ),
    **{
        f"note de paragraphe qui dit {dit!r}": corps("NOTE_DE_PARAGRAPHE", p(f"{{#p {dit} #}}") + p("b"), p("b"))
        for dit in (
            *(
                "{{ ancien }}",
                "{% if x %}",
                "{{ a }} {{ b }}",
                "a }} b",
                "{a}",
                "a } b",
                "n\u00ba #1",
                "#",
                "}",
                "{# a",
            ),
        )
    },
    # -- Les valeurs --
    "accolades échappées d'une valeur": corps(
        "ACCOLADES_DE_VALEUR", p("{{ v }}"), p("{_{ x }_}{_% y %_}"), v="{_{ x }_}{_% y %_}"
    ),
    **{
        f"fin de ligne {saut!a}": corps(
            "FIN_DE_LIGNE", p("{{ v }}"), par("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"), v=f"a{saut}b"
        )
        for saut in ("\r\n", "\r", "\u2028")
    },
    "blancs du modèle": corps("BLANC_DU_MODELE", p("a\nb\tc {{ n }}"), p("a\nb\tc 3")),
    # -- Les cellules et les grilles --
    "fusion d'une cellule sans propriétés": corps(
        "CELLULE_SANS_PROPRIETES",
        tbl(tr("{%tr for x in lignes %}"), f"<w:tr><w:tc>{p('{% vm %}a')}</w:tc></w:tr>", tr("{%tr endfor %}")),
        tbl(_fusionnee("restart", p("a")), _fusionnee("continue", p("")), _fusionnee("continue", p(""))),
    ),
    "tableau fixe": corps(
        "GRILLE",
        _TROIS.replace(_VIDE, grille(2000, 1000)),
        _TROIS.replace(_VIDE, grille(2000, 1000)),
    ),
    "tableau dont une colonne disparaît": corps(
        "GRILLE",
        tbl(tr("a", "b", "{%tc if non %}", "c", "{%tc endif %}"), colonnes=0).replace(_VIDE, grille(2000, 500, 1500)),
        tbl(tr("a", "b"), colonnes=0).replace(_VIDE, grille(3200, 800)),
    ),
    "tableau à cellule fusionnée": corps(
        "GRILLE",
        tbl(tr("{%tc for c in vide %}", "T", "{%tc endfor %}", "{% colspan n %}x"), colonnes=0).replace(
            _VIDE, grille(1500, 1500)
        ),
        tbl(tr("x"), colonnes=0)
        .replace(_VIDE, grille(1000, 1000, 1000))
        .replace("</w:tcPr>", '<w:gridSpan w:val="3"/></w:tcPr>'),
    ),
    # -- Les balises que Word a coupées --
    "texte qui suit une balise coupée": corps(
        "MISE_EN_FORME",
        par(run("a {{ pré", GRAS), run("nom }} b", ITALIQUE)),
        par(run("a Zoé", GRAS), run(" b", ITALIQUE)),
    ),
    "balise à cheval sur une balise intelligente": corps(
        "BALISE_INTELLIGENTE",
        par(run("a {{ pré"), f'<w:smartTag w:uri="u" w:element="e">{run("nom }}")}</w:smartTag>'),
        par(run("a Zoé")),
    ),
    "balise intelligente autour": corps(
        "BALISE_INTELLIGENTE",
        par(f'<w:smartTag w:uri="u" w:element="e">{run("{{ prénom }}")}</w:smartTag>'),
        par(run("Zoé")),
    ),
    "pour cent dans une balise de paragraphe": corps(
        "POUR_CENT", si(p("x"), "if prénom != '50 %'") + p("y"), p("x") + p("y")
    ),
    **{
        f"guillemets {ouvre}{ferme}": corps("GUILLEMETS", p(f"{{{{ absent|default({ouvre}rien{ferme}) }}}}"), p("rien"))
        for ouvre, ferme in (*("«»", "„“", "″″", "\u2039\u203a", "\u201a‘"), ("«\u00a0", "\u00a0»"))
    },
    **{
        f"tiret dans « {tirets} »": corps("TIRET_JINJA", modele, voulu)
        for tirets, modele, voulu in (
            ("{%-", p("a {%- if oui %} b {% endif %}"), p("a  b ")),
            ("-%}", p("a {% if oui -%} b {%- endif -%} c"), p("a  b  c")),
            ("{{- -}}", p("a {{- prénom -}} b"), p("a Zoé b")),
        )
    },
    "nom posé seul dans son paragraphe": corps("BLOC_SEUL", p("{% set t = prénom %}") + p("{{ t }}"), p("Zoé")),
    # -- Les blocs qu'on lève --
    "texte qui suit un bloc d'une autre mise en forme": corps(
        "LEVEE",
        par(run("a {% if non %}b", GRAS), run("c{% endif %} d", ITALIQUE)),
        par(run("a ", GRAS), run(" d", ITALIQUE)),
    ),
    "condition seule dans son paragraphe, sans « p »": corps(
        "BLOC_SEUL", p("av") + p("{% if non %}") + p("x") + p("{% endif %}") + p("ap"), p("av") + p("ap")
    ),
    "boucle seule dans son paragraphe, sans « p »": corps(
        "BLOC_SEUL",
        p("{% for x in lignes %}") + p("{{ x.m }}") + p("{% endfor %}") + p("fin"),
        p("1,00 $") + p("2,00 $") + p("3,00 $") + p("fin"),
    ),
    "condition au bord de deux paragraphes": corps(
        "BLOC_SEUL", p("av") + p("{% if non %}un") + p("deux{% endif %}") + p("ap"), p("av") + p("ap")
    ),
    "boucle d'une rangée sans « tr »": corps(
        "RANGEE_ENTIERE",
        tbl(tr("t", "m"), tr("{% for x in lignes %}{{ x.m }}", "{{ loop.index }}{% endfor %}"), colonnes=2),
        tbl(tr("t", "m"), tr("1,00 $", "1"), tr("2,00 $", "2"), tr("3,00 $", "3"), colonnes=2),
    ),
    # -- Les notes --
    "note de fin": Attendu(
        "NOTES_DE_FIN",
        docx(appel(1, "endnote"), notes_de_fin=note(1, p("{{ prénom }}"), "endnote")),
        note(1, p("Zoé"), "endnote"),
        "word/endnotes.xml",
    ),
    **{
        f"note de deux sections, valeur {valeur!r}": Attendu(
            "NOTES_REPETEES",
            docx(_DEUX_SECTIONS, notes=note(1, p("{{ v }}"))),
            note(1, p(valeur)),
            "word/footnotes.xml",
            {"v": valeur},
        )
        for valeur in ("{{ 7*7 }}", "{% for x in colonnes %}a{% endfor %}", "{# note #}", "{{ cycler.__init__ }}")
    },
    # -- Les fichiers que docxtpl n'ouvre pas, ou écrit mal --
    "modèle .dotx": Attendu("FORMAT", docx(p("{{ n }}"), type_principal=f"{DOC}template.main+xml"), p("3") + SECTION),
    "relation vers une ancre": Attendu(
        "FORMAT", docx(p("{{ n }}"), relations=relation("hyperlink", "#_top")), p("3") + SECTION
    ),
    "propriétés sous un autre type de relation": Attendu(
        "DEUX_PROPRIETES",
        docx(
            p("{{ n }}"),
            parties={"docProps/core.xml": _CORE},
            types={"docProps/core.xml": _TYPE_CORE},
            relations_du_paquet=f'<Relationship Id="rX" Type="{_METADONNEES}" Target="docProps/core.xml"/>',
        ),
        p("3") + SECTION,
    ),
}
