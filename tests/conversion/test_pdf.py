"""Le PDF d'une lettre : tous ses mots, sa provenance, ses balises, et les mêmes octets deux fois."""

from __future__ import annotations

import io
import re
import shutil

import pytest
from exemples_rendus import EXEMPLES, rendu
from paquets import docx
from pypdf import PdfReader

from lettres.conversion import en_pdf
from lettres.conversion import pdf as module_pdf
from lettres.conversion.polices_voulues import polices_voulues
from lettres.rendu import lire_provenance
from lettres.socle.erreurs import ModeleInvalide, SortieRefusee

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice absent : aucun PDF n’est vérifié"),
]

LETTRE = rendu(next(e for e in EXEMPLES if e.nom == "meubles/mise-en-demeure-mise_en_demeure")).lettre.octets
AUTRE = rendu(next(e for e in EXEMPLES if e.nom == "factures-multiples/dossier-rappel")).lettre.octets
EN_CAPITALES = docx(
    "<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>toutes capitales, à l’été</w:t></w:r>"
    "<w:r><w:rPr><w:smallCaps/></w:rPr><w:t> petites majuscules</w:t></w:r></w:p>"
)
INCONNUE = docx('<w:p><w:r><w:rPr><w:rFonts w:ascii="Police Exemple"/></w:rPr><w:t>Bonjour.</w:t></w:r></w:p>')


@pytest.fixture(scope="module")
def faits() -> list[module_pdf.Pdf]:
    return en_pdf([LETTRE, AUTRE, INCONNUE, LETTRE, EN_CAPITALES])


@pytest.fixture(scope="module")
def lecteur(faits) -> PdfReader:
    return PdfReader(io.BytesIO(faits[0].octets))


@pytest.mark.long
def test_la_meme_lettre_donne_les_memes_octets_d_un_appel_a_l_autre(faits):
    assert faits[0].octets == faits[3].octets == en_pdf([LETTRE])[0].octets


def test_il_porte_la_provenance_et_le_jour_de_la_lettre_et_aucune_autre_heure(faits, lecteur):
    trace = lire_provenance(LETTRE).provenance
    assert trace is not None
    assert lecteur.metadata["/lettres.dossier"] == trace.dossier  # type: ignore[index]
    assert lecteur.metadata["/CreationDate"] == "D:20261013000000Z"  # type: ignore[index]
    instants = set(re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z", lecteur.root_object["/Metadata"].get_object().get_data()))
    assert instants == {b"2026-10-13T00:00:00Z"}


def test_il_est_balise_dit_sa_langue_et_garde_les_marques_de_pdf_a(faits, lecteur):
    racine = lecteur.root_object
    assert racine["/MarkInfo"]["/Marked"] and racine["/Lang"] == "fr-CA"
    assert racine["/OutputIntents"] and "/StructTreeRoot" in racine
    xmp = racine["/Metadata"].get_object().get_data()
    assert b"<pdfaid:part>2</pdfaid:part>" in xmp and b"<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert faits[0].octets.startswith(b"%PDF-1.")
    assert len(set(re.findall(rb"<([0-9a-f]{32})>", faits[0].octets[-200:]))) == 1


def test_il_se_lit_page_par_page(faits, lecteur):
    assert faits[0].pages == len(lecteur.pages) == 2
    texte = "\n".join(page.extract_text() for page in lecteur.pages).replace("\u00a0", " ")
    assert "Objet : Mise en demeure de rembourser" in texte and "1 609,65 $" in texte


def test_une_police_absente_est_nommee_et_une_jumelle_n_en_est_pas_une(faits):
    assert [c.code for c in faits[0].constats] == []
    assert [(c.code, "Police Exemple" in c.message) for c in faits[2].constats] == [("S026", True)]


def test_ce_que_son_style_met_en_capitales_n_est_pas_perdu(faits):
    lu = " ".join(PdfReader(io.BytesIO(faits[4].octets)).pages[0].extract_text().split())
    assert lu.startswith("TOUTES CAPITALES, À L’ÉTÉ")


def police(nom: str, attribut: str = "ascii") -> str:
    return f'<w:rPr><w:rFonts w:{attribut}="{nom}"/></w:rPr>'


def mot(proprietes: str = "", style: str = "", texte: str = "mot") -> str:
    cite = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{cite}<w:r>{proprietes}<w:t>{texte}</w:t></w:r></w:p>"


def style(nom: str, dedans: str, attributs: str = 'w:type="paragraph"') -> str:
    return f'<w:style w:styleId="{nom}" {attributs}>{dedans}</w:style>'


DU_THEME = "<w:docDefaults><w:rPrDefault>" + police("minorHAnsi", "asciiTheme") + "</w:rPrDefault></w:docDefaults>"
ORDINAIRE = style("Normal", police("Ordinaire"), 'w:type="paragraph" w:default="1"')
HERITE = style("Titre", '<w:basedOn w:val="Base"/>') + style("Base", police("Base"))
CARACTERES = style("Fort", police("Forte"), 'w:type="character"')
THEME = {
    "word/theme/theme1.xml": '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:fontScheme>'
    '<a:majorFont><a:latin typeface="Grande"/></a:majorFont><a:minorFont><a:latin typeface="Aptos"/></a:minorFont>'
    "</a:fontScheme></a:theme>"
}
VOULUES = {
    "celle du mot": (docx(mot(police("Vue"))), {"Vue"}),
    "celle des lettres accentuées": (docx(mot(police("Vue", "hAnsi"))), {"Vue"}),
    "aucune d’un style que rien n’emploie": (docx(mot(), styles=HERITE), set()),
    "aucune d’un mot fait d’espaces": (docx(mot(police("Vide"), texte=" ")), set()),
    "celle d’un style, héritée": (docx(mot(style="Titre"), styles=HERITE), {"Base"}),
    "celle du style ordinaire": (docx(mot(), styles=ORDINAIRE + HERITE), {"Ordinaire"}),
    "celle d’un style de caractères": (
        docx(mot('<w:rPr><w:rStyle w:val="Fort"/></w:rPr>'), styles=ORDINAIRE + CARACTERES),
        {"Forte"},
    ),
    "celle du thème, à défaut d’une autre": (docx(mot(), styles=DU_THEME, parties=THEME), {"Aptos"}),
    "celle du thème, nommée par le mot": (
        docx(mot(police("majorHAnsi", "asciiTheme")), styles=ORDINAIRE, parties=THEME),
        {"Grande"},
    ),
    "celles de l’en-tête et du pied": (
        docx(mot(police("A")), entetes={"default": mot(police("B"))}, pieds={"first": mot(police("C"))}),
        {"A", "B", "C"},
    ),
    "aucune d’une boucle d’héritage": (
        docx(mot(style="A"), styles=style("A", '<w:basedOn w:val="B"/>') + style("B", '<w:basedOn w:val="A"/>')),
        set(),
    ),
}


def test_les_polices_voulues_sont_celles_des_mots():
    assert {cas: polices_voulues(octets) for cas, (octets, _) in VOULUES.items()} == {
        cas: voulues for cas, (_, voulues) in VOULUES.items()
    }


@pytest.mark.parametrize("perdu", ["609,65", "canapé"])
def test_un_mot_perdu_fait_refuser_le_pdf(perdu: str):
    texte = "Le canapé coûte 1 609,65 $ et "
    module_pdf._exiger_tous_les_mots(texte + perdu, texte + perdu)
    with pytest.raises(SortieRefusee) as refus:
        module_pdf._exiger_tous_les_mots(texte + perdu, texte)
    assert [c.code for c in refus.value.constats] == ["S025"]


SANS_DESSIN = {
    "un nom que nulle police n’a": ("Madame 王小明 doit", "Madame 王王王 doit", "« 王 », « 小 », « 明 »."),
    "un mot de signes et de marques": ("dit नमस्ते ici", "dit नननननन ici", "« न », « म », « स », « त »."),
    "plus de signes qu’on n’en nomme": ("甲乙丙丁戊己庚", "甲甲甲甲甲甲甲", "« 己 » et d’autres."),
    "un nom que le cadre a coupé": ("Madame 王小明 doit", "Madame doit", "tous les mots de la lettre : « 王小明 »."),
    "un nom dont il manque la fin": ("Madame 王小明 doit", "Madame 王 doit", "tous les mots de la lettre"),
    "un autre mot, perdu aussi": ("Madame 王小明 doit", "Madame 王王王", "tous les mots de la lettre"),
    "un mot accentué, perdu": ("Étienne Łukasz", "Étienne", "tous les mots de la lettre : « łukasz »."),
}


def test_des_signes_sans_police_se_nomment_et_n_accusent_pas_le_modele():
    for cas, (texte, lu, dit) in SANS_DESSIN.items():
        with pytest.raises(SortieRefusee) as refus:
            module_pdf._exiger_tous_les_mots(texte, lu)
        (constat,) = refus.value.constats
        assert constat.code == "S025" and dit in constat.message.replace("\u00a0", " "), cas
        assert ("modèle" in constat.remede) == ("tous les mots" in constat.message), cas
    module_pdf._exiger_tous_les_mots("王小明 et Ελένη", "王小明 et Ελένη")


def test_deux_mots_que_le_pdf_colle_ne_sont_pas_perdus():
    module_pdf._exiger_tous_les_mots("la page suivante", "lapage suivante")


def test_ce_qui_n_est_pas_un_document_word_ne_devient_pas_un_pdf():
    with pytest.raises(ModeleInvalide) as refus:
        en_pdf([LETTRE, b"ceci n'est pas un document"])
    assert [c.code for c in refus.value.constats] == ["M101"]
