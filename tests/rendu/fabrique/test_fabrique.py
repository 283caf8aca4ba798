"""La fabrique : d'un texte à un .docx toujours pareil, et retour sans rien perdre."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import d_un_trait
from test_notation import modeles

from lettres.rendu.fabrique.communs import deplier, lire_les_blocs
from lettres.rendu.fabrique.modeles import extraire, fabriquer, main
from lettres.rendu.fabrique.notation import Alinea, ecrire
from lettres.rendu.fabrique.styles import STYLES, STYLES_CARACTERE, millimetres, twips
from lettres.rendu.paquet.ooxml import ecrire_paquet, lire_paquet, lire_xml
from lettres.rendu.xml.elements import nom_complet
from lettres.socle.erreurs import ModeleInvalide

RACINE = Path(__file__).parents[3]
LIVRES = sorted((RACINE / "modeles").glob("*.txt"))
BLOCS = lire_les_blocs(RACINE / "modeles")

LETTRE = """\
[premier en-tête]
ExpediteurNom | {{ expediteur.nom }}
ExpediteurCoordonnees | {{ expediteur.adresse }}

[en-tête]
EnTeteSuite | {{ expediteur.nom }}<tab>{{ lettre.date }}

[premier pied]

[pied]
PiedDePage | {{ lettre.reference }}<tab>Page <page> de <pages>

[corps]
Mention | SOUS TOUTES RÉSERVES
Balise | {%p if contrat.date %}
Corps | Le contrat du **{{ contrat.date }}** dit *« payable »*,<br>à 60,00\u00a0$ & plus; 2 \\* 3 \\< 7.
Balise | {%p endif %}
[tableau 30 25 58 25 28]
entete | TableauTitre | Facture ¦ TableauTitre | Date ¦ TableauTitre | Objet ¦ TableauTitre | Échéance ¦ \
TableauTitreDroite | Montant
rangee | Balise | {%tr for c in creances %}
rangee | TableauTexte | {{ c.facture }} ¦ TableauTexte | {{ c.date }} ¦ TableauTexte | {{ c.objet }} ¦ TableauTexte | \
¦ TableauMontant | {{ c.montant }}
rangee | Balise | {%tr endfor %}
rangee>4 | TableauTotal | Solde ¦ TableauTotalMontant | {{ total.solde }}
[/tableau]
Demande | de payer;
Element | par virement.
Signature | {{ expediteur.signataire }}
PieceJointe | P-1<tab>Contrat
"""


def document(octets: bytes, partie: str = "word/document.xml"):
    return lire_xml(partie, lire_paquet(octets)[partie])


def retoucher(avant: str, apres: str, *, partie: str = "word/document.xml", texte: str = LETTRE) -> bytes:
    """Le modèle d'essai, comme Word l'aurait réécrit : un fragment de XML en remplace un autre."""
    parties = lire_paquet(fabriquer(texte))
    xml = parties[partie].decode()
    assert avant in xml
    return ecrire_paquet({**parties, partie: xml.replace(avant, apres).encode()})


# -- Les modèles livrés --


@d_un_trait
@pytest.mark.parametrize("source", LIVRES, ids=lambda p: p.stem)
def test_le_modele_livre_est_celui_que_dit_son_texte(source):
    texte, octets = source.read_text(encoding="utf-8"), source.with_suffix(".docx").read_bytes()
    assert fabriquer(texte, BLOCS) == octets
    assert extraire(octets) == deplier(texte, BLOCS).texte


def test_la_page_qui_accompagne_les_lettres_est_celle_de_son_texte():
    assert main([str(RACINE / "modeles" / "accompagnement"), "--verifier"]) == 0


def test_les_pages_du_cahier_sont_celles_de_leur_texte():
    assert main([str(RACINE / "modeles" / "cahier"), "--verifier"]) == 0


def test_chaque_modele_livre_a_son_texte():
    assert {p.stem for p in (RACINE / "modeles").glob("*.docx")} == {p.stem for p in LIVRES}


# -- L'aller-retour --


@pytest.mark.parametrize(
    "texte",
    [LETTRE, "[corps]\nNormal |\n", "[pied]\n\n[corps]\nCorps | x\n", "[pied]\nNormal | x\n\n[corps]\nNormal |\n"],
    ids=["lettre", "corps vide", "pied vide", "pied sans style"],
)
def test_le_texte_d_un_modele_fabrique_est_celui_dont_il_vient(texte):
    assert extraire(fabriquer(texte)) == texte


@settings(max_examples=30)
@given(modeles())
def test_tout_modele_fabrique_redonne_son_texte(sections):
    # -- un bandeau d'un seul paragraphe vide, sans style, est un bandeau vide : il a une autre écriture --
    vide = (Alinea("Normal"),)
    texte = ecrire({nom: () if bloc == vide and nom != "corps" else bloc for nom, bloc in sections.items()})
    assert extraire(fabriquer(texte)) == texte


@settings(max_examples=100)
@given(st.text(alphabet="*<>¦|\\{}%# \nabr/p[]", max_size=20))
def test_ce_que_la_fabrique_accepte_elle_le_redonne(prose):
    texte = f"[corps]\nCorps | a{prose}\n"
    try:
        octets = fabriquer(texte)
    except ValueError as faute:
        assert str(faute).startswith("ligne ")
    else:
        assert extraire(octets) == texte


@pytest.mark.parametrize(
    ("ligne", "voulue"),
    [
        ("Corps | a ", "Corps | a"),
        ("Corps |  a", "Corps | a"),
        ("Corps | a ¦ b", "Corps | a \\¦ b"),
        ("Corps | **a****b**", "Corps | **ab**"),
        ("Corps | a****b", "Corps | ab"),
        ("Corps | {**{ x }**}", "Corps | {{ x }}"),
    ],
)
def test_une_autre_facon_d_ecrire_la_meme_chose_est_refusee_et_montre_la_bonne(ligne, voulue):
    with pytest.raises(ValueError, match=r"^ligne 2 : ") as faute:
        fabriquer(f"[corps]\n{ligne}\n")
    assert f"« {voulue} »" in str(faute.value)


# -- Le fichier --


def test_les_memes_octets_dans_tout_processus():
    programme = (
        "import hashlib,sys; from lettres.rendu.fabrique.modeles import fabriquer;"
        "print(hashlib.sha256(fabriquer(sys.stdin.buffer.read().decode())).hexdigest())"
    )
    empreintes = {
        subprocess.run(
            [sys.executable, "-c", programme],
            input=LETTRE.encode(),
            capture_output=True,
            check=True,
            cwd=RACINE,
            env={**os.environ, "PYTHONHASHSEED": graine, "TZ": fuseau, "LC_ALL": "C"},
        ).stdout
        for graine, fuseau in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(empreintes) == 1


def test_le_paquet_est_date_de_1980_et_commence_par_ses_types():
    with zipfile.ZipFile(io.BytesIO(fabriquer(LETTRE))) as paquet:
        entrees = paquet.infolist()
    assert entrees[0].filename == "[Content_Types].xml"
    assert {e.date_time for e in entrees} == {(1980, 1, 1, 0, 0, 0)}
    assert len({e.filename for e in entrees}) == len(entrees)


def test_chaque_partie_se_relit_strictement_et_a_son_type():
    parties = lire_paquet(fabriquer(LETTRE))
    types = lire_xml("[Content_Types].xml", parties["[Content_Types].xml"])
    declares = {t.get("PartName") for t in types if t.get("PartName")}
    assert declares == {f"/{nom}" for nom in parties if not nom.endswith(".rels") and nom != "[Content_Types].xml"}
    for nom, octets in parties.items():
        assert lire_xml(nom, octets) is not None


def test_chaque_relation_mene_a_une_partie():
    parties = lire_paquet(fabriquer(LETTRE))
    relations = {r.get("Id"): r.get("Target") for r in document(fabriquer(LETTRE), "word/_rels/document.xml.rels")}
    assert all(f"word/{cible}" in parties for cible in relations.values())
    employees = document(fabriquer(LETTRE)).xpath("//@r:id", namespaces={"r": nom_complet("r:")[1:-1]})
    assert len(employees) == 4
    assert set(employees) <= set(relations)


def test_python_docx_y_voit_une_lettre_quebecoise():
    lettre = docx.Document(io.BytesIO(fabriquer(LETTRE)))
    (section,) = lettre.sections
    assert (section.page_width.twips, section.page_height.twips) == (12240, 15840)
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == "{{ expediteur.nom }}"
    assert section.header.paragraphs[0].text == "{{ expediteur.nom }}\t{{ lettre.date }}"
    assert [p.text for p in section.first_page_footer.paragraphs] == [""]
    assert lettre.core_properties.language == "fr-CA"
    (langue,) = lettre.styles.element.xpath("w:docDefaults//w:lang/@w:val")
    assert langue == "fr-CA"
    (langue,) = lettre.settings.element.xpath("w:themeFontLang/@w:val")
    assert langue == "fr-CA"


def test_le_tableau_repete_son_entete_et_ne_coupe_aucune_rangee():
    (tableau,) = docx.Document(io.BytesIO(fabriquer(LETTRE))).tables
    assert tableau.style.name == "Tableau de la lettre"
    assert [millimetres(c.width.twips) for c in tableau.columns] == [30, 25, 58, 25, 28]
    assert [bool(r._tr.xpath("w:trPr/w:tblHeader")) for r in tableau.rows] == [True, False, False, False, False]
    assert all(r._tr.xpath("w:trPr/w:cantSplit") for r in tableau.rows)
    assert tableau._tbl.xpath("w:tblPr/w:tblLayout/@w:type") == ["fixed"]
    assert [len(r._tr.tc_lst) for r in tableau.rows] == [5, 1, 5, 1, 2]
    largeurs = [sum(int(tc.tcPr.xpath("w:tcW/@w:w")[0]) for tc in r._tr.tc_lst) for r in tableau.rows]
    assert set(largeurs) == {sum(twips(mm) for mm in (30, 25, 58, 25, 28))}


def test_rien_n_est_mis_en_forme_a_la_main():
    permis = {
        "rPr": {"rStyle"},
        "pPr": {"pStyle"},
        "tblPr": {"tblStyle", "tblW", "tblLayout", "tblLook"},
        "trPr": {"cantSplit", "tblHeader"},
        "tcPr": {"tcW", "gridSpan"},
    }
    parties = [
        n for n in lire_paquet(fabriquer(LETTRE)) if n.startswith(("word/document.xml", "word/head", "word/foot"))
    ]
    assert len(parties) == 5
    for partie in parties:
        for nom, enfants in permis.items():
            for proprietes in document(fabriquer(LETTRE), partie).iter(nom_complet(f"w:{nom}")):
                assert {e.tag.partition("}")[2] for e in proprietes} <= enfants


# -- Les styles --


def test_chaque_style_decrit_existe_dans_word_sous_son_nom():
    connus = {s.style_id: s for s in docx.Document(io.BytesIO(fabriquer(LETTRE))).styles}
    for style in STYLES:
        assert connus[style.id].type == WD_STYLE_TYPE.PARAGRAPH
        assert connus[style.id].name == style.nom
    for caractere in STYLES_CARACTERE:
        assert connus[caractere.id].type == WD_STYLE_TYPE.CHARACTER
    assert connus["TableauLettre"].type == WD_STYLE_TYPE.TABLE


def test_chaque_style_se_fonde_sur_un_style_connu_et_chaque_nom_est_unique():
    identifiants = [s.id for s in STYLES]
    assert len(set(identifiants)) == len(identifiants)
    assert len({s.nom.casefold() for s in STYLES}) == len(STYLES)
    for style in STYLES:
        assert style.base in identifiants or style.id == "Normal"
        assert not style.suivant or style.suivant in identifiants


@d_un_trait
@pytest.mark.parametrize("identifiant", [s.id for s in STYLES])
def test_les_proprietes_d_un_style_suivent_l_ordre_du_schema(identifiant):
    ordre = {
        "pPr": "keepNext keepLines numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl",
        "rPr": "b bCs i iCs color sz szCs",
        "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr",
    }
    styles = document(fabriquer(LETTRE), "word/styles.xml")
    (style,) = [s for s in styles if s.get(nom_complet("w:styleId")) == identifiant]
    for element in [style, *style]:
        noms = [e.tag.partition("}")[2] for e in element]
        attendu = ordre.get(element.tag.partition("}")[2])
        assert attendu is None or noms == [n for n in attendu.split() if n in noms]


@d_un_trait
@pytest.mark.parametrize(
    "identifiant",
    ["Objet", "Appel", "CorpsLie", "Intertitre", "Salutation", "Signature", "SignatureSuite", "PiecesJointes"],
)
def test_ce_qui_annonce_la_suite_reste_sur_sa_page(identifiant):
    styles = docx.Document(io.BytesIO(fabriquer(LETTRE))).styles
    (style,) = [s for s in styles if s.style_id == identifiant]
    assert style.paragraph_format.keep_with_next


@pytest.mark.parametrize(("mm", "mesure"), [(0, 0), (1, 57), (25, 1417), (25.4, 1440), (215.9, 12240), (279.4, 15840)])
def test_les_millimetres_deviennent_des_twips(mm, mesure):
    assert twips(mm) == mesure


@given(st.integers(0, 999))
def test_tout_millimetre_entier_survit_a_l_aller_retour(mm):
    assert millimetres(twips(mm)) == mm


# -- Le fichier retouché dans Word --


@d_un_trait
@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    [
        ("par virement.", 'par </w:t></w:r><w:proofErr w:type="x"/><w:r><w:t>virement.', "Element | par virement."),
        ('<w:rStyle w:val="Gras"/>', "<w:b/><w:bCs/>", "du **{{ contrat.date }}** dit"),
        ('<w:rStyle w:val="Gras"/>', '<w:b w:val="0"/>', "du {{ contrat.date }} dit"),
        ('<w:rStyle w:val="Italique"/>', "<w:i/>", "*« payable »*"),
        (
            "{{ contrat.date }}",
            '{</w:t></w:r><w:r><w:t>{ contrat</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Italique"/></w:rPr><w:t>.date }}',
            "du **{{ contrat.date }}** dit",
        ),
        ('<w:pStyle w:val="Element"/>', '<w:pStyle w:val="Puces2"/>', "Puces2 | par virement."),
        ('<w:pPr><w:pStyle w:val="Element"/></w:pPr>', "", "Normal | par virement."),
        ("par virement.", "par</w:t><w:noBreakHyphen/><w:t>virement.", "Element | par\u2011virement."),
        (
            "par virement.",
            "par virement.</w:t></w:r><w:del><w:r><w:delText>non</w:delText></w:r></w:del><w:r><w:t>",
            "Element | par virement.\n",
        ),
        ("Solde", "Solde</w:t></w:r></w:p><w:p><w:r><w:t>dû", "TableauTotal | Solde<br>dû"),
    ],
)
def test_un_modele_retouche_dans_word_se_relit(avant, apres, attendu):
    assert attendu in extraire(retoucher(avant, apres))


def test_un_champ_recompose_par_word_reste_un_champ():
    simple = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    compose = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert extraire(retoucher(simple, compose, partie="word/footer2.xml")) == LETTRE


@pytest.mark.parametrize("cible", ["/word/footer2.xml", "./footer2.xml", "../word/footer2.xml"])
def test_une_relation_peut_s_ecrire_autrement(cible):
    octets = retoucher('Target="footer2.xml"', f'Target="{cible}"', partie="word/_rels/document.xml.rels")
    assert extraire(octets) == LETTRE


def test_des_largeurs_a_un_twip_pres_s_arrondissent_au_millimetre():
    octets = retoucher(f'<w:gridCol w:w="{twips(58)}"/>', f'<w:gridCol w:w="{twips(58) + 20}"/>')
    assert extraire(octets) == LETTRE


@d_un_trait
@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"Bonjour",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ecrire_paquet({"autre.xml": b"<a/>"}),
        ecrire_paquet({"word/document.xml": b"<a>"}),
        ecrire_paquet({"word/document.xml": b"<a/>"}),
        ecrire_paquet({"word/document.xml": b"<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>"}),
        retoucher('<w:gridSpan w:val="4"/>', '<w:gridSpan w:val="3"/>'),
        retoucher('<w:gridSpan w:val="4"/>', '<w:gridSpan w:val="quatre"/>'),
        retoucher('<w:gridCol w:w="1701"/>', '<w:gridCol w:w="9%"/>'),
    ],
    ids=["vide", "texte", "coupé", "ancien", "sans document", "xml", "sans corps", "entité", "fusion", "mot", "mesure"],
)
def test_ce_qui_n_est_pas_un_modele_word_est_refuse_en_une_phrase(octets):
    with pytest.raises(ModeleInvalide) as refus:
        extraire(octets)
    (constat,) = refus.value.constats
    assert constat.message.endswith((".", "»."))
    assert constat.remede


@settings(max_examples=60)
@given(st.data())
def test_un_fichier_abime_ne_fait_jamais_tomber_la_relecture(data):
    octets = bytearray(fabriquer("[corps]\nCorps | x\n"))
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    fin = data.draw(st.integers(0, len(octets)) | st.just(len(octets)))
    try:
        texte = extraire(bytes(octets[:fin]))
    except ModeleInvalide as refus:
        assert refus.constats
    else:
        assert "[corps]" in texte


# -- La commande --


def test_la_commande_refait_les_modeles_puis_n_a_plus_rien_a_faire(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(LETTRE, encoding="utf-8")
    assert main(["--verifier", str(tmp_path)]) == 1
    assert "a.docx : périmé" in capsys.readouterr().out
    assert not (tmp_path / "a.docx").exists()
    assert main([str(tmp_path)]) == 0
    assert "a.docx : refait" in capsys.readouterr().out
    assert (tmp_path / "a.docx").read_bytes() == fabriquer(LETTRE)
    assert main([str(tmp_path)]) == 0
    assert main(["--verifier", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""


def test_la_commande_nomme_le_fichier_et_la_ligne_d_une_faute_et_continue(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("[corps]\nCorp | x\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(LETTRE, encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"[corps]\nCorps | \xe9\n")
    assert main([str(tmp_path)]) == 1
    assert "a.txt : ligne 2 : style inconnu" in (erreurs := capsys.readouterr().err)
    assert "c.txt" in erreurs
    assert (tmp_path / "b.docx").exists()


def test_la_commande_refuse_un_dossier_absent(tmp_path, capsys):
    assert main([str(tmp_path / "absent")]) == 2
    assert "n’existe pas" in capsys.readouterr().err


def test_la_commande_se_lance_comme_module(tmp_path):
    (tmp_path / "a.txt").write_text(LETTRE, encoding="utf-8")
    fini = subprocess.run(
        [sys.executable, "-m", "lettres.rendu.fabrique", str(tmp_path)],
        cwd=RACINE,
        capture_output=True,
        check=False,
    )
    assert (fini.returncode, fini.stderr) == (0, b"")
    assert (tmp_path / "a.docx").read_bytes() == fabriquer(LETTRE)
