"""« affirmations » : d'un dossier ou d'une lettre finie, au terminal et en JSON."""

from __future__ import annotations

import json
from pathlib import Path

AU = ("--au", "2026-11-22")


def test_d_un_dossier_chaque_phrase_dit_d_ou_elle_vient(lancer, dossier: Path):
    resultat = lancer("affirmations", "dossier.yaml", "--lettre", "rappel", *AU)
    assert resultat.code == 0
    lignes = resultat.sortie.splitlines()
    assert any(ligne.startswith("! F-1023 ¦ ") for ligne in lignes)
    assert "      → sans pièce" in lignes
    assert "      calcul  creances[].montant" in lignes
    assert lignes[-1].endswith("1 sans pièce.")


def test_d_une_lettre_finie_la_lettre_et_son_jour_se_lisent_dans_sa_provenance(lancer, dossier: Path):
    assert lancer("generer", "dossier.yaml", *AU).code == 0
    lettre = "2026-014_rappel_2026-11-22.docx"
    lu = json.loads(lancer("affirmations", lettre, "--dossier", "dossier.yaml", "--json").sortie)
    assert (lu["lettre"], lu["au"], lu["constats"]) == ("rappel", "2026-11-22", [])
    assert not any(a["ajoutee"] for a in lu["affirmations"])
    seule = json.loads(lancer("affirmations", lettre, "--json").sortie)
    assert [a["phrase"] for a in seule["affirmations"] if a["appuis"]] == []


def test_un_dossier_illisible_une_lettre_illisible_et_une_lettre_impossible(lancer, dossier: Path, tmp_path: Path):
    assert lancer("affirmations", "absent.yaml").code == 2
    (tmp_path / "l.docx").write_bytes(b"rien")
    assert lancer("affirmations", "l.docx").code == 3
    assert lancer("affirmations", "dossier.yaml", "--lettre", "retrait", *AU).code == 1
