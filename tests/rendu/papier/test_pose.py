"""Une lettre livrée, posée sur le papier d'un autre : son texte, ses styles, son paquet."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from xml.sax.saxutils import escape

import docx as python_docx
import pytest
from exemples_rendus import DOSSIER_DES_EXEMPLES, EXEMPLES, Exemple, rendu
from papiers import (
    ADRESSE,
    ATELIER,
    DE_WORD,
    EXPEDITEUR,
    MARGES,
    PAGE_N,
    PAPIERS,
    TITLE_PG,
    PapierFictif,
    papier,
    reglages,
    style,
)
from paquets import p, parties_de
from tables import d_un_trait
from tries import tries

import lettres
from lettres.barriere.lecture import Paragraphe, lire
from lettres.catalogue import dossier_des_modeles
from lettres.dossier import Expediteur
from lettres.production.affirmations import affirmations_d_un_fichier
from lettres.rendu.papier import lire as lire_un_papier
from lettres.rendu.papier import poser
from lettres.rendu.papier.largeurs import _repartir
from lettres.rendu.paquet.paquet import TYPES, ouvrir_une_lettre
from lettres.rendu.paquet.relations import Types, lues, relations_de, source_des_relations
from lettres.rendu.paragraphes.lecture import CORPS
from lettres.rendu.xml.arbre_xml import ESPACE_R, TBL, Element, relire, w

AU = date(2026, 11, 20)
DOSSIER = lettres.lire(DOSSIER_DES_EXEMPLES / "minimaux" / "mise_en_demeure-recouvrement.yaml")
MODELE = (lettres.catalogue.dossier_des_modeles() / "mise-en-demeure-recouvrement.docx").read_bytes()
chaque_papier = pytest.mark.parametrize("fictif", PAPIERS.values(), ids=PAPIERS)
quelques_papiers = tries(
    ("fictif",),
    {nom: (fictif,) for nom, fictif in PAPIERS.items()},
    [
        *("Word, un tableau dans l’en-tête", "Word, des styles du même nom", "LibreOffice, A4 et Liberation"),
    ],
)

un_papier = tries(("fictif",), {nom: (fictif,) for nom, fictif in PAPIERS.items()}, ["Word, un tableau dans l’en-tête"])


@cache
def habillee(octets: bytes | None) -> lettres.Lettre:
    return ATELIER.generer(DOSSIER, "mise_en_demeure", au=AU, papier=octets)


def paragraphes(lettre: lettres.Lettre) -> list[Paragraphe]:
    return list(lire(lettre.octets, "lettre"))


def du_corps(lettre: lettres.Lettre) -> list[str]:
    return [simple(lu.texte) for lu in paragraphes(lettre) if lu.partie == CORPS]


def simple(texte: str) -> str:
    return " ".join(texte.split())


@cache
def habit(octets: bytes) -> dict[str, bytes]:
    """Les parties du modèle habillé, que le moteur compile : sans lettre à en faire, cent fois plus vite."""
    return dict(ouvrir_une_lettre(poser(MODELE, lire_un_papier(octets)).octets).parties)


def arbre(parties: dict[str, bytes], nom: str) -> Element:
    return relire(parties[nom])


def section(parties: dict[str, bytes]) -> Element:
    (seule,) = arbre(parties, "word/document.xml").iter(w("sectPr"))
    return seule


def styles_definis(parties: dict[str, bytes]) -> dict[str, Element]:
    return {s.get(w("styleId"), ""): s for s in arbre(parties, "word/styles.xml").iter(w("style"))}


# -- Le texte --


@quelques_papiers
def test_le_texte_est_celui_de_la_lettre_et_l_expediteur_ne_s_y_dit_ni_deux_fois_ni_jamais(fictif: PapierFictif):
    lettre = habillee(fictif.octets)
    nue, vetue = du_corps(habillee(None)), du_corps(lettre)
    assert vetue[len(vetue) - len(nue) :] == nue
    bloc = vetue[: len(vetue) - len(nue)]
    ailleurs = simple(" ".join(lu.texte for lu in paragraphes(lettre) if lu.partie != CORPS))
    assert fictif.dit in ailleurs
    if not fictif.porte:
        assert bloc == list(EXPEDITEUR)
    else:
        # -- du bandeau, il ne reste que de quoi joindre l'expéditeur, si le papier ne le dit pas --
        assert bloc == ([] if EXPEDITEUR[2] in ailleurs else [EXPEDITEUR[2]])
        assert EXPEDITEUR[0] in ailleurs


@quelques_papiers
def test_les_pages_suivantes_gardent_leur_en_tete_quand_le_papier_n_en_a_pas(fictif: PapierFictif):
    suite = [lu.texte for lu in paragraphes(habillee(fictif.octets)) if lu.texte.endswith("\tPage\u00a01")]
    assert len(suite) == (not fictif.suite)


@quelques_papiers
def test_la_lettre_habillee_passe_la_barriere_et_dit_de_quel_papier_elle_vient(fictif: PapierFictif):
    lettre = habillee(fictif.octets)
    assert lettre.chemin == "prouvé"
    trace = lettres.rendu.lire_provenance(lettre.octets)
    assert (trace.etat, trace.provenance and trace.provenance.modele) == (
        "inchangee",
        "mise-en-demeure-recouvrement.docx",
    )
    assert trace.provenance is not None and len(trace.provenance.papier) == 64
    vus = {(c.code, c.gravite) for c in lettres.barriere.controler(lettre.octets, dossier=DOSSIER)}
    assert vus <= {(c.code, c.gravite) for c in lettres.barriere.controler(habillee(None).octets, dossier=DOSSIER)}
    attendues = lettres.affirmations(DOSSIER, "mise_en_demeure", au=AU)
    lues_ = affirmations_d_un_fichier(lettre.octets, "lettre", attendues, AU)
    assert [a.phrase for a in lues_ if a.ajoutee] == []
    assert [a.phrase for a in lues_ if a.appuis] == [a.phrase for a in attendues if a.appuis]


@pytest.mark.parametrize(
    ("entetes", "pieds", "numerote"),
    [
        ({"default": p("Étude")}, {}, True),
        ({"default": p("Étude"), "even": p("Étude")}, {}, True),
        ({"default": p("Étude") + PAGE_N}, {}, False),
        ({"default": p("Étude")}, {"default": p("Granby")}, False),
        ({}, {"default": p("Granby")}, False),
    ],
)
def test_les_pages_suivantes_sont_numerotees_au_pied_si_l_en_tete_ne_le_fait_pas(entetes, pieds, numerote):
    recto_verso = reglages("<w:evenAndOddHeaders/>") if "even" in entetes else None
    parties = habit(papier(entetes=entetes, pieds=pieds, parties=recto_verso))
    nos_pieds = [relire(x) for nom, x in parties.items() if nom.startswith("word/footer") and b"lettre.reference" in x]
    numerotes = [pied for pied in nos_pieds if [e.get(w("instr")) for e in pied.iter(w("fldSimple"))] == [" PAGE "]]
    assert len(numerotes) == numerote * (2 if recto_verso else 1)


# -- Le paquet --


@d_un_trait
@chaque_papier
def test_chaque_style_chaque_liste_et_chaque_relation_a_son_objet(fictif: PapierFictif):
    lettre = habit(fictif.octets)
    toutes, definis = lettre, styles_definis(lettre)
    textes = [relire(toutes[nom]) for nom in toutes if nom.startswith(("word/document", "word/header", "word/footer"))]
    cites = {e.get(w("val")) for t in textes for n in ("pStyle", "rStyle", "tblStyle") for e in t.iter(w(n))}
    bases = {e.get(w("val")) for s in definis.values() for n in ("basedOn", "next", "link") for e in s.iter(w(n))}
    assert (cites | bases) - definis.keys() == set()
    numeros = [e.get(w("numId")) for e in arbre(lettre, "word/numbering.xml").iter(w("num"))]
    assert len(numeros) == len(set(numeros))
    employes = {e.get(w("val")) for t in (*textes, *definis.values()) for e in t.iter(w("numId"))}
    assert employes <= {"0", *numeros}
    types = Types(relire(toutes[TYPES]))
    assert [nom for nom in toutes if nom != TYPES and not types.de(nom)] == []
    for nom in [nom for nom in toutes if nom.endswith(".rels")]:
        source = source_des_relations(nom)
        vers = list(lues(toutes[nom]))
        assert [r for r in vers if r.interne and r.partie(source) not in toutes] == []
        assert len({r.id for r in vers}) == len(vers)
        if source:
            appels = {v for e in relire(toutes[source]).iter() for n, v in e.attrib.items() if ESPACE_R in n}
            assert appels <= {r.id for r in vers}
    for nom in toutes:
        if nom.startswith(("word/header", "word/footer")) and relations_de(nom) not in toutes:
            assert ESPACE_R not in {n[1:].partition("}")[0] for e in relire(toutes[nom]).iter() for n in e.attrib}


@d_un_trait
@chaque_papier
def test_les_styles_n_ont_ni_identifiant_ni_nom_double_et_un_seul_par_defaut_de_chaque_sorte(fictif: PapierFictif):
    styles = list(arbre(habit(fictif.octets), "word/styles.xml").iter(w("style")))
    for marque in (
        [s.get(w("styleId")) for s in styles],
        [s.find(w("name")).get(w("val")).casefold() for s in styles],
        [s.get(w("type")) for s in styles if s.get(w("default")) == "1"],
    ):
        assert len(marque) == len(set(marque))


@d_un_trait
@chaque_papier
def test_le_texte_reste_en_francais_du_quebec(fictif: PapierFictif):
    lettre = habit(fictif.octets)
    definis = styles_definis(lettre)
    langue = arbre(lettre, "word/styles.xml").find(f"{w('docDefaults')}//{w('lang')}")
    assert langue is not None and langue.get(w("val")) == "fr-CA"
    for p_ in arbre(lettre, "word/document.xml").iter(w("pStyle")):
        style_: Element | None = definis[p_.get(w("val"), "")]
        while style_ is not None:
            assert {e.get(w("val"), "fr-CA") for e in style_.iter(w("lang"))} <= {"fr-CA"}
            base = style_.find(w("basedOn"))
            style_ = definis[base.get(w("val"), "")] if base is not None else None


@un_papier
def test_word_l_ouvre_python_docx_aussi_et_openxml_audit_n_y_trouve_rien_que_le_papier_n_ait(
    fictif: PapierFictif, tmp_path
):
    from test_validateurs import erreurs_de_l_audit

    lettre = habillee(fictif.octets)
    document = python_docx.Document(io.BytesIO(lettre.octets))
    assert len(document.sections) == 1
    assert document.sections[0].different_first_page_header_footer
    dits = []
    for nom, octets in (("papier", fictif.octets), ("nue", habillee(None).octets), ("lettre", lettre.octets)):
        (tmp_path / f"{nom}.docx").write_bytes(octets)
        dits.append({d for _, _, d in erreurs_de_l_audit(tmp_path / f"{nom}.docx")})
    assert dits[2] <= dits[0] | dits[1]


def test_memes_faits_meme_papier_memes_octets():
    octets = PAPIERS["Word, un tableau dans l’en-tête"].octets
    lettre = habillee(octets)
    assert lettres.generer(DOSSIER, "mise_en_demeure", au=AU, papier=octets).octets == lettre.octets


# -- Les styles --


def test_un_style_du_papier_l_emporte_par_son_nom_ou_son_identifiant_et_les_autres_s_ajoutent():
    lettre = habit(PAPIERS["Word, des styles du même nom"].octets)
    definis = styles_definis(lettre)
    cites = [e.get(w("val")) for e in arbre(lettre, "word/document.xml").iter(w("pStyle"))]
    assert definis["Objet"].find(f"{w('rPr')}/{w('smallCaps')}") is not None
    assert "VedetteduCabinet" in cites and "Vedette" not in cites
    # -- un style de caractère n'est pas un style de paragraphe : le nôtre prend un autre identifiant --
    assert "Corps" not in cites and "Corps2" in cites
    assert definis["Corps2"].get(w("type")) == "paragraph"
    # -- la « Salutation » de Word ouvre une lettre; la nôtre la ferme, et laisse de quoi signer --
    (espace,) = definis["Salutation2"].iter(w("spacing"))
    assert "Salutation2" in cites and espace.get(w("after")) == "960"


def test_le_rythme_des_paragraphes_est_celui_de_la_lettre_et_la_police_celle_du_papier():
    lettre = habit(PAPIERS["Google, Arial et interligne large"].octets)
    definis = styles_definis(lettre)
    (espace,) = definis["Appel"].iter(w("spacing"))
    assert espace.get(w("after")) == "180"
    assert [s for s in definis.values() if s.find(f"{w('rPr')}/{w('rFonts')}") is not None] == []
    police = arbre(lettre, "word/styles.xml").find(f"{w('docDefaults')}//{w('rFonts')}")
    assert police is not None and police.get(w("ascii")) == "Arial"


def test_le_sens_et_le_retrait_d_un_papier_de_droite_a_gauche_ne_passent_pas_au_texte():
    definis = styles_definis(habit(PAPIERS["de droite à gauche"].octets))
    for nom in ("Corps", "TableauTexte", "Vedette"):
        proprietes = definis[nom].find(w("pPr"))
        assert proprietes is not None
        assert proprietes.find(w("bidi")).get(w("val")) == "0"
        assert proprietes.find(w("ind")).get(w("firstLine")) == "0"


def test_les_styles_de_tableau_que_rien_n_emploie_ne_grossissent_pas_chaque_lettre():
    cent = "".join(style(f"T{n}", f"Grille {n}", type_="table") for n in range(100))
    avec = habit(papier(entetes={"default": ADRESSE}, styles=DE_WORD + cent))
    assert len(styles_definis(avec)) == len(styles_definis(habit(papier(entetes={"default": ADRESSE}))))


# -- La page --


def test_la_page_et_les_marges_sont_celles_du_papier():
    page = section(habit(PAPIERS["LibreOffice, A4 et Liberation"].octets))
    cotes, marges = page.find(w("pgSz")), page.find(w("pgMar"))
    assert (cotes.get(w("w")), cotes.get(w("h"))) == ("11906", "16838")
    assert (marges.get(w("left")), marges.get(w("top"))) == ("1134", "1970")
    # -- ni le sens, ni les lignes de la grille, ni la sorte de section ne sont ceux du texte --
    assert [e.tag for e in page if e.tag in {w("type"), w("textDirection"), w("docGrid"), w("bidi")}] == []


def test_le_recto_verso_garde_ses_trois_en_tetes_et_ses_trois_pieds():
    lettre = habit(PAPIERS["Word, pages paires et impaires"].octets)
    renvois = [(e.tag.rpartition("}")[2], e.get(w("type"))) for e in section(lettre) if e.tag.endswith("Reference")]
    assert renvois == [
        (f"{genre}Reference", place) for genre in ("header", "footer") for place in ("first", "default", "even")
    ]
    reglages = [e.tag.rpartition("}")[2] for e in arbre(lettre, "word/settings.xml")]
    assert reglages.index("mirrorMargins") < reglages.index("defaultTabStop") < reglages.index("evenAndOddHeaders")


def test_un_en_tete_que_word_n_affiche_plus_ne_porte_rien_et_n_entre_pas():
    # -- une première page qui n'est plus à part, un verso que les réglages ne demandent pas --
    octets = papier(entetes={"first": ADRESSE, "even": p("Au verso"), "default": p("Étude Exemple")})
    octets = octets.replace(b"<w:titlePg/>", b"")
    lettre = habillee(_sans_page_a_part(octets))
    ailleurs = [lu.texte for lu in paragraphes(lettre) if lu.partie != CORPS]
    assert ailleurs[:2] == ["Étude Exemple", "Étude Exemple"]
    assert "Au verso" not in ailleurs
    assert du_corps(lettre)[:3] == list(EXPEDITEUR)


def _sans_page_a_part(octets: bytes) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets)) as avant, zipfile.ZipFile(sortie, "w") as apres:
        for nom in avant.namelist():
            apres.writestr(nom, avant.read(nom).replace(b"<w:titlePg/>", b""))
    return sortie.getvalue()


@pytest.mark.parametrize("nom", ["étroit, reliure et bordure", "à l’italienne"])
def test_un_tableau_prend_la_largeur_de_la_page(nom: str):
    lettre = habit(PAPIERS[nom].octets)
    page = section(lettre)
    marges = {m: int(page.find(w("pgMar")).get(w(m))) for m in ("left", "right", "gutter")}
    colonne = int(page.find(w("pgSz")).get(w("w"))) - sum(marges.values())
    for tableau in arbre(lettre, "word/document.xml").iter(TBL):
        grille = [int(e.get(w("w"))) for e in tableau.iter(w("gridCol"))]
        assert abs(sum(grille) - colonne) <= 10
        for rangee in tableau.iter(w("tr")):
            assert sum(int(e.get(w("w"))) for e in rangee.iter(w("tcW"))) == sum(grille)


@pytest.mark.parametrize(
    ("grille", "voulue", "attendues"),
    [
        ([1247, 1871, 1871, 2948, 1474], 9411, [1247, 1871, 1871, 2948, 1474]),
        ([1247, 1871, 1871, 2948, 1474], 9911, [1247, 1871, 1871, 3448, 1474]),
        ([1247, 1871, 1871, 2948, 1474], 8911, [1247, 1871, 1871, 2448, 1474]),
        ([1247, 1871, 1871, 2948, 1474], 7411, [1247, 1564, 1563, 1563, 1474]),
        ([1000, 1000], 500, [250, 250]),
        ([900], 700, [700]),
    ],
)
def test_les_plus_larges_colonnes_donnent_ou_prennent_la_difference(grille, voulue, attendues):
    assert _repartir(grille, voulue) == attendues


def _du_nom_et_de_l_adresse(e: Expediteur) -> str:
    a = e.adresse
    return p(escape(e.nom)) + (p(escape(f"{a.ligne}, {a.ville} {a.code_postal or ''}")) if a else "")


EN_TETES: dict[str, Callable[[Expediteur], str]] = {
    "le nom et l’adresse": _du_nom_et_de_l_adresse,
    "un courriel": lambda _: p("Étude Exemple, info@etude.test, 450 555-0120"),
    "le nom seul": lambda e: p(escape(e.nom)),
    "une autre adresse": lambda _: p("Étude Exemple") + p("1, rue du Palais, Granby (Québec)  J2G 1A1"),
}


@tries(
    ("exemple", "en_tete"),
    {f"{e.nom}, {nom}": (e, en_tete) for e in EXEMPLES for nom, en_tete in EN_TETES.items()},
    [
        "minimaux/rappel-recouvrement-rappel, le nom et l’adresse",
        "minimaux/mise_en_demeure-consommation-mise_en_demeure, un courriel",
    ],
)
def test_chaque_exemple_s_habille_de_tout_papier_et_passe_la_barriere(
    exemple: Exemple, en_tete: Callable[[Expediteur], str]
):
    nue = rendu(exemple)
    octets = papier(entetes={"first": en_tete(nue.dossier.expediteur)}, mise_en_page=MARGES + TITLE_PG)
    vetue = ATELIER.generer(nue.dossier, exemple.lettre, au=exemple.au, papier=octets)
    fait = lettres.catalogue.capacites(exemple.lettre)
    assert ("M805" in {c.code for c in vetue.constats}) == (fait.sans_destinataire or fait.publique)
    avant, apres = du_corps(nue.lettre), du_corps(vetue)
    assert apres[len(apres) - len(avant) :] == avant
    assert [c for c in vetue.constats if c.code != "M805"] == list(nue.lettre.constats)
    graves = [c for c in lettres.barriere.controler(vetue.octets, dossier=nue.dossier) if c.gravite == "erreur"]
    assert graves == [
        c for c in lettres.barriere.controler(nue.lettre.octets, dossier=nue.dossier) if c.gravite == "erreur"
    ]


def test_une_lettre_commence_a_sa_page_un_quoi_qu_en_dise_son_papier():
    octets = papier(entetes={"default": ADRESSE}, mise_en_page=f'{MARGES}<w:pgNumType w:fmt="lowerRoman" w:start="5"/>')
    habit = poser((dossier_des_modeles() / "rappel-recouvrement.docx").read_bytes(), lire_un_papier(octets))
    (section,) = re.findall(rb"<w:pgNumType[^>]*/>", parties_de(habit.octets)["word/document.xml"])
    assert b"start" not in section and b"lowerRoman" in section
