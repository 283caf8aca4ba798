"""Chaque faute d'un modèle est trouvée, et elle seule, sur ses mots; un modèle bien fait n'a rien à se reprocher."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from modeles_fautifs import EN_FRANCAIS, FAUTES, modele, place, titre
from modeles_honnetes import HONNETES
from paquets import ESPACES, docx, p, tbl, tr
from tables import d_un_trait
from tries import tries

from lettres.catalogue import catalogue, dossier_des_modeles
from lettres.socle.constats import Constat, Gravite
from lettres.socle.places import SEPARATEUR, DansWord
from lettres.studio import verifier_un_modele
from lettres.studio.allure import examiner_l_allure
from lettres.studio.modele_lu import lire_un_modele

LIVRES = {m.fichier: (m.fichier,) for m in catalogue()}


def trouves(octets: bytes) -> list[tuple[str, str]]:
    return [(c.code, passage(c)) for c in verifier_un_modele(octets).constats]


def passage(constat: Constat) -> str:
    return constat.dans.passage if isinstance(constat.dans, DansWord) else ""


@d_un_trait
@pytest.mark.un_sur(3)
@pytest.mark.parametrize(("ou", "texte", "attendus"), FAUTES.values(), ids=FAUTES)
def test_une_faute_est_trouvee_et_elle_seule_sur_ses_mots(ou: str, texte: str, attendus: list[tuple[str, str]]):
    assert trouves(place(texte, ou)) == attendus


POUR, FIN = "{%p for c in creances %}", "{%p endfor %}"
MAL_PLACES: dict[str, str] = {
    "la fin dans une case, du texte à côté": p(POUR) + tbl(tr("A", f"{{{{ c.montant }}}}{FIN}"), colonnes=2),
    "la fin seule dans une case": p(POUR) + tbl(tr("A", p("{{ c.montant }}") + p(FIN)), colonnes=2),
    "le début dans une case, du texte à côté": tbl(tr("A", f"{POUR}B"), colonnes=2) + p(FIN),
    "le début dans une case, « else » et fin dehors": (
        tbl(tr("A", "{%p if contrat %}Oui"), colonnes=2) + p("{%p else %}") + p("{%p endif %}")
    ),
    "la fin d’une condition dans une case": p("{%p if contrat %}") + tbl(tr("A", "Oui {%p endif %}"), colonnes=2),
    "une rangée finie par un paragraphe": tbl(tr("{%tr for c in creances %}"), tr("{{ c.montant }}")) + p(FIN),
    "une rangée finie hors du tableau": tbl(tr("{%tr for c in creances %}"), tr("A")) + p("{%tr endfor %}"),
    "une rangée finie hors du tableau, du texte à côté": (
        tbl(tr("{%tr for c in creances %}"), tr("A")) + p("Fin {%tr endfor %}")
    ),
    "un paragraphe fini par une rangée": p(POUR) + tbl(tr("{{ c.montant }}"), tr("{%tr endfor %}")),
    "une rangée finie dans un autre tableau": (
        tbl(tr("{%tr for c in creances %}"), tr("A")) + p("B") + tbl(tr("C {%tr endfor %}"))
    ),
}


@d_un_trait
@pytest.mark.parametrize("corps", MAL_PLACES.values(), ids=MAL_PLACES)
def test_un_bloc_qui_ne_finit_pas_ou_il_commence_n_a_qu_un_constat(corps: str):
    assert [code for code, _ in trouves(modele(corps))] == ["M506"]


def test_il_y_a_au_moins_quatre_vingts_fautes_dans_chaque_partie_d_un_document():
    assert len(FAUTES) >= 80
    assert {ou for ou, *_ in FAUTES.values()} == {
        *("corps", "tableau", "en-tête", "pied", "note", "note de fin", "zone"),
    }


@d_un_trait
@pytest.mark.un_sur(3)
@pytest.mark.parametrize("octets", HONNETES.values(), ids=HONNETES)
def test_un_modele_bien_fait_n_a_rien_a_se_reprocher(octets: bytes):
    assert [str(c) for c in verifier_un_modele(octets).constats] == []


def test_il_y_a_au_moins_quarante_modeles_bien_faits():
    assert len(HONNETES) >= 40


@tries(("fichier",), LIVRES, gardes=("reponse-publique-reputation.docx",))
def test_un_modele_livre_s_essaie_sur_ses_specimens_et_n_a_rien_a_se_reprocher(fichier: str):
    verifie = verifier_un_modele(dossier_des_modeles() / fichier)
    assert [str(c) for c in verifie.constats] == []
    assert len(verifie.specimens) >= 8


# -- La place, telle qu'on la cherche dans Word --


def test_une_place_dit_la_partie_l_intertitre_puis_la_case_ou_le_paragraphe_et_les_mots():
    octets = modele(
        titre("Les sommes")
        + p("Le solde de ____ est dû.")
        + tbl(tr("Facture", "Somme"), tr("F-1", "XXX"), colonnes=2)
        + p("Fin."),
        entetes={"default": p("Dossier [●]")},
    )
    assert [str(c.dans).replace(SEPARATEUR, " > ") for c in verifier_un_modele(octets).constats] == [
        "corps > sous « Les sommes » > paragraphe 2 « Le solde de ____ est dû. » > ____",
        "corps > sous « Les sommes » > tableau 1, rangée 2, colonne 2 > paragraphe 6 « XXX »",
        "en-tête (word/header1.xml) > paragraphe 1 « Dossier [●] » > [●]",
    ]


def test_un_en_tete_ou_un_pied_dit_les_pages_ou_on_le_lit():
    octets = modele(
        p("Bonjour."),
        entetes={"first": p("Un [●]"), "default": p("Deux [●]")},
        pieds={"even": p("Trois [●]")},
    )
    assert [c.dans.partie for c in verifier_un_modele(octets).constats if isinstance(c.dans, DansWord)] == [
        "pied de page des pages paires (word/footer1.xml)",
        "en-tête de la première page (word/header1.xml)",
        "en-tête (word/header2.xml)",
    ]


# -- Une balise brisée n'empêche pas de lire le reste --

BRISEES = ["Doit {{ sommes.solde", "{% if contrat %}Selon vous", "Bonjour.{% endif %}", "{% for c in creances %}x"]


@d_un_trait
@pytest.mark.parametrize("brisee", BRISEES)
@pytest.mark.parametrize("ou", ["corps", "note", "pied"])
def test_tout_se_dit_d_un_coup_meme_la_ou_un_bloc_ne_se_ferme_pas(brisee: str, ou: str):
    reste = "Il reste ____ à payer.\nVous devez {{ sommes.solde }} $.\n{{ c.montant }}, XXX\n«Nom»"
    codes = [code for code, _ in trouves(place(f"{brisee}\n{reste}", ou))]
    assert [c for c in codes if c.startswith("M7")] == ["M702", "M701", "M702", "M702"]
    assert any(c.startswith("M2") for c in codes)


def test_une_partie_brisee_ne_fait_pas_croire_que_le_tableau_manque():
    corps = tbl(tr("{%tr for c in creances %}"), tr("{{ c.montant }}"), tr("{%tr endfor %}")) + p("{{ sommes.solde }}")
    for brise, attendu in (("{% if contrat %}", ["M204"]), ("Bonjour.", [])):
        vus = verifier_un_modele(modele(p(brise) + corps), lettre="mise_en_demeure", nature="recouvrement").constats
        assert [c.code for c in vus if c.code in ("M204", "M705")] == attendu


# -- Le remède, suivi à la lettre --

SANS_PROPOSITION = {
    "une balise vide",
    "une balise vide, dans un en-tête",
    "un champ d’une boucle, hors d’elle",
    "une liste inconnue, dite une fois",
    "des lignes déjà ponctuées, mises bout à bout",
}


def textes_des(*codes: str) -> list[str]:
    """Les textes fautifs qui donnent l'un de ces codes, un par paragraphe d'un même modèle."""
    return [
        texte for nom, (_, texte, (faute, *_)) in FAUTES.items() if faute[0] in codes and nom not in SANS_PROPOSITION
    ]


def suivre(constat: Constat) -> str:
    """Le passage, corrigé comme le remède le dit."""
    dit, remede = passage(constat), constat.remede
    if propose := re.search(r"[Éé]crivez (\{\{.*?\}\})", remede):
        return propose[1]
    if mot := re.match(r"Effacez « (.+?) »", remede):
        return dit.replace(mot[1], "", 1) if dit.startswith(mot[1]) else dit.removesuffix(mot[1])
    assert remede == "Effacez l’un des deux."
    return dit.split()[0]


@pytest.mark.parametrize("codes", [("M203", "M207", "M401"), ("M701",)], ids=["la balise proposée", "le mot en trop"])
def test_le_remede_suivi_a_la_lettre_il_n_y_a_plus_de_faute(codes: tuple[str, ...]):
    textes = textes_des(*codes)
    constats = verifier_un_modele(place("\n".join(textes), "corps")).constats
    assert len(constats) == len(textes) > 12
    corriges = [t.replace(passage(c), suivre(c)) for t, c in zip(textes, constats, strict=True)]
    assert trouves(place("\n".join(corriges), "corps")) == []


# -- Une note qui tait --


def test_un_constat_tu_reste_compte_avec_son_motif():
    octets = place('{# lettres: taire M702 "rempli à la main" #}Reçu le ____, par ____.', "corps")
    verifie = verifier_un_modele(octets)
    assert [(t.constat.code, t.motif) for t in verifie.tus] == [("M702", "rempli à la main")]
    # -- une note n'en tait qu'un : l'autre blanc se dit encore --
    assert [(c.code, passage(c)) for c in verifie.constats] == [("M702", "____")]


def test_les_guillemets_de_word_et_la_balise_de_paragraphe_taisent_aussi():
    octets = place("{#p lettres: taire M702 « rempli à la main » #}\nReçu le ____.", "corps")
    assert trouves(octets) == []


# -- La langue et les polices --


@pytest.mark.parametrize(
    ("styles", "codes"),
    [
        ('<w:lang w:val="fr-CA"/>', []),
        ('<w:lang w:val="fr-FR"/><w:rFonts w:ascii="Garamond"/>', []),
        ('<w:lang w:val="en-US"/>', ["M707"]),
        ("", ["M707"]),
        ('<w:lang w:val="fr-CA"/><w:rFonts w:ascii="Optimus Juris"/>', ["M706"]),
    ],
)
def test_un_texte_en_francais_dans_une_police_courante_est_sans_reproche(styles: str, codes: list[str]):
    defauts = f"<w:docDefaults><w:rPrDefault><w:rPr>{styles}</w:rPr></w:rPrDefault></w:docDefaults>"
    constats = verifier_un_modele(modele(p("Bonjour."), styles=defauts)).constats
    assert [c.code for c in constats] == codes
    assert {c.gravite for c in constats} <= {Gravite.CONSEIL}


def test_une_police_incorporee_ne_manquerait_a_personne():
    table = f'<w:fonts {ESPACES}><w:font w:name="Optimus Juris"><w:embedRegular/></w:font></w:fonts>'.encode()
    lu = lire_un_modele("m.docx", modele(p("Bonjour."), styles=EN_FRANCAIS.replace("Arial", "Optimus Juris")))
    assert lu is not None
    assert [c.code for c in examiner_l_allure(lu)] == ["M706"]
    avec = replace(lu, statiques={**lu.statiques, "word/fontTable.xml": table})
    assert [c.code for c in examiner_l_allure(avec)] == []


# -- Ce qui n'est pas un modèle --


@pytest.mark.parametrize("source", [b"", b"du texte", "absent.docx"])
def test_ce_qui_n_est_pas_un_document_word_est_dit_et_rien_n_est_leve(source: bytes | str):
    verifie = verifier_un_modele(source)
    assert verifie.refuse
    assert [c.code for c in verifie.constats] == ["M101"]


@pytest.mark.parametrize(
    "demesuree",
    [
        "{{ " + "a." * 2000 + "b }}",
        "{{ a" + "[0]" * 1000 + " }}",
        "{{ " + "(" * 1000 + "lettre.date" + ")" * 1000 + " }}",
        "{{ " + "not " * 1000 + "a }}",
        "{% if " + " and ".join(["lettre.date"] * 1000) + " %}x{% endif %}",
        "{% if lettre.date %}" * 1000 + "{% endif %}" * 1000,
    ],
    ids=lambda ecrite: ecrite[:16],
)
def test_une_balise_demesuree_se_refuse_et_n_arrete_pas_l_outil(demesuree: str):
    vue = verifier_un_modele(docx(p(demesuree)), lettre="rappel", nature="recouvrement")
    assert vue.refuse and "M307" in {c.code for c in vue.constats}
