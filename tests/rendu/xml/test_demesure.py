"""Un document Word démesuré est refusé sur le compte de ses octets : aucun arbre n'en est bâti."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from efforts import assert_lineaire
from paquets import docx, p, parties_de, tbl, tr, zipper
from tables import d_un_trait
from tries import tries

from lettres.barriere import controler
from lettres.barriere.lecture import lire, lire_la_notre
from lettres.rendu import compiler
from lettres.rendu.paquet.images import IMAGE_MAX, est_demesuree
from lettres.rendu.sujet import Sujet
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.demesure import ATTRIBUTS_MAX, LETTRE, MODELE, Bornes, borner
from lettres.socle.erreurs import ErreurLettres, ModeleInvalide

SUJET = Sujet.modele("x")
PETITES = Bornes(paragraphes=10, signes=100, texte=50)


def attributs(nombre: int, prefixe: str = "w:a", signe: str = '"') -> str:
    return "".join(f" {prefixe}{i}={signe}1{signe}" for i in range(nombre))


def refus(action: Callable[[], object]) -> str:
    """Le message du seul constat d'un refus, qui est une limite; vide si rien n'est refusé."""
    try:
        action()
    except ModeleInvalide as erreur:
        (constat,) = erreur.constats
        assert constat.code == "M102"
        assert constat.remede
        return constat.message
    return ""


# -- Les deux côtés de chaque borne --


@d_un_trait
@pytest.mark.parametrize(
    ("xml", "permis"),
    [
        ("<w:p/>" * 10, True),
        ("<w:p/>" * 11, False),
        ("<w:p>" * 11, False),
        ('<w:p w:a="1">' * 11, False),
        ("<w:p\n/>" * 11, False),
        ("<p/>" * 11, False),
        ("<autre:p/>" * 11, False),
        ("<w:pPr/>" * 11, True),
        ("<w:sp/>" * 11, True),
        ("</w:p>" * 11, True),
    ],
)
def test_les_paragraphes_se_comptent_sous_tous_leurs_prefixes(xml: str, permis: bool):
    assert (refus(lambda: borner(SUJET, {"a.xml": xml.encode()}, PETITES)) == "") is permis


@pytest.mark.parametrize(
    ("xml", "permis"),
    [
        ("<a/>" * 100, True),
        ("<a/>" * 101, False),
        ("<a>=" * 50, True),
        ('<a b="" c=""/>' * 50, True),
        ('<a b="" c=""/>' * 51, False),
    ],
)
def test_les_balises_et_les_attributs_se_comptent(xml: str, permis: bool):
    assert (refus(lambda: borner(SUJET, {"a.xml": xml.encode()}, PETITES)) == "") is permis


@pytest.mark.parametrize(
    ("xml", "permis"),
    [
        (f"<a>{'x' * 50}</a>", True),
        (f"<a>{'x' * 51}</a>", False),
        ("<a>x</a>" * 50, True),
        (f"<a>{' ' * 5000}</a>", True),
        (f"<a b='{'x' * 5000}'/>", True),
        (f"<a b='>'>{'x' * 50}</a>", True),
        (f"<a>{'é' * 26}</a>", False),
    ],
)
def test_le_texte_se_compte_sans_les_blancs_du_bord(xml: str, permis: bool):
    assert (refus(lambda: borner(SUJET, {"a.xml": xml.encode()}, PETITES)) == "") is permis


def test_les_parties_se_comptent_ensemble():
    parties = {f"{i}.xml": b"<w:p/>" for i in range(11)}
    assert "paragraphes" in refus(lambda: borner(SUJET, parties, PETITES))


@d_un_trait
@pytest.mark.parametrize(
    ("balise", "permis"),
    [
        (f"<w:p{attributs(ATTRIBUTS_MAX)}/>", True),
        (f"<w:p{attributs(ATTRIBUTS_MAX + 1)}/>", False),
        (f"<w:p{attributs(ATTRIBUTS_MAX + 1, signe=chr(39))}/>", False),
        (f"<w:p{attributs(ATTRIBUTS_MAX + 1).replace('=', ' = ')}/>", False),
        (f"<w:p{attributs(ATTRIBUTS_MAX + 1).replace('=', '=' + chr(10) * 3)}/>", False),
        (f"<w:p{attributs(ATTRIBUTS_MAX + 1).replace('1', '>')}/>", False),
        (f"<w:p{attributs(ATTRIBUTS_MAX + 1, 'xmlns:n')}/>", False),
        (f"<w:t>{'=' * 5000}</w:t>", True),
        (f"<w:t>{'a = b ' * 500}</w:t>", True),
        (f'<w:p w:a="{"=" * 5000}"/>', True),
    ],
)
def test_un_element_a_deux_cents_attributs_au_plus(balise: str, permis: bool):
    assert (refus(lambda: borner(SUJET, {"a.xml": balise.encode()}, MODELE)) == "") is permis


def test_les_bornes_d_une_lettre_laissent_passer_cinquante_pages_et_dix_mille_rangees():
    pages = p("Un paragraphe d’une longueur ordinaire, comme une lettre en compte quarante par page. " * 3) * 2_000
    assert lire(docx(pages), "lettre.docx")
    assert len(lire(docx(tbl(*[tr("Facture", "60,00 $")] * 10_000)), "lettre.docx")) >= 10_000


def test_notre_propre_lettre_peut_etre_plus_longue_que_celle_d_un_autre():
    octets = docx("<w:p/>" * (LETTRE.paragraphes + 1) + p("a" * 1_000_000))
    assert "paragraphes" in refus(lambda: lire(octets, "lettre.docx"))
    assert len(lire_la_notre(octets, "lettre.docx")) == LETTRE.paragraphes + 2


# -- Les documents hostiles, en modèle et en lettre --

HOSTILES: Mapping[str, Callable[[], bytes]] = {
    "cent mille paragraphes vides": lambda: docx("<w:p/>" * 100_000),
    "un million et demi": lambda: docx("<w:p/>" * 1_600_000),
    "un autre préfixe": lambda: docx(f'<x:p xmlns:x="{arbre_xml.ESPACE_W}"/>' * 40_000),
    "cinquante mille attributs": lambda: docx(f"<w:p{attributs(50_000)}/>"),
    "cinquante mille espaces de noms": lambda: docx(f"<w:p{attributs(50_000, 'xmlns:n')}/>"),
    "des attributs dans les styles": lambda: docx(p("a"), styles=f"<w:style{attributs(50_000)}/>"),
    "des attributs dans un en-tête": lambda: docx(p("a"), entetes={"default": f"<w:p{attributs(50_000)}/>"}),
    "des attributs dans les types": lambda: _types(f'<Default Extension="a" ContentType="b"{attributs(50_000, "a")}/>'),
    "des types par milliers": lambda: _types('<Default Extension="a" ContentType="b"/>' * 400_000),
    "un million de balises": lambda: docx("<w:p><w:r>" + "<w:tab/>" * 1_000_000 + "</w:r></w:p>"),
    "trois cent mille attributs": lambda: docx("<w:p>" + f"<w:r{attributs(190)}/>" * 4_000 + "</w:p>"),
    "cinq millions de lettres": lambda: docx(p("a" * 5_000_000)),
    "cinq millions de guillemets": lambda: docx("".join(p('"a" ' * 250) for _ in range(5_000))),
}


def _types(ajout: str) -> bytes:
    parties = parties_de(docx(p("a")))
    parties["[Content_Types].xml"] = parties["[Content_Types].xml"].replace(
        b"<Default ", f"{ajout}<Default ".encode(), 1
    )
    return zipper(parties)


@pytest.mark.parametrize("hostile", HOSTILES)
def test_un_document_demesure_est_refuse_avant_qu_aucun_arbre_soit_bati(hostile: str, monkeypatch: pytest.MonkeyPatch):
    lues: list[int] = []
    lire_xml = arbre_xml.lire
    monkeypatch.setattr(arbre_xml, "lire", lambda octets: lues.append(len(octets)) or lire_xml(octets))
    octets = HOSTILES[hostile]()
    assert refus(lambda: compiler(octets))
    assert refus(lambda: controler(octets)).endswith(".")
    # -- Du modèle, seule la petite table des types a pu être lue --
    assert sum(lues) < 20_000


@pytest.mark.parametrize(
    ("octets", "mot"), [(docx("<w:p/>" * 100_000), "30\u00a0000 paragraphes"), (docx(p("a" * 1_000_001)), "texte")]
)
def test_le_refus_dit_la_borne_et_parle_de_la_lettre(octets: bytes, mot: str):
    with pytest.raises(ModeleInvalide) as erreur:
        controler(octets)
    (constat,) = erreur.value.constats
    assert mot in constat.message
    assert "modèle" not in constat.message + constat.remede


ETRANGES: Mapping[str, Callable[[], bytes]] = {
    "des enfants par milliers": lambda: docx("<w:p><w:r>" + '<w:tab w:x="1"/>' * 50_000 + "</w:r></w:p>"),
    "une pile de blocs": lambda: docx("<w:sdt><w:sdtContent>" * 5_000 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 5_000),
    "un long attribut": lambda: docx(f'<w:p w:a="{"x" * 900_000}"/>'),
    "des styles par milliers": lambda: docx(
        p("a"), styles="".join(f'<w:style w:type="paragraph" w:styleId="s{i}"/>' for i in range(20_000))
    ),
    "des styles à la chaîne": lambda: docx(
        p("a", "<w:pPr><w:pStyle w:val='s9999'/></w:pPr>"),
        styles="".join(
            f'<w:style w:type="paragraph" w:styleId="s{i}"><w:basedOn w:val="s{i - 1}"/></w:style>'
            for i in range(10_000)
        ),
    ),
    "des espaces de noms empilés": lambda: docx(
        "".join(f"<w:sdt{attributs(190, f'xmlns:n{i}x')}>" for i in range(200)) + "<w:p/>" + "</w:sdt>" * 200
    ),
    "des accolades": lambda: docx(p("{" * 900_000)),
    "des balises ouvertes": lambda: docx(p("{{ " * 1_999 + "x" * 400_000)),
    "des signets": lambda: docx("<w:p>" + '<w:bookmarkStart w:id="1" w:name="a"/>' * 30_000 + "</w:p>"),
    "des champs ouverts": lambda: docx("<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 20_000 + "</w:p>"),
    "un champ de guillemets": lambda: docx(f"<w:p><w:fldSimple w:instr='PAGE {chr(34)} {chr(34) * 200_000}'/></w:p>"),
}


@tries(("etrange",), {nom: (nom,) for nom in ETRANGES}, list(ETRANGES)[::9])
def test_un_document_etrange_est_accepte_ou_refuse_sans_autre_erreur(etrange: str):
    octets = ETRANGES[etrange]()
    for action in (compiler, controler):
        try:
            action(octets)
        except ErreurLettres as erreur:
            assert 0 < len(erreur.constats) <= 301


# -- Un encodage où les signes comptés ne seraient pas ceux que l'on lit --


@pytest.mark.parametrize(
    "encodage", ["cp037", "cp500", "utf-7", "utf-16", "utf-32", "iso-8859-1", "windows-1252", "shift_jis", "inconnu"]
)
def test_un_autre_encodage_est_refuse_avant_d_etre_lu(encodage: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(arbre_xml.etree, "fromstring", lambda *_: pytest.fail("l’arbre est bâti"))
    texte = f'<?xml version="1.0" encoding="{encodage}"?><a/>'
    with pytest.raises(arbre_xml.XmlIllisible, match="UTF-8"):
        arbre_xml.lire(texte.encode("ascii" if encodage == "inconnu" else encodage))


@d_un_trait
@pytest.mark.parametrize(
    "debut",
    [
        "",
        "\ufeff",
        "\n",
        '<?xml version="1.0"?>',
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n",
        '\ufeff<?xml version="1.0" encoding="utf-8"?>',
        '<?xml version="1.0" encoding="us-ascii"?>',
        "<!-- a -->",
    ],
)
def test_l_utf_8_se_lit_qu_il_soit_annonce_ou_non(debut: str):
    assert arbre_xml.lire(f"{debut}<a/>".encode()).tag == "a"


# -- Une image qui ferait attendre --


@pytest.mark.parametrize(("segments", "demesuree"), [(10, False), (9_999, False), (10_000, True), (1_000_000, True)])
def test_un_jpeg_de_milliers_de_segments_est_demesure(segments: int, demesuree: bool):
    taille = b"\xff\xc0\x00\x11\x08\x00\x10\x00\x10"
    assert est_demesuree(b"\xff\xd8" + b"\xff\xe0\x00\x02" * segments + taille) is demesuree
    assert IMAGE_MAX >= 16


@pytest.mark.long
@pytest.mark.parametrize(
    "bloc",
    [
        "<w:p/>",
        p("a"),
        p("Sinon, je publie tout. "),
        p('Vous avez dit « a » et "b". '),
        p("Vous m’avez écrit « je ne paierai pas ». "),
        p("Vous avez dit que je suis un voleur. "),
        p("Je cite “ab”, puis « c ». "),
        p('Selon vous, "ab". '),
        p("« a » et "),
        p("« a « b » c » "),
        p("« a"),
        p('" '),
        p("a : « b » "),
        p("PAYEZ MOI VITE "),
        p("le 3 mai 2026, 1 149,75 $ "),
        p("{{ a }} "),
        "<w:p><w:r><w:tab/></w:r></w:p>",
        tbl(tr("a", "b")),
    ],
)
def test_le_temps_de_controler_croit_comme_la_lettre(bloc: str):
    lettres = {n: docx(bloc * n) for n in (1_000, 4_000)}
    assert_lineaire(lambda n: controler(lettres[n], type="D"), 1_000)


@pytest.mark.long
@pytest.mark.parametrize("signe", ["<w:p/>", '<w:p w:a="1"/>', "a", "=", '="', "<w:p>a</w:p>"])
def test_le_temps_de_compter_croit_comme_les_octets(signe: str):
    octets = {n: {"a.xml": signe.encode() * n} for n in (200_000, 800_000)}
    larges = Bornes(10**9, 10**9, 10**9)
    assert_lineaire(lambda n: refus(lambda: borner(SUJET, octets[n], larges)), 200_000)
