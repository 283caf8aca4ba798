"""Commande `simuler` : le calendrier de l'échelle; ce qu'elle suppose se dit, et elle n'écrit rien."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

DU_AU = ("--au", "2026-09-01", "--jusqu-a", "2026-12-31")
S = "\u00a0"


def etapes(lancer, *args: str) -> list[tuple[str, str]]:
    reponse = json.loads(lancer("simuler", "dossier.yaml", *DU_AU, *args, "--json").sortie)
    return [(e["jour"], e["decisions"][0]["statut"]) for e in reponse["etapes"]]


def test_le_texte_dit_que_c_est_une_simulation_et_ce_qu_elle_suppose(lancer, dossier: Path):
    resultat = lancer("simuler", "dossier.yaml", *DU_AU, "--si", "promesse:2026-10-15:60@2026-09-10")
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert resultat.sortie.startswith(f"SIMULATION – dossier 2026-014, du 1er{S}septembre 2026")
    for dit in (
        "Rien n’est envoyé, écrit ni inscrit.",
        "À faire : Rappel courtois – F-1023",
        f"Supposé : une promesse de payer 60,00{S}$ le 15{S}octobre 2026.",
        "Attendre : Rappel ferme – F-1023",
        "n’a pas été tenue",
        f"Rien d’autre jusqu’au 31{S}décembre 2026.",
    ):
        assert dit in resultat.sortie


def test_rien_ne_s_ecrit(lancer, dossier: Path):
    avant = {f.name: f.read_bytes() for f in dossier.parent.iterdir()}
    lancer("simuler", "dossier.yaml", *DU_AU)
    assert {f.name: f.read_bytes() for f in dossier.parent.iterdir()} == avant


def test_le_silence_est_ce_que_l_on_suppose_sans_rien_dire(lancer, dossier: Path):
    assert etapes(lancer) == etapes(lancer, "--si", "silence") == etapes(lancer, "--si", "Silence")


@pytest.mark.parametrize(
    ("si", "jour", "statut"),
    [
        ("paiement:F-1023:60", "2026-09-01", "terminee"),
        ("paiement:60", "2026-09-01", "terminee"),
        ("paiement:F-1023:60,00 $@2026-09-15", "2026-09-15", "terminee"),
        ("contestation@2026-09-15", "2026-09-15", "a_revoir"),
        ("contestation:F-1023@2026-09-15", "2026-09-15", "a_revoir"),
        # -- d'une part, le reste se réclame : le rappel part ce jour-là --
        ("contestation:F-1023:20@2026-09-07", "2026-09-08", "due"),
        ("contestation:20,00 $@2026-09-07", "2026-09-08", "due"),
        ("contestation:F-1023:20,5@2026-09-07", "2026-09-08", "due"),
        # -- sauf si le reste est de ce que la politique laisse --
        ("contestation:F-1023:55@2026-09-08", "2026-09-08", "a_revoir"),
        ("contestation:F-1023:60@2026-09-08", "2026-09-08", "a_revoir"),
        ("promesse:2026-10-15@2026-09-15", "2026-09-15", "suspendue"),
        ("promesse:2026-10-15:60@2026-09-15", "2026-09-15", "suspendue"),
    ],
)
def test_chaque_evenement_se_suppose_au_depart_ou_un_jour_dit(lancer, dossier: Path, si: str, jour: str, statut: str):
    assert (jour, statut) in etapes(lancer, "--si", si)


@pytest.mark.parametrize(
    ("args", "faute"),
    [
        (("--si", "zut"), "U024"),
        (("--si", ""), "U024"),
        (("--si", "paiement"), "U024"),
        (("--si", "paiement:F-9:60"), "U024"),
        (("--si", "contestation:F-9"), "U024"),
        (("--si", "contestation:F-9:20"), "U024"),
        (("--si", "contestation:F-1023:beaucoup"), "U011"),
        (("--si", "contestation:F-1023:0"), "U011"),
        (("--si", "contestation:F-1023:"), "U011"),
        (("--si", "contestation:F-1023:20:30"), "U024"),
        (("--si", "promesse"), "U024"),
        (("--si", "promesse:2026-10-15:60:60"), "U024"),
        (("--si", "silence:oui"), "U024"),
        (("--si", "contestation@2026-08-31"), "U024"),
        (("--si", "contestation@2027-01-01"), "U024"),
        (("--si", "contestation@hier"), "U001"),
        (("--si", "promesse:hier"), "U001"),
        (("--si", "promesse:2026-08-31"), "U016"),
        (("--si", "paiement:F-1023:beaucoup"), "U011"),
        (("--si", "paiement:F-1023:0"), "U011"),
        (("--jusqu-a", "2026-08-31"), "U016"),
        (("--jusqu-a", "hier"), "U001"),
        (("--au", "hier"), "U001"),
    ],
)
def test_une_option_fautive_se_dit_avec_son_remede(lancer, anglais, dossier: Path, args: tuple[str, ...], faute: str):
    resultat = lancer("simuler", "dossier.yaml", *DU_AU, *args)
    assert (resultat.code, resultat.sortie) == (2, "")
    assert faute in resultat.ennuis and "Remède : " in resultat.ennuis
    assert anglais(resultat.ennuis) == []


def test_un_jour_d_avant_la_fin_du_journal_est_refuse(lancer, dossier: Path):
    with dossier.open("a", encoding="utf-8") as flux:
        flux.write("envois: [{lettre: rappel, date: 2026-09-02}]\n")
    resultat = lancer("simuler", "dossier.yaml", *DU_AU)
    assert (resultat.code, "U023" in resultat.ennuis) == (2, True)
    ecrite = lancer("generer", "dossier.yaml", *DU_AU[:2])
    place = f"dossier.yaml:1:1: E107 [erreur] Le journal va jusqu’au 2{S}septembre 2026 : "
    assert (ecrite.code, ecrite.ennuis.startswith(place)) == (1, True)


def test_la_simulation_n_a_pas_un_mot_d_anglais(lancer, anglais, dossier: Path):
    assert anglais(lancer("simuler", "dossier.yaml", *DU_AU).sortie) == []
    assert anglais(lancer("simuler", "--help").sortie) == []
