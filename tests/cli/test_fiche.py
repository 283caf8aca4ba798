"""« generer --fiche » : la lettre et sa page, ensemble ou aucune des deux."""

from __future__ import annotations

import json
from pathlib import Path

AU = ("--au", "2026-11-22")
LETTRE, FICHE = "2026-014_rappel_2026-11-22.docx", "2026-014_rappel_2026-11-22_FICHE.docx"


def ecrits(ou: Path) -> list[str]:
    return sorted(p.name for p in ou.glob("*.docx"))


def test_la_lettre_et_sa_page_sont_ecrites_et_la_page_se_lit_au_terminal(lancer, dossier: Path, tmp_path: Path):
    resultat = lancer("generer", "dossier.yaml", *AU, "--fiche")
    assert (resultat.code, ecrits(tmp_path)) == (0, [LETTRE, FICHE])
    lignes = resultat.sortie.splitlines()
    assert lignes[2] == f"Fiche écrite : {FICHE}"
    for titre in ("Comment l’envoyer", "Quoi garder", "Les dates à surveiller", "Où trouver de l’aide"):
        assert titre in lignes
    # -- l'envoi et la preuve ne se disent qu'une fois; quoi inscrire et quand revenir, toujours --
    assert not any(ligne.startswith(("Envoi : ", "Preuve à garder : ")) for ligne in lignes)
    assert any(ligne.startswith("À ajouter à « envois »") for ligne in lignes)
    assert lignes[-1].startswith("Revenez le ")


def test_sans_l_option_il_n_y_a_pas_de_page(lancer, dossier: Path, tmp_path: Path):
    assert json.loads(lancer("generer", "dossier.yaml", *AU, "--json").sortie)["fiche"] is None
    assert ecrits(tmp_path) == [LETTRE]


def test_en_json_chaque_ligne_a_ses_fiches(lancer, dossier: Path):
    reponse = json.loads(lancer("generer", "dossier.yaml", *AU, "--fiche", "--json").sortie)["fiche"]
    assert reponse.pop("fichier") == FICHE
    assert list(reponse) == ["relire", "envoyer", "garder", "surveiller", "eviter", "aide"]
    assert all(ligne["texte"] and ligne["fiches"] for lignes in reponse.values() for ligne in lignes)


def test_une_page_deja_la_n_est_pas_ecrasee_et_la_lettre_se_retire(lancer, dossier: Path, tmp_path: Path):
    (tmp_path / FICHE).write_bytes(b"la mienne")
    resultat = lancer("generer", "dossier.yaml", *AU, "--fiche")
    assert (resultat.code, ecrits(tmp_path)) == (4, [FICHE])
    assert (tmp_path / FICHE).read_bytes() == b"la mienne"
    assert lancer("generer", "dossier.yaml", *AU, "--fiche", "--ecraser").code == 0
    assert (tmp_path / FICHE).read_bytes() != b"la mienne"


def test_un_dossier_refuse_n_a_pas_de_page(lancer, dossier: Path, tmp_path: Path):
    resultat = lancer("generer", "dossier.yaml", "--lettre", "mise_en_demeure", *AU, "--fiche")
    assert (resultat.code, ecrits(tmp_path)) == (1, [])
