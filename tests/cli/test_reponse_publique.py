"""« generer --lettre reponse_publique » : le Word, et le texte à coller; l’affaire ne se lit dans aucun des deux."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from exemples_rendus import ATELIER, DOSSIER_DES_EXEMPLES

import lettres

PUBLIQUE = ("generer", "avis.yaml", "--lettre", "reponse_publique", "--au", "2026-11-09")
LETTRE, TEXTE = "2026-066_reponse-publique_2026-11-09.docx", "2026-066_reponse-publique_2026-11-09.txt"


@pytest.fixture
def avis(tmp_path: Path) -> Path:
    return Path(shutil.copy(DOSSIER_DES_EXEMPLES / "avis-d-une-cliente/reponse-publique.yaml", tmp_path / "avis.yaml"))


def test_le_texte_a_coller_est_ecrit_a_cote_et_nomme(lancer, avis: Path, tmp_path: Path):
    resultat = lancer(*PUBLIQUE)
    assert (resultat.code, sorted(p.name for p in tmp_path.glob("2026*"))) == (0, [LETTRE, TEXTE])
    assert f"Texte à coller : {TEXTE}" in resultat.sortie
    texte = (tmp_path / TEXTE).read_text(encoding="utf-8")
    assert texte.startswith("Bonjour,\n\nMerci d’avoir pris le temps")
    assert texte.endswith("\n\nStudio Karine Exemple\n")


def test_en_json_le_texte_est_nomme_et_nul_pour_une_autre_lettre(lancer, avis: Path, dossier: Path):
    assert json.loads(lancer(*PUBLIQUE, "--json").sortie)["texte"] == TEXTE
    assert json.loads(lancer("generer", "dossier.yaml", "--au", "2026-11-22", "--json").sortie)["texte"] is None


@pytest.mark.parametrize("pris", [LETTRE, TEXTE])
def test_l_un_des_deux_existe_deja_et_rien_n_est_ecrit(lancer, avis: Path, tmp_path: Path, pris: str):
    (tmp_path / pris).write_bytes(b"ancien")
    assert lancer(*PUBLIQUE).code == 4
    assert sorted(p.name for p in tmp_path.glob("2026*")) == [pris]
    assert (tmp_path / pris).read_bytes() == b"ancien"


def test_ni_le_document_ni_ses_proprietes_ne_disent_rien_de_l_affaire(lancer, avis: Path, tmp_path: Path):
    lancer(*PUBLIQUE)
    with zipfile.ZipFile(tmp_path / LETTRE) as paquet:
        tout = "".join(paquet.read(nom).decode("utf-8", "replace") for nom in paquet.namelist())
    for tu in ("Camille", "2026-066", "avis.exemple.test", "album"):
        assert tu not in tout, tu


def test_du_code_aussi_la_lettre_et_son_texte_s_ecrivent_ensemble_ou_pas_du_tout(avis: Path, tmp_path: Path):
    lettre = ATELIER.generer(lettres.lire(avis), "reponse_publique", au=date(2026, 11, 9))
    ou = tmp_path / "sortie"
    assert lettre.ecrire(ou) == ou / LETTRE
    assert (ou / TEXTE).read_text(encoding="utf-8") == lettre.texte
    (ou / TEXTE).unlink()
    with pytest.raises(lettres.SortieRefusee):
        lettre.ecrire(ou)
    assert [p.name for p in ou.iterdir()] == [LETTRE]
    lettre.ecrire(ou, ecraser=True)
    assert sorted(p.name for p in ou.iterdir()) == [LETTRE, TEXTE]


LOT = ("lot", "avis.yaml", "--lettre", "reponse_publique", "--au", "2026-11-09", "--sortie", "lot")


def test_un_lot_ecrit_aussi_le_texte_a_coller_et_n_y_revient_pas(lancer, avis: Path, tmp_path: Path):
    assert lancer(*LOT).code == 0
    assert sorted(p.name for p in (tmp_path / "lot").glob("2026*")) == [LETTRE, TEXTE]
    lancer(*PUBLIQUE)
    assert (tmp_path / "lot" / TEXTE).read_bytes() == (tmp_path / TEXTE).read_bytes()
    assert lancer(*LOT).code == 0


def test_un_texte_d_une_autre_main_refuse_la_lettre_du_lot(lancer, avis: Path, tmp_path: Path):
    (tmp_path / "lot").mkdir()
    (tmp_path / "lot" / TEXTE).write_bytes(b"ancien")
    resultat = lancer(*LOT)
    assert (resultat.code, TEXTE in resultat.tout) == (4, True), resultat.tout
    assert (tmp_path / "lot" / TEXTE).read_bytes() == b"ancien"
    assert not (tmp_path / "lot" / LETTRE).exists()


def test_d_un_lot_sans_sortie_la_lettre_s_ecrit_avec_son_texte(avis: Path, tmp_path: Path):
    with lettres.Atelier() as atelier:
        (faite,) = atelier.generer_lot([lettres.lire(avis)], au=date(2026, 11, 9), lettre="reponse_publique")
    faite.ecrire(tmp_path / "sortie")
    assert sorted(p.name for p in (tmp_path / "sortie").iterdir()) == [LETTRE, TEXTE]


def test_une_publication_s_inscrit_sans_mode_d_envoi(lancer, avis: Path):
    lancer(*PUBLIQUE)
    assert lancer("envoi", "avis.yaml", "--fichier", LETTRE, "--date", "2026-11-09", "--au", "2026-11-09").code == 0
    assert lettres.lire(avis).envois[0].lettre == "reponse_publique"
