"""La commande « modeles verifier » : ce qu'elle imprime, ce qu'elle écrit, ce qu'elle refuse, et son code de sortie."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from modeles_fautifs import modele
from paquets import p

FAUTIF = modele(p("Le solde de ____ est dû.") + p("{{ client.nom }}"))
SAIN = modele(p("Bonjour {{ destinataire.nom }}."))


@pytest.fixture
def classeur(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fautif.docx").write_bytes(FAUTIF)
    (tmp_path / "sain.docx").write_bytes(SAIN)
    return tmp_path


def test_chaque_constat_est_imprime_a_sa_place_avec_son_remede_et_un_modele_refuse_donne_3(lancer, classeur: Path):
    resultat = lancer("modeles", "verifier", "fautif.docx", "sain.docx")
    assert resultat.code == 3
    assert (
        "fautif.docx \u203a corps \u203a paragraphe 1 « Le solde de ____ est dû. » \u203a ____: M702" in resultat.sortie
    )
    assert "Remède : Écrivez {{ destinataire.nom }} : nom du destinataire, tel qu’au dossier." in resultat.sortie
    assert "fautif.docx: 1 erreur, 1 alerte, 0 conseil." in resultat.sortie
    assert "sain.docx: 0 erreur, 0 alerte, 0 conseil." in resultat.sortie


@pytest.mark.parametrize(("fichier", "code"), [("sain.docx", 0), ("absent.docx", 3)])
def test_sans_erreur_le_code_est_0_et_un_fichier_qui_ne_s_ouvre_pas_est_un_modele_refuse(
    lancer, classeur: Path, fichier: str, code: int
):
    assert lancer("modeles", "verifier", fichier).code == code


def test_en_json_la_place_est_dite_en_mots_et_champ_par_champ(lancer, classeur: Path):
    (dit,) = json.loads(lancer("modeles", "verifier", "fautif.docx", "--json").sortie)["modeles"]
    assert dit["refuse"] is True
    assert [(c["code"], c["lieu"]["debut"], c["lieu"]["fin"]) for c in dit["constats"]] == [
        ("M702", 12, 16),
        ("M401", 0, 16),
    ]
    assert dit["constats"][0]["place"] == "corps \u203a paragraphe 1 « Le solde de ____ est dû. » \u203a ____"


def test_la_copie_et_le_rapport_s_ecrivent_a_cote_et_le_modele_n_est_jamais_touche(lancer, classeur: Path):
    resultat = lancer("modeles", "verifier", "fautif.docx", "--annoter", "copie.docx", "--rapport", "r.html")
    assert "Copie annotée : copie.docx" in resultat.sortie
    assert "Rapport : r.html" in resultat.sortie
    assert (classeur / "r.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert (classeur / "fautif.docx").read_bytes() == FAUTIF
    # -- la copie se vérifie comme le modèle --
    assert "1 erreur, 1 alerte, 0 conseil." in lancer("modeles", "verifier", "copie.docx").sortie


def test_rien_ne_s_ecrit_par_dessus_un_fichier_sans_qu_on_le_demande(lancer, classeur: Path):
    (classeur / "r.html").write_text("à moi", "utf-8")
    commande = ("modeles", "verifier", "fautif.docx", "--annoter", "copie.docx", "--rapport", "r.html")
    assert lancer(*commande).code == 4
    assert (classeur / "r.html").read_text("utf-8") == "à moi"
    assert not (classeur / "copie.docx").exists()
    assert lancer(*commande, "--ecraser").code == 3
    assert (classeur / "copie.docx").exists()


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("fautif.docx", "--annoter", "fautif.docx", "--ecraser"), "U028"),
        (("fautif.docx", "--annoter", "./fautif.docx", "--ecraser"), "U028"),
        (("fautif.docx", "sain.docx", "--annoter", "copie.docx"), "U028"),
        (("fautif.docx", "--lettre", "zut"), "U002"),
        (("fautif.docx", "--nature", "zut"), "U003"),
    ],
)
def test_la_copie_n_est_ni_le_modele_lui_meme_ni_celle_de_plusieurs(
    lancer, classeur: Path, args: tuple[str, ...], code: str
):
    resultat = lancer("modeles", "verifier", *args)
    assert resultat.code == 2
    assert code in resultat.tout
    assert (classeur / "fautif.docx").read_bytes() == FAUTIF


@pytest.mark.parametrize(
    ("ecrit", "propose"),
    [
        ("nom", "destinataire.nom"),
        ("client.nom", "destinataire.nom"),
        ("montant", "sommes.solde"),
        ("solde", "sommes.solde"),
        ("sommes.sole", "sommes.solde"),
        ("echeance", "lettre.echeance"),
        ("date_limite", "lettre.echeance"),
        ("telephone", "destinataire.telephone"),
        ("signature", "expediteur.signataire"),
        ("expediteur.nm", "expediteur.nom"),
        ("zzzz", None),
    ],
)
def test_verifier_et_generer_proposent_le_meme_champ(lancer, classeur: Path, dossier: Path, ecrit: str, propose: str):
    (classeur / "m.docx").write_bytes(modele(p(f"{{{{ {ecrit} }}}}")))
    verifie = json.loads(lancer("modeles", "verifier", "m.docx", "--json").sortie)["modeles"][0]["constats"]
    generer = ("generer", "dossier.yaml", "--lettre", "rappel", "--modele", "m.docx", "--au", "2026-11-22", "--json")
    refuse = json.loads(lancer(*generer).sortie)["constats"]
    (vu,), (dit,) = ([c for c in constats if c["code"] == "M401"] for constats in (verifie, refuse))
    assert (f"Écrivez {{{{ {propose} }}}}" in vu["remede"]) is (propose is not None)
    assert (f"Vouliez-vous dire « {propose} »" in dit["message"]) is (propose is not None)
    assert ("Vouliez-vous dire" in dit["message"]) is (propose is not None)
