"""Du texte masqué n'est jamais envoyé; un lien ne mène qu'au Web, à un courriel, à un téléphone ou dans la lettre."""

from __future__ import annotations

import pytest
from compilateur import compiler
from paquets import ESPACES, docx, lignes, p
from tables import d_un_trait

from lettres.socle.erreurs import ModeleInvalide


def constats(octets: bytes) -> list[tuple[str, str]]:
    with pytest.raises(ModeleInvalide) as refus:
        compiler(octets)
    return [(c.code, f"{c.dans} : {c.message}" if c.dans else c.message) for c in refus.value.constats]


def style(proprietes: str) -> str:
    return f'<w:style w:type="character" w:styleId="Cache"><w:name w:val="Caché"/>{proprietes}</w:style>'


def liste(proprietes: str, corps: str, styles: str = "") -> bytes:
    niveau = f"<w:lvl>{proprietes}</w:lvl>"
    return docx(
        corps,
        styles=styles,
        parties={
            "word/numbering.xml": f'<w:numbering {ESPACES}><w:abstractNum w:abstractNumId="0">{niveau}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        },
    )


EMPLOI = '<w:p><w:r><w:rPr><w:rStyle w:val="Cache"/></w:rPr><w:t>x</w:t></w:r></w:p>'
LISTE = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
FONDE = style("").replace('"Cache"', '"Enfant"').replace("</w:style>", '<w:basedOn w:val="Cache"/></w:style>')
DEFAUT = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="normal"/>'

MASQUES = {
    "dans la marque du paragraphe": lambda x: docx(p("x", f"<w:pPr>{x}</w:pPr>")),
    "dans un style": lambda x: docx(EMPLOI, styles=style(x)),
    "dans un style de tableau": lambda x: docx(EMPLOI, styles=style(f"<w:tblStylePr>{x}</w:tblStylePr>")),
    "dans le style dont un autre dérive": lambda x: docx(EMPLOI.replace("Cache", "Enfant"), styles=style(x) + FONDE),
    "dans le style par défaut": lambda x: docx(p("x"), styles=f"{DEFAUT}{x}</w:style>"),
    "dans le style de la mention d'ébauche": lambda x: docx(p("x"), styles=style(x).replace("Caché", "Ébauche")),
    "par défaut": lambda x: docx(p("x"), styles=f"<w:docDefaults><w:rPrDefault>{x}</w:rPrDefault></w:docDefaults>"),
    "dans une liste": lambda x: liste(x, LISTE),
    "dans la liste d'un style": lambda x: liste(x, EMPLOI, style(LISTE[5:].split("</w:pPr>")[0] + "</w:pPr>")),
    "dans un run qui porte une balise": lambda x: docx(f"<w:p><w:r>{x}<w:t>{{{{ nom }}}}</w:t></w:r></w:p>"),
    "au milieu d'une balise": lambda x: docx(
        f"<w:p><w:r><w:t>{{{{ no</w:t></w:r><w:r>{x}<w:t>m </w:t></w:r><w:r><w:t>}}}}</w:t></w:r></w:p>"
    ),
    "dans la moitié d'un champ": lambda x: docx(
        f'<w:p><w:r>{x}<w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r>{x}<w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
    "dans le code d'un champ": lambda x: docx(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF 1 = 1 </w:instrText></w:r>'
        f'<w:r>{x}<w:instrText>a b</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
}


@d_un_trait
@pytest.mark.parametrize("ou", MASQUES)
@pytest.mark.parametrize("masque", ["vanish", "specVanish"])
def test_du_texte_masque_qu_on_ne_peut_pas_retirer_est_refuse(ou: str, masque: str):
    assert [code for code, _ in constats(MASQUES[ou](f"<w:rPr><w:{masque}/></w:rPr>"))] == ["M110"]


A_L_ECRAN = [ou for ou in MASQUES if "balise" not in ou and "champ" not in ou]


@d_un_trait
@pytest.mark.parametrize("ou", A_L_ECRAN)
def test_du_texte_masque_a_l_ecran_par_un_style_ou_une_marque_est_refuse(ou: str):
    assert [code for code, _ in constats(MASQUES[ou]("<w:rPr><w:webHidden/></w:rPr>"))] == ["M110"]


@d_un_trait
@pytest.mark.parametrize("ou", MASQUES)
@pytest.mark.parametrize("valeur", ["0", "false", "off"])
def test_un_masquage_leve_ne_masque_rien(ou: str, valeur: str):
    assert compiler(MASQUES[ou](f'<w:rPr><w:vanish w:val="{valeur}"/></w:rPr>')).rendre({"nom": "x"})


SANS_EMPLOI = {
    "un style que rien n'emploie": docx(p("x"), styles=style("<w:rPr><w:vanish/></w:rPr>")),
    "un style employé, mais pas celui qui masque": docx(
        EMPLOI.replace("Cache", "Autre"),
        styles=style("<w:rPr><w:vanish/></w:rPr>") + style("").replace('"Cache"', '"Autre"'),
    ),
    "une liste que rien n'emploie": liste("<w:rPr><w:vanish/></w:rPr>", p("x")),
    "la marque d'un paragraphe vide": docx(p("x") + "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr></w:p>"),
}


@pytest.mark.parametrize("octets", SANS_EMPLOI.values(), ids=SANS_EMPLOI.keys())
def test_un_masquage_qui_ne_cache_aucun_texte_est_permis(octets: bytes):
    assert lignes(compiler(octets).rendre({}))[0] == "x"


def test_un_numero_de_page_cache_a_l_ecran_reste_dans_la_table_des_matieres():
    corps = "<w:p><w:r><w:rPr><w:webHidden/></w:rPr><w:t>3</w:t></w:r></w:p>"
    assert lignes(compiler(docx(corps)).rendre({})) == ["3"]


def test_le_style_qui_masque_est_nomme():
    assert constats(docx(EMPLOI, styles=style("<w:rPr><w:vanish/></w:rPr>"))) == [
        ("M110", "word/styles.xml : Le style « Caché » masque du texte.")
    ]


def test_une_rangee_masquee_est_refusee():
    rangee = "<w:tbl><w:tblGrid/><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    assert constats(docx(p("x") + rangee)) == [("M110", "corps : Du texte est masqué.")]


@pytest.mark.parametrize(
    ("dessin", "masque"),
    [
        ('<w:drawing><wp:inline><wp:docPr id="1" name="a" hidden="1"/></wp:inline></w:drawing>', True),
        ('<w:drawing><wp:inline><wp:docPr id="1" name="a" hidden="true"/></wp:inline></w:drawing>', True),
        ('<w:drawing><wp:inline><wp:docPr id="1" name="a" hidden="0"/></wp:inline></w:drawing>', False),
        ('<w:pict><v:shape style="position:absolute;visibility: hidden"/></w:pict>', True),
        ('<w:pict><v:shape style="display:none"/></w:pict>', True),
        ('<w:pict><v:shape style="visibility:visible"/></w:pict>', False),
    ],
)
def test_un_dessin_masque_est_refuse(dessin: str, masque: bool):
    octets = docx(f"<w:p><w:r>{dessin}</w:r></w:p>")
    if masque:
        assert constats(octets) == [("M110", "corps \u203a paragraphe 1 : Un dessin est masqué.")]
    else:
        assert compiler(octets).rendre({})


def champ(code: str) -> bytes:
    echappe = code.replace("&", "&amp;").replace('"', "&quot;")
    return docx(f'<w:p><w:fldSimple w:instr="{echappe}"><w:r><w:t>ici</w:t></w:r></w:fldSimple></w:p>')


@d_un_trait
@pytest.mark.parametrize(
    "code",
    [
        'HYPERLINK "https://exemple.test"',
        "HYPERLINK http://exemple.test",
        'hyperlink "MAILTO:a@exemple.test"',
        'HYPERLINK "tel:+15145550100"',
        "HYPERLINK \\l ancre",
        'HYPERLINK \\l "ancre"',
        'HYPERLINK \\o "aide" "https://exemple.test"',
        'HYPERLINK "https://exemple.test" \\l "ancre" \\t "_blank" \\n',
        'HYPERLINK "https://exemple.test" \\o "C:\\\\aide"',
    ],
)
def test_un_champ_de_lien_permis_reste(code: str):
    assert lignes(compiler(champ(code)).rendre({})) == ["ici"]


@d_un_trait
@pytest.mark.parametrize(
    "code",
    [
        "HYPERLINK",
        'HYPERLINK ""',
        'HYPERLINK \\o "aide"',
        'HYPERLINK "file:///c:/x.exe"',
        'HYPERLINK \\o "aide" "file:///c:/x.exe"',
        'HYPERLINK \\l "a" \\t "b" "file:///c:/x.exe"',
        'HYPERLINK "https://exemple.test" "file:///c:/x.exe"',
        'HYPERLINK "\\\\\\\\serveur\\\\partage"',
        'HYPERLINK "\\\\serveur\\partage"',
        "HYPERLINK \\\\serveur\\partage",
        'HYPERLINK "javascript:alert(1)"',
        "HYPERLINK “file:///c:/x.exe”",
        'HYPERLINK "c:\\\\x.exe"',
        'HYPERLINK "/etc/passwd"',
        'HYPERLINK "https:exemple"',
        'HYPERLINK \\x "file:///c:/x.exe"',
    ],
)
def test_un_champ_de_lien_qui_mene_ailleurs_est_refuse(code: str):
    assert [c for c, _ in constats(champ(code))] == ["M108"]


@pytest.mark.parametrize("avant", ["", 'HYPERLINK "', 'HYPERLINK "https://exemple.test" '])
def test_un_champ_dont_un_autre_ecrit_le_code_est_refuse(avant: str):
    def signe(genre: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{genre}"/></w:r>'

    def code(texte: str) -> str:
        return f"<w:r><w:instrText>{texte}</w:instrText></w:r>"

    dedans = signe("begin") + code("QUOTE 68 68 69") + signe("end")
    corps = f"<w:p>{signe('begin')}{code(avant)}{dedans}{code(' x')}{signe('end')}</w:p>"
    assert {c for c, _ in constats(docx(corps))} == {"M108"}


@pytest.mark.parametrize(
    "dessin",
    [
        '<v:imagedata src="http://exemple.test/a.png"/>',
        '<v:imagedata src="a.png"/>',
        '<v:shape href="file:///c:/x"/>',
        '<v:shape xmlns:o="urn:schemas-microsoft-com:office:office" o:href="\\\\serveur\\x"/>',
    ],
)
def test_un_dessin_qui_mene_ailleurs_est_refuse(dessin: str):
    trouves = constats(docx(f"<w:p><w:r><w:pict>{dessin}</w:pict></w:r></w:p>"))
    assert trouves == [("M107", "corps \u203a paragraphe 1 : Une image ou une forme mène hors du document.")]


@pytest.mark.parametrize("dessin", ['<v:imagedata src=""/>', '<v:shape href="#ancre"/>'])
def test_un_dessin_qui_reste_dans_la_lettre_est_permis(dessin: str):
    assert compiler(docx(f"<w:p><w:r><w:pict>{dessin}</w:pict></w:r></w:p>")).rendre({})
