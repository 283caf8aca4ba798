"""Ce que le modèle garde d'anciennes lettres ne passe pas; une balise qui resterait dans la lettre est refusée."""

from __future__ import annotations

import io

import pytest
from compilateur import compiler
from docx import Document
from paquets import ESPACES, REL, docx, lignes, noms, p, partie
from tables import d_un_trait

from lettres.socle.erreurs import ModeleInvalide


def lien(cible: str) -> str:
    return f'<Relationship Id="rX" Type="{REL}/hyperlink" Target="{cible}" TargetMode="External"/>'


LIE = '<w:p><w:hyperlink r:id="rX"><w:r><w:t>ici</w:t></w:r></w:hyperlink></w:p>'
BALISES_PERDUES = {
    "réglages": docx(
        p("x"), parties={"word/settings.xml": f"<w:settings {ESPACES}><w:a w:val='{{{{ x }}}}'/></w:settings>"}
    ),
    "style": docx(p("x"), styles='<w:style w:styleId="a"><w:name w:val="{{ nom }}"/></w:style>'),
    "cible de lien": docx(LIE, relations=lien("https://exemple.test/{{ nom }}")),
    "cible de lien encodée": docx(LIE, relations=lien("mailto:%7B%7B nom %7D%7D")),
}
LAISSEES = {
    "commentaire": docx(p("x"), parties={"word/comments.xml": f"<w:comments {ESPACES}>{p('{{ nom }}')}</w:comments>"}),
    "propriété personnalisée": docx(p("x"), parties={"docProps/custom.xml": "<a>{{ nom }}</a>"}),
    "catégorie": docx(p("x"), parties={"docProps/core.xml": "<a><category>{{ nom }}</category></a>"}),
    "XML personnalisé": docx(p("x"), parties={"customXml/item1.xml": "<a>{% if a %}</a>"}),
    "graphique": docx(p("x"), parties={"word/charts/chart1.xml": "<a><b>{</b><b>{ nom }}</b></a>"}),
    "ancien en-tête": docx(p("x"), parties={"word/header9.xml": f"<w:hdr {ESPACES}>{p('{{ nom }}')}</w:hdr>"}),
    "blocs de construction": docx(p("x"), parties={"word/glossary/document.xml": f"<a {ESPACES}>{p('{{ nom }}')}</a>"}),
    "lien que rien n'emploie": docx(p("x"), relations=lien("https://exemple.test/{{ nom }}")),
    "volet": docx(p("x"), parties={"word/webextensions/webextension1.xml": "<a>{{ nom }}</a>"}),
    "personnes": docx(p("x"), parties={"word/people.xml": "<a>{# nom #}</a>"}),
}


@pytest.mark.parametrize("octets", BALISES_PERDUES.values(), ids=BALISES_PERDUES.keys())
def test_une_balise_hors_des_parties_rendues_est_refusee(octets: bytes):
    with pytest.raises(ModeleInvalide) as refus:
        compiler(octets)
    assert {c.code for c in refus.value.constats} == {"M111"}


@d_un_trait
@pytest.mark.parametrize("nom", LAISSEES)
def test_une_balise_dans_une_partie_laissee_derriere_est_dite_et_ne_gene_pas(nom: str):
    modele = compiler(LAISSEES[nom])
    assert [c.code for c in modele.soins].count("M133") == (nom != "lien que rien n'emploie")
    assert not any("{" in partie(modele.rendre({}), partie_) for partie_ in noms(modele.rendre({})))


def test_le_refus_d_un_lien_nomme_son_paragraphe():
    with pytest.raises(ModeleInvalide) as refus:
        compiler(docx(p("un") + LIE, relations=lien("https://exemple.test/{{ nom }}")))
    assert str(refus.value.constats[0].dans) == "corps \u203a paragraphe 2 « ici »"


RESTES = {
    "docProps/app.xml": "<Properties xmlns='x'><Company>ANCIEN CLIENT</Company></Properties>",
    "docProps/custom.xml": "<Properties xmlns='x'>ANCIEN CLIENT</Properties>",
    "docProps/thumbnail.jpeg": b"ANCIEN CLIENT",
    "customXml/item1.xml": "<a>ANCIEN CLIENT</a>",
    "customXml/_rels/item1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
}


def test_rien_ne_survit_des_proprietes_de_l_ancien_document():
    relations = (
        f'<Relationship Id="rC" Type="{REL}/custom-properties" Target="docProps/custom.xml"/>'
        '<Relationship Id="rT" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" '
        'Target="docProps/thumbnail.jpeg"/>'
        f'<Relationship Id="rA" Type="{REL}/extended-properties" Target="docProps/app.xml"/>'
    )
    octets = docx(
        p("x"),
        parties=RESTES,
        types={"docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml"},
        relations=f'<Relationship Id="rX" Type="{REL}/customXml" Target="../customXml/item1.xml"/>',
        relations_du_paquet=relations,
    )
    rendu = compiler(octets).rendre({})
    assert not any("ANCIEN" in partie(rendu, nom) for nom in noms(rendu))
    assert set(noms(rendu)) == {
        *("[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "word/document.xml"),
    }
    for nom in ("custom", "thumbnail", "customXml"):
        assert nom not in partie(rendu, "_rels/.rels")
        assert nom not in partie(rendu, "[Content_Types].xml")


def test_un_document_fait_par_python_docx_se_compile_et_perd_son_auteur():
    document = Document()
    document.core_properties.author = "ANCIEN AUTEUR"
    document.add_heading("Lettre à {{ nom }}", 1)
    document.add_paragraph("Bonjour {{ nom }}.")
    tampon = io.BytesIO()
    document.save(tampon)
    rendu = compiler(tampon.getvalue()).rendre({"nom": "Camille"})
    assert lignes(rendu) == ["Lettre à Camille", "Bonjour Camille."]
    assert not any("ANCIEN" in partie(rendu, nom) for nom in noms(rendu) if nom.endswith(".xml"))
    assert [x.text for x in Document(io.BytesIO(rendu)).paragraphs] == ["Lettre à Camille", "Bonjour Camille."]
