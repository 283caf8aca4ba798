"""Du texte masqué n'est jamais envoyé; un lien ne mène qu'au Web, à un courriel, à un téléphone ou dans la lettre."""

from __future__ import annotations

import pytest
from paquets import ESPACES, docx, lignes, p

from lettres.erreurs import ModeleInvalide
from lettres.rendu import compiler


def constats(octets: bytes) -> list[tuple[str, str]]:
    with pytest.raises(ModeleInvalide) as refus:
        compiler(octets)
    return [(c.code, c.message) for c in refus.value.constats]


def style(proprietes: str) -> str:
    return f'<w:style w:type="character" w:styleId="Cache"><w:name w:val="Caché"/>{proprietes}</w:style>'


def liste(proprietes: str) -> bytes:
    return docx(
        p("x"),
        parties={
            "word/numbering.xml": f"<w:numbering {ESPACES}><w:abstractNum><w:lvl>{proprietes}</w:lvl></w:abstractNum>"
            "</w:numbering>"
        },
    )


MASQUES = {
    "dans le texte": lambda x: docx(f"<w:p><w:r>{x}<w:t>secret</w:t></w:r></w:p>"),
    "dans la marque du paragraphe": lambda x: docx(p("x", f"<w:pPr>{x}</w:pPr>")),
    "dans un style": lambda x: docx(p("x"), styles=style(x)),
    "dans un style de tableau": lambda x: docx(p("x"), styles=style(f"<w:tblStylePr>{x}</w:tblStylePr>")),
    "par défaut": lambda x: docx(p("x"), styles=f"<w:docDefaults><w:rPrDefault>{x}</w:rPrDefault></w:docDefaults>"),
    "dans une liste": liste,
    "dans un en-tête": lambda x: docx(p("x"), entetes={"default": f"<w:p><w:r>{x}<w:t>s</w:t></w:r></w:p>"}),
}


@pytest.mark.parametrize("ou", MASQUES)
@pytest.mark.parametrize("masque", ["vanish", "specVanish"])
def test_du_texte_masque_est_refuse_ou_qu_il_le_soit(ou: str, masque: str):
    assert [code for code, _ in constats(MASQUES[ou](f"<w:rPr><w:{masque}/></w:rPr>"))] == ["M110"]


@pytest.mark.parametrize("ou", [ou for ou in MASQUES if ou not in ("dans le texte", "dans un en-tête")])
def test_du_texte_masque_a_l_ecran_par_un_style_ou_une_marque_est_refuse(ou: str):
    assert [code for code, _ in constats(MASQUES[ou]("<w:rPr><w:webHidden/></w:rPr>"))] == ["M110"]


@pytest.mark.parametrize("ou", MASQUES)
@pytest.mark.parametrize("valeur", ["0", "false", "off"])
def test_un_masquage_leve_ne_masque_rien(ou: str, valeur: str):
    assert compiler(MASQUES[ou](f'<w:rPr><w:vanish w:val="{valeur}"/></w:rPr>')).rendre({})


def test_un_numero_de_page_cache_a_l_ecran_reste_dans_la_table_des_matieres():
    corps = "<w:p><w:r><w:rPr><w:webHidden/></w:rPr><w:t>3</w:t></w:r></w:p>"
    assert lignes(compiler(docx(corps)).rendre({})) == ["3"]


def test_le_style_qui_masque_est_nomme():
    assert constats(docx(p("x"), styles=style("<w:rPr><w:vanish/></w:rPr>"))) == [
        ("M110", "word/styles.xml : Le style « Caché » masque du texte.")
    ]


def champ(code: str) -> bytes:
    echappe = code.replace("&", "&amp;").replace('"', "&quot;")
    return docx(f'<w:p><w:fldSimple w:instr="{echappe}"><w:r><w:t>ici</w:t></w:r></w:fldSimple></w:p>')


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
    assert trouves == [("M107", "corps : Une image ou une forme mène hors du document.")]


@pytest.mark.parametrize("dessin", ['<v:imagedata src=""/>', '<v:shape href="#ancre"/>'])
def test_un_dessin_qui_reste_dans_la_lettre_est_permis(dessin: str):
    assert compiler(docx(f"<w:p><w:r><w:pict>{dessin}</w:pict></w:r></w:p>")).rendre({})
