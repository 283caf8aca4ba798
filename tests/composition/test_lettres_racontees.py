"""Les lettres d'avant, racontées : chacune dit ses factures quand elle ne visait pas toutes celles qu'on réclame."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from exemples_rendus import ATELIER, donnees_de
from fabrique_de_dossiers import complet, dossier, facture
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.composition import composer
from lettres.rendu.paragraphes.texte import texte_lisible

AU = date(2026, 11, 22)
F1 = facture(facture="F-1")
F2 = facture(facture="F-2", date="2026-09-01", echeance="2026-10-01", montant=90)
F3 = facture(facture="F-3", montant=30)
PRET = facture(facture=None, cause="pret", date="2026-05-03", echeance="2026-10-01", montant=500)
PAYEE = {"date": "2026-09-10", "montant": 30, "facture": "F-3"}


def rappel(le: str, *factures: str, **cles: Any) -> dict[str, Any]:
    return {"lettre": "rappel", "date": le, "mode": "courriel", "creances": list(factures), **cles}


CAS: dict[str, tuple[list[dict[str, Any]], dict[str, Any], str | None]] = {
    # -- ce qu'elle visait est tout ce que l'on réclame --
    "une seule facture": ([F1], rappel("2026-09-14"), None),
    "une seule facture, nommée": ([F1], rappel("2026-09-14", "F-1"), None),
    "partie après toutes les échéances": ([F1, F2], rappel("2026-10-02"), None),
    "les deux nommées": ([F1, F2], rappel("2026-09-14", "F-2", "F-1"), None),
    "les deux nommées, et une payée": ([F1, F2, F3], rappel("2026-10-14", "F-3", "F-2", "F-1"), None),
    # -- une part seulement --
    "la première nommée": ([F1, F2], rappel("2026-10-14", "F-1"), "facture n° F-1"),
    "la seconde nommée": ([F1, F2], rappel("2026-10-14", "F-2"), "facture n° F-2"),
    "partie avant l’échéance de la seconde": ([F1, F2], rappel("2026-09-14"), "facture n° F-1"),
    "partie le jour de cette échéance": ([F1, F2], rappel("2026-10-01"), "facture n° F-1"),
    "l’une nommée, et une payée": ([F1, F2, F3], rappel("2026-10-14", "F-1", "F-3"), "facture n° F-1"),
    "deux sur trois": ([F1, F2, facture(facture="F-4")], rappel("2026-10-14", "F-4", "F-1"), "factures F-1 et F-4"),
    "un prêt, nommé par son rang": ([F1, PRET], rappel("2026-10-14", "créance 2"), "prêt du 3 mai 2026"),
    "les deux, dont un prêt nommé par son rang": ([F1, PRET], rappel("2026-10-14", "créance 2", "F-1"), None),
    "un prêt qui n’était pas échu": ([F1, PRET], rappel("2026-09-14"), "facture n° F-1"),
}


def arbre(creances: list[dict[str, Any]], *envois: dict[str, Any], lettre: str = "rappel", **blocs: Any) -> Any:
    payees = [PAYEE] if F3 in creances else []
    return composer(Affaire(dossier(creances=creances, envois=envois, paiements=payees, **blocs), AU), lettre)


def simple(texte: str | None) -> str | None:
    return texte and texte.replace("\xa0", " ").replace("\u2011", "-")


@d_un_trait
@pytest.mark.parametrize(("creances", "envoi", "dites"), CAS.values(), ids=CAS)
def test_un_rappel_dit_les_factures_du_precedent(
    creances: list[dict[str, Any]], envoi: dict[str, Any], dites: str | None
):
    le = {"2026-09-14": "14 septembre", "2026-10-01": "1er octobre", "2026-10-02": "2 octobre"}
    quand = f"du {le.get(envoi['date'], '14 octobre')} 2026"
    details = "par courriel" + (f", {dites}" if dites else "")
    assert simple(arbre(creances, envoi).rappel.precedents) == f"{quand} ({details})"


@d_un_trait
@pytest.mark.parametrize(("creances", "envoi", "dites"), CAS.values(), ids=CAS)
def test_une_mise_en_demeure_les_dit_aussi(creances: list[dict[str, Any]], envoi: dict[str, Any], dites: str | None):
    (ligne,) = arbre(creances, envoi, lettre="mise_en_demeure").demarches
    mot = {"facture": "la ", "factures": "les ", "prêt": "le "}[dites.split()[0]] if dites else ""
    assert simple(ligne.split(", envoyé")[0].split(" 2026", 1)[1]) == (f", pour {mot}{dites}" if dites else "")


def test_deux_rappels_disent_chacun_les_siennes_et_la_piece_vient_apres():
    lu = arbre([F1, F2], rappel("2026-09-14", preuve="P-1"), rappel("2026-10-14"), pieces=[{"id": "P-1", "titre": "x"}])
    assert simple(lu.rappel.precedents) == (
        "du 14 septembre 2026 (par courriel, facture n° F-1, pièce P-1) et du 14 octobre 2026 (par courriel)"
    )


def test_le_rappel_d_une_facture_payee_n_est_pas_un_rappel_de_celles_ci():
    lu = arbre([F1, F2, F3], rappel("2026-09-05", "F-3"))
    assert (lu.rappel.precedents, lu.rappel.titre, lu.rappel.premier) == (None, "Rappel", True)
    # -- parti avant que rien de ce que l'on réclame ne soit échu, non plus --
    lu = arbre([F2, F3], rappel("2026-09-05"))
    assert (lu.rappel.precedents, lu.rappel.titre) == (None, "Rappel")


@pytest.mark.parametrize(("factures", "ferme"), [(["F-3"], False), (["F-3", "F-1"], True)])
def test_la_mise_en_demeure_d_une_autre_ne_rend_pas_ferme_le_premier_rappel(factures: list[str], ferme: bool):
    lu = arbre([F1, F2, F3], rappel("2026-09-05", *factures, lettre="mise_en_demeure")).rappel
    assert (lu.premier, lu.ferme) == (not ferme, ferme)


def test_une_mise_en_demeure_raconte_ce_qui_visait_une_facture_payee_en_la_nommant():
    (ligne,) = arbre([F1, F2, F3], rappel("2026-09-05", "F-3"), lettre="mise_en_demeure").demarches
    assert simple(ligne) == "Rappel du 5 septembre 2026, pour la facture n° F-3, envoyé par courriel."


def test_une_lettre_revenue_dit_ses_factures():
    suite = {"date": "2026-10-20", "resultat": "retour_courrier", "envoi": 1}
    lignes = arbre(
        [F1, F2], rappel("2026-10-14", "F-1", mode="poste"), suites=[suite], lettre="mise_en_demeure"
    ).demarches
    assert simple(lignes[0]) == "Rappel du 14 octobre 2026, pour la facture n° F-1, envoyé par la poste."


def test_une_mise_en_demeure_d_avant_s_accorde_et_dit_les_siennes():
    envoi = rappel("2026-10-14", "F-1", lettre="mise_en_demeure", mode="recommande", recu_le="2026-10-16")
    (ligne,) = arbre([F1, F2], envoi, lettre="mise_en_demeure").demarches
    dite = "Mise en demeure du 14 octobre 2026, pour la facture n° F-1, envoyée par courrier recommandé, reçue le"
    assert (simple(ligne) or "").startswith(dite)


def test_la_lettre_d_un_groupe_ne_dit_pas_les_factures_qu_elle_reclame():
    d = dossier(creances=[F1, F2], envois=[rappel("2026-09-14", "F-1"), rappel("2026-10-14", "F-1", "F-2")])
    lu = composer(Affaire(d, AU).visant(["F-1"]), "mise_en_demeure")
    assert [", pour" in ligne for ligne in lu.demarches] == [False, False]
    lu = composer(Affaire(d, AU).visant(["F-1"]), "rappel")
    assert "facture" not in (lu.rappel.precedents or "")


@pytest.mark.parametrize("nature", ["consommation", "entente", "reputation"])
def test_hors_d_un_recouvrement_une_lettre_ne_vise_pas_de_facture(nature: str):
    lu = composer(Affaire(complet(nature, creances=[F1, F2], paiements=[]), AU), "mise_en_demeure")
    assert all("facture" not in ligne for ligne in lu.demarches)


OFFERTES = {
    "pieces": [{"id": "P-1", "titre": "Message"}, {"id": "P-2", "titre": "Offre"}, {"id": "P-3", "titre": "Refus"}],
    "envois": [
        {"lettre": "rappel", "date": "2026-09-20", "preuve": "P-1"},
        {"lettre": "proposition", "date": "2026-10-20", "preuve": "P-2"},
    ],
    "suites": [{"date": "2026-10-25", "resultat": "refus", "note": "Elle refuse l’offre.", "piece": "P-3", "envoi": 2}],
}


@pytest.mark.parametrize(
    "exemple", ["mise_en_demeure-recouvrement", "fin_de_relation-entente", "proposition-recouvrement"]
)
def test_une_offre_partie_et_ce_qui_lui_repond_ne_se_racontent_ni_ne_se_joignent(exemple: str):
    donnees = donnees_de(f"minimaux/{exemple}.yaml")
    donnees |= OFFERTES
    if exemple.startswith("fin"):
        donnees["rupture"]["motifs"][0]["pieces"] = ["P-1"]
        donnees["contrat"]["piece"] = "P-1"
    for creance in donnees.get("creances", ()):
        creance["piece"] = "P-1"
    lettre = ATELIER.generer(donnees, exemple.split("-")[0], au=date(2026, 11, 20))
    lu = texte_lisible(lettre.octets).replace("\u2011", "-")
    assert re.findall(r"^(P-\d)\t", lu, re.MULTILINE) == ["P-1"]
    assert "refuse l’offre" not in lu
