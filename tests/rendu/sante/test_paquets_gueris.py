"""Un modèle sali par d'anciennes lettres est guéri en mémoire : la lettre n'en garde rien, et chaque soin est dit."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest
from compilateur import compiler
from docx import Document
from paquets import DOC, ESPACES, PAQUET, REL, appel, docx, lignes, noms, note, p, partie, parties_de, zipper
from tables import d_un_trait

from lettres.rendu.anomalies import Releve
from lettres.rendu.paquet import paquet
from lettres.rendu.sante.contenu import examiner
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import ModeleInvalide
from lettres.socle.places import DansWord

MODELES = sorted((Path(__file__).parents[3] / "modeles").glob("*.docx"))
CANARI = "ANCIEN CLIENT"
MASQUE = "<w:rPr><w:vanish/></w:rPr>"


def soins(octets: bytes) -> tuple[Constat, ...]:
    releve = Releve("modèle")
    contenu = examiner(paquet.ouvrir(octets), releve)
    releve.refuser()
    return contenu.soins


def dits(octets: bytes) -> list[tuple[str, str]]:
    return [(c.code, f"{c.dans} : {c.message}" if c.dans else c.message) for c in soins(octets)]


def rendre(octets: bytes) -> bytes:
    return compiler(octets).rendre({"nom": "Camille"})


def sans_trace(rendu: bytes) -> bool:
    """Dit si aucune partie de la lettre, une fois décompressée, ne garde le canari, ni dans son nom."""
    return not any(CANARI.encode() in octets or CANARI in nom for nom, octets in parties_de(rendu).items())


def relation(genre: str, cible: str, id_: str = "rX", ailleurs: str = "") -> str:
    return f'<Relationship Id="{id_}" Type="{REL}/{genre}" Target="{cible}"{ailleurs}/>'


def reglages(xml: str, liens: str = "") -> dict[str, str | bytes]:
    return {
        "word/settings.xml": f"<w:settings {ESPACES}>{xml}</w:settings>",
        "word/_rels/settings.xml.rels": f'<Relationships xmlns="{PAQUET}/relationships">{liens}</Relationships>',
    }


def core(xml: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PAQUET}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"{xml}</cp:coreProperties>"
    )


def app(xml: str) -> str:
    return f'<Properties xmlns="{REL.replace("relationships", "extended-properties")}">{xml}</Properties>'


COMMENTE = (
    '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Bonjour {{ nom }}</w:t></w:r><w:commentRangeEnd w:id="0"/>'
    '<w:r><w:rPr/><w:commentReference w:id="0"/></w:r></w:p>'
)
COMMENTAIRES = f'<w:comments {ESPACES}><w:comment w:id="0" w:author="{CANARI}">{p(CANARI)}</w:comment></w:comments>'
LIE = (
    f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/{CANARI}" w:storeItemID="x"/></w:sdtPr>'
    f"<w:sdtContent>{p('Bonjour {{ nom }}')}</w:sdtContent></w:sdt>"
)
BONJOUR = p("Bonjour {{ nom }}")

# -- Les douze saletés : dix se guérissent, et ce qu'on en dit; deux sont un choix de l'auteur, et se refusent --

SALES: dict[str, tuple[bytes, list[str]]] = {
    "commentaire": (
        docx(
            COMMENTE,
            parties={"word/comments.xml": COMMENTAIRES},
            types={"word/comments.xml": f"{DOC}comments+xml"},
            relations=relation("comments", "comments.xml"),
        ),
        ["M120"],
    ),
    "texte masqué": (docx(f"<w:p><w:r>{MASQUE}<w:t>{CANARI}</w:t></w:r></w:p>" + BONJOUR), ["M121"]),
    "variables de document": (
        docx(
            BONJOUR, parties=reglages(f'<w:docVars><w:docVar w:name="client" w:val="{CANARI}"/></w:docVars><w:zoom/>')
        ),
        ["M122"],
    ),
    "vignette": (
        docx(
            BONJOUR,
            parties={"docProps/thumbnail.jpeg": b"\xff\xd8\xff" + CANARI.encode()},
            relations_du_paquet=f'<Relationship Id="rT" Type="{PAQUET}/relationships/metadata/thumbnail" '
            'Target="docProps/thumbnail.jpeg"/>',
        ),
        ["M123"],
    ),
    "numéros de séance": (
        docx(
            f'<w:p w:rsidR="{CANARI}" w:rsidRDefault="00AB12CD"><w:r w:rsidRPr="{CANARI}"><w:t>Bonjour {{{{ nom }}}}'
            "</w:t></w:r></w:p>",
            styles=f'<w:style w:styleId="A"><w:rsid w:val="{CANARI}"/></w:style>',
            parties=reglages(f'<w:rsids><w:rsidRoot w:val="{CANARI}"/><w:rsid w:val="{CANARI}"/></w:rsids><w:zoom/>'),
        ),
        [],
    ),
    "chemin dans app.xml": (
        docx(BONJOUR, parties={"docProps/app.xml": app(f"<Template>C:\\Users\\{CANARI}\\demeure.dotx</Template>")}),
        ["M124"],
    ),
    "société": (docx(BONJOUR, parties={"docProps/app.xml": app(f"<Company>{CANARI}</Company>")}), ["M124"]),
    "XML personnalisé": (
        docx(
            LIE,
            parties={"customXml/item1.xml": f"<a>{CANARI}</a>"},
            relations=relation("customXml", "../customXml/item1.xml"),
        ),
        ["M122", "M122"],
    ),
    "dernière impression": (
        docx(BONJOUR, parties={"docProps/core.xml": core(f"<cp:lastPrinted>{CANARI}</cp:lastPrinted>")}),
        ["M124"],
    ),
    "auteur": (
        docx(
            BONJOUR,
            parties={
                "docProps/core.xml": core(
                    f"<dc:creator>{CANARI}</dc:creator><cp:lastModifiedBy>{CANARI}</cp:lastModifiedBy>"
                )
            },
        ),
        ["M124"],
    ),
}


@d_un_trait
@pytest.mark.parametrize(("octets", "codes"), SALES.values(), ids=SALES.keys())
def test_une_salete_guerie_ne_laisse_aucune_trace_et_se_dit(octets: bytes, codes: list[str]):
    assert any(CANARI.encode() in contenu for contenu in parties_de(octets).values())
    rendu = rendre(octets)
    assert sans_trace(rendu)
    assert "Bonjour Camille" in lignes(rendu)
    trouves = soins(octets)
    assert compiler(octets).soins == trouves
    assert [c.code for c in trouves] == codes
    for constat in trouves:
        assert constat.fichier == "modèle"
        assert constat.message.endswith(".")
        assert constat.remede.endswith(".")
        assert CANARI not in constat.message + constat.remede
        assert constat.gravite is (Gravite.ALERTE if constat.code == "M121" else Gravite.CONSEIL)


REVISIONS = {
    "suppression": f'<w:del w:id="1" w:author="A"><w:r><w:delText>{CANARI}</w:delText></w:r></w:del>',
    "insertion": f'<w:ins w:id="1" w:author="A"><w:r><w:t>{CANARI}</w:t></w:r></w:ins>',
}


@pytest.mark.parametrize("revision", REVISIONS.values(), ids=REVISIONS.keys())
@pytest.mark.parametrize("ou", ["corps", "en-tête", "note"])
def test_une_revision_en_attente_est_refusee_car_le_choix_est_celui_de_l_auteur(revision: str, ou: str):
    xml = f"<w:p>{revision}</w:p>"
    octets = {
        "corps": docx(xml),
        "en-tête": docx(p("x"), entetes={"default": xml}),
        "note": docx(appel(1), notes=note(1, xml)),
    }[ou]
    with pytest.raises(ModeleInvalide) as refus:
        compiler(octets)
    assert [c.code for c in refus.value.constats] == ["M507"]
    assert "acceptez toutes les modifications" in refus.value.constats[0].remede


def test_il_y_a_douze_saletes():
    assert len(SALES) + len(REVISIONS) == 12


def test_toutes_les_saletes_a_la_fois_ne_laissent_aucune_trace():
    corps, liens = "", ""
    parties: dict[str, str | bytes] = {}
    for numero, (octets, _) in enumerate(SALES.values()):
        xml = partie(octets)
        corps += xml[xml.index("<w:body>") + 8 : xml.index("<w:sectPr")]
        for nom, contenu in parties_de(octets).items():
            if nom.startswith(("docProps/", "customXml/")) or nom == "word/comments.xml":
                parties[nom] = contenu
        liens += relation("comments", "comments.xml", f"rc{numero}") if "word/comments.xml" in noms(octets) else ""
    rendu = rendre(docx(corps, parties={**parties, **reglages(f"<w:docVars><w:x w:val='{CANARI}'/></w:docVars>")}))
    assert sans_trace(rendu)
    assert lignes(rendu).count("Bonjour Camille") == len(SALES)


# -- Le reste de ce qui se guérit --

GUERIS: dict[str, tuple[bytes, list[tuple[str, str]]]] = {
    "modèle .dotx": (
        docx(BONJOUR, type_principal=f"{DOC}template.main+xml"),
        [("M129", "Le fichier est un modèle Word (.dotx) : il est lu comme un document.")],
    ),
    "modèle attaché du poste": (
        docx(
            BONJOUR,
            parties=reglages(
                '<w:attachedTemplate r:id="rX"/><w:linkStyles/><w:zoom/>',
                relation("attachedTemplate", f"file:///C:\\Users\\{CANARI}\\x.dotx", ailleurs=' TargetMode="External"'),
            ),
        ),
        [("M125", "Le chemin du modèle attaché n’entre pas dans la lettre.")],
    ),
    "protection et suivi": (
        docx(
            BONJOUR,
            parties=reglages('<w:documentProtection w:edit="forms"/><w:writeProtection/><w:trackRevisions/><w:zoom/>'),
        ),
        [
            ("M128", "La protection du modèle ne passe pas à la lettre."),
            ("M128", "Le suivi des modifications du modèle ne passe pas à la lettre."),
        ],
    ),
    "imprimante": (
        docx(
            BONJOUR,
            section='<w:sectPr><w:printerSettings r:id="rX"/></w:sectPr>',
            parties={"word/printerSettings/p.bin": CANARI},
            relations=relation("printerSettings", "printerSettings/p.bin"),
        ),
        [("M125", "Les réglages de l’imprimante n’entrent pas dans la lettre.")],
    ),
    "police incorporée": (
        docx(
            BONJOUR,
            parties={
                "word/fontTable.xml": f'<w:fonts {ESPACES}><w:font w:name="A"><w:embedRegular r:id="rX"/></w:font>'
                "</w:fonts>",
                "word/_rels/fontTable.xml.rels": f'<Relationships xmlns="{PAQUET}/relationships">'
                f"{relation('font', 'fonts/f.odttf')}</Relationships>",
                "word/fonts/f.odttf": CANARI,
            },
        ),
        [
            (
                "M135",
                "La police « A », incorporée au modèle, n’entre pas dans la lettre : "
                "ce n’est pas une police que l’on sache lire.",
            )
        ],
    ),
    "propriétés personnalisées": (
        docx(BONJOUR, parties={"docProps/custom.xml": f"<Properties>{CANARI}</Properties>"}),
        [("M122", "Les propriétés personnalisées du modèle n’entrent pas dans la lettre.")],
    ),
    "aucune propriété personnalisée, dans sa partie": (
        docx(BONJOUR, parties={"docProps/custom.xml": '<Properties xmlns="x"></Properties>'}),
        [],
    ),
    "blocs de construction": (
        docx(BONJOUR, parties={"word/glossary/document.xml": f"<w:a {ESPACES}>{CANARI}</w:a>"}),
        [("M126", "Les blocs de construction du modèle n’entrent pas dans la lettre.")],
    ),
    "personnes": (
        docx(BONJOUR, parties={"word/people.xml": f"<a>{CANARI}</a>"}),
        [("M120", "Les commentaires du modèle n’entrent pas dans la lettre.")],
    ),
    "signature": (
        docx(BONJOUR, parties={"_xmlsignatures/sig1.xml": f"<a>{CANARI}</a>"}),
        [("M126", "La signature électronique du modèle n’entre pas dans la lettre.")],
    ),
    "partie orpheline": (
        docx(BONJOUR, parties={"word/vieux.bin": CANARI}),
        [("M126", "La partie « word/vieux.bin » n’entre pas dans la lettre.")],
    ),
    "réglages du Web": (
        docx(
            BONJOUR,
            parties={"word/webSettings.xml": f"<w:webSettings {ESPACES}/>"},
            types={"word/webSettings.xml": f"{DOC}webSettings+xml"},
        ),
        [],
    ),
    "balise active": (
        docx(
            f'<w:p><w:smartTag w:element="PersonName"><w:smartTagPr><w:attr w:val="{CANARI}"/></w:smartTagPr>'
            "<w:r><w:t>Bonjour {{ nom }}</w:t></w:r></w:smartTag></w:p>"
        ),
        [("M122", "corps : Les données d’une balise active de Word ont été retirées.")],
    ),
    "permission de modifier": (
        docx(f'<w:permStart w:id="1" w:ed="{CANARI}"/>' + BONJOUR + '<w:permEnd w:id="1"/>'),
        [("M128", "corps : Les permissions de modifier, et le nom de qui les a, ont été retirés.")],
    ),
}


@d_un_trait
@pytest.mark.parametrize(("octets", "attendus"), GUERIS.values(), ids=GUERIS.keys())
def test_ce_qui_se_guerit_passe_et_se_dit(octets: bytes, attendus: list[tuple[str, str]]):
    assert dits(octets) == attendus
    rendu = rendre(octets)
    assert lignes(rendu)[-1:] == ["Bonjour Camille"]
    assert sans_trace(rendu)


def test_un_modele_attache_et_sa_relation_quittent_les_reglages():
    rendu = rendre(GUERIS["modèle attaché du poste"][0])
    assert "attachedTemplate" not in partie(rendu, "word/settings.xml")
    assert "<w:zoom/>" in partie(rendu, "word/settings.xml")
    assert "word/_rels/settings.xml.rels" not in noms(rendu)


def test_un_commentaire_qui_coupe_une_balise_ne_la_casse_pas():
    corps = (
        '<w:p><w:r><w:t>Bonjour {{ no</w:t></w:r><w:commentRangeStart w:id="0"/><w:r><w:t>m }}</w:t></w:r>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/><w:t>.</w:t></w:r></w:p>'
    )
    rendu = rendre(docx(corps))
    assert lignes(rendu) == ["Bonjour Camille."]
    assert "comment" not in partie(rendu)


# -- Le texte masqué --


def test_le_texte_masque_d_un_en_tete_est_retire_et_situe():
    entete = f"<w:p><w:r>{MASQUE}<w:t>{CANARI}</w:t></w:r><w:r><w:t>tête</w:t></w:r></w:p>"
    octets = docx(BONJOUR, entetes={"default": entete})
    assert dits(octets) == [("M121", "en-tête (word/header1.xml) : Du texte masqué a été retiré de la lettre.")]
    assert lignes(rendre(octets), "word/header1.xml") == ["tête"]


def test_une_image_masquee_quitte_aussi_le_paquet():
    octets = docx(
        f'<w:p><w:r>{MASQUE}<w:drawing r:embed="rX"/></w:r></w:p>' + BONJOUR,
        parties={"word/media/a.png": b"\x89PNG\r\n\x1a\n" + bytes(16) + CANARI.encode()},
        relations=relation("image", "media/a.png"),
    )
    assert sans_trace(rendre(octets))
    assert [code for code, _ in dits(octets)] == ["M121", "M126"]


@pytest.mark.parametrize("contenu", [CANARI, CANARI + " {{ nom }}"], ids=["du texte", "une balise"])
@pytest.mark.parametrize("genre", ["footnote", "endnote"])
def test_la_note_d_un_appel_masque_quitte_la_lettre(contenu: str, genre: str):
    corps = f'<w:p><w:r>{MASQUE}<w:{genre}Reference w:id="1"/></w:r></w:p>' + appel(2, genre) + BONJOUR
    notes = note(1, p(contenu), genre) + note(2, p("note"), genre)
    octets = docx(corps, notes=notes) if genre == "footnote" else docx(corps, notes_de_fin=notes)
    assert [(c.code, c.gravite) for c in soins(octets)] == [("M121", Gravite.ALERTE), ("M126", Gravite.ALERTE)]
    rendu = rendre(octets)
    assert sans_trace(rendu)
    assert lignes(rendu, f"word/{genre}s.xml") == ["note"]


def test_un_champ_d_index_masque_tout_entier_est_retire():
    champ = "".join(
        f"<w:r>{MASQUE}{x}</w:r>"
        for x in (
            '<w:fldChar w:fldCharType="begin"/>',
            f"<w:instrText>XE {CANARI}</w:instrText>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    rendu = rendre(docx(f"<w:p>{champ}<w:r><w:t>Bonjour {{{{ nom }}}}</w:t></w:r></w:p>"))
    assert lignes(rendu) == ["Bonjour Camille"]
    assert sans_trace(rendu)
    assert "fldChar" not in partie(rendu)


def test_un_run_masque_et_vide_ne_se_dit_pas():
    assert dits(docx(f"<w:p><w:r>{MASQUE}</w:r></w:p>" + BONJOUR)) == []


def test_un_texte_masque_voisin_d_une_balise_est_retire_sans_la_toucher():
    corps = f"<w:p><w:r><w:t>Bonjour {{{{ nom }}}}</w:t></w:r><w:r>{MASQUE}<w:t>{CANARI}</w:t></w:r></w:p>"
    assert lignes(rendre(docx(corps))) == ["Bonjour Camille"]


# -- Les citations sans objet --


def cite(proprietes: str, texte: str = "Bonjour {{ nom }}") -> str:
    return p(texte, f"<w:pPr>{proprietes}</w:pPr>")


ABSENTS = {
    "style de paragraphe": docx(cite('<w:pStyle w:val="Absent"/>')),
    "style de paragraphe, d'autres étant là": docx(
        cite('<w:pStyle w:val="Absent"/>'), styles='<w:style w:styleId="A"/>'
    ),
    "style de caractère": docx(
        '<w:p><w:r><w:rPr><w:rStyle w:val="Absent"/></w:rPr><w:t>Bonjour {{ nom }}</w:t></w:r></w:p>'
    ),
    "style de tableau": docx(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Absent"/></w:tblPr><w:tblGrid/><w:tr><w:tc>{BONJOUR}</w:tc></w:tr></w:tbl>'
    ),
    "liste": docx(cite('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')),
    "liste, sa partie étant absente": docx(
        cite('<w:numPr><w:numId w:val="77"/></w:numPr>'), relations=relation("numbering", "numbering.xml")
    ),
    "liste sans définition": docx(
        cite('<w:numPr><w:numId w:val="77"/></w:numPr>'),
        parties={
            "word/numbering.xml": f'<w:numbering {ESPACES}><w:num w:numId="77"><w:abstractNumId w:val="5"/></w:num>'
            "</w:numbering>"
        },
    ),
}


@pytest.mark.parametrize("octets", ABSENTS.values(), ids=ABSENTS.keys())
def test_un_style_ou_une_liste_cites_et_absents_sont_oublies_et_dits(octets: bytes):
    (soin,) = soins(octets)
    assert (soin.code, soin.gravite) == ("M127", Gravite.CONSEIL)
    assert soin.dans == DansWord("corps")
    rendu = rendre(octets)
    assert "Absent" not in partie(rendu)
    assert '"77"' not in partie(rendu)
    assert "Bonjour Camille" in lignes(rendu)


def test_un_style_et_une_liste_bien_definis_restent():
    octets = docx(
        cite('<w:pStyle w:val="A"/><w:numPr><w:numId w:val="1"/></w:numPr>')
        + cite('<w:numPr><w:numId w:val="0"/></w:numPr>'),
        styles='<w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/></w:style>',
        parties={
            "word/numbering.xml": f'<w:numbering {ESPACES}><w:abstractNum w:abstractNumId="0"/>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        },
    )
    assert dits(octets) == []
    rendu = partie(rendre(octets))
    assert '<w:pStyle w:val="A"/>' in rendu
    assert '<w:numId w:val="1"/>' in rendu
    assert '<w:numId w:val="0"/>' in rendu


def test_un_style_qui_derive_d_un_absent_ne_le_cite_plus():
    octets = docx(cite('<w:pStyle w:val="A"/>'), styles='<w:style w:styleId="A"><w:basedOn w:val="Absent"/></w:style>')
    assert [code for code, _ in dits(octets)] == ["M127"]
    assert "Absent" not in partie(rendre(octets), "word/styles.xml")


# -- Rien de légitime n'est refusé --


@pytest.mark.parametrize(
    "type_",
    [
        f"{PAQUET}/relationships/metadata/core-properties",
        "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties",
        f"{REL}/metadata/core-properties",
    ],
)
@pytest.mark.parametrize("cible", ["docProps/core.xml", "docProps/core0.xml"])
def test_quelle_que_soit_la_relation_la_lettre_n_a_qu_un_core_xml(type_: str, cible: str):
    octets = docx(
        BONJOUR,
        parties={cible: core("")},
        types={cible: "application/vnd.openxmlformats-package.core-properties+xml"},
        relations_du_paquet=f'<Relationship Id="rC" Type="{type_}" Target="{cible}"/>',
    )
    rendu = rendre(octets)
    assert [nom for nom in noms(rendu) if "core" in nom] == ["docProps/core.xml"]
    assert partie(rendu, "_rels/.rels").count("core-properties") == 1
    assert dits(octets) == []


@d_un_trait
@pytest.mark.parametrize("modele", MODELES, ids=lambda m: m.stem)
def test_un_modele_livre_n_a_besoin_d_aucun_soin(modele: Path):
    assert dits(modele.read_bytes()) == []


def pixel() -> bytes:
    def bloc(genre: bytes, contenu: bytes) -> bytes:
        corps = genre + contenu
        return struct.pack(">I", len(contenu)) + corps + struct.pack(">I", zlib.crc32(corps))

    entete = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    image = bloc(b"IHDR", entete) + bloc(b"IDAT", zlib.compress(b"\x00\xff\x00\x00")) + bloc(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + image


def test_un_modele_de_python_docx_avec_en_tete_tableau_et_image_passe():
    document = Document()
    document.sections[0].header.paragraphs[0].text = "En-tête de {{ nom }}"
    document.add_heading("Lettre", 1)
    document.add_paragraph("Bonjour {{ nom }}", style="List Bullet")
    document.add_table(2, 2, style="Table Grid").cell(0, 0).text = "{{ nom }}"
    document.add_picture(io.BytesIO(pixel()))
    tampon = io.BytesIO()
    document.save(tampon)
    rendu = rendre(tampon.getvalue())
    relu = Document(io.BytesIO(rendu))
    assert [x.text for x in relu.paragraphs][:2] == ["Lettre", "Bonjour Camille"]
    assert relu.sections[0].header.paragraphs[0].text == "En-tête de Camille"
    assert relu.tables[0].cell(0, 0).text == "Camille"
    assert len(relu.inline_shapes) == 1
    assert [c.code for c in soins(tampon.getvalue())] == ["M122", "M123", "M124"]


@pytest.mark.long
@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice absent : ses .docx n’ont pas été éprouvés")
def test_un_modele_enregistre_par_libreoffice_passe_et_dit_la_meme_lettre(tmp_path: Path):
    source = tmp_path / "source.docx"
    source.write_bytes(
        docx(
            p("Bonjour {{ nom }},") + "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='2000'/></w:tblGrid><w:tr><w:tc>"
            f"<w:tcPr/>{p('cellule')}</w:tc></w:tr></w:tbl>" + p("Fin."),
            entetes={"default": p("tête {{ nom }}")},
            pieds={"default": p("pied")},
        )
    )
    for modele in (source, *MODELES[:1]):
        shutil.copy(modele, tmp_path / f"m-{modele.name}")
    profil = (tmp_path / "profil").as_uri()
    commande = ["soffice", f"-env:UserInstallation={profil}", "--headless", "--convert-to", "docx"]
    entrees = sorted(str(m) for m in tmp_path.glob("m-*.docx"))
    subprocess.run(
        [*commande, "--outdir", str(tmp_path / "lo"), *entrees], check=True, capture_output=True, timeout=600
    )
    convertis = sorted((tmp_path / "lo").glob("*.docx"))
    assert len(convertis) == len(entrees)
    for converti in convertis:
        assert compiler(converti).champs_imprimes
    rendu = rendre((tmp_path / "lo" / "m-source.docx").read_bytes())
    assert [ligne for ligne in lignes(rendu) if ligne] == ["Bonjour Camille,", "cellule", "Fin."]


def test_les_parties_qui_n_ont_jamais_de_texte_n_en_gardent_pas():
    octets = docx(
        BONJOUR,
        styles=f'{CANARI}<w:style w:styleId="A">{CANARI} }}}}</w:style>{CANARI}',
        parties=reglages(f"<w:zoom>{CANARI}</w:zoom>"),
    )
    assert sans_trace(rendre(octets))


def test_un_soin_ne_change_jamais_le_fichier(tmp_path: Path):
    fichier = tmp_path / "sale.docx"
    octets = SALES["texte masqué"][0]
    fichier.write_bytes(octets)
    compiler(fichier)
    assert fichier.read_bytes() == octets


@pytest.mark.parametrize("ordre", [1, -1])
def test_les_soins_ne_dependent_pas_de_l_ordre_des_parties(ordre: int):
    for octets, _ in (*SALES.values(), *GUERIS.values()):
        melange = zipper(dict(list(parties_de(octets).items())[::ordre]))
        assert rendre(melange) == rendre(octets)
