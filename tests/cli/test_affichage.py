"""Affichage : la forme d'un constat, les pluriels, la sûreté du terminal."""

from __future__ import annotations

import pytest
from tables import d_un_trait

from lettres.cli.sommaire import COMMANDES
from lettres.cli.terminal.affichage import constat_en_texte, pluriel, propre, resume
from lettres.cli.terminal.tableau import replier, tableau
from lettres.socle.constats import Constat, Gravite

E, A, C = Gravite.ERREUR, Gravite.ALERTE, Gravite.CONSEIL


def test_un_constat_dit_ou_quoi_la_ligne_le_remede_et_le_fondement():
    constat = Constat(
        "D101",
        E,
        "L’échéance précède l’envoi.",
        remede="Donnez une date plus tardive.",
        fondement="art. 1595 C.c.Q.",
        fichier="dossier.yaml",
        ligne=14,
        colonne=5,
        extrait="    echeance: 2026-03-03",
    )
    assert constat_en_texte(constat).splitlines() == [
        "dossier.yaml:14:5: D101 [erreur] L’échéance précède l’envoi.",
        "  14 |     echeance: 2026-03-03",
        "  Remède : Donnez une date plus tardive.",
        "  Fondement : art. 1595 C.c.Q.",
    ]


def test_un_constat_sans_fichier_est_situe_par_son_chemin():
    constat = Constat("R201", A, "Le montant manque.", chemin=("creances", 0, "montant"))
    assert constat_en_texte(constat) == "creances[0].montant: R201 [alerte] Le montant manque."


def test_un_constat_sans_place_parle_du_dossier():
    assert constat_en_texte(Constat("R202", C, "Joignez le contrat.")) == "dossier: R202 [conseil] Joignez le contrat."


@pytest.mark.parametrize(
    ("gravites", "attendu"),
    [
        ([], "0 erreur, 0 alerte, 0 conseil."),
        ([E], "1 erreur, 0 alerte, 0 conseil."),
        ([E, A, E], "2 erreurs, 1 alerte, 0 conseil."),
        ([C, C, A, A], "0 erreur, 2 alertes, 2 conseils."),
    ],
)
def test_le_resume_compte_chaque_gravite(gravites: list[Gravite], attendu: str):
    assert resume([Constat("X", g, "…") for g in gravites]) == attendu


@pytest.mark.parametrize(("nombre", "attendu"), [(0, "0 mot"), (1, "1 mot"), (2, "2 mots"), (11, "11 mots")])
def test_le_pluriel_commence_a_deux(nombre: int, attendu: str):
    assert pluriel(nombre, "mot") == attendu


@d_un_trait
@pytest.mark.parametrize(
    ("brut", "attendu"),
    [
        ("\x1b]0;pirate\x07", "?]0;pirate?"),
        ("\x1b[31mrouge", "?[31mrouge"),
        ("a\x9bb\x7fc", "a?b?c"),
        ("\u202edocx.exe\u202c", "?docx.exe?"),
        ("a\u2028b", "a?b"),
        ("nom\udcff", "nom?"),
        ("deux\n\tlignes", "deux lignes"),
        ("« L’été » – 60,00\u00a0$ 👩\u200d🎨", "« L’été » – 60,00\u00a0$ 👩\u200d🎨"),
    ],
)
def test_aucun_caractere_de_commande_n_atteint_le_terminal(brut: str, attendu: str):
    assert propre(brut) == attendu


def test_l_extrait_ne_peut_pas_commander_le_terminal():
    constat = Constat(
        "L1", E, "\x1b[2J", fichier="a\x1b.yaml", ligne=1, colonne=1, extrait="x: \x1b[2J\r", remede="\x07"
    )
    assert "\x1b" not in constat_en_texte(constat)
    assert "\x07" not in constat_en_texte(constat)
    assert "  1 | x: ?[2J" in constat_en_texte(constat).splitlines()


@pytest.mark.parametrize(
    ("longueur", "colonne", "attendu"),
    [
        (100, 1, "a" * 100),
        (101, 1, "a" * 100 + "…"),
        (101, 101, "…" + "a" * 100),
        (1_000_000, 500_000, "…" + "a" * 100 + "…"),
    ],
)
def test_une_ligne_trop_longue_est_montree_autour_de_la_colonne(longueur: int, colonne: int, attendu: str):
    constat = Constat("L1", E, "x", fichier="f", ligne=1, colonne=colonne, extrait="a" * longueur)
    assert constat_en_texte(constat).splitlines()[1] == f"  1 | {attendu}"


def test_la_fenetre_contient_la_colonne_fautive():
    ligne = "a" * 300 + "FAUTE" + "b" * 300
    constat = Constat("L1", E, "x", fichier="f", ligne=1, colonne=301, extrait=ligne)
    assert "FAUTE" in constat_en_texte(constat)


def test_un_tableau_aligne_ses_colonnes():
    assert tableau([("LETTRE", "TITRE"), ("rappel", "Rappel"), ("opc", "Fiche")], 80).splitlines() == [
        "LETTRE  TITRE",
        "rappel  Rappel",
        "opc     Fiche",
    ]


@pytest.mark.parametrize("largeur", [40, 60, 80, 120])
def test_un_tableau_tient_dans_la_largeur_et_ne_perd_aucun_mot(largeur: int):
    rangees = [("CHEMIN", "DESCRIPTION"), ("creances[].montant", "mot " * 40), ("a", "")]
    texte = tableau(rangees, largeur)
    assert max(len(ligne) for ligne in texte.splitlines()) <= largeur
    assert texte.count("mot") == 40
    assert "".join(texte.split()).count("creances[].montant") == 1


def test_un_nom_n_est_coupe_que_si_rien_d_autre_ne_suffit():
    rangees = [("FICHIER", "TITRE"), ("mise-en-demeure-recouvrement.docx", "Mise en demeure de payer une facture")]
    assert "mise-en-demeure-recouvrement.docx" in tableau(rangees, 50)
    assert "mise-en-demeure-recouvrement.docx" not in tableau(rangees, 30)


@pytest.mark.parametrize(
    ("texte", "largeur", "lignes"),
    [
        # -- une option citée passe d'un tenant à la ligne --
        ("celui d’une réponse « --json ».", 24, ["celui d’une réponse", "« --json »."]),
        ("celui d’une réponse « --json ».", 31, ["celui d’une réponse « --json »."]),
        ("sous « lettres modeles montrer ».", 33, ["sous « lettres modeles montrer »."]),
        # -- trop longue pour la ligne, elle se coupe, mais jamais contre ses guillemets --
        ("sous « lettres modeles montrer ».", 20, ["sous « lettres", "modeles montrer »."]),
        ("l’option --au-jour-dit", 14, ["l’option", "--au-jour-dit"]),
        ("deux choses : l’une", 12, ["deux", "choses :", "l’une"]),
    ],
)
def test_un_texte_se_replie_sans_couper_ce_qu_il_cite(texte: str, largeur: int, lignes: list[str]):
    assert replier(texte, largeur) == lignes


@pytest.mark.parametrize("largeur", [60, 80, 100])
def test_aucune_page_d_aide_ne_coupe_contre_un_guillemet(lancer, monkeypatch: pytest.MonkeyPatch, largeur: int):
    monkeypatch.setenv("COLUMNS", str(largeur))
    for commande in ("", *sorted(COMMANDES)):
        lignes = [ligne.strip() for ligne in lancer(*commande.split(), "--help").sortie.splitlines()]
        assert [x for x in lignes if x.endswith("«") or x.startswith("»")] == [], commande
