"""Une balise coupée par Word garde son sens, et rien de ce qui s'y trouve pris ne se perd en silence."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from compilateur import compiler
from paquets import docx, note, p, partie, texte
from tables import d_un_trait
from tries import tries

from lettres.socle.erreurs import ErreurLettres

CONTEXTE = {"nom": "Zoé", "oui": True, "lignes": [{"m": "1"}, {"m": "2"}], "client": {"nom": "Marie"}, "l": ["A", "B"]}
BALISES = {
    "a {{ nom }} b": "a Zoé b",
    "{{ absent|default('xy') }}": "xy",
    "{{ client['nom'] }}": "Marie",
    "{{ l|join(', ') }}": "A, B",
    "a {% if oui %}b{% endif %} c": "a b c",
    "{% if nom == 'Zoé' %}oui{% else %}non{% endif %}": "oui",
    "{% for x in lignes %}{{ x.m }}{% endfor %}": "12",
}
OBJETS = {
    "note": '<w:footnoteReference w:id="1"/>',
    "image": '<w:drawing><wp:inline><wp:docPr id="3" name="a"/></wp:inline></w:drawing>',
    "symbole": '<w:sym w:font="x" w:char="F0"/>',
    "trait d'union insécable": "<w:noBreakHyphen/>",
    "trait d'union conditionnel": "<w:softHyphen/>",
    "saut de page": '<w:br w:type="page"/>',
    "saut de colonne": '<w:br w:type="column"/>',
    "tabulation de marge": '<w:ptab w:relativeTo="margin" w:alignment="left" w:leader="none"/>',
    "début de champ": '<w:fldChar w:fldCharType="begin"/>',
}
FIN_DE_CHAMP = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def t(morceau: str, vide: str = "") -> str:
    return f'<w:t xml:space="preserve">{escape(morceau)}</w:t>' if morceau else vide


def coupes(balise: str, objet: str, pas: int = 1) -> list[str]:
    """La balise coupée partout, l'objet dans le même « run », au bout du premier, au début du second ou entre eux."""
    paragraphes = []
    for i in range(1, len(balise), pas):
        avant, apres = t(balise[:i]), t(balise[i:])
        paragraphes += [
            f"<w:r>{avant}{objet}{apres}</w:r>",
            f"<w:r>{avant}{objet}</w:r><w:r>{apres}</w:r>",
            f"<w:r>{avant}</w:r><w:r>{objet}{apres}</w:r>",
            f"<w:r>{avant}</w:r><w:r>{objet}</w:r><w:r>{apres}</w:r>",
        ]
    return [f"<w:p>{x}{FIN_DE_CHAMP if 'begin' in objet else ''}</w:p>" for x in paragraphes]


@pytest.mark.un_sur(2)
@pytest.mark.parametrize("vide", [pytest.param('<w:t xml:space="preserve"></w:t>', marks=pytest.mark.long), "<w:t/>"])
@pytest.mark.parametrize(("balise", "voulu"), BALISES.items())
def test_un_texte_vide_dans_une_balise_ne_change_rien(balise: str, voulu: str, vide: str):
    for corps in coupes(balise, vide):
        assert texte(compiler(docx(corps)).rendre(CONTEXTE)) == voulu, corps


@pytest.mark.un_sur(4)
@tries(
    ("balise", "objet"),
    {f"{b} {n}": (b, o) for b in BALISES if "{% else %}" not in b for n, o in OBJETS.items()},
    # -- chaque objet dans une valeur, et une note dans chaque balise --
    {f"a {{{{ nom }}}} b {n}" for n in OBJETS} | {f"{b} note" for b in BALISES if "{% else %}" not in b},
)
def test_un_objet_pris_dans_une_balise_reste_ou_la_fait_refuser(balise: str, objet: str):
    for corps in coupes(balise, objet, pas=3):
        octets = docx(corps + p("fin"), notes=note(1, p("n")))
        try:
            lettre = compiler(octets).rendre(CONTEXTE)
        except ErreurLettres:
            continue
        assert objet in partie(lettre), corps


@d_un_trait
@pytest.mark.parametrize(
    "objet",
    [*OBJETS.values(), "<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'/>"],
    ids=[*OBJETS, "équation"],
)
def test_un_objet_a_cote_d_une_balise_de_paragraphe_la_fait_refuser(objet: str):
    run = objet if objet.startswith("<m:") else f"<w:r>{objet}</w:r>"
    corps = p("{%p if oui %}") + p("x") + f"<w:p>{run}<w:r><w:t>{{%p endif %}}</w:t></w:r></w:p>" + p("fin")
    with pytest.raises(ErreurLettres):
        compiler(docx(corps, notes=note(1, p("n"))))


def test_un_saut_de_page_avant_le_paragraphe_d_une_balise_la_fait_refuser():
    corps = p("{%p if oui %}") + p("x") + p("{%p endif %}", "<w:pPr><w:pageBreakBefore/></w:pPr>") + p("fin")
    with pytest.raises(ErreurLettres):
        compiler(docx(corps))


def test_le_texte_qui_suit_une_balise_coupee_garde_sa_mise_en_forme():
    gras = "<w:rPr><w:b/></w:rPr>"
    corps = f"<w:p><w:r>{gras}<w:t>Dû : {{{{ no</w:t></w:r><w:r><w:t>m }}}} ce jour</w:t></w:r></w:p>"
    xml = partie(compiler(docx(corps)).rendre(CONTEXTE))
    assert f'<w:r>{gras}<w:t xml:space="preserve">Dû : Zoé</w:t></w:r>' in xml
    assert '<w:r><w:t xml:space="preserve"> ce jour</w:t></w:r>' in xml


def test_le_texte_qui_suit_dans_la_meme_mise_en_forme_la_rejoint():
    corps = "<w:p><w:r><w:t>{{ no</w:t></w:r><w:r><w:t>m }}, ce</w:t></w:r><w:r><w:t> jour</w:t></w:r></w:p>"
    xml = partie(compiler(docx(corps)).rendre(CONTEXTE))
    assert '<w:r><w:t xml:space="preserve">Zoé, ce</w:t></w:r><w:r><w:t> jour</w:t></w:r>' in xml


@pytest.mark.parametrize("enveloppe", ["smartTag", "customXml"])
def test_une_enveloppe_semantique_se_retire_sans_rien_perdre(enveloppe: str):
    corps = (
        f'<w:p><w:r><w:t>a {{{{ n</w:t></w:r><w:{enveloppe} w:uri="x" w:element="y"><w:{enveloppe}Pr/>'
        f"<w:r><w:t>o</w:t></w:r></w:{enveloppe}><w:r><w:t>m }}}} b</w:t></w:r></w:p>"
    )
    assert texte(compiler(docx(corps)).rendre(CONTEXTE)) == "a Zoé b"


@pytest.mark.parametrize(
    ("balise", "voulu"),
    [("{%p if taux == '50 %' %}", "dedans"), ("{%p if taux == '51 %' %}", ""), ("{%p if l[-1] == 'B' %}", "dedans")],
)
def test_un_pour_cent_ou_un_rang_depuis_la_fin_se_lisent(balise: str, voulu: str):
    corps = p(balise) + p("dedans") + p("{%p endif %}")
    assert texte(compiler(docx(corps + p(""))).rendre({**CONTEXTE, "taux": "50 %"})) == voulu
