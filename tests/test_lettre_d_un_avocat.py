"""Un avocat écrit pour son client : le client est le créancier partout, le cabinet ne fait que signer et répondre."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from exemples_rendus import ATELIER, donnees_de

import lettres
from lettres.rendu.paragraphes.texte import texte_lisible

AU = date(2026, 11, 28)
CLIENT = {
    "type": "entreprise",
    "nom": "Conception Web Exemple inc.",
    "neq": "1100000001",
    "tps": "123456782 RT0001",
    "tvq": "1234567890 TQ0001",
    "adresse": {"ligne": "150, rue Saint-Charles Ouest", "ville": "Longueuil", "code_postal": "J4H 1C9"},
}
CABINET = {
    "type": "entreprise",
    "nom": "Exemple avocats inc.",
    "adresse": {"ligne": "1, rue du Palais", "ville": "Granby", "code_postal": "J2G 1A1"},
    "courriel": "julie@exemple.test",
    "signataire": {"nom": "Julie Exemple", "titre": "avocate", "barreau": "123456-7"},
}
LETTRES = ("rappel", "mise_en_demeure")


def donnees(**client: object) -> dict[str, Any]:
    """Le refus de payer, où c'est une avocate qui écrit."""
    faits = copy.deepcopy(donnees_de("refus-de-payer/dossier.yaml"))
    return faits | {"expediteur": CABINET | {"mandant": CLIENT | client}, "paiement_par": []}


def texte(lettre: str, **client: object) -> str:
    dossier = lettres.valider(donnees(**client))
    return " ".join(texte_lisible(ATELIER.generer(dossier, lettre, au=AU).octets).replace("\u00a0", " ").split())


@pytest.mark.parametrize("lettre", LETTRES)
def test_le_client_est_nomme_creancier_et_c_est_lui_qu_on_paie(lettre: str) -> None:
    lu = texte(lettre)
    assert (
        "Julie Exemple, avocate, vous écrit au nom de Conception Web Exemple inc. (NEQ 1100000001), 150, rue "
        "Saint-Charles Ouest, Longueuil (Québec) J4H 1C9, à qui cette somme est due, et que « nous » désigne dans la "
        "présente."
    ) in lu
    assert "chèque à l’ordre de Conception Web Exemple inc., posté au 150, rue Saint-Charles Ouest" in lu
    assert "l’ordre d’Exemple avocats" not in lu
    assert "TPS (n° 123456782 RT0001)" in lu


@pytest.mark.parametrize("lettre", LETTRES)
def test_le_cabinet_garde_l_en_tete_la_signature_et_les_reponses(lettre: str) -> None:
    lu = texte(lettre)
    assert "[premier en-tête] Exemple avocats inc." in lu
    assert "Julie Exemple avocate Exemple avocats inc." in lu
    assert "par courriel à julie@exemple.test" in lu


def test_la_lettre_d_un_client_qui_est_une_personne_dit_je() -> None:
    faits = donnees(type="personne", nom="Paul Exemple", neq=None)
    faits |= {"accompli": [{"date": "2026-07-31", "texte": "j’ai mis votre nouveau site en ligne."}], "faits": []}
    faits["creances"] = [{**faits["creances"][0]}]
    lu = texte_lisible(ATELIER.generer(lettres.valider(faits), "mise_en_demeure", au=AU).octets)
    lu = " ".join(lu.replace("\u00a0", " ").split())
    assert "vous écrit au nom de Paul Exemple, 150, rue" in lu
    assert "que « je » désigne dans la présente" in lu
    assert "Je vous mets en demeure de payer" in lu
    assert "Exemple avocats inc." in lu


@pytest.mark.parametrize("lettre", LETTRES)
def test_les_taxes_se_demandent_au_client_non_a_son_avocate(lettre: str) -> None:
    faits = donnees(tps=None, tvq=None)
    faits["expediteur"] |= {"tps": "123456782 RT0001", "tvq": "1234567890 TQ0001"}
    constats = lettres.verifier(lettres.valider(faits), lettre, au=AU)
    assert {(c.code, c.chemin) for c in constats if c.gravite.value == "erreur"} >= {
        ("S105", ("creances", 0, "tps")),
        ("S105", ("creances", 0, "tvq")),
    }
    assert any("au mandant" in c.remede for c in constats)
