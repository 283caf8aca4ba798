"""Le texte d'un document Word, tel qu'on le lit."""

import pytest
from tables import d_un_trait

from lettres.rendu.fabrique.modeles import fabriquer
from lettres.rendu.paquet.ooxml import ecrire_paquet, lire_paquet
from lettres.rendu.paragraphes.texte import texte_lisible, texte_par_partie
from lettres.rendu.xml.arbre_xml import ESPACES
from lettres.socle.erreurs import ModeleInvalide

TEXTE = """\
[premier en-tête]
ExpediteurNom | Studio Exemple

[en-tête]
EnTeteSuite | Suite

[premier pied]

[pied]
PiedDePage | 2026-014<tab>Page <page> de <pages>

[corps]
Corps | Un montant de 60,00\u00a0$ & <br>**gras**.
[tableau 100 40]
entete | TableauTitre | Objet ¦ TableauTitreDroite | Montant
rangee | TableauTexte | Photos ¦ TableauMontant | 60,00\u00a0$
[/tableau]
Demande | payer;
Demande | confirmer.
Element | merci.
"""

ENTETE = f'xmlns:w="{ESPACES["w"]}" xmlns:mc="{ESPACES["mc"]}" xmlns:r="{ESPACES["r"]}"'


def document(corps: str, **autres: str) -> bytes:
    parties = {"word/document.xml": f"<w:document {ENTETE}><w:body>{corps}</w:body></w:document>"}
    parties |= {f"word/{nom}.xml": xml for nom, xml in autres.items()}
    return ecrire_paquet({nom: xml.encode() for nom, xml in parties.items()})


def corps(xml: str) -> str:
    return texte_par_partie(document(xml))["word/document.xml"]


def test_la_lettre_se_lit_de_l_en_tete_au_pied():
    assert texte_lisible(fabriquer(TEXTE)) == (
        "[premier en-tête]\nStudio Exemple\n\n"
        "[en-tête]\nSuite\n\n"
        "[corps]\n"
        "Un montant de 60,00\u00a0$ & \ngras.\n"
        "Objet ¦ Montant\n"
        "Photos ¦ 60,00\u00a0$\n"
        "\n"
        "1. payer;\n"
        "2. confirmer.\n"
        "– merci.\n\n"
        "[pied]\n2026-014\tPage 1 de 1\n"
    )


def test_chaque_partie_a_son_texte_et_les_parties_vides_aussi():
    textes = texte_par_partie(fabriquer(TEXTE))
    assert list(textes) == [
        "word/document.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/header1.xml",
        "word/header2.xml",
    ]
    assert textes["word/footer1.xml"] == ""
    assert textes["word/header1.xml"] == "Studio Exemple"
    assert "payer;\nconfirmer.\nmerci." in textes["word/document.xml"]


@d_un_trait
@pytest.mark.parametrize(
    ("xml", "attendu"),
    [
        ("<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>b</w:t></w:r></w:p>", "a\n\nb"),
        ("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>", "a\tb\nc"),
        ('<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>', "a"),
        ("<w:p><w:del><w:r><w:delText>a</w:delText></w:r></w:del><w:ins><w:r><w:t>b</w:t></w:r></w:ins></w:p>", "b"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>", "3"),
        ("<w:p><w:hyperlink><w:r><w:t>lien</w:t></w:r></w:hyperlink></w:p>", "lien"),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:sdtContent></w:sdt>", "a"),
        (
            "<w:p><w:r><w:t>avant</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>zone</w:t></w:r></w:p>"
            "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>zone</w:t></w:r></w:p></w:txbxContent>"
            "</mc:Fallback></mc:AlternateContent><w:t> après</w:t></w:r></w:p>",
            "avant après\nzone",
        ),
        (
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc><w:sdt>"
            "<w:sdtContent><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>",
            "a\nb ¦ c",
        ),
        (
            "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
            "</w:tbl><w:p/></w:tc><w:tc><w:p><w:r><w:t>d</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            "a ¦ \n ¦ d",
        ),
    ],
    ids=["vide", "blancs", "taquet", "révision", "champ", "lien", "contrôle", "zone", "cellules", "imbriqué"],
)
def test_le_corps_se_lit_comme_dans_word(xml, attendu):
    assert corps(xml) == attendu


def test_une_note_se_lit_apres_le_corps_sans_son_trait():
    notes = (
        f'<w:footnotes {ENTETE}><w:footnote w:type="separator"><w:p><w:r><w:t>trait</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>une note</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    octets = document("<w:p><w:r><w:t>corps</w:t></w:r></w:p>", footnotes=notes)
    assert texte_par_partie(octets)["word/footnotes.xml"] == "une note"
    assert texte_lisible(octets) == "[corps]\ncorps\n\n[notes]\nune note\n"


def test_le_texte_ne_depend_que_des_octets():
    octets = fabriquer(TEXTE)
    assert texte_lisible(octets) == texte_lisible(bytes(octets))


@d_un_trait
@pytest.mark.parametrize("lire", [texte_lisible, texte_par_partie])
@pytest.mark.parametrize(
    "octets", [b"", b"Bonjour", ecrire_paquet({"a": b""}), ecrire_paquet({"word/document.xml": b""})]
)
def test_un_fichier_qui_n_est_pas_un_document_word_est_refuse(lire, octets):
    with pytest.raises(ModeleInvalide):
        lire(octets)


def test_un_document_demesure_est_refuse():
    parties = lire_paquet(fabriquer(TEXTE))
    with pytest.raises(ModeleInvalide) as refus:
        texte_lisible(ecrire_paquet({**parties, "word/media/image1.png": bytes(50_000_001)}))
    assert [c.code for c in refus.value.constats] == ["M102"]
