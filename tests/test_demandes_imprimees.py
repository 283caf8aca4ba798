"""Aucune demande ne se perd : chaque type, dans chaque lettre d'entente et de réputation, se lit ou se refuse."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any, get_args

import pytest
from exemples_rendus import ATELIER, donnees_de
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire
from lettres.catalogue import dossier_des_modeles
from lettres.composition import composer
from lettres.dossier.faits import TypeDeDemande
from lettres.rendu import ModeleCompile, compiler
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.erreurs import DossierInvalide

AU = date(2026, 11, 22)
LETTRES = {
    "rappel-entente": ("rappel", "minimaux/rappel-entente.yaml"),
    "mise-en-demeure-entente": ("mise_en_demeure", "minimaux/mise_en_demeure-entente.yaml"),
    "mise-en-demeure-reputation": ("mise_en_demeure", "minimaux/mise_en_demeure-reputation.yaml"),
    "retrait-reputation": ("retrait", "minimaux/retrait-reputation.yaml"),
}
TYPES = get_args(TypeDeDemande)
MARQUE = "planter douze érables"


@cache
def modele(nom: str) -> ModeleCompile:
    return compiler(dossier_des_modeles() / f"{nom}.docx")


def corps(nom: str, *demandes: dict[str, str], **blocs: object) -> str:
    """Le corps de la lettre, modèle rempli sans les règles, espaces et traits insécables rendus simples."""
    lettre, exemple = LETTRES[nom]
    donnees: dict[str, Any] = donnees_de(exemple) | ({"demandes": list(demandes)} if demandes else {}) | blocs
    contexte = composer(Affaire(lettres.valider(donnees), AU), lettre).contexte()
    texte = texte_lisible(modele(nom).remplir(contexte, ebauche=True).octets)
    return texte.split("[corps]")[1].replace("\u00a0", " ").replace("\u2011", "-")


@d_un_trait
@pytest.mark.un_sur(4)
@pytest.mark.parametrize("nom", LETTRES)
@pytest.mark.parametrize("type_", TYPES)
def test_une_demande_de_tout_type_s_imprime_seule_en_premier_ou_en_dernier(nom: str, type_: str) -> None:
    celle_ci = {"type": type_, "texte": MARQUE}
    autre = {"type": "repondre", "texte": "nous écrire"}
    for demandes in ([celle_ci], [celle_ci, autre], [autre, celle_ci]):
        texte = corps(nom, *demandes)
        assert texte.count(MARQUE) == 1
        assert "à compléter" not in texte


@pytest.mark.parametrize("nom", LETTRES)
def test_une_somme_demandee_sans_un_mot_s_imprime(nom: str) -> None:
    assert "payer la somme de 5 000,00 $" in corps(
        nom, {"type": "repondre", "texte": "nous écrire"}, {"type": "payer", "montant": "5000"}
    )


@d_un_trait
@pytest.mark.parametrize(
    ("type_", "annoncee"),
    [
        *[(t, True) for t in ("executer", "livrer", "reparer", "remplacer")],
        *[(t, False) for t in ("cesser", "remettre", "payer", "retirer", "annuler", "repondre", "rembourser")],
    ],
)
def test_l_execution_par_un_tiers_ne_s_annonce_que_si_un_tiers_peut_executer(type_: str, annoncee: bool) -> None:
    texte = corps("mise-en-demeure-entente", {"type": type_, "texte": MARQUE})
    assert ("faire exécuter par un tiers, à vos frais; la présente vous en avise" in texte) is annoncee
    assert ("article 1602 du Code civil du Québec" in texte) is annoncee


def test_une_mise_en_demeure_qui_reclame_ne_dit_pas_qu_elle_ne_reclame_rien() -> None:
    somme = {"type": "payer", "texte": "me verser 5000 $", "montant": "5000"}
    reclame = corps("mise-en-demeure-reputation", somme)
    reserve = corps("mise-en-demeure-reputation")
    assert "me verser 5000 $;" in reclame
    assert "réparation de tout autre préjudice" in reclame
    assert "ne réclame aucune somme" not in reclame
    assert "ne réclame aucune somme" in reserve
    assert "le droit de réclamer la réparation du préjudice décrit ci-dessus" in reserve


def test_conserver_et_cesser_n_attendent_pas_et_retirer_a_une_date() -> None:
    texte = corps("mise-en-demeure-reputation")
    ordre = [
        "Dès réception",
        "conserver une copie",
        "cesser de diffuser",
        "ne pas le répéter",
        "Au plus tard le",
        "retirer ce",
    ]
    rangs = [texte.index(repere) for repere in ordre]
    assert rangs == sorted(rangs)


@d_un_trait
@pytest.mark.parametrize("nom", LETTRES)
@pytest.mark.parametrize(("mode", "demande"), [("courriel", True), ("recommande", False)])
def test_un_courriel_demande_son_accuse_de_reception(nom: str, mode: str, demande: bool) -> None:
    assert ("accuser réception de la présente" in corps(nom, mode_envoi=mode)) is demande


@pytest.mark.parametrize("nom", ["rappel-entente", "retrait-reputation"])
@pytest.mark.parametrize(
    ("joint", "comment"),
    [
        ({"courriel": "karine@exemple.test"}, "par courriel à karine@exemple.test."),
        (
            {"courriel": None, "telephone": "450 555-0123"},
            "par la poste, au 12, rue des Érables, Granby (Québec) J2G 1A1.",
        ),
    ],
    ids=["par courriel", "par la poste"],
)
def test_qui_recoit_une_offre_sait_comment_l_accepter(nom: str, joint: dict[str, Any], comment: str) -> None:
    expediteur = donnees_de(LETTRES[nom][1])["expediteur"] | joint
    acceptation = corps(nom, solution="une rencontre", expediteur=expediteur).split(
        "Pour accepter cette proposition, "
    )[1]
    assert acceptation.split("\n")[0].endswith(comment)


@pytest.mark.parametrize("offre", [{"options": ["reprendre le logo", "le payer"]}, {"solution": "une rencontre"}])
def test_qui_recoit_des_choix_sait_comment_dire_le_sien(offre: dict[str, Any]) -> None:
    reponse = corps("rappel-entente", **({"options": [], "solution": None} | offre)).split(
        "faire part de votre réponse "
    )[1]
    assert re.match(r"au plus tard le \w+ \w+ \w+ \d{4}, par courriel à karine@exemple\.test\. Si un point", reponse)


@pytest.mark.parametrize("nom", ["rappel-entente", "retrait-reputation"])
def test_une_offre_a_son_terme_et_n_admet_rien(nom: str) -> None:
    texte = corps(nom, solution="une rencontre")
    assert "et sans admission" in texte
    assert "jusqu’au" in texte.split("une rencontre")[0].rsplit("sans admission", 1)[1]
    assert "Pour accepter cette proposition, écrivez-le-nous au plus tard le" in texte


@pytest.mark.parametrize("nom", LETTRES)
def test_qui_conteste_sait_comment_le_dire(nom: str) -> None:
    texte = corps(nom)
    assert "écrivez-nous en quoi" in texte
    assert "avec vos documents" in texte


# -- La menace de publier, racontée --


def retrait(**blocs: object) -> str:
    donnees = donnees_de("minimaux/retrait-reputation.yaml") | blocs
    octets = ATELIER.generer(lettres.valider(donnees), "retrait", au=AU).octets
    return texte_lisible(octets).replace("\u00a0", " ").replace("\u2011", "-")


@pytest.mark.parametrize(
    "texte",
    [
        "vous m’avez écrit : « rembourse-moi ou je vais ruiner ta réputation sur Facebook »",
        "vous nous avez demandé de vous rembourser 300,00 $.",
        "vous avez réclamé une somme de 1 200,00 $ par texto.",
    ],
)
def test_un_fait_s_imprime_dans_la_demande_de_retrait_avec_sa_piece(texte: str) -> None:
    lue = retrait(
        faits=[{"date": "2026-10-19", "texte": texte, "pieces": ["P-3"]}],
        pieces=[{"id": "P-3", "titre": "Message", "date": "2026-10-19"}],
    )
    assert f"Le 19 octobre 2026 (pièce P-3) : {texte}" in lue
    assert "P-3\tMessage du 19 octobre 2026" in lue


@pytest.mark.parametrize(
    "demande", [{"type": "payer", "montant": "500"}, {"type": "rembourser", "texte": "me rembourser"}]
)
def test_une_demande_de_retrait_refuse_l_argent_et_le_dit(demande: dict[str, str]) -> None:
    with pytest.raises(DossierInvalide) as refus:
        retrait(demandes=[{"type": "retirer"}, demande])
    assert [c.code for c in refus.value.constats if c.gravite == "erreur"] == ["R113"]


# -- Ce que l'autre a dit, dans un rappel d'entente --


def rappel(**blocs: object) -> str:
    donnees = donnees_de("minimaux/rappel-entente.yaml") | blocs
    return texte_lisible(ATELIER.generer(lettres.valider(donnees), "rappel", au=AU).octets).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "texte",
    [
        "vous nous avez écrit que vous vouliez résilier le contrat.",
        "vous avez parlé d’un recours au tribunal.",
        "vous nous avez mis en demeure de livrer.",
    ],
)
def test_un_rappel_d_entente_raconte_ce_que_l_autre_a_dit_de_ses_recours(texte: str) -> None:
    assert texte in rappel(faits=[{"date": "2026-11-09", "texte": texte}])
    assert texte in rappel(
        faits=[{"vers": "2026-11-09", "texte": texte, "pieces": ["P-1"]}], pieces=[{"id": "P-1", "titre": "Texto"}]
    )


@pytest.mark.parametrize(
    "texte", ["nous pourrions résilier le contrat.", "le tribunal tranchera.", "nos recours sont prêts."]
)
def test_un_rappel_d_entente_ne_menace_pas_par_ses_faits(texte: str) -> None:
    with pytest.raises(DossierInvalide) as refus:
        rappel(faits=[{"date": "2026-11-09", "texte": texte}])
    assert {c.code for c in refus.value.constats if c.gravite == "erreur"} & {"B-15", "V123"}


def test_un_rappel_d_entente_dit_les_demarches_faites() -> None:
    lue = rappel(
        envois=[{"lettre": "rappel", "date": "2026-10-14", "mode": "courriel"}],
        suites=[
            {"date": "2026-10-20", "canal": "texto", "resultat": "refus", "citation": "Non, et j’irai au tribunal."}
        ],
    )
    assert "Rappel du 14 octobre 2026, envoyé par courriel." in lue
    assert "Texto du 20 octobre 2026 : vous avez écrit « Non, et j’irai au tribunal. »" in lue
