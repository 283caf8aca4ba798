"""Commande `controler` : ce qu'elle répond, et son code de sortie, lettre par lettre."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import pytest

EXEMPLE = Path(__file__).parent.parent.parent / "exemples" / "refus-de-payer" / "dossier.yaml"


@pytest.fixture
def lettre(lancer) -> str:
    """Une lettre finie, écrite par l'outil dans le dossier courant."""
    fini = lancer("generer", str(EXEMPLE), "--lettre", "mise_en_demeure", "--au", "2026-11-20", "--json")
    return json.loads(fini.sortie)["fichier"]


@pytest.fixture
def retouchee(lettre: str) -> str:
    """La même, sans ses réserves et avec un autre solde."""
    document = docx.Document(lettre)
    for p in document.paragraphs:
        if p.text == "SOUS TOUTES RÉSERVES":
            p.text = ""
        if "en demeure de payer" in p.text:
            p.text = p.text.replace("1\u00a0149,75", "1\u00a0249,75")
    document.save("retouchee.docx")
    return "retouchee.docx"


def test_une_lettre_juste_donne_zero(lancer, lettre: str):
    fini = lancer("controler", lettre, "--dossier", str(EXEMPLE))
    assert (fini.code, fini.ennuis) == (0, "")
    assert fini.sortie.strip().endswith("rien à redire.")


def test_une_lettre_retouchee_donne_un_et_un_code_par_faute(lancer, retouchee: str):
    fini = lancer("controler", retouchee, "--dossier", str(EXEMPLE))
    assert fini.code == 1
    for code in ("B103", "D-02"):
        assert f"retouchee.docx: {code} [erreur]" in fini.sortie
    somme = next(ligne for ligne in fini.sortie.splitlines() if "B201 [erreur]" in ligne)
    assert re.match(
        r"retouchee\.docx . corps . paragraphe \d+ « .*en demeure de payer.*»: B201 \[erreur\] 1.249,75", somme
    )
    assert "Remède : Ajoutez « SOUS TOUTES RÉSERVES »" in fini.sortie


def test_sans_dossier_les_sommes_ne_sont_pas_jugees(lancer, retouchee: str):
    fini = lancer("controler", retouchee)
    assert fini.code == 1
    assert "B201" not in fini.sortie


def test_en_json_les_constats_ont_leur_forme_publique(lancer, retouchee: str):
    fini = lancer("controler", retouchee, "--json")
    reponse = json.loads(fini.sortie)
    assert (fini.code, reponse["version"], reponse["fichier"]) == (1, 1, "retouchee.docx")
    assert {c["code"] for c in reponse["constats"] if c["gravite"] == "erreur"} == {"B103", "D-02"}
    assert set(reponse["constats"][0]) == {
        *("code", "gravite", "fichier", "ligne", "colonne", "chemin", "lieu", "message", "remede", "fondement")
    }


@pytest.mark.parametrize(
    ("arguments", "code", "mot"),
    [
        (("--type", "Z"), 2, "U010"),
        (("--au", "hier"), 2, "U001"),
        (("--dossier", "absent.yaml"), 2, "absent.yaml"),
        (("--type", "C"), 1, "C-01"),
    ],
)
def test_un_usage_fautif_donne_deux_et_un_type_force_est_suivi(lancer, lettre: str, arguments, code: int, mot: str):
    fini = lancer("controler", lettre, *arguments)
    assert fini.code == code
    assert mot in fini.tout


@pytest.mark.parametrize("contenu", [b"", b"bonjour", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
@pytest.mark.parametrize("en_json", [(), ("--json",)])
def test_un_fichier_qui_n_est_pas_une_lettre_donne_trois_et_une_phrase(lancer, anglais, contenu: bytes, en_json):
    Path("faux.docx").write_bytes(contenu)
    fini = lancer("controler", "faux.docx", *en_json)
    assert fini.code == 3
    assert "M101" in fini.tout
    assert en_json or anglais(fini.ennuis) == []


def test_une_lettre_inconnue_demande_son_type(lancer):
    document = docx.Document()
    document.add_paragraph("Bonjour et merci.")
    document.save("mot.docx")
    fini = lancer("controler", "mot.docx")
    assert fini.code == 1
    assert "B001" in fini.sortie
    assert "--type" in fini.sortie


def test_l_aide_se_lit_en_francais(lancer, anglais):
    fini = lancer("controler", "--help")
    assert fini.code == 0
    assert anglais(fini.sortie.replace("LETTRE.docx", "")) == []


# -- Sous une autre forme --


def test_la_page_web_de_l_outil_dit_d_ou_elle_vient_et_si_l_on_y_a_touche(lancer, tmp_path: Path):
    exemple = ("generer", str(EXEMPLE), "--lettre", "mise_en_demeure", "--au", "2026-11-20", "--format", "html")
    page = Path(json.loads(lancer(*exemple, "--json").sortie)["fichier"])
    fini = lancer("controler", str(page), "--dossier", str(EXEMPLE))
    assert (fini.code, fini.ennuis) == (0, "")
    assert "inchangée depuis; le dossier est le même." in fini.sortie and fini.sortie.strip().endswith("rien à redire.")
    page.write_text(page.read_text("utf-8").replace("1\u00a0149,75", "1\u00a0249,75"), "utf-8")
    fini = lancer("controler", str(page), "--dossier", str(EXEMPLE))
    assert fini.code == 1
    assert "RETOUCHÉE depuis" in fini.sortie and "B201 [erreur]" in fini.sortie


def test_le_texte_seul_ne_se_relit_pas(lancer, tmp_path: Path):
    Path("lettre.txt").write_text("Bonjour", encoding="utf-8")
    fini = lancer("controler", "lettre.txt")
    assert (fini.code, "document Word" in fini.ennuis) == (3, True)
