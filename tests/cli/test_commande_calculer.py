"""Commandes « calculer » : l'arithmétique du droit, en texte et en JSON, et ce qu'elle refuse."""

from __future__ import annotations

import json

import pytest

INTERET = ("calculer", "interet", "--capital", "4311.56", "--taux", "12", "--depuis", "2026-08-01")
VERSEMENTS = ("calculer", "versements", "--capital", "1149.75", "--premier", "2027-01-31", "--au", "2026-11-29")
S = "\u00a0"


def en_json(lancer, *args: str) -> dict[str, object]:
    resultat = lancer(*args, "--json")
    assert (resultat.code, resultat.ennuis) == (0, "")
    return json.loads(resultat.sortie)


# -- Intérêt --


def test_l_interet_a_la_forme_promise_en_json(lancer):
    assert en_json(lancer, *INTERET, "--au", "2026-11-22", "--paiement", "2026-09-10:1000") == {
        "version": 1,
        "capital_initial": "4311.56",
        "interet": "137.54",
        "capital_restant": "3368.26",
        "interet_restant": "80.84",
        "solde": "3449.10",
        "par_jour": "1.10",
        "segments": [
            {
                "du": "2026-08-01",
                "au": "2026-09-10",
                "jours": 40,
                "capital": "4311.56",
                "taux": "12",
                "interet": "56.70",
            },
            {
                "du": "2026-09-10",
                "au": "2026-11-22",
                "jours": 73,
                "capital": "3368.26",
                "taux": "12",
                "interet": "80.84",
            },
        ],
        "regle": "Intérêt simple : capital × taux × jours / 365, premier jour exclu et dernier compté; chaque segment "
        "arrondi au cent; un paiement va d’abord à l’intérêt couru, puis au capital.",
    }


def test_les_cles_du_json_gardent_leur_ordre(lancer):
    reponse = en_json(lancer, *INTERET, "--au", "2026-11-22")
    assert list(reponse) == [
        "version",
        "capital_initial",
        "interet",
        "capital_restant",
        "interet_restant",
        "solde",
        "par_jour",
        "segments",
        "regle",
    ]


def test_le_texte_montre_chaque_segment_chaque_paiement_la_regle_et_la_source(lancer):
    resultat = lancer(*INTERET, "--au", "2026-11-22", "--paiement", "2026-09-10:1000")
    assert (resultat.code, resultat.ennuis) == (0, "")
    for attendu in (
        f"Intérêt du 1er{S}août 2026 au 22{S}novembre 2026",
        f"2026-08-01  2026-09-10  40     4{S}311,56{S}$ × 12{S}% × 40 / 365 = 56,70{S}$",
        f"1{S}000,00{S}$ le 10{S}septembre 2026 : 56,70{S}$ à l’intérêt, 943,30{S}$ au capital",
        f"Solde              3{S}449,10{S}$",
        "Règle    Intérêt simple : capital × taux × jours / 365",
        "Code civil du Québec, art. 1569 à 1572 et 1617",
        "https://",
    ):
        assert attendu in resultat.sortie


def test_sans_jour_couru_il_n_y_a_ni_tableau_ni_interet(lancer):
    resultat = lancer(*INTERET, "--au", "2026-08-01")
    assert "CALCUL" not in resultat.sortie and f"Intérêt couru      0,00{S}$" in resultat.sortie
    assert en_json(lancer, *INTERET, "--au", "2026-08-01")["segments"] == []


def test_les_paiements_se_repetent_et_leur_ordre_ne_change_rien(lancer):
    deux = ("--paiement", "2026-09-10:1000", "--paiement", "2026-10-01:500,50 $")
    inverses = (*deux[2:], *deux[:2])
    assert en_json(lancer, *INTERET, "--au", "2026-11-22", *deux) == en_json(
        lancer, *INTERET, "--au", "2026-11-22", *inverses
    )


def test_les_montants_et_les_taux_se_lisent_a_la_francaise(lancer):
    francais = ("calculer", "interet", "--capital", "4 311,56 $", "--taux", "12 %", "--depuis", "2026-08-01")
    assert en_json(lancer, *francais, "--au", "2026-11-22") == en_json(lancer, *INTERET, "--au", "2026-11-22")
    assert (
        en_json(lancer, *francais[:5], "9,975", *francais[6:], "--au", "2026-08-02")["segments"][0]["taux"] == "9.975"
    )  # type: ignore[index]


@pytest.mark.parametrize(
    ("paiement", "dit"),
    [("2026-11-23:1000", "n’est pas compté"), ("2026-11-22:99999", "dépassent la somme due")],
)
def test_un_paiement_hors_du_compte_est_signale_sans_troubler_le_resultat(lancer, paiement: str, dit: str):
    resultat = lancer(*INTERET, "--au", "2026-11-22", "--paiement", paiement, "--json")
    assert resultat.code == 0 and dit in resultat.ennuis
    assert json.loads(resultat.sortie)["version"] == 1


@pytest.mark.parametrize(
    ("taux", "code", "dit"),
    [
        ("15", 0, ""),
        ("15,01", 0, "L’abus est parfois plaidé"),
        ("23,99", 0, "L’abus est parfois plaidé"),
        ("24", 0, "réduisent souvent"),
        ("35", 0, "réduisent souvent"),
        ("35,01", 1, "seuil criminel"),
    ],
)
def test_un_taux_eleve_est_signale_et_un_taux_criminel_refuse(lancer, taux: str, code: int, dit: str):
    args = ("calculer", "interet", "--capital", "100", "--taux", taux, "--depuis", "2026-08-01", "--au", "2026-11-22")
    resultat = lancer(*args)
    assert resultat.code == code and dit in resultat.ennuis
    assert (resultat.ennuis == "") is (dit == "")
    assert (resultat.sortie == "") is (code == 1)


@pytest.mark.parametrize(("taux", "code"), [("60", 0), ("60,01", 1)])
def test_avant_2025_le_seuil_criminel_etait_de_soixante(lancer, taux: str, code: int):
    args = ("calculer", "interet", "--capital", "100", "--taux", taux, "--depuis", "2024-01-01", "--au", "2024-12-31")
    resultat = lancer(*args)
    assert resultat.code == code
    assert ("le seuil criminel de 60" in resultat.ennuis) is (code == 1)


# -- Délai --


@pytest.mark.parametrize(
    ("options", "echeance", "reporte_de", "jours", "mois"),
    [
        (("--jours", "10"), "2026-12-28", "2026-12-25", 10, None),
        (("--jours", "10", "--calendrier", "cpc"), "2026-12-28", "2026-12-25", 10, None),
        (("--jours", "10", "--calendrier", "lpc"), "2026-12-28", "2026-12-25", 10, None),
        (("--jours", "10", "--calendrier", "interpretation"), "2026-12-26", "2026-12-25", 10, None),
        (("--jours", "9"), "2026-12-24", None, 9, None),
        (("--mois", "1"), "2027-01-15", None, None, 1),
    ],
)
def test_un_delai_dit_son_echeance_et_son_report(
    lancer, options: tuple[str, ...], echeance: str, reporte_de: str | None, jours: int | None, mois: int | None
):
    reponse = en_json(lancer, "calculer", "delai", "--depuis", "2026-12-15", *options)
    assert list(reponse) == [
        "version",
        "echeance",
        "reporte_de",
        "depuis",
        "jours",
        "mois",
        "calendrier",
        "regle",
        "fondement",
    ]
    assert (reponse["echeance"], reponse["reporte_de"]) == (echeance, reporte_de)
    assert (reponse["jours"], reponse["mois"], reponse["depuis"]) == (jours, mois, "2026-12-15")


def test_un_delai_s_explique_en_texte(lancer):
    resultat = lancer("calculer", "delai", "--depuis", "2026-12-15", "--jours", "10")
    assert resultat.sortie.startswith(f"Échéance : lundi 28{S}décembre 2026\n")
    assert "n’est pas un jour ouvrable" in resultat.sortie
    assert "Code de procédure civile, art. 82 et 83" in resultat.sortie


# -- Prescription --


@pytest.mark.parametrize(
    ("args", "fin", "urgence", "article"),
    [
        (("generale", "2026-01-31"), "2029-01-31", "lointaine", "2925"),
        (("reputation", "2026-01-31"), "2027-01-31", "90 jours", "2929"),
        (("journal", "2026-01-31"), "2026-04-30", "échue", "Loi sur la presse"),
        (("journal", "2026-01-31", "--publication", "2025-03-02"), "2026-03-02", "échue", "Loi sur la presse"),
    ],
)
def test_une_prescription_dit_sa_date_et_son_urgence(
    lancer, args: tuple[str, ...], fin: str, urgence: str, article: str
):
    matiere, depuis, *suite = args
    commande = ("calculer", "prescription", "--matiere", matiere, "--depuis", depuis, *suite, "--au", "2026-11-22")
    reponse = en_json(lancer, *commande)
    assert list(reponse) == ["version", "date", "fondement", "depuis", "matiere", "urgence", "regle"]
    assert (reponse["date"], reponse["urgence"]) == (fin, urgence)
    assert article in str(reponse["fondement"])
    texte = lancer(*commande).sortie
    assert "une lettre n’arrête pas ce délai" in texte
    assert ("avis préalable" in texte) is (matiere == "journal")


# -- Taxes --


@pytest.mark.parametrize("option", [("--avant-taxes", "1000"), ("--total", "1149,75 $")])
def test_les_taxes_se_calculent_dans_les_deux_sens(lancer, option: tuple[str, str]):
    reponse = en_json(lancer, "calculer", "taxes", *option)
    assert [reponse[c] for c in ("avant_taxes", "tps", "tvq", "total")] == ["1000.00", "50.00", "99.75", "1149.75"]
    texte = lancer("calculer", "taxes", *option).sortie
    assert f"TVQ, 9,975{S}%  99,75{S}$" in texte and "s’arrondit au cent" in texte


@pytest.mark.parametrize("option", [("--avant-taxes", "1000"), ("--total", "1149,75 $")])
@pytest.mark.parametrize("au", ["1990-12-31", "2007-12-31", "2012-12-31", "2025-09-14"])
def test_avant_le_premier_jour_ou_les_taux_sont_connus_rien_ne_se_calcule(lancer, option: tuple[str, str], au: str):
    resultat = lancer("calculer", "taxes", *option, "--au", au)
    assert (resultat.code, resultat.sortie) == (1, "")
    assert resultat.ennuis.startswith(f"calcul: Q103 [erreur] Aucune valeur connue pour « taxes.tps » au {au}.")
    assert "« lettres droit »" in resultat.ennuis


@pytest.mark.parametrize("au", ["2025-09-15", "2025-09-16", "2026-11-22"])
def test_du_premier_jour_connu_les_taxes_se_calculent(lancer, au: str):
    assert en_json(lancer, "calculer", "taxes", "--avant-taxes", "1000", "--au", au)["total"] == "1149.75"


def test_un_total_qu_aucun_prix_ne_donne_nomme_ses_voisins(lancer):
    resultat = lancer("calculer", "taxes", "--total", "0.11")
    assert (resultat.code, resultat.sortie) == (1, "")
    assert resultat.ennuis.startswith("calcul: Q102 [erreur] Aucun prix avant taxes")
    assert f"0,09{S}$ avant taxes donne 0,10{S}$" in resultat.ennuis
    assert f"0,10{S}$ avant taxes donne 0,12{S}$" in resultat.ennuis


# -- Fautes d'usage --


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ((*INTERET[:3], "beaucoup", *INTERET[4:]), "U011"),
        ((*INTERET[:3], "0", *INTERET[4:]), "U011"),
        ((*INTERET[:5], "cher", *INTERET[6:]), "U012"),
        ((*INTERET[:5], "2 % par mois", *INTERET[6:]), "U012"),
        ((*INTERET[:7], "hier"), "U001"),
        ((*INTERET, "--au", "2026-07-31"), "U016"),
        ((*INTERET, "--paiement", "1000"), "U014"),
        ((*INTERET, "--paiement", "hier:1000"), "U001"),
        ((*INTERET, "--paiement", "2026-09-10:"), "U011"),
        (("calculer", "delai", "--depuis", "2026-12-15"), "U016"),
        (("calculer", "delai", "--depuis", "2026-12-15", "--jours", "1", "--mois", "1"), "U016"),
        (("calculer", "delai", "--depuis", "2026-12-15", "--jours", "0"), "U013"),
        (("calculer", "delai", "--depuis", "2026-12-15", "--jours", "dix"), "U013"),
        (("calculer", "delai", "--depuis", "2026-12-15", "--jours", "-1"), "U013"),
        (("calculer", "delai", "--depuis", "2026-12-15", "--jours", "36501"), "U013"),
        (("calculer", "delai", "--depuis", "2026-12-15", "--mois", "1201"), "U013"),
        (("calculer", "delai", "--depuis", "2026-12-15", "--jours", "1", "--calendrier", "lunaire"), "U015"),
        (("calculer", "prescription", "--matiere", "general", "--depuis", "2026-01-31"), "U015"),
        (
            (
                "calculer",
                "prescription",
                "--matiere",
                "generale",
                "--depuis",
                "2026-01-31",
                "--publication",
                "2026-01-01",
            ),
            "U016",
        ),
        (
            (
                "calculer",
                "prescription",
                "--matiere",
                "journal",
                "--depuis",
                "2026-01-31",
                "--publication",
                "2026-02-01",
            ),
            "U016",
        ),
        ((*VERSEMENTS, "--nombre", "6", "--montant", "10"), "U016"),
        (VERSEMENTS, "U016"),
        ((*VERSEMENTS, "--nombre", "6", "--premier", "2026-11-28"), "U016"),
        ((*VERSEMENTS, "--nombre", "601"), "U013"),
        ((*VERSEMENTS, "--nombre", "6", "--interet", "rien"), "U011"),
        ((*VERSEMENTS, "--nombre", "6", "--chaque", "annuel"), "U015"),
        (("calculer", "taxes"), "U016"),
        (("calculer", "taxes", "--avant-taxes", "1", "--total", "1"), "U016"),
        (("calculer", "taxes", "--total", "-5"), "U011"),
    ],
)
def test_une_option_fautive_est_nommee_en_texte_et_en_json(lancer, anglais, args: tuple[str, ...], code: str):
    resultat = lancer(*args)
    assert (resultat.code, resultat.sortie) == (2, "")
    assert f": {code} [erreur] " in resultat.ennuis and "Remède" in resultat.ennuis
    assert anglais(resultat.ennuis) == []
    reponse = lancer(*args, "--json")
    assert (reponse.code, reponse.ennuis) == (2, "")
    assert [c["code"] for c in json.loads(reponse.sortie)["constats"]] == [code]


@pytest.mark.parametrize("duree", [("--jours", "36500"), ("--mois", "1200"), ("--jours", "1")])
def test_les_plus_longues_durees_permises_se_calculent(lancer, duree: tuple[str, str]):
    assert lancer("calculer", "delai", "--depuis", "2200-12-31", *duree).code == 0


@pytest.mark.parametrize("commande", ["interet", "versements", "delai", "prescription", "taxes"])
def test_chaque_calcul_a_son_aide_et_son_exemple(lancer, anglais, commande: str):
    resultat = lancer("calculer", commande, "--help")
    assert resultat.code == 0 and "Exemple : lettres calculer" in resultat.sortie
    assert anglais(resultat.sortie) == []


def test_une_option_obligatoire_oubliee_est_nommee(lancer):
    resultat = lancer("calculer", "interet", "--taux", "12", "--depuis", "2026-08-01")
    assert resultat.code == 2 and "--capital" in resultat.ennuis


# -- Versements --


def test_un_plan_a_la_forme_promise_en_json_et_le_prix_de_chaque_facon_de_payer(lancer):
    reponse = en_json(lancer, *VERSEMENTS, "--nombre", "3")
    assert [reponse[c] for c in ("au", "somme", "taux", "interet", "total")] == [
        *("2026-11-29", "1149.75", "0", "0.00", "1149.75"),
    ]
    assert reponse["versements"][0] == {  # type: ignore[index]
        "date": "2027-02-01",
        "reporte_de": "2027-01-31",
        "montant": "383.25",
        "interet": "0.00",
        "capital": "383.25",
    }
    facons = [(f["nombre"], f["versement"], f["dernier"], f["total"]) for f in reponse["facons"]]  # type: ignore[attr-defined]
    assert facons == [
        (1, "1149.75", "1149.75", "1149.75"),
        (3, "383.25", "383.25", "1149.75"),
        (6, "191.62", "191.65", "1149.75"),
        (12, "95.81", "95.84", "1149.75"),
    ]
    assert reponse["petites_creances"]["frais"] is None  # type: ignore[index]
    couru = en_json(lancer, *VERSEMENTS, "--nombre", "3", "--interet", "60")
    assert [couru[c] for c in ("somme", "interet_couru", "interet", "total")] == [
        "1149.75",
        "60.00",
        "60.00",
        "1209.75",
    ]
    assert couru["petites_creances"] == reponse["petites_creances"]


@pytest.mark.parametrize(
    ("options", "colonnes", "dit"),
    [
        (("--nombre", "6"), "   DATE        MONTANT   REPORTÉ DE", f"en 6{S}versements, sans intérêt"),
        (
            ("--nombre", "6", "--premier", "2027-01-05", "--chaque", "semaine"),
            "   DATE        MONTANT\n",
            f"en 6{S}versements, sans intérêt",
        ),
        (("--montant", "500", "--taux", "12"), "MONTANT   INTÉRÊT  CAPITAL", f"en 3{S}versements, à 12{S}% par année"),
        (
            ("--nombre", "6", "--interet", "60", "--consommateur"),
            "MONTANT   INTÉRÊT  CAPITAL",
            f"et 60,00{S}$ d’intérêt déjà couru, en 6{S}versements, sans autre intérêt",
        ),
    ],
)
def test_un_plan_montre_ses_versements_et_ne_compte_jamais_les_frais_de_greffe(lancer, options, colonnes, dit):
    resultat = lancer(*VERSEMENTS, *options)
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert dit in resultat.sortie
    assert colonnes in resultat.sortie
    assert "maintenant" in resultat.sortie and "Les frais de greffe, inconnus, ne sont pas comptés." in " ".join(
        resultat.sortie.split()
    )


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--nombre", "6", "--taux", "5", "--consommateur"), "Q105"),
        (("--nombre", "6", "--taux", "35.01"), "Q101"),
        (("--montant", "1"), "Q104"),
        (("--nombre", "6", "--capital", "0.05"), "Q104"),
    ],
)
def test_un_plan_que_le_droit_ou_l_arithmetique_ne_permet_pas_est_refuse(lancer, options, code):
    resultat = lancer(*VERSEMENTS, *options)
    assert (resultat.code, resultat.sortie) == (1, "") and f"calcul: {code} [erreur]" in resultat.ennuis
    assert lancer(*VERSEMENTS, "--nombre", "6", "--consommateur").code == 0
