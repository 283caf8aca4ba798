"""La lettre ne porte que ce qu'elle emploie : tout le reste du modèle reste derrière, ou le fait refuser."""

from __future__ import annotations

import pytest
from compilateur import compiler
from paquets import DOC, ESPACES, REL, docx, lignes, noms, p, partie
from tables import d_un_trait

from lettres.socle.erreurs import ModeleInvalide

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0" + bytes(20)
GIF = b"GIF89a" + bytes(20)
SOCLE = ("[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml")


def relation(genre: str, cible: str, id_: str = "rX") -> str:
    return f'<Relationship Id="{id_}" Type="{REL}/{genre}" Target="{cible}"/>'


def constats(octets: bytes) -> list[tuple[str, str]]:
    with pytest.raises(ModeleInvalide) as refus:
        compiler(octets)
    assert all(c.remede for c in refus.value.constats)
    return [(c.code, c.message) for c in refus.value.constats]


# -- Ce qui reste derrière --

DERRIERE = {
    "partie orpheline": ("word/secret.txt", "", "", ""),
    "partie orpheline hors de Word": ("foo/bar.bin", "", "", ""),
    "ancien en-tête": ("word/header9.xml", "hdr", "header", f"{DOC}header+xml"),
    "blocs de construction": (
        "word/glossary/document.xml",
        "glossaryDocument",
        "glossaryDocument",
        f"{DOC}document.glossary+xml",
    ),
    "réglages du Web": ("word/webSettings.xml", "webSettings", "webSettings", f"{DOC}webSettings+xml"),
    "vieux styles": ("word/stylesWithEffects.xml", "styles", "stylesWithEffects", f"{DOC}stylesWithEffects+xml"),
    "imprimante": ("word/printerSettings/p.bin", "", "printerSettings", f"{DOC}printerSettings"),
}


@pytest.mark.parametrize(("nom", "racine", "genre", "type_"), DERRIERE.values(), ids=DERRIERE.keys())
def test_ce_que_la_lettre_n_emploie_pas_reste_derriere(nom: str, racine: str, genre: str, type_: str):
    contenu = f"<w:{racine} {ESPACES}>{p('ANCIEN CLIENT')}</w:{racine}>" if racine else "ANCIEN CLIENT"
    octets = docx(
        p("x"),
        parties={nom: contenu},
        types={nom: type_} if type_ else None,
        relations=relation(genre, nom.removeprefix("word/")) if genre else "",
    )
    rendu = compiler(octets).rendre({})
    assert set(noms(rendu)) == {*SOCLE, "word/document.xml"}
    assert not any("ANCIEN" in partie(rendu, n) or nom in partie(rendu, n) for n in noms(rendu))


def test_l_imprimante_d_un_autre_poste_quitte_la_mise_en_page():
    octets = docx(
        p("x"),
        section='<w:sectPr><w:printerSettings r:id="rX"/></w:sectPr>',
        parties={"word/printerSettings/p.bin": "ANCIEN"},
        relations=relation("printerSettings", "printerSettings/p.bin"),
    )
    assert partie(compiler(octets).rendre({})).endswith("<w:sectPr/></w:body></w:document>")


def test_une_police_incorporee_reste_derriere_avec_ce_qui_y_mene():
    polices = '<w:font w:name="A"><w:embedRegular r:id="rX"/><w:embedBoldItalic r:id="rX"/></w:font>'
    octets = docx(
        p("x"),
        parties={
            "word/fontTable.xml": f"<w:fonts {ESPACES}>{polices}</w:fonts>",
            "word/_rels/fontTable.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships">{relation("font", "fonts/f.odttf")}</Relationships>',
            "word/fonts/f.odttf": b"police",
        },
        types={"word/fonts/f.odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont"},
    )
    rendu = compiler(octets).rendre({})
    assert set(noms(rendu)) == {*SOCLE, "word/_rels/document.xml.rels", "word/document.xml", "word/fontTable.xml"}
    assert '<w:font w:name="A"/>' in partie(rendu, "word/fontTable.xml")


def test_ce_que_la_lettre_emploie_y_entre():
    octets = docx(
        '<w:p><w:r><w:drawing r:embed="rX"/></w:r></w:p>' + p("x"),
        entetes={"default": p("tête")},
        pieds={"default": p("pied")},
        styles="<w:style/>",
        parties={
            "word/media/image1.png": PNG,
            "word/numbering.xml": f"<w:numbering {ESPACES}/>",
            "word/settings.xml": f"<w:settings {ESPACES}/>",
            "word/fontTable.xml": f"<w:fonts {ESPACES}/>",
        },
        relations=relation("image", "media/image1.png"),
    )
    rendu = compiler(octets).rendre({})
    assert set(noms(rendu)) == {
        *(*SOCLE, "word/_rels/document.xml.rels", "word/document.xml", "word/fontTable.xml", "word/footer1.xml"),
        *("word/header1.xml", "word/media/image1.png", "word/numbering.xml", "word/settings.xml", "word/styles.xml"),
    }
    assert compiler(rendu).rendre({}) == rendu


def test_les_commentaires_xml_des_styles_restent_derriere():
    octets = docx(p("x"), styles="<!-- ANCIEN CLIENT --><?secret ANCIEN?><w:style/>")
    assert "ANCIEN" not in partie(compiler(octets).rendre({}), "word/styles.xml")


@d_un_trait
@pytest.mark.parametrize(
    "reglage",
    [
        *("w:trackRevisions", "w:documentProtection", "w:writeProtection", "w:rsids", "w:docVars", "w:linkStyles"),
        *("w:attachedTemplate", "w:attachedSchema", "w:smartTagType", "w14:docId"),
    ],
)
def test_les_reglages_qui_genent_ou_racontent_le_modele_sont_retires(reglage: str):
    reglages = f"<w:settings {ESPACES}><{reglage}/><w:zoom/></w:settings>"
    rendu = partie(compiler(docx(p("x"), parties={"word/settings.xml": reglages})).rendre({}), "word/settings.xml")
    assert reglage not in rendu
    assert "<w:zoom/>" in rendu


# -- Ce qui fait refuser --


@pytest.mark.parametrize(
    ("nom", "type_"),
    [("word/charts/chart1.xml", "x/chart+xml"), ("word/media/image1.tiff", "image/tiff")],
)
def test_un_objet_employe_qu_on_ne_garde_pas_est_refuse_une_seule_fois(nom: str, type_: str):
    genre = "image" if "media" in nom else "chart"
    octets = docx(
        '<w:p><w:r><w:drawing r:id="rX"/></w:r></w:p>',
        parties={nom: "<a/>"},
        types={nom: type_},
        relations=relation(genre, nom.removeprefix("word/")),
    )
    quoi = "« image1.tiff »" if "media" in nom else "un graphique"
    assert constats(octets) == [("M106", f"Le modèle contient un objet qu’une lettre ne porte pas ({quoi}).")]


IMAGES = {"png": PNG, "jpeg": JPEG, "gif": GIF}


@d_un_trait
@pytest.mark.parametrize("annonce", IMAGES)
@pytest.mark.parametrize("contenu", [*IMAGES, "texte"])
def test_une_image_est_du_type_qu_elle_annonce(annonce: str, contenu: str):
    octets = docx(
        '<w:p><w:r><w:drawing r:embed="rX"/></w:r></w:p>',
        parties={"word/media/i": IMAGES.get(contenu, b"pas une image")},
        types={"word/media/i": f"image/{annonce}"},
        relations=relation("image", "media/i"),
    )
    if contenu == annonce:
        assert "word/media/i" in noms(compiler(octets).rendre({}))
    else:
        assert [code for code, _ in constats(octets)] == ["M112"]


RACINES = {
    "corps": (docx(p("x"), parties={"word/document.xml": "<a/>"}), "word/document.xml"),
    "saut de ligne": (docx(p("x"), parties={"word/document.xml": f"<w:br {ESPACES}/>"}), "word/document.xml"),
    "en-tête en tableau": (
        docx(p("x"), entetes={"default": p("t")}, parties={"word/header1.xml": f"<w:tbl {ESPACES}/>"}),
        "word/header1.xml",
    ),
    "en-tête en pied": (
        docx(p("x"), entetes={"default": p("t")}, parties={"word/header1.xml": f"<w:ftr {ESPACES}>{p('x')}</w:ftr>"}),
        "word/header1.xml",
    ),
    "pied en rangée": (
        docx(p("x"), pieds={"default": p("t")}, parties={"word/footer1.xml": f"<w:tr {ESPACES}/>"}),
        "word/footer1.xml",
    ),
    "notes en tabulation": (
        docx(p("x"), notes=p("n"), parties={"word/footnotes.xml": f"<w:tab {ESPACES}/>"}),
        "word/footnotes.xml",
    ),
    "styles": (docx(p("x"), styles="<w:style/>", parties={"word/styles.xml": "<a/>"}), "word/styles.xml"),
    "réglages": (docx(p("x"), parties={"word/settings.xml": f"<w:rsids {ESPACES}/>"}), "word/settings.xml"),
    "polices": (docx(p("x"), parties={"word/fontTable.xml": f"<w:vanish {ESPACES}/>"}), "word/fontTable.xml"),
    "type d'une autre partie": (
        docx(p("x"), styles="<w:style/>", relations=relation("numbering", "styles.xml")),
        "word/styles.xml",
    ),
}


@d_un_trait
@pytest.mark.parametrize(("octets", "nom"), RACINES.values(), ids=RACINES.keys())
def test_une_partie_qui_n_est_pas_ce_qu_elle_annonce_est_refusee(octets: bytes, nom: str):
    assert constats(octets) == [("M104", f"La partie « {nom} » n’est pas ce qu’elle annonce.")]


def test_un_lien_du_corps_reste_et_un_lien_que_rien_n_emploie_ne_reste_pas():
    lien = f'<Relationship Id="rX" Type="{REL}/hyperlink" Target="https://exemple.test" TargetMode="External"/>'
    employe = '<w:p><w:hyperlink r:id="rX"><w:r><w:t>ici</w:t></w:r></w:hyperlink></w:p>'
    rendu = compiler(docx(employe, relations=lien)).rendre({})
    assert lignes(rendu) == ["ici"]
    assert "https://exemple.test" in partie(rendu, "word/_rels/document.xml.rels")
    assert "word/_rels/document.xml.rels" not in noms(compiler(docx(p("ici"), relations=lien)).rendre({}))
