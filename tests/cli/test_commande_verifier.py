"""Commande « verifier » : tous les fichiers, tous les constats, rien d'écrit."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import DOSSIER

AU = ("--au", "2026-11-22")


@pytest.fixture
def dossiers(dossier: Path, tmp_path: Path) -> Path:
    """Trois dossiers : un bon, un invalide, un illisible."""
    bon = dossier.read_text(encoding="utf-8")
    (tmp_path / "invalide.yaml").write_text(bon.replace("J2G 1A1", "H0H"), encoding="utf-8")
    (tmp_path / "illisible.yaml").write_text("reference: [2026\n", encoding="utf-8")
    return tmp_path


def test_un_bon_dossier_n_a_pas_d_erreur(lancer, dossiers: Path):
    avant = sorted(dossiers.iterdir())
    resultat = lancer("verifier", "dossier.yaml", *AU)
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert re.search(r"^0 erreur, \d+ alertes?, \d+ conseils?\.$", resultat.sortie.splitlines()[-1])
    assert sorted(dossiers.iterdir()) == avant


@pytest.mark.parametrize(
    ("fichiers", "code"),
    [
        (["dossier.yaml"], 0),
        (["dossier.yaml", "dossier.yaml"], 0),
        (["invalide.yaml"], 1),
        (["dossier.yaml", "invalide.yaml"], 1),
        (["illisible.yaml"], 2),
        (["illisible.yaml", "invalide.yaml", "dossier.yaml"], 2),
        (["absent.yaml", "dossier.yaml"], 2),
        (["."], 2),
    ],
)
def test_le_code_de_sortie_est_celui_du_pire_fichier(lancer, dossiers: Path, fichiers: list[str], code: int):
    assert lancer("verifier", *fichiers, *AU).code == code
    assert lancer("verifier", *fichiers, *AU, "--json").code == code


def test_les_constats_sont_des_resultats(lancer, dossiers: Path):
    resultat = lancer("verifier", "invalide.yaml", "illisible.yaml", *AU)
    assert resultat.ennuis == ""
    assert re.search(r"^invalide\.yaml:6:\d+: D\d{3} \[erreur\] ", resultat.sortie, re.MULTILINE)
    assert re.search(r"^illisible\.yaml:\d+:\d+: L\d{3} \[erreur\] ", resultat.sortie, re.MULTILINE)
    assert resultat.sortie.endswith("\n2 erreurs, 0 alerte, 0 conseil.\n")


def test_la_reponse_en_json_nomme_chaque_fichier(lancer, dossiers: Path):
    resultat = lancer("verifier", "dossier.yaml", "invalide.yaml", *AU, "--json")
    reponse = json.loads(resultat.sortie)
    assert list(reponse) == ["version", "dossiers", "constats"]
    assert reponse["version"] == 1
    assert reponse["dossiers"] == [
        {"fichier": "dossier.yaml", "reference": "2026-014", "lettre": "rappel"},
        {"fichier": "invalide.yaml", "reference": None, "lettre": None},
    ]
    (erreur,) = [c for c in reponse["constats"] if c["gravite"] == "erreur"]
    assert list(erreur) == [
        "code",
        "gravite",
        "fichier",
        "ligne",
        "colonne",
        "chemin",
        "lieu",
        "message",
        "remede",
        "fondement",
    ]
    assert (erreur["fichier"], erreur["ligne"], erreur["chemin"]) == (
        "invalide.yaml",
        6,
        "expediteur.adresse.code_postal",
    )


def test_la_lettre_nommee_est_celle_que_l_on_verifie(lancer, dossiers: Path):
    reponse = json.loads(lancer("verifier", "dossier.yaml", "--lettre", "mise_en_demeure", *AU, "--json").sortie)
    assert reponse["dossiers"][0]["lettre"] == "mise_en_demeure"


def test_une_faute_d_usage_se_dit_aussi_en_json(lancer, dossiers: Path):
    resultat = lancer("verifier", "dossier.yaml", "--au", "hier", "--json")
    assert (resultat.code, resultat.ennuis) == (2, "")
    reponse = json.loads(resultat.sortie)
    assert [c["code"] for c in reponse["constats"]] == ["U001"]
    assert lancer("verifier", "dossier.yaml", "--au", "hier").ennuis.startswith("--au: U001 [erreur] ")


def test_un_motif_de_noms_est_developpe_quand_l_interpreteur_ne_l_a_pas_fait(lancer, dossiers: Path):
    (dossiers / "illisible.yaml").unlink()
    reponse = json.loads(lancer("verifier", "*.yaml", *AU, "--json").sortie)
    assert [d["fichier"] for d in reponse["dossiers"]] == ["dossier.yaml", "invalide.yaml"]
    assert lancer("verifier", "*.toml", *AU).code == 2


SANS_LETTRE = {
    "payée": ('paiements: [{date: 2026-09-10, montant: "60,00 $"}]\n', "Il ne reste rien à payer."),
    "close": ("clotures: [{date: 2026-09-10, issue: abandon}]\n", "abandonnée"),
    "à porter au tribunal": (
        "envois: [{lettre: rappel, date: 2026-09-08}, {lettre: rappel, date: 2026-09-22}, "
        "{lettre: mise_en_demeure, date: 2026-10-06, recu_le: 2026-10-08}]\n",
        "Division des petites créances",
    ),
}


@pytest.mark.parametrize(("suite", "dit"), SANS_LETTRE.values(), ids=SANS_LETTRE)
def test_un_dossier_a_qui_nulle_lettre_ne_manque_n_est_pas_fautif(lancer, dossier: Path, suite: str, dit: str):
    dossier.write_text(dossier.read_text(encoding="utf-8") + suite, encoding="utf-8")
    resultat = lancer("verifier", "dossier.yaml", *AU)
    assert (resultat.code, dit in resultat.sortie) == (0, True)
    assert "aucune lettre n’est due ce jour-là" in resultat.sortie


@pytest.mark.parametrize(
    ("noms", "lus"),
    [
        (["a.yaml"], ["a.yaml"]),
        (["rep"], ["rep/a.yaml", "rep/sous/b.json"]),
        (["rep/"], ["rep/a.yaml", "rep/sous/b.json"]),
        (["a.yaml", "rep"], ["a.yaml", "rep/a.yaml", "rep/sous/b.json"]),
        (["re*"], ["rep/a.yaml", "rep/sous/b.json"]),
    ],
    ids=str,
)
def test_d_un_repertoire_tous_les_dossiers_se_verifient(lancer, tmp_path: Path, noms: list[str], lus: list[str]):
    (tmp_path / "rep/sous").mkdir(parents=True)
    for nom in ("a.yaml", "rep/a.yaml", "rep/.cache.yaml", "rep/lettre.txt", "rep/lettres.schema.json"):
        (tmp_path / nom).write_text(DOSSIER, encoding="utf-8")
    (tmp_path / "rep/sous/b.json").write_text("{}", encoding="utf-8")
    (tmp_path / "rep/lignes.jsonl").write_text("{}\n", encoding="utf-8")
    dit = json.loads(lancer("verifier", *noms, "--au", "2026-11-22", "--json").sortie)
    assert [d["fichier"] for d in dit["dossiers"]] == lus


def test_un_repertoire_sans_dossier_se_dit(lancer, tmp_path: Path):
    (tmp_path / "vide").mkdir()
    resultat = lancer("verifier", "vide")
    assert resultat.code == 2
    assert "Aucun dossier dans ce répertoire : vide." in resultat.ennuis


@pytest.mark.parametrize("commande", ["generer", "etat"])
def test_ou_il_faut_un_seul_dossier_un_repertoire_dit_ce_qui_les_lit_tous(lancer, tmp_path: Path, commande: str):
    (tmp_path / "rep").mkdir()
    resultat = lancer(commande, "rep")
    assert resultat.code == 2
    assert "« lettres verifier », « relance » et « lot » lisent tout un répertoire." in resultat.tout
