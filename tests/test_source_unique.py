"""Le droit est une donnée : changer un paramètre change la lettre, le message et la documentation ensemble."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from exemples_rendus import DOSSIER_DES_EXEMPLES, RACINE

AU = ("--au", "2026-11-20")


@pytest.fixture(scope="module")
def copie(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Une copie du projet dont deux paramètres ont changé : le taux légal (5 → 6) et l'alerte d'abus (15 → 11)."""
    racine = tmp_path_factory.mktemp("copie")
    for paquet in ("lettres", "modeles"):
        shutil.copytree(RACINE / paquet, racine / paquet)
    parametres = racine / "lettres/droit/parametres/interet.yaml"
    texte = parametres.read_text(encoding="utf-8")
    for cle, avant, apres in (("interet.taux_legal", "5", "6"), ("interet.alerte", "15", "11")):
        debut = texte.index(f"{cle}:\n")
        place = texte.index(f'valeur: "{avant}"', debut)
        texte = texte[:place] + f'valeur: "{apres}"' + texte[place + len(f'valeur: "{avant}"') :]
    parametres.write_text(texte, encoding="utf-8")
    return racine


def lancer(racine: Path, *arguments: str) -> str:
    execution = subprocess.run(
        [sys.executable, "-c", "from lettres.cli import main; main()", *arguments],
        cwd=racine,
        env={**os.environ, "PYTHONPATH": str(racine), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=600,
    )
    return execution.stdout + execution.stderr


def texte_de(racine: Path, dossier: str) -> str:
    from lettres.rendu.paragraphes.texte import texte_lisible

    sortie = racine / "sortie"
    shutil.rmtree(sortie, ignore_errors=True)
    lancer(
        racine, "generer", str(DOSSIER_DES_EXEMPLES / dossier), "--lettre", "mise_en_demeure", *AU, "--sortie", "sortie"
    )
    (lettre,) = sortie.glob("*.docx")
    return texte_lisible(lettre.read_bytes()).replace("\u00a0", " ")


def test_la_lettre_imprime_le_nouveau_taux_legal(copie: Path) -> None:
    assert "au taux légal de 6 % par année" in texte_de(copie, "genre-inconnu/dossier.yaml")


def test_la_documentation_et_le_calcul_disent_le_nouveau_taux(copie: Path) -> None:
    assert "6 % par année" in lancer(copie, "droit", "interet.taux_legal", *AU).replace("\u00a0", " ")
    etat = lancer(copie, "etat", str(DOSSIER_DES_EXEMPLES / "genre-inconnu/dossier.yaml"), *AU)
    assert "à 6 %" in etat.replace("\u00a0", " ")


def test_le_message_d_une_regle_suit_le_seuil(copie: Path) -> None:
    dossier = str(DOSSIER_DES_EXEMPLES / "refus-de-payer/dossier.yaml")
    assert "S114" in lancer(copie, "verifier", dossier, *AU), "12 % dépasse maintenant le seuil de 11 %"
    assert "S114" not in lancer(RACINE, "verifier", dossier, *AU)
