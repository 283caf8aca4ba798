"""Chaque construction légitime de docxtpl donne le même texte avec notre moteur."""

from __future__ import annotations

import io

import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from paquets import docx, lignes, p, runs, tbl, tc, tr

from lettres.rendu import Valeur, compiler

CONTEXTE: dict[str, Valeur] = {
    "nom": "Camille Exemple",
    "oui": True,
    "non": False,
    "client": {"nom": "Marie", "ville": "Bromont"},
    "lignes": [{"t": "un", "m": "1,00 $"}, {"t": "deux", "m": "2,00 $"}, {"t": "trois", "m": "3,00 $"}],
    "colonnes": ["A", "B", "C"],
    "vide": [],
    "largeur": 2,
    "couleur": "EEF0F3",
}

CORPS = {
    "valeur": p("Bonjour {{ nom }}, au revoir"),
    "chemin": p("{{ client.nom }} de {{ client['ville'] }}"),
    "balise éclatée en deux": runs("Bonjour {", "{ nom }}."),
    "balise éclatée en cinq": runs("Bonjour {{", " cli", "ent.", "nom }", "}."),
    "balise coupée par une correction": "<w:p><w:r><w:t>{{ no</w:t></w:r><w:proofErr w:type='spellStart'/>"
    "<w:r><w:rPr><w:b/></w:rPr><w:t>m }} fin</w:t></w:r></w:p>",
    "condition en ligne": p("a {% if oui %}b{% else %}c{% endif %} d {% if non %}e{% endif %}f"),
    "sinon si": p("{% if non %}a{% elif oui %}b{% else %}c{% endif %}"),
    "paragraphe conditionnel": p("av") + p("{%p if oui %}") + p("dedans") + p("{%p endif %}") + p("ap"),
    "paragraphe écarté": p("av") + p("{%p if non %}") + p("x") + p("{%p else %}") + p("y") + p("{%p endif %}"),
    "boucle de paragraphes": p("{%p for x in lignes %}")
    + p("{{ loop.index }}. {{ x.t }} : {{ x.m }}")
    + p("{%p endfor %}"),
    "boucle vide": p("av") + p("{%p for x in vide %}") + p("{{ x }}") + p("{%p endfor %}") + p("ap"),
    "boucle en ligne": p("{% for x in lignes %}{{ x.t }}{% if not loop.last %}, {% endif %}{% endfor %}."),
    "boucle sur plusieurs paragraphes": p("a {% for x in colonnes %}b") + p("{{ x }}{% endfor %} c"),
    "rangées": tbl(
        tr("Objet", "Montant"),
        tr("{%tr for x in lignes %}", ""),
        tr("{{ x.t }}", "{{ x.m }}"),
        tr("{%tr endfor %}", ""),
        colonnes=2,
    ),
    "rangée conditionnelle": tbl(tr("un"), tr("{%tr if non %}"), tr("deux"), tr("{%tr endif %}"), tr("trois")),
    "colonnes": tbl(tr("t", "{%tc for c in colonnes %}", "{{ c }}", "{%tc endfor %}"), colonnes=4),
    "rangées et colonnes": tbl(
        tr("{%tr for x in lignes %}", "", "", ""),
        tr("{{ x.t }}", "{%tc for c in colonnes %}", "{{ c }}", "{%tc endfor %}"),
        tr("{%tr endfor %}", "", "", ""),
        colonnes=4,
    ),
    "fusion verticale": tbl(
        tr("{%tr for x in lignes %}", ""), tr("{% vm %}Groupe", "{{ x.t }}"), tr("{%tr endfor %}", ""), colonnes=2
    ),
    "fusion horizontale": tbl(
        tr("{%tc for c in colonnes %}", "Titre{% hm %}", "{%tc endfor %}"),
        tr("{%tc for c in colonnes %}", "{{ c }}", "{%tc endfor %}"),
        colonnes=3,
    ),
    "étendue de colonnes": tbl(tr("{% colspan largeur %}Large"), tr("a", "b"), colonnes=2),
    "fond de cellule": tbl(tr("{% cellbg couleur %}Coloré", "b"), colonnes=2),
    "run conditionnel": p("a {%r if oui %}b{%r endif %} c"),
    "commentaire": p("a{# note #}b") + p("{#p note #}") + p("c"),
    "filtres": p("{{ nom|upper }} {{ absent|default('rien') }} {{ colonnes|join(', ') }} {{ lignes|length }}"),
    "comparaisons": p("{% if client.ville == 'Bromont' and lignes|length > 2 and 'A' in colonnes %}oui{% endif %}"),
    "condition dans une valeur": p("{{ client.nom if oui else nom }}"),
    "premier et dernier": p("{{ (lignes|first).t }} {{ (lignes|last).t }} {{ colonnes[1] }}"),
    "lien": "<w:p><w:hyperlink w:anchor='x'><w:r><w:t>{{ nom }}</w:t></w:r></w:hyperlink></w:p>",
    "contrôle de contenu": f"<w:sdt><w:sdtContent>{p('{{ nom }}')}</w:sdtContent></w:sdt>",
    "guillemets typographiques": p("{{ absent|default(“rien”) }} {% if nom == ‘Camille Exemple’ %}oui{% endif %}"),
    "blanc insécable dans la balise": p("{{\u00a0nom\u00a0}}"),
    "tableau dans une cellule": tbl(
        tr(tbl(tr("{%tr for c in colonnes %}"), tr("{{ c }}"), tr("{%tr endfor %}")) + p(""))
    ),
}


def par_docxtpl(octets: bytes) -> bytes:
    reference = DocxTemplate(io.BytesIO(octets))
    reference.render(CONTEXTE, autoescape=True)
    sortie = io.BytesIO()
    reference.save(sortie)
    return sortie.getvalue()


EN_LIGNE = st.sampled_from(
    [
        *("texte ", "L’été ", "{{ nom }}", "{{ client.ville }} ", "{% if oui %}a{% else %}b{% endif %}", "a &amp; b "),
        *("{% for x in lignes %}{{ x.t }},{% endfor %}", "{{ absent|default('rien') }}", "{# rien #}"),
    ]
)
PARAGRAPHE = st.lists(EN_LIGNE, min_size=1, max_size=3).flatmap(lambda ms: st.sampled_from([p("".join(ms)), runs(*ms)]))


def enveloppes(blocs: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    suite = st.lists(blocs, min_size=1, max_size=3).map("".join)
    return st.one_of(
        suite.map(lambda x: p("{%p if oui %}") + x + p("{%p endif %}")),
        suite.map(lambda x: p("{%p if non %}") + x + p("{%p else %}") + x + p("{%p endif %}")),
        suite.map(lambda x: p("{%p for x in lignes %}") + x + p("{{ x.m }}") + p("{%p endfor %}")),
        suite.map(lambda x: tbl(tr("{%tr for x in lignes %}"), tr(x + p("{{ x.t }}")), tr("{%tr endfor %}"))),
        suite.map(lambda x: tbl(tr(x + p("")), tr("{%tr if non %}"), tr("perdu"), tr("{%tr endif %}"))),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(PARAGRAPHE | enveloppes(PARAGRAPHE | enveloppes(PARAGRAPHE)), min_size=1, max_size=4).map("".join))
def test_un_document_quelconque_a_le_texte_de_docxtpl(corps: str):
    octets = docx(corps)
    assert lignes(compiler(octets).rendre(CONTEXTE)) == lignes(par_docxtpl(octets))


@pytest.mark.parametrize("corps", CORPS.values(), ids=CORPS.keys())
def test_le_texte_est_celui_de_docxtpl(corps: str):
    octets = docx(corps)
    assert lignes(compiler(octets).rendre(CONTEXTE)) == lignes(par_docxtpl(octets))


def test_les_textes_attendus_sont_bien_la():
    rendu = compiler(docx(CORPS["rangées et colonnes"])).rendre(CONTEXTE)
    assert [ligne for ligne in lignes(rendu) if ligne] == [
        "un",
        "A",
        "B",
        "C",
        "deux",
        "A",
        "B",
        "C",
        "trois",
        "A",
        "B",
        "C",
    ]


def test_une_cellule_sans_proprietes_se_fusionne_aussi():
    cellule = tc("{% vm %}Groupe").replace('<w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr>', "")
    corps = tbl(tr("{%tr for x in lignes %}"), f"<w:tr>{cellule}</w:tr>", tr("{%tr endfor %}"))
    assert lignes(compiler(docx(corps)).rendre(CONTEXTE)) == ["Groupe", "", ""]
