"""Valeurs hostiles : toute option qui prend une valeur la prend ou la refuse, en français, en texte et en JSON."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest
from tries import tries

AU = ("--au", "2026-11-22")
HOSTILES = {
    "vide": "",
    "espaces": "   ",
    "octet étranger": "\udcff",
    "cinq mille chiffres": "9" * 5000,
    "zéros en tête": "0064" + "9" * 5000,
    "zéros": "000164",
    "négatif": "-1",
    "cent mille caractères": "x" * 100_000,
    "chemin sans fin": "/".join(["a" * 200] * 30),
    "deux tirets": "--",
    "emoji": "🧨👩‍👩‍👧",
    "de droite à gauche": "\u202eabc\u2066",
    "commande de terminal": "\x1b[2J\x07",
    "deux lignes": "a\nb",
    "chiffres arabes": "١٢٣",
    "grande date": "9999-12-31",
    "très grande date": "99999-01-01",
    "petite date": "0001-01-01",
    "première date": "1900-01-01",
    "dernière date": "2200-12-31",
    "indéfini": "nan",
    "infini": "Infinity",
    "exposant": "1e999999",
    "zéro": "0",
    "un": "1",
    "motif fautif": "[z-a]",
    "maison": "~inconnu",
    "néant": "/dev/null",
    "adresse": "http://exemple.test",
    "balise": "{{ x }}",
    "guillemets": "'\"",
}
OPTIONS = {
    "calculer interet": (
        ("--capital", "4311.56", "--taux", "12", "--depuis", "2026-08-01", *AU),
        ("--capital", "--taux", "--depuis", "--au", "--paiement"),
    ),
    "calculer versements": (
        ("--capital", "600", "--nombre", "6", "--premier", "2027-01-15", *AU),
        ("--capital", "--nombre", "--premier", "--chaque", "--taux", "--au"),
    ),
    "calculer delai": (("--depuis", "2026-12-15", "--jours", "10"), ("--depuis", "--jours", "--calendrier")),
    "calculer prescription": (
        ("--matiere", "journal", "--depuis", "2026-01-31", *AU),
        ("--matiere", "--depuis", "--publication", "--au"),
    ),
    "calculer taxes": (("--total", "10", *AU), ("--total", "--au")),
    "generer": (("d.yaml", *AU, "--sortie", "s", "--ecraser"), ("--lettre", "--au", "--modele", "--sortie", "DOSSIER")),
    "verifier": (("d.yaml", *AU), ("--lettre", "--au", "DOSSIER")),
    "etat": (("d.yaml", *AU), ("--au", "DOSSIER")),
    "lot": (
        ("d.yaml", *AU, "--sortie", "l"),
        ("--lettre", "--au", "--modele", "--modeles", "--travailleurs", "--sortie", "DOSSIER"),
    ),
    "controler": (("d.yaml",), ("--type", "--dossier", "--au", "DOSSIER")),
    "nouveau": (("n.yaml", "--nature", "entente"), ("--nature", "DOSSIER")),
    "droit": (("interet.taux_legal", *AU), ("--au", "DOSSIER")),
    "expliquer": (("S101",), ("DOSSIER",)),
    "modeles lister": ((), ("DOSSIER",)),
}
CAS = [(commande, base, option) for commande, (base, options) in OPTIONS.items() for option in options]
LONGUEUR_MAX = 8000
DE_CHAQUE_SORTE = ("vide", "octet étranger", "cinq mille chiffres", "deux lignes")


def avec(base: tuple[str, ...], option: str, valeur: str) -> list[str]:
    """Les arguments, où l'option a cette valeur; « DOSSIER » est l'argument nu."""
    args = list(base)
    if option == "DOSSIER":
        return [valeur, *args[1:]]
    if option in args:
        args[args.index(option) + 1] = valeur
        return args
    return [*args, option, valeur]


@pytest.mark.un_sur(8)
@pytest.mark.parametrize(
    "noms", [DE_CHAQUE_SORTE, pytest.param(tuple(HOSTILES), marks=pytest.mark.long)], ids=["de chaque sorte", "toutes"]
)
@pytest.mark.parametrize(("commande", "base", "option"), CAS, ids=[f"{c} {o}" for c, _, o in CAS])
def test_toute_valeur_est_prise_ou_refusee_en_francais(
    lancer,
    anglais,
    dossier: Path,
    monkeypatch: pytest.MonkeyPatch,
    commande: str,
    base: tuple[str, ...],
    option: str,
    noms: tuple[str, ...],
):
    shutil.copy(dossier, "d.yaml")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    for nom in noms:
        valeur = HOSTILES[nom]
        args = [*commande.split(), *avec(base, option, valeur)]
        texte = lancer(*args)
        assert texte.code in range(5), (nom, texte.ennuis)
        assert not set(texte.tout) & set("\x1b\x07\u202e\u2066\udcff"), nom
        if texte.code:
            sans_l_aide = texte.ennuis.replace(" --help", "")
            sans_la_place = sans_l_aide.replace(valeur, "") if valeur.strip() else sans_l_aide
            assert anglais(sans_la_place) == [], nom
            assert len(sans_la_place) < LONGUEUR_MAX, nom
        if commande == "nouveau":
            continue
        debut = len(commande.split())
        en_json = lancer(*args[:debut], "--json", *args[debut:])
        if commande not in {"generer", "lot"}:  # -- la seconde fois, la lettre y est déjà --
            assert en_json.code == texte.code, nom
        lue = json.loads(en_json.sortie)
        assert lue["version"] == 1, nom
        assert en_json.code == 0 or lue["constats"], nom


@pytest.mark.parametrize(
    ("texte", "code"), [("0064", 0), ("064", 0), ("64", 0), ("000164", 2), ("0000", 2), ("065", 2)]
)
def test_les_zeros_en_tete_ne_changent_pas_un_nombre(lancer, dossier: Path, texte: str, code: int):
    assert lancer("lot", str(dossier), "--sortie", "s", *AU, "--travailleurs", texte).code == code


@pytest.mark.dask
@tries(
    ("adresse",),
    {
        ascii(a)[:20]: (a,)
        for a in ("", " ", "zut", "tcp://", "zut://x:1", "inproc://zut", "tcp://127.0.0.1:99999", "\udcff", "9" * 5000)
    },
    {"'zut://x:1'"},
)
def test_une_adresse_de_dask_quelconque_est_un_refus_d_usage(lancer, anglais, dossier: Path, adresse: str):
    pytest.importorskip("distributed")
    resultat = lancer("lot", str(dossier), "--sortie", "s", *AU, "--dask", adresse)
    assert (resultat.code, "U008" in resultat.ennuis) == (2, True)
    assert len(resultat.ennuis) < LONGUEUR_MAX
