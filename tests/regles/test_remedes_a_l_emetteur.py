"""L’adresse qui manque est celle de qui lira la lettre : le remède nomme l’émetteur de la carte, non le commerçant."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from exemples_rendus import donnees_de

import lettres

RETROFACTURER = donnees_de("minimaux/retrofacturation-consommation.yaml")


def remedes(mode: str, emetteur: dict[str, Any]) -> list[str]:
    achat = RETROFACTURER["achat"] | {"carte": {"emetteur": {"nom": "Banque Exemple"} | emetteur}}
    dossier = lettres.valider(RETROFACTURER | {"mode_envoi": mode, "achat": achat})
    constats = lettres.verifier(dossier, "retrofacturation", au=date(2026, 11, 2))
    return [c.remede for c in constats if c.code in {"P107", "P108"}]


@pytest.mark.parametrize(
    ("mode", "cle"), [("recommande", "adresse"), ("main_propre", "adresse"), ("courriel", "courriel")]
)
def test_le_remede_nomme_l_emetteur(mode: str, cle: str):
    assert remedes(mode, {}) == [f"Ajoutez « achat: carte: emetteur: {cle} », ou changez « mode_envoi »."]


def test_le_remede_suivi_le_constat_disparait():
    adresse = {"ligne": "100, rue du Marché", "ville": "Montréal", "code_postal": "H2Y 1A1"}
    assert remedes("recommande", {"adresse": adresse}) == []
    assert remedes("courriel", {"courriel": "litiges@banque.exemple.test"}) == []
