"""Un bloc au fil du texte est levé entre les éléments de Word qu'il retire ou répète : même lettre, et prouvée."""

from __future__ import annotations

import pytest
from compilateur import compiler
from docx import Document
from paquets import appel, docx, lignes, note, p, partie, tbl, tc, tr, zone_de_texte
from tables import d_un_trait

from lettres.rendu import Valeur

GRAS, ITALIQUE = "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/></w:rPr>"
OUI: dict[str, Valeur] = {"a": True, "b": True, "nom": "Zoé", "l": ["un", "deux"], "vide": []}
NON: dict[str, Valeur] = {**OUI, "a": False, "b": False, "l": []}


def run(texte: str, forme: str = "") -> str:
    return f'<w:r>{forme}<w:t xml:space="preserve">{texte}</w:t></w:r>'


def par(*morceaux: str, proprietes: str = "") -> str:
    return f"<w:p>{proprietes}{''.join(morceaux)}</w:p>"


SAUT = "<w:r><w:br/></w:r>"
IMAGE = '<w:r><w:pict><v:shape style="width:1pt"/></w:pict></w:r>'
# -- Ce modèle; ses lignes quand c'est oui; quand c'est non --
EN_LIGNE: dict[str, tuple[str, list[str], list[str]]] = {
    "deux runs": (par(run("x {% if a %}y"), run("z{% endif %} t")), ["x yz t"], ["x  t"]),
    "trois mises en forme": (
        par(run("x {% if a %}", GRAS), run("y", ITALIQUE), run("{% endif %}t")),
        ["x yt"],
        ["x t"],
    ),
    "sinon": (par(run("{% if a %}"), run("y", GRAS), run("{% else %}"), run("n"), run("{% endif %}.")), ["y."], ["n."]),
    "sinon si": (
        par(run("{% if not a %}u"), run("v{% elif b %}w", GRAS), run("x{% else %}y{% endif %}")),
        ["wx"],
        ["uv"],
    ),
    "boucle": (par(run("{% for x in l %}"), run("{{ x }}", GRAS), run("; {% endfor %}")), ["un; deux; "], [""]),
    "boucle et sinon": (
        par(run("{% for x in l %}{{ x }}"), run("{% else %}rien{% endfor %}", GRAS)),
        ["undeux"],
        ["rien"],
    ),
    "imbriqués": (
        par(run("{% if a %}u{% if b %}", GRAS), run("v"), run("{% endif %}w{% endif %}x", ITALIQUE)),
        ["uvwx"],
        ["x"],
    ),
    "l'un dans un run, l'autre non": (
        par(run("{% if a %}u"), run("{% if b %}v{% endif %}", GRAS), run("w{% endif %}")),
        ["uvw"],
        [""],
    ),
    "deux blocs dans un run": (
        par(run("{% if a %}u"), run("v{% endif %}-{% if b %}w", GRAS), run("x{% endif %}")),
        ["uv-wx"],
        ["-"],
    ),
    "saut de ligne dedans": (par(run("{% if a %}u"), SAUT, run("v{% endif %}w")), ["u\nvw"], ["w"]),
    "saut dans le même run": (
        "<w:p><w:r><w:t>x{% if a %}u</w:t><w:br/><w:t>v{% endif %}w</w:t></w:r></w:p>",
        ["xu\nvw"],
        ["xw"],
    ),
    "tabulation après": (
        "<w:p><w:r><w:t>{% if a %}u</w:t></w:r><w:r><w:t>v{% endif %}</w:t><w:tab/><w:t>w</w:t></w:r></w:p>",
        ["uv\tw"],
        ["\tw"],
    ),
    "balises coupées": (par(run("x{% i"), run("f a", GRAS), run(" %}y{% end"), run("if %}z")), ["xyz"], ["xz"]),
    "image dans le bloc": (par(run("x{% if a %}"), IMAGE, run("{% endif %}y")), ["xy"], ["xy"]),
    "dans un lien": (
        f'<w:p><w:hyperlink w:anchor="s">{run("x{% if a %}y")}{run("z{% endif %}")}</w:hyperlink></w:p>',
        ["xyz"],
        ["x"],
    ),
    "dans un contrôle": (
        f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{run('x{% if a %}y')}{run('z{% endif %}')}</w:sdtContent></w:sdt></w:p>",
        ["xyz"],
        ["x"],
    ),
    "correction entre": (
        par(run("{% if a %}y"), '<w:proofErr w:type="spellStart"/>', run("z", GRAS), run("{% endif %}")),
        ["yz"],
        [""],
    ),
}
AUX_BORDS: dict[str, tuple[str, list[str], list[str]]] = {
    "balises seules": (p("{% if a %}") + p("x") + p("{% endif %}"), ["x"], []),
    "boucle de balises seules": (p("{% for x in l %}") + p("{{ x }}") + p("{% endfor %}"), ["un", "deux"], []),
    "sinon seul": (p("{% if a %}") + p("x") + p("{% else %}") + p("y") + p("{% endif %}"), ["x"], ["y"]),
    "du début à la fin": (p("{% if a %}x") + p("y{% endif %}"), ["x", "y"], []),
    "de la fin à la fin": (p("w{% if a %}") + p("y{% endif %}"), ["w", "y"], ["w"]),
    "du début au début": (p("{% if a %}x") + p("{% endif %}y"), ["x", "y"], ["y"]),
    "de la fin au début": (p("w{% if a %}") + p("x") + p("{% endif %}y"), ["w", "x", "y"], ["w", "y"]),
    "seule, puis à la fin": (p("{% for x in l %}") + p("{{ x }}{% endfor %}"), ["un", "deux"], []),
    "au début, puis seule": (p("{% for x in l %}{{ x }}") + p("{% endfor %}"), ["un", "deux"], []),
    "deux balises au même bord": (
        p("{% if a %}{% for x in l %}") + p("{{ x }}") + p("{% endfor %}{% endif %}"),
        ["un", "deux"],
        [],
    ),
    "l'un finit, l'autre commence": (
        p("{% if a %}") + p("x") + p("{% endif %}{% if not a %}") + p("y") + p("{% endif %}"),
        ["x"],
        ["y"],
    ),
    "imbriqués": (p("{% if a %}x{% if b %}") + p("y{% endif %}") + p("z{% endif %}"), ["x", "y", "z"], []),
    "un bloc en ligne dedans": (
        p("{% if a %}") + par(run("x{% if b %}y"), run("z{% endif %}", GRAS)) + p("{% endif %}"),
        ["xyz"],
        [],
    ),
    "un tableau entre les deux": (p("{% if a %}") + tbl(tr("c")) + p("{% endif %}"), ["c"], []),
    "blancs autour": (p("  {% if a %} ") + p("x") + p(" {% endif %} "), ["x"], []),
    "coupées": (par(run("{% i"), run("f a %}", GRAS)) + p("x") + par(run("{%"), run(" endif %}")), ["x"], []),
    "dans un contrôle": (
        f"<w:sdt><w:sdtContent>{p('z') + p('{% if a %}') + p('x') + p('{% endif %}')}</w:sdtContent></w:sdt>",
        ["z", "x"],
        ["z"],
    ),
    "image après la balise": (par(run("{% if a %}"), IMAGE) + p("x{% endif %}"), ["", "x"], []),
}
RANGEES: dict[str, tuple[str, list[str], list[str]]] = {
    "rangée répétée": (
        tbl(tr("T"), tr("{% for x in l %}{{ x }}", "m{% endfor %}")),
        ["T", "un", "m", "deux", "m"],
        ["T"],
    ),
    "rangée conditionnelle": (tbl(tr("T"), tr("{% if a %}x", "y", "z{% endif %}")), ["T", "x", "y", "z"], ["T"]),
    "deux rangées": (tbl(tr("T"), tr("{% if a %}x"), tr("y", "z{% endif %}")), ["T", "x", "y", "z"], ["T"]),
    "balises seules dans leur cellule": (
        tbl(tr("T"), tr(p("{% for x in l %}") + p("{{ x }}"), p("m") + p("{% endfor %}"))),
        ["T", "un", "m", "deux", "m"],
        ["T"],
    ),
    "coupée en runs": (
        tbl(tr("T"), f"<w:tr>{tc(par(run('{% for x'), run(' in l %}{{ x }}', GRAS)))}{tc('m{% endfor %}')}</w:tr>"),
        ["T", "un", "m", "deux", "m"],
        ["T"],
    ),
    "un bloc dans la rangée": (
        tbl(tr("T"), tr("{% for x in l %}{% if b %}{{ x }}{% endif %}", "m{% endfor %}")),
        ["T", "un", "m", "deux", "m"],
        ["T"],
    ),
}
LEVES = {**EN_LIGNE, **AUX_BORDS, **RANGEES}


@d_un_trait
@pytest.mark.parametrize(("corps", "oui", "non"), LEVES.values(), ids=LEVES.keys())
def test_un_bloc_leve_donne_la_lettre_que_l_on_voit_et_la_prouve(corps: str, oui: list[str], non: list[str]):
    modele = compiler(docx(p("début") + corps + p("fin")))
    assert lignes(modele.rendre(OUI)) == ["début", *oui, "fin"]
    assert lignes(modele.rendre(NON)) == ["début", *non, "fin"]
    assert modele.raisons == ()


def test_chaque_morceau_garde_sa_mise_en_forme():
    xml = partie(compiler(docx(par(run("a{% if a %}b", GRAS), run("c{% endif %}d", ITALIQUE)))).rendre(OUI))
    assert [(r.text, bool(r.bold), bool(r.italic)) for r in _runs(xml)] == [
        ("a", True, False),
        ("b", True, False),
        ("c", False, True),
        ("d", False, True),
    ]


def _runs(xml: str) -> list[object]:
    from docx.oxml import parse_xml
    from docx.text.paragraph import Paragraph

    corps = parse_xml(xml.split("?>", 1)[1].encode())
    return list(Paragraph(next(corps.iter("{*}p")), Document()).runs)  # type: ignore[arg-type]


NON_LEVES = {
    "du milieu d'un paragraphe au milieu d'un autre": p("x {% if a %}y") + p("z{% endif %} t"),
    "un saut de section entre les deux": p("{% if a %}x")
    + par(run("y"), proprietes="<w:pPr><w:sectPr/></w:pPr>")
    + p("z{% endif %}"),
    "rien entre les deux": p("x{% if a %}") + p("{% endif %}y"),
}


@pytest.mark.parametrize("corps", NON_LEVES.values(), ids=NON_LEVES.keys())
def test_un_bloc_que_rien_ne_permet_de_lever_reste_ou_il_est_et_se_controle(corps: str):
    modele = compiler(docx(p("début") + corps + p("fin")))
    assert not modele.prouve
    assert modele.remplir(OUI).chemin == "contrôlé"


def test_ailleurs_que_dans_le_corps_un_bloc_se_leve_de_meme():
    coupe = par(run("x{% if a %}y"), run("z{% endif %}", GRAS))
    seul = p("{% if a %}") + p("{{ nom }}") + p("{% endif %}") + p("t")
    modele = compiler(
        docx(
            p("c") + appel(1) + zone_de_texte(coupe),
            entetes={"default": coupe},
            pieds={"default": seul},
            notes=note(1, coupe + seul),
        )
    )
    assert modele.prouve
    lettre = modele.rendre(OUI)
    assert lignes(lettre, "word/header1.xml") == ["xyz"]
    assert lignes(lettre, "word/footer1.xml") == ["Zoé", "t"]
    assert lignes(lettre, "word/footnotes.xml") == ["xyz", "Zoé", "t"]
    assert lignes(modele.rendre(NON), "word/footnotes.xml") == ["x", "t"]


def test_une_faute_dans_un_bloc_leve_garde_sa_place():
    from lettres.socle.erreurs import ModeleInvalide

    modele = compiler(docx(p("un") + p("{% if nom > 3 %}") + p("x") + p("{% endif %}")))
    with pytest.raises(ModeleInvalide) as refus:
        modele.rendre(OUI)
    assert refus.value.constats[0].dans is not None
    assert refus.value.constats[0].dans.paragraphe == 2  # type: ignore[union-attr]
