"""Modèles que nous refusons : ce que docxtpl en fait, et le code qui les situe chez nous.

Une ligne : le corps, nos codes, puis ce que docxtpl écrit (ses paragraphes, séparés par « | ») ou ce qu'il lève.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fragments import GENANT, NOUVELLE_SECTION, boucle, champ, par, run, si
from paquets import appel, docx, note, p, tbl, tr, zone_de_texte
from paquets_refuses import LEVE, PAQUETS

_APPEL = '<w:r><w:footnoteReference w:id="1"/></w:r>'

Ligne = tuple[str, str, str] | tuple[str, str, str, dict[str, object]]

CORPS: dict[str, dict[str, Ligne]] = {
    "ERREUR_SITUEE": {
        "filtre inconnu": (p("{{ nom|eurros }}"), "M305", LEVE + "TemplateAssertionError"),
        "test inconnu": (p("{% if nom is majeur %}x{% endif %}"), "M306", LEVE + "TemplateRuntimeError"),
        "bloc jamais fermé": (p("{%p if nom %}") + p("x"), "M204", LEVE + "TemplateSyntaxError"),
        "fin sans bloc": (p("{% endif %}"), "M205", LEVE + "TemplateSyntaxError"),
        "bloc fermé par un autre": (p("{% if oui %}x{% endfor %}"), "M205 M204", LEVE + "TemplateSyntaxError"),
        "balise jamais fermée": (p("{{ nom ") + p("suite"), "M201", LEVE + "TemplateSyntaxError"),
        "une accolade de moins": (p("{{ nom }"), "M201", LEVE + "TemplateSyntaxError"),
        "deux mots": (p("{{ nom prenom }}"), "M207", LEVE + "TemplateSyntaxError"),
        "tiret dans un nom": (p("{{ date-naissance }}"), "M211", LEVE + "UndefinedError"),
        "si": (p("{% si nom %}"), "M206", LEVE + "TemplateSyntaxError"),
        "IF": (p("{% IF nom %}x{% endif %}"), "M206 M205", LEVE + "TemplateSyntaxError"),
        "elseif": (p("{% if oui %}a{% elseif non %}b{% endif %}"), "M206", LEVE + "TemplateSyntaxError"),
        "un seul égal": (p("{% if n = 1 %}x{% endif %}"), "M208", LEVE + "TemplateSyntaxError"),
        "esperluette": (p("{% if oui &amp; non %}x{% endif %}"), "M209", LEVE + "TemplateSyntaxError"),
        "et": (p("{% if oui et non %}x{% endif %}"), "M209", LEVE + "TemplateSyntaxError"),
        "appel d'un texte": (p("{{ nom() }}"), "M304", LEVE + "TypeError"),
        "addition d'un texte et d'un nombre": (p("{{ nom + 1 }}"), "M301", LEVE + "TypeError"),
        "division par zéro": (p("{{ 1/0 }}"), "M301", LEVE + "ZeroDivisionError"),
        "arrondi d'une absente": (p("{{ absent|round(2) }}"), "M305", LEVE + "TypeError"),
        "espace manquante": (p("{%pif oui %}"), "M213", LEVE + "TemplateSyntaxError"),
        "deux balises de paragraphe dans un seul": (
            p("{%p if oui %}texte{%p endif %}"),
            "M501",
            LEVE + "TemplateSyntaxError",
        ),
        "deux balises de rangée dans une seule": (
            tbl(tr("{%tr for x in lignes %}{{ x.t }}{%tr endfor %}")),
            "M501",
            LEVE + "TemplateSyntaxError",
        ),
        "balise de rangée hors d'un tableau": (p("{%tr if oui %}"), "M504 M204", LEVE + "TemplateSyntaxError"),
        "accolades dans la prose": (p("a {{ b"), "M201", LEVE + "TemplateSyntaxError"),
        "espace sans largeur": (p("{{ nom\u200b }}"), "M212", LEVE + "TemplateSyntaxError"),
        "inclusion": (p("{% include 'a.docx' %}"), "M302", LEVE + "TypeError"),
        "boucle nommée hors d'une boucle": (p("{{ loop.index }}"), "M308", LEVE + "UndefinedError"),
        "balise coupée entre deux codes de champ": (
            par(champ("IF {{ no"), champ("m }}")),
            "M108",
            LEVE + "TemplateSyntaxError",
        ),
        "paragraphe qui porte aussi une zone de texte": (
            p("{%p if oui %}") + zone_de_texte(p("z"))[:-6] + run("{%p endif %}") + "</w:p>" + p("fin"),
            "M501 M502",
            "z|fin",
        ),
    },
    "VALEUR_ABSENTE": {
        "champ absent": (p("[{{ absent }}]"), "M601", "[]"),
        "champ absent d'un groupe": (p("[{{ client.zz }}]"), "M601", "[]"),
        "majuscule de trop": (p("[{{ Nom }}]"), "M601", "[]"),
        "liste absente": (p("[{% for x in absents %}{{ x }}{% endfor %}]"), "M601", "[]"),
        "trait d'union insécable dans la balise": (
            par("<w:r><w:t>[{{ no</w:t><w:noBreakHyphen/><w:t>n }}]</w:t></w:r>"),
            "M502",
            "[False]",
        ),
    },
    "VALEUR_BRUTE": {
        "oui/non imprimé": (p("{{ oui }}"), "M604", "True"),
        "liste imprimée": (p("{{ colonnes }}"), "M604", "['A&B', '{', '<C>']"),
        "rien imprimé": (p("{{ v }}"), "M604", "None", {"v": None}),
        "nombre à virgule": (p("{{ v }}"), "M604", "0.30000000000000004", {"v": 0.1 + 0.2}),
        "décimal": (p("{{ v }}"), "M604", "1234.5", {"v": Decimal("1234.5")}),
        "date": (p("{{ v }}"), "M604", "2024-03-01", {"v": date(2024, 3, 1)}),
    },
    "ACCOLADE_SIMPLE": {
        "accolades simples": (p("{nom} {client.nom}"), "M203", "{nom} {client.nom}"),
    },
    "ACCOLADES_ECHAPPEES": {
        "accolades entre guillemets": (p("{{ '{{' }}"), "M201 M210", "{{"),
    },
    "BRANCHE_MORTE": {
        "filtre inconnu jamais atteint": (p("{% if non %}{{ nom|eurros }}{% endif %}x"), "M305", "x"),
    },
    "LANGAGE": {
        "macro": (p("{% macro f() %}x{% endmacro %}{{ f() }}"), "M301 M304", "x"),
        "texte brut": (p("{% raw %}{{ x }}{% endraw %}"), "M301", "{{ x }}"),
        "boucle à deux variables": (p("{% for a, b in lignes %}{{ a }}{% endfor %}"), "M301", "ttt"),
        "appel d'une méthode": (p("{{ prénom.upper() }}"), "M304", "ZOÉ"),
        "concaténation": (p("{{ 'x' ~ prénom }}"), "M301", "xZoé"),
        "calcul": (p("{{ n + 1 }}"), "M301", "4"),
        "filtre hors de la courte liste": (p("{{ prénom|center(5) }}"), "M305", " Zoé "),
    },
    "ECHAPPEMENT": {
        "filtre safe": (p("{{ v|safe }}"), "M305", "Dupont  Fils ", {"v": "Dupont & Fils <SARL>"}),
        "échappement débranché": (
            p("{% autoescape false %}{{ v }}{% endautoescape %}"),
            "M303",
            "Dupont  Fils ",
            {"v": "Dupont & Fils <SARL>"},
        ),
    },
    "TEXTE_RICHE": {
        "balise de texte riche": (p("a {{r prénom }} b"), "M301", "a Zoé b"),
    },
    "TEXTE_PERDU": {
        "texte autour d'une balise de paragraphe": (
            p("Bonjour {%p if oui %} reste") + p("x") + p("{%p endif %}"),
            "M501",
            "x",
        ),
        "texte dans la rangée d'une balise": (
            tbl(tr("{%tr if oui %}", "perdu"), tr("x", "y"), tr("{%tr endif %}", ""), colonnes=2),
            "M501",
            "x|y",
        ),
    },
    "OBJET_PERDU": {
        "signet dans une balise": (
            par(run("{{ pré"), '<w:bookmarkStart w:id="1" w:name="s"/>', run("nom }}"), '<w:bookmarkEnd w:id="1"/>')
            + par(f'<w:hyperlink w:anchor="s">{run("voir")}</w:hyperlink>'),
            "M502",
            "Zoé|voir",
        ),
        "lien dans une balise": (
            par(run("{{ pré"), f'<w:hyperlink w:anchor="x">{run("nom")}</w:hyperlink>', run(" }}")),
            "M506",
            "Zoé",
        ),
        "champ dans une balise": (
            par(run("{{ pré"), champ("PAGE", ""), run("nom }}")),
            "M502",
            LEVE + "TemplateSyntaxError",
        ),
        "saut de page emporté": (
            p("{%p if oui %}") + p("x") + par('<w:r><w:br w:type="page"/></w:r>', run("{%p endif %}")),
            "M502",
            "x",
        ),
        "appel de note emporté": (p("{%p if oui %}") + p("x") + par(_APPEL, run("{%p endif %}")), "M502", "x"),
        "image emportée": (
            p("{%p if oui %}") + p("x") + par("<w:r><w:drawing/></w:r>", run("{%p endif %}")),
            "M502",
            "x",
        ),
    },
    "SECTION_PERDUE": {
        "saut de section emporté": (
            p("{%p if oui %}") + p("x") + p("{%p endif %}", NOUVELLE_SECTION) + p("z"),
            "M503",
            "x|z",
        ),
        "section répétée": (boucle(p("x", NOUVELLE_SECTION)) + p("z"), "M904", "x|x|x|z"),
    },
    "CORPS_VIDE": {
        "tout le corps dans une condition fausse": (si(p("x"), "if non"), "M904", ""),
        "fin du bloc dans un contrôle de contenu": (
            p("{%p if non %}") + f"<w:sdt><w:sdtContent>{p('x')}{p('{%p endif %}')}</w:sdtContent></w:sdt>" + p("fin"),
            "M506",
            "",
        ),
    },
    "FRONTIERE": {
        "boucle du milieu d'une cellule à l'autre": (
            tbl(tr("z {% for x in lignes %}a", "b{% endfor %}"), colonnes=2),
            "M506",
            "z a|ba|ba|b",
        ),
        "condition commencée dans un lien": (
            par(f'<w:hyperlink w:anchor="x">{run("{% if oui %}a")}</w:hyperlink>', run("b{% endif %}")) + p("z"),
            "M506",
            "ab|z",
        ),
    },
    "TABLEAU_IMBRIQUE": {
        "balise de rangée près d'un tableau imbriqué": (
            tbl(tr("{%tr for x in lignes %}"), tr(tbl(tr("a")) + p("{%tr endfor %}"))) + p("fin"),
            "M505 M501",
            "fin",
        ),
    },
    "NOTE_REPETEE": {
        "appel de note dans une boucle": (boucle(appel(1)) + p("z"), "M905", "|||z"),
    },
    "REVISION": {
        "insertion autour": (par(f'<w:ins w:id="1" w:author="a">{run("{{ prénom }}")}</w:ins>'), "M507", "Zoé"),
        "insertion d'une moitié": (
            par(run("{{ pré"), f'<w:ins w:id="1" w:author="a">{run("nom }} fin")}</w:ins>') + p("suite"),
            "M507 M506",
            "Zoé fin",
        ),
        "balise supprimée": (
            par('<w:del w:id="1" w:author="a"><w:r><w:delText>{{ 1/0 }}</w:delText></w:r></w:del>', run("x")),
            "M507 M111",
            LEVE + "ZeroDivisionError",
        ),
    },
    "CHAMP_WORD": {
        "balise dans le code d'un champ": (par(champ("IF {{ n }}", "x")), "M108", " IF 3 x"),
        "champ de publipostage": (
            par(f'<w:fldSimple w:instr=" MERGEFIELD nom ">{run("{{ prénom }}")}</w:fldSimple>'),
            "M108",
            "Zoé",
        ),
        "champ de date": (par(champ("DATE", "{{ prénom }}")), "M108", " DATE Zoé"),
    },
    "CARACTERE_INTERDIT": {
        "cloche": (p("{{ v }}"), "M603", "a|b", {"v": "a\ab"}),
        "saut de page": (p("{{ v }}"), "M603", "a||b", {"v": "a\fb"}),
        "tabulation verticale": (p("{{ v }}"), "M603", "ab", {"v": "a\x0bb"}),
        "demi-caractère": (p("{{ v }}") + p("suite"), "M603", "a", {"v": "a\ud83db"}),
    },
}


@dataclass(frozen=True)
class Refuse:
    """Un modèle refusé : son écart, nos codes, ce que docxtpl en fait."""

    octets: bytes
    contexte: Mapping[str, object]
    ecart: str
    codes: frozenset[str]
    docxtpl: str


def _du_corps(ecart: str, ligne: Ligne) -> Refuse:
    corps, codes, docxtpl, *contexte = ligne
    notes = note(1, p("n")) if "footnoteReference" in corps else ""
    return Refuse(docx(corps, notes=notes), {**GENANT, **dict(*contexte)}, ecart, frozenset(codes.split()), docxtpl)


MODELES: dict[str, Refuse] = {
    **{nom: _du_corps(ecart, ligne) for ecart, lignes in CORPS.items() for nom, ligne in lignes.items()},
    **{nom: Refuse(o, GENANT, ecart, frozenset(codes.split()), d) for nom, (ecart, o, codes, d) in PAQUETS.items()},
}
