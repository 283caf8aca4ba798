"""Où se trouve ce qu'un constat dit : à la ligne d'un fichier, ou à la valeur d'un dossier bâti en mémoire."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from cas_de_regles import DOSSIER_DES_CAS, lire_cas
from exemples_rendus import donnees_de
from tables import d_un_trait

import lettres
from lettres.socle.constats import Constat
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


# -- Le chemin, dans le dict de l'hôte --


def mene(constat: Constat, faits: object) -> bool:
    """Dit si le chemin se suit dans ces faits, pas à pas; une clé absente n'est suivie que de clés."""
    for rang, pas in enumerate(constat.chemin):
        if isinstance(faits, Mapping) and isinstance(pas, str):
            if pas not in faits:
                return all(isinstance(p, str) for p in constat.chemin[rang:])
            faits = faits[pas]
        elif isinstance(faits, list | tuple) and isinstance(pas, int) and pas < len(faits):
            faits = faits[pas]
        else:
            return False
    return True


FAITS: dict[str, Any] = {
    "reference": "2026-014",
    "nature": "recouvrement",
    "expediteur": {"nom": "Studio Exemple"},
    "destinataire": {"nom": "Marie Exemple"},
}


@d_un_trait
@pytest.mark.parametrize(
    ("blocs", "chemins"),
    [
        ({"creances": [{"montant": "60"}, {"montant": "zut"}]}, {("creances", 1, "montant")}),
        ({"creances": [None, {"montant": "zut"}]}, {("creances", 0), ("creances", 1, "montant")}),
        ({"creances": ({"montant": "60"}, {"montant": 1.5})}, {("creances", 1, "montant")}),
        ({"creances": [[{"montant": "60"}]]}, {("creances", 0)}),
        (
            {"suites": [{"date": "2026-10-01", "resultat": "refus", "creances": ["F-1", None, 3.5]}]},
            {("suites", 0, "creances", 1), ("suites", 0, "creances", 2)},
        ),
        (
            {"envois": [{"lettre": "rappel", "date": "2026-10-01"}, {"lettre": "zut", "creances": [{"a": 1}]}]},
            {("envois", 1, "lettre"), ("envois", 1, "creances", 0), ("envois", 1, "date")},
        ),
        ({"faits": [{"texte": "Un fait.", "pieces": ["P-1", 4]}]}, {("faits", 0, "pieces", 1)}),
        (
            {"recu": {"points": [{"texte": "a"}, {"texte": "b", "pieces": ["P-1", [1]]}]}},
            {("recu", "points", 1, "pieces", 1)},
        ),
        ({"contrat": {"clauses": [{"texte": "x"}, {"zut": 1}]}}, {("contrat", "clauses", 1, "zut")}),
        ({"expediteur": {"nom": "A", "signataire": {"nom": None}}}, {("expediteur", "signataire", "nom")}),
        ({"destinataire": {"courriel": "a@exemple.test"}}, {("destinataire", "nom")}),
    ],
)
def test_le_chemin_d_un_constat_est_celui_de_la_valeur_dans_le_dict_donne(
    blocs: dict[str, Any], chemins: set[tuple[str | int, ...]]
):
    faits = {**FAITS, **blocs}
    with pytest.raises(lettres.DossierInvalide) as refus:
        lettres.valider(faits)
    vus = {c.chemin for c in refus.value.constats}
    assert chemins <= vus
    assert all(mene(c, faits) for c in refus.value.constats)


@d_un_trait
@pytest.mark.un_sur(12)
@pytest.mark.parametrize("fichier", sorted(DOSSIER_DES_CAS.glob("*.yaml")), ids=lambda f: f.stem)
def test_le_chemin_de_ce_que_dit_une_regle_se_suit_dans_le_dict_donne(fichier: Path):
    cas = lire_cas(fichier)[0]
    faits = yaml.load(cas.source, yaml.CSafeLoader)
    constats = lettres.verifier(faits, cas.lettre, au=cas.au)
    assert [c.chemin for c in constats if not mene(c, faits)] == []
