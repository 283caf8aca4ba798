"""La lettre rendue est réparée quand on le peut sans rien perdre, refusée sinon; jamais d'octets fautifs."""

from __future__ import annotations

import re

import pytest
from compilateur import compiler
from paquets import ESPACES, appel, docx, lignes, note, p, partie, tbl, tc, tr, zone_de_texte
from tables import d_un_trait

from lettres.rendu import Valeur
from lettres.rendu.moteur.lecture_stricte import defauts, relire
from lettres.rendu.xml import arbre_xml
from lettres.socle.erreurs import ErreurInterne, ModeleInvalide

TROIS: dict[str, Valeur] = {"l": ["a", "b", "c"], "oui": True, "non": False, "vide": []}


def boucle(contenu: str) -> bytes:
    return docx(p("{%p for x in l %}") + contenu + p("{%p endfor %}"))


# -- Réparations --


def test_une_cellule_videe_recoit_un_paragraphe_vide():
    cellule = tc(p("{%p if non %}") + p("x") + p("{%p endif %}"))
    xml = partie(compiler(docx(tbl(f"<w:tr>{cellule}</w:tr>"))).rendre(TROIS))
    assert "</w:tcPr><w:p/></w:tc>" in xml


def test_une_cellule_qui_finirait_par_un_tableau_recoit_un_paragraphe():
    cellule = tc(tbl(tr("dedans")) + p("{%p if non %}") + p("x") + p("{%p endif %}"))
    assert "</w:tbl><w:p/></w:tc>" in partie(compiler(docx(tbl(f"<w:tr>{cellule}</w:tr>"))).rendre(TROIS))


def test_un_tableau_sans_rangee_est_retire():
    corps = p("av") + tbl(tr("{%tr for x in vide %}"), tr("{{ x }}"), tr("{%tr endfor %}")) + p("ap")
    rendu = compiler(docx(corps)).rendre(TROIS)
    assert lignes(rendu) == ["av", "ap"]
    assert "<w:tbl>" not in partie(rendu)


def test_une_rangee_sans_cellule_est_retiree():
    rendu = compiler(docx(tbl(tr("{%tc if non %}", "x", "{%tc endif %}"), tr("reste"), colonnes=3))).rendre(TROIS)
    assert partie(rendu).count("<w:tr>") == 1
    assert partie(rendu).count("<w:gridCol ") == 1


def test_un_tableau_vide_dans_une_cellule_laisse_un_paragraphe():
    dedans = tbl(tr("{%tr for x in vide %}"), tr("{{ x }}"), tr("{%tr endfor %}"))
    xml = partie(compiler(docx(tbl(f"<w:tr>{tc(dedans)}</w:tr>"))).rendre(TROIS))
    assert xml.count("<w:tbl>") == 1
    assert "</w:tcPr><w:p/></w:tc>" in xml


def test_un_en_tete_vide_garde_un_paragraphe():
    entete = p("{%p if non %}") + p("x") + p("{%p endif %}")
    assert "<w:p/></w:hdr>" in partie(
        compiler(docx(p("x"), entetes={"default": entete})).rendre(TROIS), "word/header1.xml"
    )


def test_la_grille_suit_le_nombre_de_colonnes_a_largeur_egale():
    corps = tbl(tr("t", "{%tc for x in l %}", "{{ x }}", "{%tc endfor %}"), colonnes=2)
    xml = partie(compiler(docx(corps)).rendre(TROIS))
    assert re.findall(r'<w:gridCol w:w="(\d+)"/>', xml) == ["500"] * 4


def test_la_grille_d_un_tableau_sans_colonne_variable_ne_bouge_pas():
    assert (
        partie(compiler(docx(tbl(tr("{{ oui }}".replace("oui", "x")), colonnes=3))).rendre({"x": "a"})).count("gridCol")
        == 3
    )


def test_les_proprietes_de_cellule_suivent_l_ordre_du_schema():
    xml = partie(
        compiler(docx(tbl(tr("{% cellbg c %}{% colspan n %}a"), colonnes=2))).rendre({"c": "FFFFFF", "n": "2"})
    )
    assert re.search(r"<w:tcPr><w:tcW [^>]*/><w:gridSpan [^>]*/><w:shd [^>]*/></w:tcPr>", xml)


def test_les_identifiants_recopies_par_une_boucle_sont_renumerotes():
    signet = (
        '<w:p w14:paraId="0000000A"><w:bookmarkStart w:id="5" w:name="total"/><w:r><w:t>{{ x }}</w:t></w:r>'
        '<w:bookmarkEnd w:id="5"/></w:p>'
    )
    controle = f'<w:sdt><w:sdtPr><w:id w:val="9"/></w:sdtPr><w:sdtContent>{p("y")}</w:sdtContent></w:sdt>'
    renvoi = '<w:p><w:hyperlink w:anchor="total"/></w:p>'
    xml = partie(compiler(boucle(renvoi + signet + zone_de_texte(p("z")) + controle)).rendre(TROIS))
    for motif in (
        r'docPr id="(\w+)"',
        r'bookmarkStart w:id="(\w+)"',
        r'w:name="(\w+)"',
        r'w:id w:val="(\w+)"',
    ):
        trouves = re.findall(motif, xml)
        assert len(trouves) == len(set(trouves)) == 3, motif
    assert re.findall(r'bookmarkStart w:id="(\w+)"', xml) == re.findall(r'bookmarkEnd w:id="(\w+)"', xml)
    assert 'w:name="total"' in xml
    assert "paraId" not in xml


def test_un_dessin_du_corps_et_un_dessin_d_en_tete_ne_partagent_pas_leur_numero():
    rendu = compiler(docx(zone_de_texte(p("{{ x }}")), entetes={"default": zone_de_texte(p("{{ x }}"))})).rendre(
        {"x": "a"}
    )
    numeros = [re.findall(r'docPr id="(\w+)"', partie(rendu, nom)) for nom in ("word/document.xml", "word/header1.xml")]
    assert numeros == [["7"], ["1"]]


# -- Refus --

ROMPUS = {
    "corps vidé": (docx(p("{%p if non %}") + p("x") + p("{%p endif %}")), "M904", "vide"),
    "section dans une boucle": (boucle(p("x", "<w:pPr><w:sectPr/></w:pPr>")), "M904", "sections"),
    "section dans une condition": (
        docx(p("a") + p("{%p if non %}") + p("x", "<w:pPr><w:sectPr/></w:pPr>") + p("{%p endif %}")),
        "M904",
        "sections",
    ),
    "note appelée deux fois": (
        docx(p("{%p for x in l %}") + appel(1) + p("{%p endfor %}"), notes=note(1, p("n"))),
        "M905",
        "répéterait",
    ),
    "signet coupé par une condition": (
        docx(
            p("{%p if non %}")
            + '<w:p><w:bookmarkStart w:id="1" w:name="a"/></w:p>'
            + p("{%p endif %}")
            + '<w:p><w:bookmarkEnd w:id="1"/><w:hyperlink w:anchor="a"/></w:p>'
        ),
        "M906",
        "signet",
    ),
    "champ coupé par une condition": (
        docx(
            p("{%p if non %}")
            + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
            + p("{%p endif %}")
            + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        "M906",
        "champ Word",
    ),
}


@pytest.mark.parametrize(("octets", "code", "phrase"), ROMPUS.values(), ids=ROMPUS.keys())
def test_une_lettre_rompue_n_est_jamais_rendue(octets: bytes, code: str, phrase: str):
    with pytest.raises(ModeleInvalide) as refus:
        compiler(octets).rendre(TROIS)
    assert [c.code for c in refus.value.constats] == [code]
    assert phrase in refus.value.constats[0].message


def si(contenu: str) -> str:
    return p("{%p if non %}") + contenu + p("{%p endif %}")


def tant(contenu: str) -> str:
    return p("{%p for x in l %}") + contenu + p("{%p endfor %}")


SECTION = p("x", "<w:pPr><w:sectPr/></w:pPr>")
DEBUT_DU_SIGNET = '<w:p><w:bookmarkStart w:id="1" w:name="a"/></w:p>'
FIN_DU_SIGNET = '<w:p><w:bookmarkEnd w:id="1"/><w:hyperlink w:anchor="a"/></w:p>'
DEBUT_DU_CHAMP = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
FIN_DU_CHAMP = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
NOTE = note(1, p("n"))
REMEDES: dict[str, tuple[bytes, str, bytes]] = {
    "un paragraphe vide hors de la condition": (
        docx(si(p("x"))),
        "Gardez dans le corps un paragraphe, même vide, hors des boucles et des conditions.",
        docx(si(p("x")) + p("")),
    ),
    "le saut de section hors de la boucle": (
        docx(tant(SECTION) + p("")),
        "Sortez les sauts de section des boucles et des conditions.",
        docx(tant(p("x")) + SECTION + p("")),
    ),
    "l’appel de note hors de la boucle": (
        docx(tant(appel(1)) + p(""), notes=NOTE),
        "Sortez l’appel de note de la boucle, ou écrivez dans le texte ce que dit la note.",
        docx(tant(p("x")) + appel(1), notes=NOTE),
    ),
    "la note dans le texte": (
        docx(tant(appel(1)) + p(""), notes=NOTE),
        "Sortez l’appel de note de la boucle, ou écrivez dans le texte ce que dit la note.",
        docx(tant(p("n"))),
    ),
    "tout le signet dans le bloc": (
        docx(si(DEBUT_DU_SIGNET) + FIN_DU_SIGNET),
        "Mettez le début et la fin du signet dans le même bloc, ou supprimez ce signet du modèle.",
        docx(si(DEBUT_DU_SIGNET + FIN_DU_SIGNET) + p("")),
    ),
    "le signet supprimé": (
        docx(si(DEBUT_DU_SIGNET) + FIN_DU_SIGNET),
        "Mettez le début et la fin du signet dans le même bloc, ou supprimez ce signet du modèle.",
        docx(si(p("")) + p("")),
    ),
    "tout le champ dans le bloc": (
        docx(si(DEBUT_DU_CHAMP) + FIN_DU_CHAMP),
        "Mettez le champ Word entier dans le bloc, ou le champ entier hors du bloc.",
        docx(si(DEBUT_DU_CHAMP + FIN_DU_CHAMP) + p("")),
    ),
    "tout le champ hors du bloc": (
        docx(si(DEBUT_DU_CHAMP) + FIN_DU_CHAMP),
        "Mettez le champ Word entier dans le bloc, ou le champ entier hors du bloc.",
        docx(si(p("")) + DEBUT_DU_CHAMP + FIN_DU_CHAMP),
    ),
    "un nombre de colonnes possible": (
        docx(tbl(tr("{% colspan zero %}x"))),
        "Donnez à « colspan » un nombre de 1 à 63.",
        docx(tbl(tr("{% colspan un %}x"))),
    ),
    "une vraie couleur": (
        docx(tbl(tr("{% cellbg rouge %}x"))),
        "Donnez à « cellbg » une couleur de six chiffres hexadécimaux (« D9E2F3 »), ou « auto ».",
        docx(tbl(tr("{% cellbg bleu %}x"))),
    ),
}
VALEURS: dict[str, Valeur] = {**TROIS, "zero": "0", "un": "1", "rouge": "rouge", "bleu": "D9E2F3"}


@d_un_trait
@pytest.mark.parametrize(("fautif", "remede", "corrige"), REMEDES.values(), ids=REMEDES.keys())
def test_le_remede_suivi_donne_la_lettre(fautif: bytes, remede: str, corrige: bytes):
    with pytest.raises(ModeleInvalide) as refus:
        compiler(fautif).rendre(VALEURS)
    assert [c.remede for c in refus.value.constats] == [remede]
    assert compiler(corrige).rendre(VALEURS)


def test_chaque_sorte_de_defaut_a_son_remede():
    racines = {nom: arbre_xml.lire(f"<w:body {ESPACES}>{xml}</w:body>".encode()) for nom, (xml, _) in FRAGMENTS.items()}
    remedes = {(d.code, d.message.split("(")[0]): d.remede for nom in racines for d in defauts({nom: racines[nom]})}
    assert all(len(remede) > 20 and remede.endswith(".") for remede in remedes.values())
    codes = {code: {r for (c, _), r in remedes.items() if c == code} for code, _ in remedes}
    assert codes["M902"].isdisjoint(codes["M905"]) and codes["M905"].isdisjoint(codes["M906"])


def test_un_defaut_que_le_modele_avait_deja_ne_l_empeche_pas_de_servir():
    assert compiler(docx('<w:p><w:bookmarkEnd w:id="4"/></w:p>' + p("{{ x }}"))).rendre({"x": "a"})


def test_un_modele_sans_corps_ou_a_la_relation_rompue_est_refuse():
    for octets, code in (
        (docx("", section=""), "M904"),
        (docx('<w:p><w:r><w:drawing r:embed="rAbsent"/></w:r></w:p>'), "M907"),
    ):
        with pytest.raises(ModeleInvalide) as refus:
            compiler(octets)
        assert [c.code for c in refus.value.constats] == [code]


# -- Chaque règle prouve qu'elle voit ce qu'elle garde --

FRAGMENTS = {
    "cellule sans paragraphe": (tbl("<w:tr><w:tc><w:tcPr/></w:tc></w:tr>"), "M902"),
    "cellule finie par un tableau": (tbl(f"<w:tr><w:tc>{tbl(tr('a'))}</w:tc></w:tr>"), "M902"),
    "tableau sans rangée": (tbl(), "M902"),
    "rangée sans cellule": (tbl("<w:tr/>", tr("a")), "M902"),
    "run dans un texte": ("<w:p><w:r><w:t>a<w:r/></w:t></w:r></w:p>", "M903"),
    "texte dans un paragraphe": ("<w:p>perdu</w:p>", "M903"),
    "texte après un run": ("<w:p><w:r/>perdu</w:p>", "M903"),
    "signets de même numéro": (2 * '<w:bookmarkStart w:id="1"/><w:bookmarkEnd w:id="1"/>', "M905"),
    "signets de même nom": (
        '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
        '<w:bookmarkStart w:id="2" w:name="a"/><w:bookmarkEnd w:id="2"/>',
        "M905",
    ),
    "contrôles de même numéro": (2 * '<w:sdt><w:sdtPr><w:id w:val="1"/></w:sdtPr></w:sdt>', "M905"),
    "paragraphes de même numéro": (2 * '<w:p w14:paraId="0000000A"/>', "M905"),
    "dessins de même numéro": (2 * '<wp:docPr id="1"/>', "M905"),
    "note appelée deux fois": (2 * '<w:footnoteReference w:id="1"/>', "M905"),
    "signet sans fin": ('<w:bookmarkStart w:id="1"/>', "M906"),
    "signet sans début": ('<w:bookmarkEnd w:id="1"/>', "M906"),
    "champ sans fin": ('<w:fldChar w:fldCharType="begin"/>', "M906"),
    "champ sans début": ('<w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="begin"/>', "M906"),
    "étendue impossible": ('<w:gridSpan w:val="0"/>', "M902"),
    "étendue trop grande": ('<w:gridSpan w:val="64"/>', "M902"),
    "couleur impossible": ('<w:shd w:fill="rouge"/>', "M902"),
}


def defauts_de(corps: str) -> set[str]:
    racine = arbre_xml.lire(f"<w:document {ESPACES}><w:body>{corps}</w:body></w:document>".encode())
    return {d.code for d in defauts({"corps": racine})}


@pytest.mark.parametrize(("corps", "code"), FRAGMENTS.values(), ids=FRAGMENTS.keys())
def test_la_regle_voit_le_defaut(corps: str, code: str):
    assert defauts_de(corps) == {code}


def test_un_document_sain_n_a_aucun_defaut():
    assert defauts_de(tbl(tr("a", tbl(tr("b")) + p("")), colonnes=2) + p("c") + zone_de_texte(p("d"))) == set()
    assert defauts_de('<w:gridSpan w:val="1"/><w:gridSpan w:val="63"/><w:shd w:fill="auto"/><w:shd/>') == set()


@pytest.mark.parametrize(
    "ecrit",
    [
        p("Bonjour Camille"),
        p("Bonjour Camille Exemple{{"),
        p("Bonjour  Camille Exemple"),
        p("Bonjour Camille") + p("Exemple", "<w:pPr/>") + p("x"),
        p("Bonjour Camille Exemple")[:-1],
    ],
    ids=["valeur perdue", "balise restée", "espace de trop", "texte de trop", "xml rompu"],
)
def test_un_texte_different_de_l_attendu_est_une_faute_interne(ecrit: str):
    xml = f"<w:body {ESPACES}>{ecrit}</w:body>".encode()
    with pytest.raises(ErreurInterne):
        relire(xml, "corps", "Bonjour Camille Exemple")


def test_un_texte_egal_a_l_attendu_est_accepte():
    xml = f"<w:body {ESPACES}>{p('Bonjour')}<w:p><w:r><w:br/><w:tab/><w:t>x</w:t></w:r></w:p></w:body>".encode()
    assert relire(xml, "corps", "Bonjourx") is not None
