"""La demande de rétrofacturation va à l'émetteur de la carte : ce qui lui manque se dit de lui, là où cela s'écrit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fabrique_de_dossiers import dossier

import lettres

AU = date(2026, 11, 1)
ADRESSE = {"ligne": "100, rue du Marché", "ville": "Montréal", "code_postal": "H2Y 1A1"}
COURRIEL = "cartes@banque.exemple.test"
AVIS = {"lettre": "avis_resolution", "date": date(2026, 9, 21), "mode": "recommande", "preuve": "P-1"}


def constats(mode: str, lettre: str = "retrofacturation", type_: str = "rembourser", **emetteur: Any) -> dict[str, str]:
    faits = {
        "reference": "2026-S1",
        "nature": "consommation",
        "expediteur": {"nom": "Sophie Exemple", "adresse": ADRESSE, "courriel": "sophie@exemple.test"},
        "destinataire": {"nom": "Meubles Exemple inc.", "qualite": "commercant", "courriel": "m@exemple.test"},
        "achat": {
            "date": date(2026, 9, 1),
            "mode": "en_ligne",
            "objet": "un matelas",
            "prix": "689,85 $",
            "paiement": "carte_credit",
            "carte": {"emetteur": {"nom": "Banque Exemple", **emetteur}},
            "double_recu": False,
            "resolution": {"cas": "sans_exemplaire"},
        },
        "demandes": [{"type": type_}],
        "mode_envoi": mode,
        "envois": [AVIS],
        "pieces": [{"id": "P-1", "titre": "Avis"}],
    }
    return {c.code: f"{c.message} {c.remede}" for c in lettres.verifier(faits, lettre, au=AU)}


@pytest.mark.parametrize(
    ("mode", "emetteur", "code", "cle"),
    [
        ("courriel", {"adresse": ADRESSE}, "P108", "courriel"),
        ("courriel", {}, "P108", "courriel"),
        ("recommande", {"courriel": COURRIEL}, "P107", "adresse"),
        ("poste", {}, "P107", "adresse"),
        ("huissier", {"courriel": COURRIEL}, "P107", "adresse"),
    ],
)
def test_ce_qui_manque_est_celui_de_l_emetteur_et_s_ecrit_a_sa_carte(mode: str, emetteur: Any, code: str, cle: str):
    dit = constats(mode, **emetteur)[code]
    assert "de l’émetteur de la carte" in dit
    assert f"« achat.carte.emetteur: {cle} »" in dit
    assert code not in constats(mode, **emetteur, **{cle: COURRIEL if cle == "courriel" else ADRESSE})


def test_au_commercant_ce_qui_manque_reste_celui_du_destinataire():
    dit = constats("recommande", "mise_en_demeure", courriel=COURRIEL)["P107"]
    assert "exige l’adresse du destinataire" in dit and "« destinataire: adresse »" in dit


@pytest.mark.parametrize("type_", ["livrer", "reparer", "remplacer"])
def test_un_achat_que_l_avis_du_journal_annule_ne_renvoie_pas_a_une_cle_absente(type_: str):
    dit = constats("recommande", type_=type_, adresse=ADRESSE)["C118"]
    assert "annulez l’envoi 1" in dit and "annule_le" not in dit


@pytest.mark.parametrize(
    ("achat", "suites", "manque"),
    [
        ({}, [], True),
        ({}, [{"date": "2026-11-20", "resultat": "refus", "envoi": 2}], True),  # -- l'émetteur refuse --
        ({}, [{"date": "2026-11-20", "resultat": "sans_reponse", "envoi": 2}], True),
        ({}, [{"date": "2026-11-20", "resultat": "refus", "envoi": 1}], False),  # -- le commerçant refuse --
        ({}, [{"date": "2026-11-20", "resultat": "refus"}], False),
        ({"reponse": "aucune."}, [{"date": "2026-11-20", "resultat": "refus", "envoi": 2}], False),
    ],
)
def test_la_reponse_de_l_emetteur_n_est_pas_celle_du_commercant(achat: dict[str, Any], suites: list[Any], manque: bool):
    envois = [
        {**AVIS, "date": "2026-09-21"},
        {"lettre": "retrofacturation", "date": "2026-10-21", "mode": "recommande"},
    ]
    blocs = {"nature": "consommation", "achat": {"date": "2026-09-01", **achat}, "envois": envois, "suites": suites}
    constats = lettres.verifier(dossier(**blocs), "opc", au=date(2026, 11, 22))
    assert any("la réponse du commerçant" in c.message for c in constats) is manque
