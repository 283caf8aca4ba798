"""Chaque phrase d'une lettre, et sur quoi elle repose; rien n'est perdu, et ce qui n'a pas de pièce se voit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from exemples_rendus import EXEMPLES, Exemple, rendu
from fabrique_de_dossiers import dossier, facture

import lettres
from lettres.dossier import Dossier
from lettres.production.affirmations import Affirmation, affirmations, affirmations_d_un_fichier
from lettres.production.affirmations.appuis import A_PROUVER, nommes
from lettres.production.affirmations.marques import Marques, Passage
from lettres.production.affirmations.phrases import phrases
from lettres.rendu.paragraphes.texte import texte_lisible

AU = date(2026, 11, 20)
par_exemple = pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: e.nom)


def de(exemple: Exemple) -> tuple[Affirmation, ...]:
    return affirmations(lettres.lire(exemple.chemin), exemple.lettre, au=exemple.au)


def simple(texte: str) -> str:
    return " ".join(texte.replace("\u00a0", " ").replace("\u2011", "-").replace("\t", " ").split())


@pytest.mark.un_sur(15)
@par_exemple
def test_les_phrases_sont_celles_de_la_lettre_et_toutes(exemple: Exemple):
    corps = texte_lisible(rendu(exemple).lettre.octets).split("[corps]\n")[1].split("\n[")[0]
    lues = simple(" ".join(a.phrase for a in de(exemple)))
    # -- une case laissée en blanc, à remplir à la main, n'affirme rien --
    lignes = [ligne for ligne in corps.split("\n") if not ligne.endswith("¦ ")]
    manquent = [ligne for ligne in lignes if simple(ligne).lstrip("–•0123456789.) ") not in lues]
    assert manquent == []


@pytest.mark.un_sur(12)
@par_exemple
def test_la_lettre_ecrite_a_les_memes_appuis_que_son_dossier(exemple: Exemple):
    attendues = de(exemple)
    lues = affirmations_d_un_fichier(rendu(exemple).lettre.octets, "l.docx", attendues)
    assert [(a.phrase, a.appuis) for a in lues] == [(a.phrase, a.appuis) for a in attendues]
    assert not any(a.ajoutee for a in lues)


def trouver(dites: tuple[Affirmation, ...], debut: str) -> Affirmation:
    return next(a for a in dites if simple(a.phrase).startswith(debut))


def test_un_fait_sans_piece_se_voit_et_avec_sa_piece_non():
    faits = [
        {"date": "2026-08-10", "texte": "Les photos ont été livrées.", "pieces": ["P-1"]},
        {"date": "2026-08-11", "texte": "Le client les a approuvées."},
    ]
    pieces = [{"id": "P-1", "titre": "Courriel de livraison"}]
    dites = affirmations(dossier(creances=[facture()], faits=faits, pieces=pieces), "rappel", au=AU)
    avec, sans = trouver(dites, "Le 10 août 2026"), trouver(dites, "Le 11 août 2026")
    assert (avec.sans_piece, sans.sans_piece) == (False, True)
    assert [(a.genre, a.source, a.texte) for a in avec.appuis if a.genre == "piece"] == [
        ("piece", "P-1", "Courriel de livraison")
    ]


def test_une_somme_calculee_n_est_pas_sans_piece_et_dit_de_quoi_elle_part():
    dites = affirmations(dossier(creances=[facture()]), "rappel", au=AU)
    total = trouver(dites, "Total")
    assert [(a.genre, a.source) for a in total.appuis] == [("calcul", "creances[].montant")]
    assert not total.sans_piece


@pytest.mark.parametrize(("piece", "nue"), [("P-1", False), (None, True)])
def test_la_rangee_d_une_facture_s_appuie_sur_sa_piece(piece: str | None, nue: bool):
    pieces = [{"id": "P-1", "titre": "Facture F-1023"}]
    dites = affirmations(dossier(creances=[facture(piece=piece)], pieces=pieces), "rappel", au=AU)
    assert trouver(dites, "F-1023 ¦").sans_piece is nue


def test_un_article_donne_son_sujet_et_sa_certitude():
    (loi,) = [a for a in nommes("Les modes privés (article 1 du Code de procédure civile).") if a.genre == "loi"]
    assert (loi.source, loi.certitude) == ("Code de procédure civile, art. 1", "sûr")
    (loi,) = nommes("L’article 9999 du Code civil du Québec le veut.")
    assert loi.certitude == "inconnue"


RETOUCHES = {
    "une phrase de plus, avec une somme": ("Il vous en coûtera 500,00 $ de plus.", True, True),
    "une phrase de plus, qui nomme sa pièce": ("Le 3 mai 2026, vous avez écrit ceci (pièce P-1).", True, False),
    "une phrase de plus, sans fait": ("Bonne journée.", True, False),
}


@pytest.mark.parametrize(("phrase", "ajoutee", "nue"), RETOUCHES.values(), ids=RETOUCHES)
def test_une_phrase_ajoutee_dans_word_se_voit(phrase: str, ajoutee: bool, nue: bool):
    import io

    import docx

    exemple = next(e for e in EXEMPLES if e.dossier == "refus-de-payer/dossier.yaml")
    document = docx.Document(io.BytesIO(rendu(exemple).lettre.octets))
    document.paragraphs[20].insert_paragraph_before(phrase)
    flux = io.BytesIO()
    document.save(flux)
    lues = affirmations_d_un_fichier(flux.getvalue(), "l.docx", de(exemple), exemple.au)
    (neuve,) = [a for a in lues if a.ajoutee]
    assert (neuve.phrase, neuve.ajoutee, neuve.sans_piece) == (phrase, ajoutee, nue)


def test_tout_bloc_a_prouver_est_un_bloc_du_dossier_ou_se_nomme_au_recit():
    assert {bloc for bloc in A_PROUVER if bloc not in Dossier.model_fields} <= {
        *("recu", "menaces", "rupture", "faiblesses", "temoins")
    }


COUPES: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "deux phrases du modèle": ([("Un. Deux.", "")], ["Un. ", "Deux."]),
    "une abréviation n’en fait pas deux": ([("M. Exemple a dit oui. Non.", "")], ["M. Exemple a dit oui. ", "Non."]),
    "un texte du dossier reste entier": ([("Ceci : ", ""), ("Un. Deux.", "faits")], ["Ceci : Un. Deux."]),
    "une phrase commence par un champ": ([("Un. ", ""), ("Nous", "voix"), (" venons.", "")], ["Un. ", "Nous venons."]),
    "une somme ne coupe rien": ([("La somme de ", ""), ("60,00 $", "s"), (".", "")], ["La somme de 60,00 $."]),
}


@pytest.mark.parametrize(("passages", "attendues"), COUPES.values(), ids=COUPES)
def test_un_paragraphe_se_coupe_ou_une_phrase_du_modele_finit(passages: list[tuple[str, str]], attendues: list[str]):
    lues = phrases([Passage(*p) for p in passages])
    assert ["".join(p.texte for p in phrase) for phrase in lues] == attendues


def test_une_marque_se_relit_et_un_texte_vide_reste_faux():
    contexte: dict[str, Any] = {"a": "x", "b": {"c": ["y", "z"]}, "vide": "", "oui": True}
    marques = Marques()
    pose = marques.poser(contexte)
    assert (pose["vide"], pose["oui"]) == ("", True)
    assert marques.lire(f"début {pose['b']['c'][1]} fin") == (
        Passage("début ", ""),
        Passage("z", "b.c[1]"),
        Passage(" fin", ""),
    )


def test_des_milliers_de_textes_ont_chacun_leur_marque():
    marques = Marques()
    pose = marques.poser({"l": [str(n) for n in range(5000)]})
    assert [marques.lire(texte)[0].champ for texte in pose["l"]] == [f"l[{n}]" for n in range(5000)]


@pytest.mark.parametrize(
    ("phrase", "vue"),
    [
        ("Vous me devez 4 321,00 $.", True),
        ("Vous avez signé le 3 mai 2024.", True),
        ("Merci de votre attention.", False),
    ],
)
def test_ce_qu_on_ajoute_au_pied_de_la_page_affirme_aussi(phrase: str, vue: bool):
    import io

    import docx

    exemple = EXEMPLES[0]
    document = docx.Document(io.BytesIO(rendu(exemple).lettre.octets))
    document.sections[0].footer.add_paragraph(phrase)
    document.save(flux := io.BytesIO())
    lues = affirmations_d_un_fichier(flux.getvalue(), "l.docx", de(exemple), exemple.au)
    assert [(a.phrase, a.paragraphe) for a in lues if a.ajoutee] == ([(phrase, 0)] if vue else [])
