"""Commande « droit » : les chiffres du droit, avec leur source, leur certitude et leur âge."""

from __future__ import annotations

import json

import pytest

AU = ("--au", "2026-11-22")


def parametres(lancer, *args: str) -> dict[str, dict[str, object]]:
    resultat = lancer("droit", *args, "--json")
    assert (resultat.code, resultat.ennuis) == (0, "")
    reponse = json.loads(resultat.sortie)
    assert list(reponse) == ["version", "au", "parametres"]
    return {p["cle"]: p for p in reponse["parametres"]}


def test_un_parametre_dit_tout_ce_qu_on_sait_de_lui(lancer):
    resultat = lancer("droit", "interet.criminel", *AU)
    assert (resultat.code, resultat.ennuis) == (0, "")
    for attendu in (
        "interet.criminel\n",
        "Valeur             35 pour cent par année",
        "En vigueur depuis  2025-01-01",
        "Code criminel, art. 347",
        "https://mcmillan.ca/",
        "Fiche              F3.07",
        "Certitude          sûr",
        "Chiffre exact      oui",
        "Vérifié le         2026-11-22",
    ):
        assert attendu in resultat.sortie
    assert "à revérifier" not in resultat.sortie


def test_un_parametre_en_json_porte_sa_reference(lancer):
    (p,) = parametres(lancer, "interet.taux_legal", *AU).values()
    assert p == {
        "cle": "interet.taux_legal",
        "titre": "Taux d’intérêt légal",
        "valeur": "5",
        "unite": "pour cent par année",
        "depuis": None,
        "jusqu_au": None,
        "reference": {
            "loi": "Loi sur l’intérêt",
            "article": "3",
            "texte": "Code civil du Québec, art. 1565 et 1617",
            "titre": "Blogue du CRL, Corbin, 2015 QCCS 1996",
            "url": "https://www.blogueducrl.com/2015/05/en-labsence-dun-taux-dinteret-prevu-par/",
        },
        "fiche": "F3.02",
        "certitude": "sûr",
        "verifie_le": "2026-11-22",
        "exact": True,
        "note": "",
        "a_reverifier": False,
    }


def test_sans_cle_tous_les_parametres_sont_nommes(lancer):
    tous = parametres(lancer, *AU)
    assert len(tous) >= 50
    texte = lancer("droit", *AU).sortie
    assert all(cle in texte for cle in tous)


@pytest.mark.parametrize("famille", ["prescription", "prescription."])
def test_le_debut_d_une_cle_nomme_sa_famille(lancer, famille: str):
    assert all(cle.startswith("prescription.") for cle in parametres(lancer, famille, *AU))


@pytest.mark.parametrize(
    ("au", "valeur", "certitude"),
    [("2025-03-31", "9", "probable"), ("2025-04-01", "8", "probable"), ("2023-10-01", "10", "sûr")],
)
def test_la_valeur_est_celle_du_jour_demande(lancer, au: str, valeur: str, certitude: str):
    p = parametres(lancer, "interet.creances_etat", "--au", au)["interet.creances_etat"]
    assert (p["valeur"], p["certitude"], p["exact"]) == (valeur, certitude, certitude == "sûr")


def test_une_valeur_inconnue_au_jour_demande_est_un_refus(lancer):
    resultat = lancer("droit", "interet.creances_etat", *AU)
    assert (resultat.code, resultat.sortie) == (1, "")
    assert "Q103" in resultat.ennuis and "2018-01-01 au 2026-06-30; rien n’est prolongé" in resultat.ennuis


def test_une_cle_inconnue_est_suggeree(lancer):
    resultat = lancer("droit", "interet.taux_legl", *AU)
    assert (resultat.code, resultat.sortie) == (2, "")
    assert "U017" in resultat.ennuis and "Vouliez-vous dire « interet.taux_legal » ?" in resultat.ennuis


def test_a_reverifier_nomme_l_incertain_et_l_inconnu_mais_ni_le_sur_ni_le_choix(lancer):
    vus = parametres(lancer, "--a-reverifier", *AU)
    assert {"interet.creances_etat", "petites_creances.plafond", "petites_creances.plafond_possible"} <= set(vus)
    assert not {"interet.taux_legal", "heure.limite"} & set(vus)
    assert vus["interet.creances_etat"]["valeur"] is None
    assert vus["interet.creances_etat"]["certitude"] == "inconnu"
    assert all(p["a_reverifier"] for p in vus.values())
    assert "rien n’est prolongé" in " ".join(lancer("droit", "--a-reverifier", *AU).sortie.split())


@pytest.mark.parametrize(("au", "perime"), [("2027-11-22", False), ("2027-11-23", True)])
def test_une_valeur_se_releve_apres_douze_mois(lancer, au: str, perime: bool):
    assert ("interet.taux_legal" in parametres(lancer, "--a-reverifier", "--au", au)) is perime


def test_rien_a_reverifier_se_dit(lancer):
    assert lancer("droit", "taxes.tps", "--a-reverifier", *AU).sortie == "Rien à revérifier au 2026-11-22.\n"


def test_une_adresse_n_est_jamais_coupee_meme_dans_un_terminal_etroit(lancer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "40")
    page = lancer("droit", "interet.criminel", *AU).sortie
    (adresse,) = [mot for mot in page.split() if mot.startswith("https://")]
    assert adresse.endswith("le-1er-janvier-2025/")
    assert "Fiche              F3.07\n" in page
