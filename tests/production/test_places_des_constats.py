"""Où se trouve ce qu'un constat dit : à la ligne d'un fichier, ou à la valeur d'un dossier bâti en mémoire."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from exemples_rendus import donnees_de

import lettres
from lettres.socle.places import DansDossier, DansFichier

AU = date(2026, 11, 20)


@pytest.fixture
def donnees() -> dict[str, Any]:
    """Un dossier qui tait ce qu'est son destinataire : une règle le dira."""
    return donnees_de("minimaux/mise_en_demeure-recouvrement.yaml")


def test_en_memoire_la_place_est_la_valeur(donnees: dict[str, Any]):
    constats = lettres.verifier(donnees, "mise_en_demeure", au=AU)
    assert constats
    assert [c.lieu for c in constats] == [DansDossier(c.chemin) if c.chemin else None for c in constats]


def test_d_un_fichier_la_place_est_la_ligne(donnees: dict[str, Any], tmp_path: Path):
    fichier = tmp_path / "d.json"
    fichier.write_text(json.dumps(donnees, default=str, indent=1), encoding="utf-8")
    constats = lettres.verifier(lettres.lire(fichier), "mise_en_demeure", au=AU)
    assert constats
    assert [c.lieu for c in constats] == [DansFichier(str(fichier), c.ligne, c.colonne) for c in constats]


def test_un_dict_invalide_situe_chaque_faute_a_sa_valeur(donnees: dict[str, Any]):
    with pytest.raises(lettres.DossierInvalide) as refus:
        lettres.valider({**donnees, "nature": "zut", "zut": "1"})
    assert {c.lieu for c in refus.value.constats} == {DansDossier(("nature",)), DansDossier(("zut",))}


def test_ce_qui_n_est_pas_un_dossier_n_a_pas_de_place():
    with pytest.raises(lettres.DossierInvalide) as refus:
        lettres.valider([])  # type: ignore[arg-type]
    assert [c.lieu for c in refus.value.constats] == [None]
