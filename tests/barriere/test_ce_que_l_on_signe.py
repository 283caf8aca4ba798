"""Ce que l’on fait signer : ni renonciation, ni pénalité, ni plainte achetée, ni quittance future, même à demi-mot."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from exemples_rendus import ATELIER, donnees_de
from tables import d_un_trait

import lettres

AU = date(2026, 11, 25)
PLAN = donnees_de("minimaux/entente_paiement-recouvrement.yaml")
REGLEMENT = donnees_de("minimaux/transaction-recouvrement.yaml")


def codes(donnees: dict[str, Any], lettre: str) -> set[str]:
    try:
        ATELIER.generer(lettres.valider(donnees), lettre, au=AU)
    except lettres.DossierInvalide as refus:
        return {c.code for c in refus.constats if c.gravite is lettres.Gravite.ERREUR}
    return set()


def plan(objet: str) -> set[str]:
    return codes(
        PLAN | {"creances": [PLAN["creances"][0] | {"objet": f"Reportage de mariage; {objet}"}]}, "entente_paiement"
    )


def reglement(etendue: str) -> set[str]:
    return codes(REGLEMENT | {"quittance": REGLEMENT["quittance"] | {"etendue": etendue}}, "transaction")


@d_un_trait
@pytest.mark.parametrize(
    "objet",
    [
        "vous vous engagez à ne jamais soulever l’expiration du délai",
        "vous n’opposerez pas le temps écoulé",
        "sans pouvoir plaider le passage du temps",
        "vous ne vous prévaudrez plus d’aucun délai, ni ne pourrez l’invoquer",
        "vous abandonnez le bénéfice du temps écoulé",
        "vous abandonnez le droit de contester",
        "vous ne vous adresserez pas à l’Office de la protection du consommateur",
        "vous n’entreprendrez rien auprès de l’OPC",
    ],
)
def test_une_renonciation_dite_autrement_ne_se_signe_pas(objet: str):
    assert plan(objet) == {"Q-09"}


@pytest.mark.parametrize(
    "objet",
    [
        "25 $ par versement en retard",
        "25,00 $ pour chaque versement manqué",
        "10 $ pour tout paiement impayé",
        "10 $ de plus à chaque retard",
    ],
)
def test_une_penalite_dite_autrement_ne_se_signe_pas(objet: str):
    assert "Q-08" in plan(objet)


@pytest.mark.parametrize("objet", ["trois albums", "sans retouche", "25 $ par album", "jamais livré en noir et blanc"])
def test_un_objet_honnete_se_signe(objet: str):
    assert plan(objet) == set()


@d_un_trait
@pytest.mark.parametrize(
    "etendue",
    [
        "vous ne ferez aucune démarche auprès de l’OPC",
        "vous n’en direz rien aux autorités",
        "vous n’entreprendrez rien auprès d’un organisme public",
        "vous demandez la fermeture du dossier ouvert au 1 888 672-2556",
        "vous ne signalerez pas le commerçant",
        "vous vous désistez de votre signalement",
        "vous retirez votre dénonciation",
        "vous renoncez à l’Office",
        "vous vous abstiendrez d’écrire à la protection du consommateur",
    ],
)
def test_une_plainte_a_l_office_ne_s_achete_pas_meme_a_demi_mot(etendue: str):
    assert reglement(f"toute somme due; {etendue}") == {"R-17"}


@pytest.mark.parametrize(
    "etendue",
    [
        "tout ce qui pourrait survenir entre les parties",
        "ce qui peut encore arriver",
        "ce qui surviendra",
        "toute somme, à jamais",
        "toute somme, pour l’avenir",
    ],
)
def test_l_avenir_ne_se_quitte_pas_meme_a_demi_mot(etendue: str):
    assert reglement(etendue) == {"R-20"}


@pytest.mark.parametrize(
    "etendue",
    [
        "toute somme due pour ce reportage; rien n’y empêche une démarche auprès de l’Office",
        "toute somme due, qui n’interdit rien auprès des autorités",
        "les frais de déplacement et le reportage",
    ],
)
def test_une_quittance_honnete_se_signe(etendue: str):
    assert reglement(etendue) == set()


def test_un_fait_qui_nomme_l_office_reste_un_fait():
    faits = [{"date": "2026-10-01", "texte": "vous n’avez pas eu de réponse de l’Office."}]
    assert codes(REGLEMENT | {"faits": faits}, "transaction") == set()


# -- Les mots défendus se lisent aussi dans ce que l'avis et la quittance impriment, à leur place du dossier --

AVIS = donnees_de("minimaux/avis_resolution-consommation.yaml")
MENACE = "je porterai plainte à la police."
DU_COMMERCANT = {"cas": "54.8b", "pourquoi": "la commande ne se corrigeait pas."}


def menaces(donnees: dict[str, Any], lettre: str, au: date) -> list[tuple[str | int, ...]]:
    return [c.chemin for c in lettres.verifier(lettres.valider(donnees), lettre, au=au) if c.code == "V101"]


@pytest.mark.parametrize(
    ("resolution", "place"),
    [
        (DU_COMMERCANT | {"pourquoi": MENACE}, ("pourquoi",)),
        (DU_COMMERCANT | {"accessoires": ["la garantie", MENACE]}, ("accessoires", 1)),
    ],
)
def test_une_menace_au_motif_de_l_avis_se_trouve_a_sa_place(resolution: dict[str, Any], place: tuple[str | int, ...]):
    achat = AVIS["achat"] | {"double_recu": None, "exemplaire_recu_le": "2026-10-26", "resolution": resolution}
    trouvees = menaces(AVIS | {"achat": achat}, "avis_resolution", date(2026, 11, 2))
    assert trouvees == [("achat", "resolution", *place)]


@pytest.mark.parametrize("cle", ["objet", "etendue", "publications"])
def test_une_menace_a_la_quittance_se_trouve_a_sa_place(cle: str):
    quittance = REGLEMENT["quittance"] | {cle: f"la facture F-1023; {MENACE}"}
    assert menaces(REGLEMENT | {"quittance": quittance}, "transaction", AU) == [("quittance", cle)]
