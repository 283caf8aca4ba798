"""Ce que le modèle garde d'anciennes lettres ne passe pas; une balise qui resterait dans la lettre est refusée."""

from __future__ import annotations

import io

import pytest
from compilateur import compiler
from docx import Document
from paquets import ESPACES, REL, docx, lignes, noms, p, partie

from lettres.socle.erreurs import ModeleInvalide


def lien(cible: str) -> str:
    return f'<Relationship Id="rX" Type="{REL}/hyperlink" Target="{cible}" TargetMode="External"/>'


BALISES_PERDUES = {
    "commentaire": docx(p("x"), parties={"word/comments.xml": f"<w:comments {ESPACES}>{p('{{ nom }}')}</w:comments>"}),
    "propriété": docx(p("x"), parties={"docProps/custom.xml": "<a>{{ nom }}</a>"}),
    "réglages": docx(
        p("x"), parties={"word/settings.xml": f"<w:settings {ESPACES}><w:a w:val='{{{{ x }}}}'/></w:settings>"}
    ),
    "XML personnalisé": docx(p("x"), parties={"customXml/item1.xml": "<a>{% if a %}</a>"}),
    "graphique": docx(p("x"), parties={"word/charts/chart1.xml": "<a><b>{</b><b>{ nom }}</b></a>"}),
    "cible de lien": docx(p("x"), relations=lien("https://exemple.test/{{ nom }}")),
    "cible de lien encodée": docx(p("x"), relations=lien("mailto:%7B%7B nom %7D%7D")),
}


@pytest.mark.parametrize("octets", BALISES_PERDUES.values(), ids=BALISES_PERDUES.keys())
def test_une_balise_hors_des_parties_rendues_est_refusee(octets: bytes):
    with pytest.raises(ModeleInvalide) as refus:
        compiler(octets)
    assert "M111" in {c.code for c in refus.value.constats}


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
