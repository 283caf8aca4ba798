"""Un papier à en-tête est un fichier d'inconnu : il s'ouvre, se soigne ou se refuse comme un modèle."""

from __future__ import annotations

import pytest
from papiers import ADRESSE, MARGES, NORMAL, PAPIERS, dessin, page, papier, png
from paquets import DOC, REL, champ, docx, p
from tables import d_un_trait

from lettres.rendu.papier import Papier, lire
from lettres.rendu.papier.hauteurs import hauteur, lire_la_feuille
from lettres.rendu.xml.arbre_xml import relire
from lettres.socle.erreurs import ModeleInvalide

GEANTE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x86\xa0\x00\x01\x86\xa0" + bytes(48)
AILLEURS = f'<Relationship Id="rX" Type="{REL}/image" Target="http://exemple.test/x.png" TargetMode="External"/>'
HOSTILES: dict[str, bytes] = {
    "M101": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "M102": docx(p("x"), parties={"word/media/a.png": GEANTE}),
    "M103": docx(p("x"), parties={"../ailleurs.xml": "<a/>"}),
    "M104": docx(p("x"), entetes={"default": "<w:p>"}),
    "M105": docx(p("x"), parties={"word/vbaProject.bin": b"x"}),
    "M106": docx(p("x"), parties={"word/embeddings/oleObject1.bin": b"x"}),
    "M107": docx(p("x"), relations=AILLEURS),
}


def codes(octets: bytes) -> list[str]:
    """Les codes du refus, ou les avis du papier accepté."""
    try:
        return [c.code for c in lire(octets).constats]
    except ModeleInvalide as refus:
        return [c.code for c in refus.constats]


def lu(**choses) -> Papier:
    return lire(papier(**choses))


# -- Refusé --


@pytest.mark.parametrize("code", HOSTILES)
def test_ce_qui_fait_refuser_un_modele_fait_refuser_un_papier(code: str):
    with pytest.raises(ModeleInvalide) as refus:
        lire(HOSTILES[code])
    assert [c.code for c in refus.value.constats] == [code]


@pytest.mark.parametrize(
    ("quoi", "en_tete", "code"),
    [
        ("un champ qui change de date", champ("DATE"), "M108"),
        ("un champ qui importe", champ('INCLUDETEXT "c:\\\\x.docx"'), "M108"),
        ("un objet", p("") + "<w:p><w:r><w:object/></w:r></w:p>", "M106"),
        (
            "un dessin masqué",
            p("") + f"<w:p>{dessin()}</w:p>".replace('name="Logo"', 'name="Logo" hidden="1"', 1),
            "M110",
        ),
    ],
)
def test_un_en_tete_ne_porte_rien_qui_agisse_ni_se_cache(quoi: str, en_tete: str, code: str):
    assert code in codes(papier(entetes={"default": en_tete}, images={"rImg": png()})), quoi


@d_un_trait
@pytest.mark.parametrize(
    ("quoi", "mise_en_page", "attendus"),
    [
        ("au plus juste", page(5670 + 2880, 15840), []),
        ("trop étroite", page(5660 + 2880, 15840), ["M802"]),
        ("une reliure de trop", page(5670 + 2880, 15840, gutter=60), ["M802"]),
        ("des centimètres", '<w:pgSz w:w="21cm" w:h="29.7cm"/><w:pgMar w:left="8cm" w:right="8cm"/>', ["M802"]),
        ("des marges sans mesure", '<w:pgSz w:w="x" w:h=""/><w:pgMar w:left="gauche"/>', []),
        ("basse", page(12240, 6300), ["M890"]),
        ("trop basse", page(12240, 6250), ["M803"]),
        ("une marge exacte, négative", page(12240, 15840, top=-9000, bottom=-1440), ["M890"]),
        ("une marge exacte, négative, qui laisse sa place", page(12240, 15840, top=-3000, bottom=-1440), []),
        ("une marge exacte, trop grande", page(12240, 15840, top=-12000, bottom=-1440), ["M803"]),
        ("trop étroite et trop basse", page(4000, 4000), ["M802", "M803"]),
    ],
)
def test_une_page_laisse_au_texte_de_quoi_tenir(quoi: str, mise_en_page: str, attendus: list[str]):
    assert codes(papier(entetes={"default": p("Étude")}, mise_en_page=mise_en_page)) == attendus, quoi


@d_un_trait
@pytest.mark.parametrize(
    ("quoi", "en_tete", "refuse"),
    [
        ("une image de douze centimètres", f"<w:p>{dessin(mm=(60, 120))}</w:p>", False),
        ("une image de vingt-deux centimètres", f"<w:p>{dessin(mm=(60, 220))}</w:p>", True),
        ("la même, flottante", f"<w:p>{dessin(mm=(60, 220), ancre=True)}</w:p>", False),
        ("quinze lignes", p("x") * 15, False),
        ("soixante lignes", p("x") * 60, True),
        (
            "une rangée haute",
            '<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:trHeight w:val="12000"/></w:trPr><w:tc>'
            f"<w:tcPr/>{p('x')}</w:tc></w:tr></w:tbl>{p('')}",
            True,
        ),
        (
            "une forme ancienne",
            '<w:p><w:r><w:pict><v:shape style="width:100pt;height:640pt"/></w:pict></w:r></w:p>',
            True,
        ),
        (
            "un filigrane",
            '<w:p><w:r><w:pict><v:shape style="position:absolute;width:100pt;height:640pt"/></w:pict></w:r></w:p>',
            False,
        ),
    ],
)
def test_un_en_tete_plus_haut_que_la_page_est_refuse(quoi: str, en_tete: str, refuse: bool):
    assert ("M803" in codes(papier(entetes={"default": en_tete}, images={"rImg": png()}))) == refuse, quoi


# -- Guéri, dit une fois --


def test_ce_qui_se_guerit_d_un_modele_se_guerit_d_un_papier_et_se_dit_une_fois():
    debris = '<w:bookmarkStart w:id="0" w:name="_Hlk1"/><w:bookmarkEnd w:id="0"/>'
    masque = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Note interne</w:t></w:r></w:p>"
    commente = '<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    octets = papier(entetes={"default": ADRESSE + debris + masque + commente})
    vus = [c.code for c in lire(octets).constats]
    assert sorted(set(vus)) == sorted(vus) and "M121" in vus and "M120" in vus
    assert "Note interne" not in " ".join(lire(octets).textes)


def test_chaque_constat_nomme_le_papier():
    try:
        lire(HOSTILES["M105"])
    except ModeleInvalide as refus:
        assert {c.fichier for c in refus.constats} == {"papier à en-tête"}
    with pytest.raises(ModeleInvalide, match="Le papier à en-tête n’existe pas"):
        lire("absent.docx")


# -- Le corps et ce qui n'habille rien --


@d_un_trait
@pytest.mark.parametrize(
    ("quoi", "corps", "attendus"),
    [
        ("vide", p(""), []),
        ("des lignes vides", p("") * 30 + p("  "), []),
        ("une lettre d’exemple", p("Madame,") + p("Lorem ipsum"), ["M804"]),
        ("une image", f"<w:p>{dessin()}</w:p>", ["M804"]),
        (
            "des insertions en attente",
            '<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>x</w:t></w:r></w:ins></w:p>',
            ["M804"],
        ),
        ("une balise inconnue", p("{{ zut }}"), ["M804"]),
        ("un champ défendu", champ("DATE"), ["M804"]),
        ("une autre section", "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>", ["M801", "M126"]),
    ],
)
def test_le_corps_n_est_pas_lu_et_s_il_y_a_quelque_chose_on_le_dit(quoi: str, corps: str, attendus: list[str]):
    assert codes(papier(entetes={"default": ADRESSE}, corps=corps)) == attendus, quoi


@pytest.mark.parametrize(
    ("quoi", "choses", "remede"),
    [
        ("rien du tout", {}, "Écrivez-les"),
        ("l’en-tête tapé dans le corps", {"corps": ADRESSE}, "coupez-le"),
        ("un en-tête vide", {"entetes": {"default": p("") + p(" ")}}, "Écrivez-les"),
    ],
)
def test_un_papier_qui_n_habille_rien_est_dit(quoi: str, choses: dict, remede: str):
    (avis,) = lu(**choses).constats
    assert (avis.code, avis.gravite.value) == ("M801", "alerte"), quoi
    assert remede in avis.remede


@pytest.mark.parametrize(
    "en_tete",
    [
        p("x"),
        f"<w:p>{dessin()}</w:p>",
        '<w:p><w:r><w:pict><v:shape style="width:1pt"/></w:pict></w:r></w:p>',
        '<w:p><w:pPr><w:pBdr><w:bottom w:val="single"/></w:pBdr></w:pPr></w:p>',
        '<w:p><w:fldSimple w:instr=" PAGE "/></w:p>',
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>',
    ],
)
def test_tout_ce_qui_se_voit_habille(en_tete: str):
    images = {"rImg": png()} if "rImg" in en_tete else {}
    assert codes(papier(entetes={"default": en_tete}, images=images)) == []


def test_de_plusieurs_sections_c_est_la_premiere_qui_habille():
    premiere = (
        f'<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="rheader1"/>{MARGES}</w:sectPr></w:pPr></w:p>'
    )
    octets = docx(premiere, entetes={"default": p("Étude Exemple")}, styles=NORMAL, section="<w:sectPr/>")
    vu = lire(octets)
    assert vu.texte_de_la_premiere_page == "Étude Exemple"
    assert [c.code for c in vu.constats] == ["M804"]
    assert "sa première section" in vu.constats[0].message


def test_les_deux_formats_de_word_sont_lus():
    octets = docx(entetes={"default": ADRESSE}, type_principal=f"{DOC}template.main+xml")
    assert codes(octets) == ["M129"]


def test_l_empreinte_est_celle_du_fichier_et_non_de_ce_qu_on_en_lit():
    import hashlib

    octets = PAPIERS["Word, un logo en ligne"].octets
    assert lire(octets).empreinte == hashlib.sha256(octets).hexdigest()


def test_un_controle_de_contenu_compte_pour_ce_qu_il_contient():
    en_tete = relire(
        f"<w:hdr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{p('x')}</w:hdr>".encode()
    )
    nue = lire_la_feuille(None)
    seul = hauteur(en_tete, nue, 9000)
    enveloppe = relire(
        "<w:hdr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:sdt><w:sdtContent>"
        f"{p('x')}</w:sdtContent></w:sdt></w:hdr>".encode()
    )
    assert hauteur(enveloppe, nue, 9000) == seul > 0
