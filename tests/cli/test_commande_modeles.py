"""Les commandes « modeles … » : ce qu'elles impriment, ce qu'elles écrivent, ce qu'elles refusent, et leurs codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from modeles_fautifs import modele
from paquets import p

from lettres.conversion.bureautique import trouver

FAUTIF = modele(p("Le solde de ____ est dû.") + p("{{ client.nom }}"))
DEMEURE = ("--lettre", "mise_en_demeure", "--nature", "recouvrement")
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


# -- comparer --


def test_comparer_dit_chaque_ecart_a_sa_place_et_finit_par_leur_compte(lancer, classeur: Path):
    (classeur / "apres.docx").write_bytes(modele(p("Bonjour à vous, {{ destinataire.nom }}.") + p("En sus.")))
    resultat = lancer("modeles", "comparer", "sain.docx", "apres.docx")
    assert resultat.code == 0
    assert resultat.sortie.splitlines() == [
        "Lettre non reconnue : dites-la (--lettre, --nature) pour comparer les mentions obligatoires.",
        "Avant : sain.docx",
        "Après : apres.docx",
        "",
        "Clause récrite",
        "  - ajouté : « à vous, »",
        "    corps \u203a paragraphe 1",
        "",
        "Clause ajoutée",
        "  - « En sus. »",
        "    corps \u203a paragraphe 2",
        "",
        "1 clause récrite, 1 clause ajoutée.",
    ]


def test_quand_il_n_y_a_rien_a_dire_une_phrase_suffit(lancer, classeur: Path):
    (classeur / "copie.docx").write_bytes(SAIN)
    resultat = lancer("modeles", "comparer", "sain.docx", "copie.docx", *DEMEURE)
    assert resultat.code == 0
    assert resultat.sortie.splitlines() == [
        "copie.docx dit tout ce que dit sain.docx, aux mêmes conditions, et rien de plus."
    ]


@pytest.mark.parametrize(
    ("apres", "code", "dit"),
    [
        ("fautif.docx", 3, "Un modèle est refusé"),
        ("absent.docx", 3, "M101"),
    ],
)
def test_comparer_un_modele_refuse_donne_3(lancer, classeur: Path, apres: str, code: int, dit: str):
    resultat = lancer("modeles", "comparer", "sain.docx", apres)
    assert resultat.code == code
    assert dit in resultat.tout


def test_seul_un_modele_se_compare_a_celui_qui_est_livre_et_une_mention_perdue_donne_1(lancer, classeur: Path):
    resultat = lancer("modeles", "comparer", "sain.docx", "--lettre", "rappel", "--nature", "recouvrement")
    assert resultat.code == 1
    assert "Mentions obligatoires perdues" in resultat.sortie
    assert "Remède :" in resultat.sortie
    assert "mentions obligatoires perdues, 1 tableau des factures perdu" in resultat.sortie


@pytest.mark.parametrize(
    "args",
    [
        ("comparer", "sain.docx", "x.pdf"),
        ("comparer", "x.pdf", "sain.docx"),
        ("comparer", "x.pdf"),
        ("verifier", "x.pdf"),
        ("verifier", "--papier", "x.pdf"),
        ("nettoyer", "x.pdf"),
    ],
)
@pytest.mark.parametrize("contenu", [b"%PDF-1.7", b""], ids=["un PDF", "vide"])
def test_ce_qui_n_est_pas_un_document_word_se_nomme(lancer, classeur: Path, args: tuple[str, ...], contenu: bytes):
    (classeur / "x.pdf").write_bytes(contenu)
    resultat = lancer("modeles", *args)
    assert resultat.code == 3
    assert "x.pdf: M101" in resultat.tout


@pytest.mark.parametrize("args", [("sain.docx",), ("sain.docx", "fautif.docx", "sain.docx")])
def test_sans_savoir_a_quoi_comparer_on_le_demande(lancer, classeur: Path, args: tuple[str, ...]):
    resultat = lancer("modeles", "comparer", *args)
    assert (resultat.code, "U032" in resultat.tout) == (2, True)


# -- apercu --


def montrer(lancer, *args: str):
    return lancer("modeles", "apercu", "sain.docx", *DEMEURE, "--sortie", "vues", *args)


def test_l_apercu_s_ecrit_en_entier_et_l_envoyer_est_refuse(lancer, classeur: Path):
    resultat = montrer(lancer, "--sans-pdf")
    assert resultat.code == 0
    assert resultat.sortie.splitlines()[-1] == f"À ouvrir : {Path('vues') / 'index.html'}"
    specimens = sorted((classeur / "vues").glob("*_SPECIMEN-*.docx"))
    assert f"{len(specimens)} spécimens" in resultat.sortie
    assert all(s.name in (classeur / "vues" / "index.html").read_text("utf-8") for s in specimens)
    refus = lancer("controler", str(specimens[0]))
    assert (refus.code, "B306" in refus.sortie) == (1, True)


def test_un_apercu_d_avant_ne_se_remplace_que_si_on_le_demande_et_que_personne_n_y_a_touche(lancer, classeur: Path):
    assert montrer(lancer, "--sans-pdf").code == 0
    avant = {f.name: f.read_bytes() for f in (classeur / "vues").iterdir()}
    assert montrer(lancer, "--sans-pdf").code == 4
    assert montrer(lancer, "--sans-pdf", "--ecraser").code == 0
    assert {f.name: f.read_bytes() for f in (classeur / "vues").iterdir()} == avant
    touche = next((classeur / "vues").glob("*_SPECIMEN-02_*.docx"))
    touche.write_bytes(SAIN)
    (classeur / "sain.docx").write_bytes(modele(p("Bonsoir {{ destinataire.nom }}.")))
    refus = montrer(lancer, "--sans-pdf", "--ecraser")
    assert (refus.code, "S001" in refus.tout, touche.name in refus.tout) == (4, True, True)
    assert {f.name: f.read_bytes() for f in (classeur / "vues").iterdir()} == {**avant, touche.name: SAIN}


def test_sans_libreoffice_les_specimens_s_ecrivent_quand_meme_et_l_on_dit_ce_qui_manque(
    lancer, classeur: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("lettres.conversion.bureautique.trouver", lambda: None)
    resultat = montrer(lancer)
    assert (resultat.code, "S022" in resultat.sortie) == (0, True)
    assert not list((classeur / "vues").glob("*.pdf"))
    assert "LibreOffice n’est pas installé" in (classeur / "vues" / "index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "code", "dit"),
    [
        (("sain.docx",), 2, "U033"),
        (("--lettre", "rappel", "--nature", "reputation"), 2, "U002"),
        (("sain.docx", "--modeles", "."), 2, "U016"),
        (("sain.docx", "sain.docx", *DEMEURE), 2, "U016"),
        (("fautif.docx", *DEMEURE), 3, "M401"),
        (("absent.docx",), 3, "M101"),
    ],
)
def test_un_apercu_qui_ne_se_fait_pas_n_ecrit_rien(lancer, classeur: Path, args: tuple[str, ...], code: int, dit: str):
    resultat = lancer("modeles", "apercu", *args, "--sortie", "vues")
    assert (resultat.code, dit in resultat.tout) == (code, True)
    assert not (classeur / "vues").exists()


MAISON = """
catalogue: 1
lettres:
  - {code: dernier_avis, nature: recouvrement, comme: rappel, titre: Avis, fichier: avis.docx}
"""


def test_d_un_repertoire_chaque_modele_a_ses_specimens_et_une_lettre_de_la_maison_est_comme_celle_dont_elle_tient(
    lancer, classeur: Path
):
    (classeur / "miens").mkdir()
    (classeur / "miens" / "catalogue.yaml").write_text(MAISON, "utf-8")
    (classeur / "miens" / "avis.docx").write_bytes(modele(p("Dernier avis : {{ sommes.solde }}")))
    resultat = lancer("modeles", "apercu", "--modeles", "miens", "--sans-pdf", "--sortie", "vues")
    assert resultat.code == 0, resultat.tout
    assert resultat.sortie.startswith("avis.docx, rappel (recouvrement) : ")


@pytest.mark.long
def test_un_modele_livre_pour_plusieurs_natures_a_les_specimens_de_chacune(lancer, classeur: Path):
    resultat = lancer("modeles", "apercu", "--lettre", "dossier_avocat", "--sans-pdf", "--sortie", "vues")
    assert resultat.code == 0
    natures = [
        ligne.partition("(")[2].partition(")")[0] for ligne in resultat.sortie.splitlines() if "spécimens" in ligne
    ]
    assert natures == ["recouvrement", "reputation", "consommation", "entente"]
    dits = sum(int(ligne.split(" : ")[1].split()[0]) for ligne in resultat.sortie.splitlines() if "spécimens" in ligne)
    assert len(list((classeur / "vues").glob("*.docx"))) == dits


@pytest.mark.long
@pytest.mark.skipif(trouver() is None, reason="LibreOffice n’est pas sur cette machine")
def test_avec_libreoffice_chaque_specimen_a_ses_pages_et_les_octets_sont_les_memes_deux_fois(lancer, classeur: Path):
    assert montrer(lancer).code == 0
    avant = {f.name: f.read_bytes() for f in (classeur / "vues").iterdir()}
    words = {n.removesuffix(".docx") for n in avant if n.endswith(".docx")}
    assert {n.removesuffix(".pdf") for n in avant if n.endswith(".pdf")} == words
    assert montrer(lancer, "--ecraser").code == 0
    assert {f.name: f.read_bytes() for f in (classeur / "vues").iterdir()} == avant


# -- nettoyer --

COUPE = modele('<w:p w:rsidR="00A1"><w:r><w:t>Bon</w:t></w:r><w:r><w:t>jour.</w:t></w:r></w:p>')


def test_nettoyer_ecrit_une_copie_dit_ce_qu_il_a_retire_et_ne_touche_pas_au_modele(lancer, classeur: Path):
    (classeur / "coupe.docx").write_bytes(COUPE)
    resultat = lancer("modeles", "nettoyer", "coupe.docx", "-o", "propre.docx")
    assert resultat.code == 0
    assert resultat.sortie.splitlines() == [
        "Retiré :",
        "  - 1 numéro de séance (rsid)",
        "  - 1 morceau de texte rejoint au précédent",
        "Le texte et la mise en forme sont les mêmes.",
        "Copie : propre.docx",
    ]
    assert (classeur / "coupe.docx").read_bytes() == COUPE
    encore = lancer("modeles", "nettoyer", "propre.docx")
    assert encore.sortie.splitlines() == ["Rien à retirer.", "Copie : propre_NETTOYE.docx"]
    assert (classeur / "propre_NETTOYE.docx").read_bytes() == (classeur / "propre.docx").read_bytes()


REVISE = modele('<w:p><w:ins w:id="1" w:author="X"><w:r><w:t>En plus.</w:t></w:r></w:ins></w:p>')


@pytest.mark.parametrize(
    ("args", "code", "dit"),
    [
        (("sain.docx", "-o", "sain.docx", "--ecraser"), 2, "U034"),
        (("sain.docx", "-o", "fautif.docx"), 4, "S001"),
        (("sain.docx", "-o", "propre.pdf"), 4, "S008"),
        (("revise.docx", "-o", "propre.docx"), 3, "M507"),
        (("absent.docx", "-o", "propre.docx"), 3, "M101"),
    ],
)
def test_un_nettoyage_qui_ne_se_fait_pas_ne_touche_a_rien(
    lancer, classeur: Path, args: tuple[str, ...], code: int, dit: str
):
    (classeur / "revise.docx").write_bytes(REVISE)
    resultat = lancer("modeles", "nettoyer", *args)
    assert (resultat.code, dit in resultat.tout) == (code, True)
    assert {f.name: f.read_bytes() for f in classeur.iterdir()} == {
        "fautif.docx": FAUTIF,
        "sain.docx": SAIN,
        "revise.docx": REVISE,
    }
