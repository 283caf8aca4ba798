"""Commande « droit » : les chiffres du droit, avec leur source, leur certitude et leur âge."""

from __future__ import annotations

import json

import pytest

AU = ("--au", "2026-11-22")
S = "\u00a0"


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
        f"Valeur              35{S}% par année",
        "En vigueur depuis   2025-01-01",
        f"Auparavant          60{S}% par année, jusqu’au 2024-12-31",
        "Code criminel, art. 347",
        "https://mcmillan.ca/",
        "Adresse officielle  inconnue",
        "Fiche               F3.07",
        "Certitude           sûr",
        "Chiffre exact       oui",
        "Vérifié le          2026-11-22",
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
        "enonce": None,
        "depuis": None,
        "entree_en_vigueur": "inconnue",
        "jusqu_au": None,
        "reference": {
            "loi": "Loi sur l’intérêt",
            "article": "3",
            "texte": "Code civil du Québec, art. 1565 et 1617",
            "titre": "Blogue du CRL, Corbin, 2015 QCCS 1996",
            "url": "https://www.blogueducrl.com/2015/05/en-labsence-dun-taux-dinteret-prevu-par/",
            "officielle": False,
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
    assert "Fiche               F3.07\n" in page


@pytest.mark.parametrize(
    ("cle", "dit"),
    [
        ("garantie.refrigerateur", "En vigueur depuis  2026-10-05\n"),
        ("interet.taux_legal", "En vigueur depuis   une date inconnue\n"),
        ("heure.limite", "En vigueur depuis  sans objet : un choix de l’outil, l’usage ou la jurisprudence\n"),
        ("garantie.refrigerateur", "Adresse            inconnue\n"),
        ("interet.taux_legal", "Adresse officielle  inconnue\n"),
        ("execution.par_un_tiers", "Énoncé             le créancier peut"),
        ("reception.courriel", f"Valeur             1{S}jour\n"),
        ("reception.poste", f"Valeur             5{S}jours ouvrables\n"),
        ("prescription.reputation", f"Valeur              1{S}an\n"),
        ("construction.action_hypotheque", f"Valeur             6{S}mois\n"),
        ("heure.limite", f"Valeur             17{S}h\n"),
        ("petites_creances.plafond", f"Valeur             15{S}000{S}$\n"),
        ("petites_creances.plafond", f"Auparavant         15{S}000{S}$, jusqu’au 2024-12-31\n"),
    ],
)
def test_une_page_se_lit_comme_on_l_ecrirait(lancer, cle: str, dit: str):
    assert dit in lancer("droit", cle, "--au", "2026-11-28").sortie


@pytest.mark.parametrize(
    ("cle", "depuis", "entree"),
    [
        ("garantie.tablette", "2026-10-05", "connue"),
        ("taxes.tps", None, "inconnue"),
        ("promesses.rompues", None, "sans objet"),
        ("itinerant.contrats_interdits", "2024-11-07", "connue"),
    ],
)
def test_une_date_absente_dit_pourquoi(lancer, cle: str, depuis: str | None, entree: str):
    p = parametres(lancer, cle, "--au", "2026-11-28")[cle]
    assert (p["depuis"], p["entree_en_vigueur"]) == (depuis, entree)


@pytest.mark.parametrize("cle", ["taxes.tps", "taxes.tvq"])
def test_un_taux_dont_on_ignore_le_debut_ne_vaut_que_du_jour_ou_sa_source_le_dit(lancer, cle: str):
    connu = lancer("droit", cle, "--au", "2025-09-15")
    assert connu.code == 0 and "une date inconnue; connue le 2025-09-15" in connu.sortie
    veille = lancer("droit", cle, "--au", "2025-09-14")
    assert (veille.code, veille.sortie) == (1, "")
    assert "connues du 2025-09-15 à aujourd’hui; rien n’est prolongé" in veille.ennuis


def test_un_enonce_en_json_n_a_ni_valeur_ni_unite(lancer):
    p = parametres(lancer, "orientation.bail_de_logement", "--au", "2026-11-28")["orientation.bail_de_logement"]
    assert (p["valeur"], p["unite"], p["enonce"]) == (None, None, "Tribunal administratif du logement")
    assert p["reference"]["url"] is None and p["reference"]["officielle"] is False
    assert p["exact"] is True


def test_une_garantie_ne_se_connait_pas_la_veille_de_son_entree_en_vigueur(lancer):
    resultat = lancer("droit", "garantie.tablette", "--au", "2026-10-04")
    assert (resultat.code, resultat.sortie) == (1, "")
    assert "connues du 2026-10-05 à aujourd’hui" in resultat.ennuis


def test_une_famille_se_relit_un_parametre_a_la_fois(lancer):
    page = lancer("droit", "orientation", "--au", "2026-11-28").sortie
    assert page.count("  Certitude ") == 4 and page.count("\n\n") == 3
    assert page.startswith(
        "orientation.bail_de_logement\nOù s’adresser pour un loyer ou le bail d’un logement\n  Énoncé "
    )


def test_la_liste_tient_dans_un_terminal_de_quatre_vingts_colonnes(lancer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "80")
    lignes = lancer("droit", "--au", "2026-11-28").sortie.splitlines()
    assert max(map(len, lignes)) <= 80
    rangees = [ligne for ligne in lignes[1:-2] if ligne]
    assert len(rangees) == len(parametres(lancer, "--au", "2026-11-28"))
    assert "garantie.tablette                     3\u00a0ans              2026-10-05  sûr" in rangees


def test_une_famille_mal_ecrite_est_suggeree(lancer):
    assert "Vouliez-vous dire « garantie » ?" in lancer("droit", "garanti").ennuis
