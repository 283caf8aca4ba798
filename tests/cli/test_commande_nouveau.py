"""Commandes « nouveau », « schema » et « modeles » : ce qu'il faut pour commencer."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path
from typing import get_args

import pytest
from tries import tries

from lettres.dossier import CodeLettre, Nature

NATURES = get_args(Nature)


@pytest.mark.parametrize("nature", NATURES)
def test_un_dossier_a_remplir_est_cree_avec_son_schema(lancer, tmp_path: Path, nature: str):
    resultat = lancer("nouveau", "affaire.yaml", "--nature", nature)
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert resultat.sortie.splitlines() == [
        "Dossier créé : affaire.yaml",
        "Remplissez les valeurs vides, puis :",
        "  lettres generer affaire.yaml",
    ]
    texte = (tmp_path / "affaire.yaml").read_text(encoding="utf-8")
    assert f"nature: {nature}" in texte
    assert "lettres.schema.json" in texte.splitlines()[0]
    assert json.loads((tmp_path / "lettres.schema.json").read_text(encoding="utf-8")) == json.loads(
        lancer("schema").sortie
    )
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "affaire.yaml").stat().st_mode) == 0o600


def test_la_commande_a_taper_cite_un_nom_qui_contient_une_espace(lancer):
    resultat = lancer("nouveau", "chez marie/ma facture.yaml", "--nature", "entente")
    assert resultat.sortie.splitlines()[-1] == f'  lettres generer "{Path("chez marie/ma facture.yaml")}"'


def test_sans_fichier_le_dossier_est_imprime(lancer, tmp_path: Path):
    resultat = lancer("nouveau", "--nature", "reputation")
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert "nature: reputation" in resultat.sortie
    assert not resultat.sortie.endswith("\n\n")
    assert list(tmp_path.iterdir()) == []


def test_un_dossier_existant_n_est_jamais_touche(lancer, tmp_path: Path):
    (tmp_path / "affaire.yaml").write_text("précieux", encoding="utf-8")
    resultat = lancer("nouveau", "affaire.yaml", "--nature", "entente")
    assert (resultat.code, resultat.sortie) == (4, "")
    assert resultat.ennuis.startswith("affaire.yaml: S001 [erreur] ")
    assert (tmp_path / "affaire.yaml").read_text(encoding="utf-8") == "précieux"
    assert [p.name for p in tmp_path.iterdir()] == ["affaire.yaml"]


def test_un_schema_deja_la_n_est_pas_touche(lancer, tmp_path: Path):
    (tmp_path / "lettres.schema.json").write_text("{}", encoding="utf-8")
    assert lancer("nouveau", "affaire.yaml", "--nature", "entente").code == 0
    assert (tmp_path / "lettres.schema.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.skipif(os.name != "posix", reason="limite propre à POSIX")
@tries(
    ("taille", "ou"),
    {
        "le dossier ne s'écrit pas ici": (100, ""),
        "le dossier ne s'écrit pas dans un répertoire neuf": (100, "neuf/sous/"),
        "le schéma ne s'écrit pas ici": (20_000, ""),
        "le schéma ne s'écrit pas dans un répertoire neuf": (20_000, "neuf/sous/"),
    },
    {"le dossier ne s'écrit pas ici", "le schéma ne s'écrit pas dans un répertoire neuf"},
)
def test_le_dossier_et_son_schema_s_ecrivent_tous_deux_ou_rien_ne_reste(
    processus, tmp_path: Path, taille: int, ou: str
):
    plein = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({taille}, {taille}))"
    resultat = processus("nouveau", f"{ou}affaire.yaml", "--nature", "entente", avant=plein)
    assert (resultat.code, resultat.sortie) == (4, "")
    assert "S004" in resultat.ennuis
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("nom", ["affaire.json", "affaire", "affaire.toml", "", "."])
def test_un_dossier_a_remplir_s_ecrit_en_yaml(lancer, tmp_path: Path, nom: str):
    resultat = lancer("nouveau", nom, "--nature", "entente")
    assert (resultat.code, resultat.sortie) == (2, "")
    assert resultat.ennuis.startswith("FICHIER: U004 [erreur] Un dossier à remplir s’écrit en YAML.")
    assert list(tmp_path.iterdir()) == []


def test_une_nature_inconnue_est_refusee(lancer):
    resultat = lancer("nouveau", "--nature", "recouvremant")
    assert (resultat.code, resultat.sortie) == (2, "")
    assert "Vouliez-vous dire « recouvrement » ?" in resultat.ennuis


def test_sans_terminal_et_sans_nature_c_est_un_recouvrement_et_on_le_dit(processus):
    resultat = processus("nouveau")
    assert resultat.code == 0
    assert "nature: recouvrement" in resultat.sortie
    assert resultat.ennuis == "Nature : recouvrement (choisissez-en une autre avec --nature).\n"


def test_le_schema_est_imprime_avec_ses_accents(lancer):
    resultat = lancer("schema")
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert "creances" in json.loads(resultat.sortie)["properties"]
    assert "Créances" in resultat.sortie
    assert resultat.sortie.startswith("{\n  ")


def test_les_modeles_livres_sont_listes(lancer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "120")
    lignes = lancer("modeles", "lister").sortie.splitlines()
    assert lignes[0].split() == ["LETTRE", "NATURE", "FICHIER", "VERSION", "TITRE"]
    reponse = json.loads(lancer("modeles", "lister", "--json").sortie)
    assert reponse["version"] == 1
    assert {m["lettre"] for m in reponse["modeles"]} <= set(get_args(CodeLettre))
    assert ("rappel", "recouvrement") in {(m["lettre"], m["nature"]) for m in reponse["modeles"]}
    for modele in reponse["modeles"]:
        assert list(modele) == ["lettre", "nature", "fichier", "version", "titre", "fondements", "exige"]
        assert modele["fichier"] in "\n".join(lignes)
        assert all(list(exigence) == ["chemin", "libelle"] for exigence in modele["exige"])


@pytest.mark.parametrize("largeur", [60, 80, 160])
def test_les_champs_tiennent_dans_la_largeur_du_terminal(lancer, monkeypatch: pytest.MonkeyPatch, largeur: int):
    monkeypatch.setenv("COLUMNS", str(largeur))
    lignes = lancer("modeles", "champs").sortie.splitlines()
    assert lignes[0].split() == ["CHEMIN", "GENRE", "DESCRIPTION", "(SOURCE)"]
    assert max(len(ligne) for ligne in lignes) <= largeur


def test_les_champs_en_json_disent_tout(lancer):
    reponse = json.loads(lancer("modeles", "champs", "--json").sortie)
    assert reponse["version"] == 1
    champs = {c["chemin"]: c for c in reponse["champs"]}
    assert champs["creances[].montant"]["genre"] == "texte"
    assert all(re.search(r"\w", c["description"]) for c in champs.values())
    cles = ["chemin", "genre", "description", "source", "balise", "forme", "exemple"]
    assert all(list(c) == cles for c in champs.values())


# -- La lettre voulue --


@pytest.mark.parametrize(
    ("options", "nature"),
    [
        (("--lettre", "retrait"), "reputation"),
        (("--lettre", "opc"), "consommation"),
        (("--lettre", "Mise en demeure", "--nature", "Réputation"), "reputation"),
        (("--lettre", "mise-en-demeure", "--nature", "entente"), "entente"),
    ],
)
def test_la_lettre_dit_la_nature_quand_une_seule_l_a(lancer, options: tuple[str, ...], nature: str):
    resultat = lancer("nouveau", *options)
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert f"nature: {nature}" in resultat.sortie


def test_une_lettre_nommee_se_retrouve_dans_la_commande_a_taper(lancer, tmp_path: Path):
    resultat = lancer("nouveau", "a.yaml", "--lettre", "mise en demeure", "--nature", "entente")
    assert resultat.sortie.splitlines()[-1] == "  lettres generer a.yaml --lettre mise_en_demeure"
    assert "# Mise en demeure d’exécuter : ce que" in (tmp_path / "a.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "dit"),
    [
        (
            ("--lettre", "retrait", "--nature", "entente"),
            "pas de lettre « retrait » pour un dossier de nature",
        ),
        (("--lettre", "mise_en_demere"), "Vouliez-vous dire « mise_en_demeure » ?"),
    ],
)
def test_une_lettre_impossible_est_refusee(lancer, tmp_path: Path, options: tuple[str, ...], dit: str):
    resultat = lancer("nouveau", "a.yaml", *options)
    assert (resultat.code, resultat.sortie) == (2, "")
    assert resultat.ennuis.startswith("--lettre: U002 [erreur] ")
    assert dit in resultat.ennuis
    assert list(tmp_path.iterdir()) == []
