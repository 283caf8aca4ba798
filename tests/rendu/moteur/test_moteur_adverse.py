"""Modèles retors : ce qui a trompé le moteur une fois est refusé, ou donne une lettre saine.

Chaque lettre est rendue deux fois, par la preuve de son modèle puis tous contrôles mis : mêmes octets, ou même refus.
Une lettre saine est jugée ici sans rien emprunter au contrôle du moteur.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from compilateur import compiler, par_la_preuve
from lxml import etree
from paquets import ESPACES, champ, docx, p, partie, parties_de, tbl, tc, texte, tr, zipper, zone_de_texte
from tables import d_un_trait

from lettres.rendu import ModeleCompile, Provenance, lire_provenance
from lettres.socle.champ import Champ
from lettres.socle.erreurs import ErreurLettres, ModeleInvalide

PERSONNELLES = "docProps/custom.xml"
ESPACE_PIC = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
ESPACE_Q = 'xmlns:q="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
NOMS = dict(re.findall(r'xmlns:(\w+)="([^"]+)"', ESPACES))


# -- Deux chemins, un seul résultat --


def issue(modele: ModeleCompile, contexte: Any, **options: Any) -> bytes | list[str]:
    """La lettre, ou les codes de son refus : les mêmes, que la preuve suffise ou que tout soit contrôlé."""
    issues: list[bytes | list[str]] = []
    for chemin in (par_la_preuve(modele), modele):
        try:
            issues.append(chemin.rendre(contexte, **options))
        except ErreurLettres as refus:
            issues.append([constat.code for constat in refus.constats])
    assert issues[0] == issues[1]
    return issues[0]


def lettre(modele: ModeleCompile, contexte: Any, **options: Any) -> bytes:
    """La lettre de ce contexte, saine."""
    octets = issue(modele, contexte, **options)
    assert isinstance(octets, bytes), octets
    assert maux(octets) == []
    return octets


def refus_du_modele(octets: bytes, champs: Mapping[str, Champ] | None = None) -> set[str]:
    with pytest.raises(ModeleInvalide) as refus:
        compiler(octets, champs)
    return {constat.code for constat in refus.value.constats}


def maux(octets: bytes) -> list[str]:
    """Ce que Word n'ouvrirait pas, ou ouvrirait de travers, dans une lettre."""
    trouves: list[str] = []
    dessins: list[str] = []
    for nom, contenu in parties_de(octets).items():
        if not nom.endswith((".xml", ".rels")):
            continue
        try:
            racine = etree.fromstring(contenu)
        except etree.XMLSyntaxError as erreur:
            trouves.append(f"{nom} mal formée : {erreur}")
            continue
        trouves += [f"{nom} : {mal}" for mal in maux_d_une_partie(racine)]
        dessins += lire(racine, "//wp:docPr[not(ancestor::mc:Fallback)]/@id")
    return trouves + ["deux dessins du même numéro"] * (len(set(dessins)) != len(dessins))


def maux_d_une_partie(racine: etree._Element) -> Iterator[str]:
    for quoi, chemin in {
        "signets": "//w:bookmarkStart[not(ancestor::mc:Fallback)]/@w:id",
        "noms de signet": "//w:bookmarkStart[not(ancestor::mc:Fallback)]/@w:name",
        "contrôles": "//w:sdtPr[not(ancestor::mc:Fallback)]/w:id/@w:val",
    }.items():
        lus = lire(racine, chemin)
        if len(set(lus)) != len(lus):
            yield f"{quoi} en double"
    if sorted(lire(racine, "//w:bookmarkStart/@w:id")) != sorted(lire(racine, "//w:bookmarkEnd/@w:id")):
        yield "signet sans début ou sans fin"
    if len(lire(racine, "//w:fldChar[@w:fldCharType='begin']")) != len(
        lire(racine, "//w:fldChar[@w:fldCharType='end']")
    ):
        yield "champ sans début ou sans fin"
    for contenant in lire(racine, "//w:body | //w:hdr | //w:tc | //w:tbl | //w:tr"):
        attendu = {"tbl": "w:tr", "tr": "w:tc"}.get(etree.QName(contenant).localname, "w:p | .//w:tbl")
        if not lire(contenant, f".//{attendu}"):
            yield f"{etree.QName(contenant).localname} vide"
    for cellule in lire(racine, "//w:tc"):
        if not lire(cellule, "*[last()][self::w:p or self::w:sdt//w:p]"):
            yield "cellule sans paragraphe final"
    for tableau in lire(racine, "//w:tbl[w:tblGrid/w:gridCol]"):
        larges = {largeur(rangee) for rangee in lire(tableau, "w:tr | w:sdt/w:sdtContent/w:tr")}
        if larges != {len(lire(tableau, "w:tblGrid/w:gridCol"))}:
            yield f"grille de {len(lire(tableau, 'w:tblGrid/w:gridCol'))} colonnes pour {sorted(larges)}"


def largeur(rangee: etree._Element) -> int:
    cellules = lire(rangee, "w:tc | w:sdt/w:sdtContent/w:tc")
    return sum(int(next(iter(lire(cellule, "w:tcPr/w:gridSpan/@w:val")), 1)) for cellule in cellules)


def lire(element: etree._Element, chemin: str) -> list[Any]:
    return list(element.xpath(chemin, namespaces=NOMS))


def descriptions(octets: bytes) -> list[str]:
    """Les textes de remplacement des dessins du corps."""
    return lire(etree.fromstring(parties_de(octets)["word/document.xml"]), "//@descr")


def image(attributs: str, prefixe: str = "wp", espaces: str = "") -> str:
    dessin = f"<{prefixe}:inline><{prefixe}:docPr {attributs}/></{prefixe}:inline>"
    return f"<w:p><w:r><w:drawing {espaces}>{dessin}</w:drawing></w:r></w:p>"


def photo(remplacement: str) -> str:
    return image(f'id="1" name="z" descr="{remplacement}"')


def boucle(contenu: str) -> str:
    return p("a") + p("{%p for y in l %}") + contenu + p("{%p endfor %}")


def si(contenu: str) -> str:
    return p("{%p if oui %}") + contenu + p("{%p endif %}")


def sdt(contenu: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{contenu}</w:sdtContent></w:sdt>"


def tableau(rangee: str, colonnes: int = 1) -> str:
    return tbl(f"<w:tr>{rangee}</w:tr>", colonnes=colonnes)


# -- Une balise hors du texte courant --


def code_page(attributs: str = "", suite: str = "") -> str:
    """Un champ PAGE, dont le code porte ces attributs et ce texte qui le suit."""
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText {attributs}> PAGE </w:instrText>{suite}</w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


CACHETTES = {
    "un bloc à cheval sur des attributs de codes de champ": code_page('descr="{% if nom %}"')
    + tbl(tr(code_page('descr="{% endif %}"') + p("b"))),
    "une boucle": code_page('descr="{% for y in l %}"') + code_page('descr="{% endfor %}"'),
    "une valeur dans le texte de remplacement d’un code de champ": code_page('descr="{{ nom }}"'),
    "un attribut étranger": code_page('xmlns:zz="urn:z" zz:foo="{{ nom }}"'),
    "un nom d’attribut qui finit par « descr »": code_page('é·descr="{{ nom }}"'),
    "un entier de 5 000 chiffres": code_page(f'descr="{{{{ {"9" * 5_000} }}}}"'),
    "une valeur après le code": code_page(suite="{{ nom }}"),
    "un bloc après le code": code_page(suite="{% if nom %}") + p("b") + code_page(suite="{% endif %}"),
    "une affectation": code_page('descr="{% set nom = 1 %}"'),
    "un bloc brut": code_page('descr="{% raw %}"') + p("b") + code_page('descr="{% endraw %}"'),
    "un commentaire qui mange le texte": code_page('descr="{#"') + p("PERDU") + code_page('descr="#}"'),
    "un bloc à tirets": code_page('descr="{%- if nom %}{%- endif -%}"'),
    "des parenthèses sans fin": code_page(f'descr="{{{{ {"(" * 5_000}a{")" * 5_000} }}}}"'),
    "le code d’un champ simple, sur un paragraphe": '<w:p w:instr="{{ nom }}"/>',
    "un texte de remplacement sur un paragraphe": '<w:p descr="{{ nom }}"/>',
    "un titre sur un « run »": '<w:p><w:r title="{{ nom }}"><w:t>b</w:t></w:r></w:p>',
    "le nom d’un dessin": image('id="1" name="{{ nom }}"'),
}


@d_un_trait
@pytest.mark.parametrize("cachette", CACHETTES.values(), ids=CACHETTES.keys())
def test_une_balise_cachee_hors_du_texte_est_refusee(cachette: str):
    assert "M111" in refus_du_modele(docx(p("a {{ nom }}") + cachette))


@pytest.mark.parametrize("attribut", ["descr", "title"])
@pytest.mark.parametrize(
    "dessin",
    [
        lambda attribut: image(f'id="1" name="z" {attribut}="de {{{{ nom }}}}"'),
        lambda attribut: (
            f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="z"/><pic:cNvPr {ESPACE_PIC} id="0" name="z" '
            f'{attribut}="de {{{{ nom }}}}"/></wp:inline></w:drawing></w:r></w:p>'
        ),
    ],
    ids=["docPr", "cNvPr"],
)
def test_le_texte_de_remplacement_et_le_titre_d_un_dessin_portent_une_valeur(
    dessin: Callable[[str], str], attribut: str
):
    modele = compiler(docx(p("a") + dessin(attribut)))
    assert modele.prouve
    assert f'{attribut}="de R&amp;D"' in partie(lettre(modele, {"nom": "R&D"}))


def test_un_champ_word_sans_balise_reste_tel_quel():
    simple = '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    octets = lettre(compiler(docx(p("{{ nom }}") + code_page() + champ(" NUMPAGES ") + simple)), {"nom": "x"})
    assert ' PAGE "' in partie(octets)
    assert "<w:instrText> PAGE </w:instrText>" in partie(octets)


def test_une_balise_dans_le_code_d_un_champ_simple_est_refusee_comme_celle_d_un_champ():
    simple = '<w:p><w:fldSimple w:instr=" {{ nom }} "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    assert "M108" in refus_du_modele(docx(p("a") + simple))


# -- Les textes de remplacement --


@pytest.mark.parametrize(
    ("attributs", "valeurs", "attendus"),
    [
        ('descr="{{ y }}" id="1" name="z"', ["pièce id=", "pièce id="], ["pièce id=", "pièce id="]),
        ('descr="{{ y }}" id="1" name="z"', ['pièce id="1"', " id='1' "], ['pièce id="1"', " id='1' "]),
        ('descr="{{ y }}" id="1" name="z"', ["pièce id="], ["pièce id="]),
        ('descr="photo, id=" id="1" name="z"', ["1", "2"], ["photo, id=", "photo, id="]),
        ('id="1" name="z" descr="photo id={{ y }} id="', ["1", "2"], ["photo id=1 id=", "photo id=2 id="]),
    ],
)
def test_un_texte_de_remplacement_qui_parle_d_identifiants_n_en_est_pas_un(
    attributs: str, valeurs: list[str], attendus: list[str]
):
    assert descriptions(lettre(compiler(docx(boucle(image(attributs)))), {"l": valeurs})) == attendus


@pytest.mark.parametrize(
    ("remplacement", "attendu"),
    [
        ("Logo de {{ nom }}", "Logo de L'Été"),
        ("Logo de l'étude {{ nom }}", "Logo de l'étude L'Été"),
        ("{{ nom }} d'ici", "L'Été d'ici"),
        ("l'a d'ici={{ nom }} qu'à", "l'a d'ici=L'Été qu'à"),
        ("a={{ nom }}", "a=L'Été"),
        ("{{nom}}1{{nom}}2{{nom}}3{{nom}}4{{nom}}", "L'Été1L'Été2L'Été3L'Été4L'Été"),
    ],
)
def test_une_apostrophe_dans_un_texte_de_remplacement_n_ote_rien_a_la_preuve(remplacement: str, attendu: str):
    modele = compiler(docx(p("a") + photo(remplacement)))
    assert modele.raisons == ()
    assert descriptions(lettre(modele, {"nom": "L'Été"})) == [attendu]


LISTE = {
    "l": Champ("l", "liste", "Pièces"),
    "l[].nom": Champ("l[].nom", "texte", "Nom de la pièce"),
    "nom": Champ("nom", "texte", "Nom"),
}


@pytest.mark.parametrize("champs", [None, LISTE], ids=["sans champs", "avec champs"])
def test_un_texte_de_remplacement_dans_une_boucle_connait_la_boucle(champs: dict[str, Champ] | None):
    modele = compiler(docx(boucle(photo("Photo {{ loop.index }} : {{ y.nom }}"))), champs)
    octets = lettre(modele, {"l": [{"nom": "toit"}, {"nom": "mur"}]})
    assert descriptions(octets) == ["Photo 1 : toit", "Photo 2 : mur"]


@pytest.mark.parametrize("balise", ["{{ loop.index }}", "{{ y.nom }}"])
def test_un_texte_de_remplacement_hors_de_la_boucle_ne_la_connait_pas(balise: str):
    refus_du_modele(docx(boucle(p("{{ y.nom }}")) + photo(balise)), LISTE)


# -- L'espace de noms du moteur --

RESERVE = 'xmlns:j="urn:lettres:blocs"'
EMPLOIS_RESERVES = {
    "un bloc vide dans une cellule": tbl(tr(f"<j:si {RESERVE}/>{p('t')}")),
    "un bloc vide en fin de cellule": tbl(tr(f"{p('t')}<j:si {RESERVE}/>")),
    "une boucle dans le corps": f"<j:boucle {RESERVE}><w:p/></j:boucle>",
    "un bloc dans une rangée": f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><j:si {RESERVE}/>{tc('x')}</w:tr></w:tbl>",
    "un bloc et sa branche": f"<j:si {RESERVE}><j:sinon><w:p/></j:sinon></j:si>",
    "un autre préfixe": '<j:si xmlns:j="urn:lettres:autre"/>',
}


@pytest.mark.parametrize("emploi", EMPLOIS_RESERVES.values(), ids=EMPLOIS_RESERVES.keys())
def test_un_modele_n_emploie_pas_l_espace_de_noms_du_moteur(emploi: str):
    assert "M104" in refus_du_modele(docx(p("a {{ y }}") + emploi))


def test_un_autre_espace_sous_le_meme_prefixe_est_permis():
    parties = parties_de(docx(p("a {{ y }}") + tbl(tr("{% cellbg c %}x"))))
    document = parties["word/document.xml"].replace(b"<w:document ", b'<w:document xmlns:j="urn:x" ')
    modele = compiler(zipper({**parties, "word/document.xml": document}))
    assert texte(lettre(modele, {"y": "v", "c": "FF0000"})) == "a vx"


def test_un_element_etranger_dans_un_tableau_ne_coupe_pas_la_lettre():
    etranger = tbl(tr(f'<w:p><j:t xmlns:j="urn:x"><j:u/></j:t></w:p>{p("APRÈS")}'))
    vidable = tbl(tr("{%tr for y in l %}"), tr("{{ y }}"), tr("{%tr endfor %}"))
    octets = lettre(compiler(docx(p("a") + etranger + vidable + p("z"))), {"l": []})
    assert texte(octets) == "aAPRÈSz"
    assert "<j:u" in partie(octets)


# -- Ce qui traverse le bord d'un tableau --


def signet(contenu: str) -> str:
    return f'<w:bookmarkStart w:id="1" w:name="s"/>{contenu}<w:bookmarkEnd w:id="1"/>'


RUN = "<w:r><w:t>t</w:t></w:r>"
COLOREE = tbl(tr("{% cellbg c %}x"))
A_CHEVAL = {
    "un signet qui finit après le tableau": tbl(tr(f'<w:p><w:bookmarkStart w:id="1" w:name="s"/>{RUN}</w:p>'))
    + '<w:p><w:bookmarkEnd w:id="1"/></w:p>',
    "un signet qui commence avant le tableau": '<w:p><w:bookmarkStart w:id="1" w:name="s"/></w:p>'
    + tbl(tr(f'<w:p>{RUN}<w:bookmarkEnd w:id="1"/></w:p>')),
    "un champ qui finit après le tableau": tbl(
        tr('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>')
    )
    + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    "un signet dans le tableau d’une zone de texte": zone_de_texte(tbl(tr(f"<w:p>{signet(RUN)}</w:p>")) + p("f")),
    "un contrôle dans le tableau d’une zone de texte": zone_de_texte(
        tbl(tr(f'<w:sdt><w:sdtPr><w:id w:val="9"/></w:sdtPr><w:sdtContent>{p("t")}</w:sdtContent></w:sdt>{p("z")}'))
        + p("f")
    ),
}


@pytest.mark.parametrize("cheval", A_CHEVAL.values(), ids=A_CHEVAL.keys())
def test_ce_qui_traverse_le_bord_d_un_tableau_reste_sain(cheval: str):
    cite = '<w:p><w:hyperlink w:anchor="s"/></w:p>'
    assert 'w:fill="FF0000"' in partie(lettre(compiler(docx(cite + cheval + COLOREE)), {"c": "FF0000"}))


def test_un_dessin_sous_un_autre_prefixe_que_celui_de_word_est_refuse():
    assert "M104" in refus_du_modele(docx(boucle(image('id="1" name="z"', "q", ESPACE_Q))))


# -- Un défaut du modèle n'en couvre pas un autre --

SIGNET_COUPE = (
    p("{%p if oui %}")
    + '<w:p><w:bookmarkStart w:id="1" w:name="s"/></w:p>'
    + p("{%p endif %}")
    + '<w:p><w:bookmarkEnd w:id="1"/><w:hyperlink w:anchor="s"/></w:p>'
)
ORPHELIN = '<w:p><w:bookmarkEnd w:id="99"/></w:p>'
SANS_COULEUR = tableau(f'<w:tc><w:tcPr><w:shd w:val="clear" w:fill=""/></w:tcPr>{p("z")}</w:tc>')


@pytest.mark.parametrize(
    ("deja", "ajout", "code"),
    [
        ("", SIGNET_COUPE, "M906"),
        (ORPHELIN, SIGNET_COUPE, "M906"),
        ("", COLOREE, "M902"),
        (SANS_COULEUR, COLOREE, "M902"),
    ],
    ids=["signet coupé", "signet coupé, un autre orphelin", "couleur fausse", "couleur fausse, une autre vide"],
)
def test_un_defaut_du_modele_ne_couvre_pas_celui_du_rendu(deja: str, ajout: str, code: str):
    modele = compiler(docx(p("a") + deja + ajout))
    assert issue(modele, {"oui": False, "c": "javascript:rouge"}) == [code]


@pytest.mark.parametrize("deja", [ORPHELIN, SANS_COULEUR], ids=["orphelin", "couleur vide"])
def test_un_defaut_que_le_modele_avait_deja_n_empeche_pas_la_lettre(deja: str):
    modele = compiler(docx(p("a") + deja + SIGNET_COUPE + COLOREE))
    assert isinstance(issue(modele, {"oui": True, "c": "FF0000"}), bytes)


# -- Les contrôles de contenu vidés --

VIDABLES = {
    "une cellule": docx(p("d") + tbl(tr(sdt(si(p("a")))))),
    "une rangée": docx(p("d") + tableau(sdt(tc("{%tc if oui %}") + tc("a") + tc("{%tc endif %}")))),
    "un tableau": docx(p("d") + tbl(sdt(tr("{%tr if oui %}") + tr("a") + tr("{%tr endif %}")))),
    "un en-tête": docx(p("d"), entetes={"default": sdt(si(p("a")))}),
    "le corps": docx(sdt(si(p("a")))),
}


@pytest.mark.parametrize("octets", VIDABLES.values(), ids=VIDABLES.keys())
def test_un_contenant_ne_garde_un_controle_vide_que_garni_ou_controle(octets: bytes):
    modele = compiler(octets)
    assert modele.prouve is (octets not in (VIDABLES["une rangée"], VIDABLES["un tableau"]))
    assert "<w:t" in partie(lettre(modele, {"oui": True}))


@pytest.mark.parametrize("octets", VIDABLES.values(), ids=VIDABLES.keys())
def test_un_contenant_qui_ne_garderait_qu_un_controle_vide_est_repare_ou_refuse(octets: bytes):
    rendu = issue(compiler(octets), {"oui": False})
    assert rendu in (["M904"], ["M902"]) or (isinstance(rendu, bytes) and maux(rendu) == [])


@pytest.mark.parametrize(("oui", "colonnes"), [(True, 2), (False, 1)])
def test_une_cellule_enveloppee_qui_disparait_emporte_sa_colonne(oui: bool, colonnes: int):
    rangee = tc("{%tc if oui %}") + sdt(tc("x")) + tc("{%tc endif %}") + tc("b")
    modele = compiler(docx(p("d") + tableau(rangee, colonnes=2)))
    assert not modele.prouve
    assert partie(lettre(modele, {"oui": oui})).count("<w:gridCol ") == colonnes


# -- Les noms --


@pytest.mark.parametrize(
    "balise",
    ['{% if "zz" in loop %}!{% endif %}', "{% if x in loop %}!{% endif %}", "{% if x not in loop %}!{% endif %}"],
)
def test_chercher_dans_la_boucle_la_consommerait(balise: str):
    assert "M301" in refus_du_modele(docx(p("{% for x in l %}{{ x }}" + balise + "{% endfor %}")))


@pytest.mark.parametrize("balise", ["{% if x in l %}!{% endif %}", "{% if loop.index in [1, 2] %}!{% endif %}"])
def test_chercher_dans_une_liste_ne_consomme_rien(balise: str):
    modele = compiler(docx(p("{% for x in l %}{{ x }}" + balise + "{% endfor %}")))
    assert texte(lettre(modele, {"l": ["un", "deux"]})) == "un!deux!"


@pytest.mark.parametrize("nom", ["nº", "\ufb01", "cafe\u0301", "ﬀ", "ℝ"])  # noqa: RUF001 -- des signes voisins
def test_un_nom_que_python_lirait_autrement_est_refuse(nom: str):
    assert "M308" in refus_du_modele(docx(p(f"{{{{ {nom} }}}}")))
    assert "M308" in refus_du_modele(docx(p(f"{{% for {nom} in l %}}{{{{ {nom} }}}}{{% endfor %}}")))


def test_un_nom_accentue_que_python_lit_tel_quel_est_permis():
    assert (
        texte(lettre(compiler(docx(p("{{ créancière }} / {{ no }}"))), {"créancière": "Zoé", "no": "5"})) == "Zoé / 5"
    )


@pytest.mark.parametrize("cle", ["\\ud800", "\\x01", "\\ufffe"])
def test_une_cle_que_xml_ne_porte_pas_est_refusee(cle: str):
    assert "M308" in refus_du_modele(docx(p(f'{{{{ x["{cle}"] }}}}')))


def test_une_cle_de_plusieurs_mots_est_permise():
    assert texte(lettre(compiler(docx(p('{{ x["code postal"] }}'))), {"x": {"code postal": "H2X"}})) == "H2X"


def test_un_nom_qui_commence_comme_la_boucle_reste_un_champ():
    assert "M401" in refus_du_modele(docx(p("{{ loopx.y }}")), LISTE)
    modele = compiler(docx(p("{% for x in loops %}{{ x }}{% endfor %}")))
    assert texte(lettre(modele, {"loops": ["a", "b"]})) == "ab"


def test_une_prose_qui_ressemble_a_un_repere_reste_entiere():
    modele = compiler(docx(p('attribut w:rsidP="5" fin {{ nom }}')))
    assert texte(lettre(modele, {"nom": 'x w:rsidP="6"'})) == 'attribut w:rsidP="5" fin x w:rsidP="6"'


# -- Les nombres et les signes démesurés --

CHIFFRES = "9" * 5_000


def grille(large: str) -> bytes:
    colonnes = f'<w:gridCol w:w="{large}"/>' * 2
    cellules = tc("{%tc for y in l %}") + tc("{{ y }}") + tc("{%tc endfor %}")
    return docx(f"{p('a')}<w:tbl><w:tblPr/><w:tblGrid>{colonnes}</w:tblGrid><w:tr>{cellules}</w:tr></w:tbl>")


@pytest.mark.parametrize("large", ["4513", "4513.5", "2cm", "", "-5", CHIFFRES], ids=lambda large: large[:6])
def test_la_largeur_d_une_colonne_n_arrete_jamais_le_rendu(large: str):
    octets = lettre(compiler(grille(large)), {"l": ["1", "2", "3"]})
    assert partie(octets).count("<w:gridCol ") == 3


@pytest.mark.parametrize("etendue", [CHIFFRES, "-1", "x", ""], ids=lambda etendue: etendue[:6])
def test_l_etendue_d_une_cellule_du_modele_n_arrete_jamais_le_rendu(etendue: str):
    cellule = f'<w:tc><w:tcPr><w:gridSpan w:val="{etendue}"/></w:tcPr>{p("x")}</w:tc>'
    try:
        modele = compiler(docx(p("{{ a }}") + tableau(cellule)))
    except ModeleInvalide:
        return
    assert isinstance(issue(modele, {"a": "v"}), bytes)


@d_un_trait
@pytest.mark.parametrize(
    "valeur",
    ["\ufdd00\ufdd1", f"\ufdd0{CHIFFRES}\ufdd1", "a\ufdd0", "\ufdd1"],
    ids=["place 0", "place de 5 000 chiffres", "début", "fin"],
)
@pytest.mark.parametrize("corps", ["{{ a }}", "{{ a }}{{ absente }}"])
def test_une_valeur_qui_imite_la_place_d_une_absente_est_refusee(corps: str, valeur: str):
    assert set(issue(compiler(docx(p(corps))), {"a": valeur})) == {"M603"}


@pytest.mark.parametrize("signe", ["\ufdcf", "\ufdf0"])
def test_les_signes_voisins_s_impriment(signe: str):
    assert texte(lettre(compiler(docx(p("{{ a }}"))), {"a": signe})) == signe


# -- Un contexte qu'un autre fil change --


@pytest.mark.parametrize("pas", [3, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("tout", [False, True], ids=["par la preuve", "tout contrôlé"])
@pytest.mark.parametrize(
    "corps", ["", tbl(tr("{%tr for x in l %}"), tr("{{ x }}"), tr("{%tr endfor %}"))], ids=["prouvé", "contrôlé"]
)
def test_un_contexte_change_pendant_le_rendu_ne_rompt_jamais_la_lettre(corps: str, tout: bool, pas: int):
    """Le contexte change au nᵉ appel de fonction du rendu, comme le ferait un autre fil, mais sans hasard."""
    entier = compiler(docx(p("{{ nom }}{% for x in l %}{{ x }}{% endfor %}") + corps + p("fin")))
    modele = entier if tout else par_la_preuve(entier)
    initial = {"nom": "a", "l": ["x", "y", "z"], "d": {"k": 1}}
    for rang in range(0, appels_d_un_rendu(modele, deepcopy(initial)), pas):
        for changer in (rompre, allonger):
            rendu = rendre_en_changeant(modele, deepcopy(initial), rang, changer)
            assert rendu in ("M602", "M603") or (isinstance(rendu, bytes) and maux(rendu) == []), (rang, rendu)


def rompre(contexte: dict[str, Any]) -> None:
    contexte["l"][2] = contexte["nom"] = "\x01"


def allonger(contexte: dict[str, Any]) -> None:
    contexte["l"].append("\x01")
    contexte["l"][0] = [object()]
    contexte["d"]["k"] = "\ud800"


def appels_d_un_rendu(modele: ModeleCompile, contexte: dict[str, Any]) -> int:
    appels = 0

    def compter(_: dict[str, Any]) -> None:
        nonlocal appels
        appels += 1

    rendre_en_changeant(modele, contexte, None, compter)
    assert appels > 20
    return appels


def rendre_en_changeant(
    modele: ModeleCompile, contexte: dict[str, Any], rang: int | None, changer: Callable[[dict[str, Any]], None]
) -> bytes | str:
    """La lettre, ou le code du refus; le contexte change à l'appel de ce rang, ou à tous."""
    vus = 0

    def a_chaque_appel(_: FrameType, evenement: str, __: object) -> None:
        nonlocal vus
        if evenement in ("call", "c_call"):
            if rang is None or vus == rang:
                changer(contexte)
            vus += 1

    avant = sys.getprofile()
    sys.setprofile(a_chaque_appel)
    try:
        return modele.rendre(contexte)
    except ErreurLettres as refus:
        return refus.constats[0].code
    finally:
        sys.setprofile(avant)


# -- La provenance --

VENUE = Provenance("lettres 0.1.0", date(2026, 11, 22), "a" * 64, "m.docx", "1.0", "b" * 64)
SIMPLE = compiler(docx(p("a {{ nom }}")))


@d_un_trait
@pytest.mark.parametrize(
    "nom",
    ["m.docx", "deux\nlignes.docx", "tab\t.docx", "a  b ", "\u2028", ']]>&<"', "", "a\r\nb", "a\x01b", "\udcff.docx"],
    ids=ascii,
)
def test_une_lettre_intacte_reste_inchangee_quel_que_soit_le_nom_de_son_modele(nom: str):
    octets = lettre(SIMPLE, {"nom": "x"}, provenance=replace(VENUE, modele=nom))
    assert lire_provenance(octets).etat == "inchangee"


def ajouter_une_propriete(nom: str) -> bytes:
    ajoutee = f'<property fmtid="x" pid="98" name="{nom}"><vt:lpwstr>999 $</vt:lpwstr></property></Properties>'
    parties = parties_de(lettre(SIMPLE, {"nom": "x"}, provenance=VENUE))
    return zipper({**parties, PERSONNELLES: parties[PERSONNELLES].replace(b"</Properties>", ajoutee.encode())})


@pytest.mark.parametrize("nom", ["Montant", "lettres.autre", "lettres.outil"])
def test_une_propriete_ajoutee_a_la_lettre_la_dit_retouchee(nom: str):
    assert lire_provenance(ajouter_une_propriete(nom)).etat == "retouchee"


# -- Le cache --


@pytest.mark.parametrize("cache", ["a\0b", "\ud800", ""], ids=ascii)
def test_un_dossier_de_cache_impossible_est_sans_effet(cache: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    octets = docx(p("a {{ nom }}"))
    for _ in range(2):
        assert compiler(octets, cache=cache).rendre({"nom": "x"}) == SIMPLE.rendre({"nom": "x"})
    assert list(tmp_path.iterdir()) == []


def test_un_dossier_de_cache_possible_sert(tmp_path: Path):
    compiler(docx(p("a {{ nom }}")), cache=tmp_path / "cache")
    assert len(list((tmp_path / "cache").glob("*.modele"))) == 1


# -- Une fusion verticale que docxtpl rangerait dans les propriétés de son paragraphe --


def fusion(mot: str, proprietes: str) -> bytes:
    cellule = f"<w:p><w:pPr>{proprietes}</w:pPr><w:r><w:t>{{% {mot} %}}G</w:t></w:r></w:p>"
    rangee = f"<w:tr>{tc(cellule)}{tc('{{ x }}')}</w:tr>"
    return docx(p("a") + tbl(tr("{%tr for x in l %}", ""), rangee, tr("{%tr endfor %}", ""), tr("t", "u"), colonnes=2))


@pytest.mark.parametrize("proprietes", ['<w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs>', "<w:textAlignment/>"])
def test_une_fusion_verticale_que_des_proprietes_rompraient_est_refusee_a_la_compilation(proprietes: str):
    assert refus_du_modele(fusion("vm", proprietes)) == {"M506"}
    assert compiler(fusion("hm", proprietes))


def test_une_fusion_verticale_ordinaire_passe():
    assert texte(lettre(compiler(fusion("vm", '<w:jc w:val="left"/>')), {"l": ["x", "y"]})) == "aGxytu"
