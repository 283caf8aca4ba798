"""La typographie : dates, heures, sommes, élisions, énumérations, comme on les écrit au Québec."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words
from tables import d_un_trait

from lettres.dossier.types import lire_montant
from lettres.langue import typographie as t

S = "\u00a0"


@pytest.mark.parametrize(
    ("jour", "ecrit"),
    [
        (date(2026, 10, 1), f"1er{S}octobre 2026"),
        (date(2026, 10, 2), f"2{S}octobre 2026"),
        (date(2026, 1, 1), f"1er{S}janvier 2026"),
        (date(2026, 12, 31), f"31{S}décembre 2026"),
        (date(2028, 2, 29), f"29{S}février 2028"),
        (date(2026, 8, 11), f"11{S}août 2026"),
    ],
)
def test_le_premier_du_mois_s_ecrit_1er_et_le_jour_tient_au_mois(jour: date, ecrit: str):
    assert t.date_longue(jour) == ecrit


@pytest.mark.parametrize(
    ("jours", "ecrit"),
    [
        ([date(2026, 10, 8)], f"le 8{S}octobre 2026"),
        ([date(2026, 10, 8), date(2026, 10, 9)], f"les 8 et 9{S}octobre 2026"),
        ([date(2026, 10, 1), date(2026, 10, 9)], f"les 1er et 9{S}octobre 2026"),
        ([date(2026, 10, 1), date(2026, 10, 8), date(2026, 10, 9)], f"les 1er, 8 et 9{S}octobre 2026"),
        ([date(2026, 10, 20), date(2026, 11, 5)], f"le 20{S}octobre et le 5{S}novembre 2026"),
        ([date(2025, 10, 8), date(2026, 10, 9)], f"le 8{S}octobre 2025 et le 9{S}octobre 2026"),
    ],
)
def test_plusieurs_jours_ne_redisent_ni_le_mois_ni_l_annee(jours: list[date], ecrit: str):
    assert t.le_ou_les(jours) == ecrit


@pytest.mark.parametrize(
    ("jour", "ecrit"),
    [
        (date(2026, 12, 7), f"lundi 7{S}décembre 2026"),
        (date(2026, 11, 1), f"dimanche 1er{S}novembre 2026"),
    ],
)
def test_le_jour_de_la_semaine_precede_la_date(jour: date, ecrit: str):
    assert t.jour_et_date(jour) == ecrit


@pytest.mark.parametrize(
    ("moment", "ecrit"),
    [
        (time(0), f"0{S}h"),
        (time(9), f"9{S}h"),
        (time(9, 5), f"9{S}h{S}05"),
        (time(17), f"17{S}h"),
        (time(17, 30), f"17{S}h{S}30"),
        (time(23, 59), f"23{S}h{S}59"),
    ],
)
def test_l_heure_s_ecrit_avec_un_h_entre_deux_insecables(moment: time, ecrit: str):
    assert t.heure(moment) == ecrit


@d_un_trait
@pytest.mark.parametrize(
    ("somme", "ecrit"),
    [
        ("0", f"0,00{S}$"),
        ("0.01", f"0,01{S}$"),
        ("60", f"60,00{S}$"),
        ("999.99", f"999,99{S}$"),
        ("1000.00", f"1{S}000,00{S}$"),
        ("12345.60", f"12{S}345,60{S}$"),
        ("123456.00", f"123{S}456,00{S}$"),
        ("999999999.99", f"999{S}999{S}999,99{S}$"),
    ],
)
def test_un_montant_groupe_ses_milliers_des_mille_et_porte_deux_decimales(somme: str, ecrit: str):
    assert t.montant(Decimal(somme)) == ecrit


@given(st.decimals(min_value=0, max_value="999999999.99", places=2))
def test_un_montant_ecrit_se_relit_au_cent_pres(somme: Decimal):
    assert lire_montant(t.montant(somme)) == somme


@given(st.decimals(min_value=0, max_value="999999999.99", places=2))
def test_un_montant_ne_peut_pas_etre_coupe_en_fin_de_ligne(somme: Decimal):
    assert re.fullmatch(rf"\d{{1,3}}(?:{S}\d{{3}})*,\d\d{S}\$", t.montant(somme))


@d_un_trait
@pytest.mark.parametrize(
    ("nombre", "ecrit"),
    [
        (0, "zéro"),
        (1, "un"),
        (2, "deux"),
        (21, "vingt et un"),
        (71, "soixante et onze"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "cent"),
        (101, "cent un"),
        (200, "deux cents"),
        (201, "deux cent un"),
        (280, "deux cent quatre-vingts"),
        (1_000, "mille"),
        (1_080, "mille quatre-vingts"),
        (2_000, "deux mille"),
        (80_000, "quatre-vingt mille"),
        (200_000, "deux cent mille"),
        (80_000_000, "quatre-vingts millions"),
        (200_000_000, "deux cents millions"),
    ],
)
def test_vingt_et_cent_s_accordent_quand_rien_ne_les_suit_ou_devant_million(nombre: int, ecrit: str):
    assert t.en_lettres(nombre) == ecrit


def test_un_nombre_en_lettres_est_celui_d_une_bibliotheque():
    """Chacun jusqu'à dix mille; puis, de chaque grandeur, ceux qui en bordent une autre, et d'autres au hasard."""
    hasard = Random(7)  # noqa: S311 -- un tirage reproductible, et non un secret
    bords = [m * 10**n for n in range(4, 12) for m in (1, 2, 71, 80, 91, 200, 980)]
    bords = [bord + ecart for bord in bords for ecart in (-1, 0, 1, 80, 200, 80_000)]
    nombres = [*range(10_001), *bords, *(hasard.randrange(10 ** hasard.randint(4, 14)) for _ in range(2_000))]
    assert [n for n in nombres if t.en_lettres(n) != num2words(n, lang="fr")] == []


@d_un_trait
@pytest.mark.parametrize(
    ("somme", "ecrit"),
    [
        ("0", "zéro dollar"),
        ("0.01", "un cent"),
        ("1", "un dollar"),
        ("1.01", "un dollar et un cent"),
        ("2.02", "deux dollars et deux cents"),
        ("21", "vingt et un dollars"),
        ("71", "soixante et onze dollars"),
        ("80.80", "quatre-vingts dollars et quatre-vingts cents"),
        ("81", "quatre-vingt-un dollars"),
        ("200", "deux cents dollars"),
        ("201", "deux cent un dollars"),
        ("1000", "mille dollars"),
        ("1149.75", "mille cent quarante-neuf dollars et soixante-quinze cents"),
        ("80000", "quatre-vingt mille dollars"),
        ("1000000", "un million de dollars"),
        ("1000000.50", "un million de dollars et cinquante cents"),
        ("1000001", "un million un dollars"),
        ("1000200", "un million deux cents dollars"),
        ("2000000", "deux millions de dollars"),
    ],
)
def test_une_somme_en_lettres_dit_de_dollars_apres_un_million_rond(somme: str, ecrit: str):
    assert t.montant_en_lettres(Decimal(somme)) == ecrit


@pytest.mark.parametrize(
    ("taux", "ecrit"),
    [
        ("0", f"0{S}%"),
        ("5", f"5{S}%"),
        ("5.00", f"5{S}%"),
        ("10", f"10{S}%"),
        ("12.5", f"12,5{S}%"),
        ("9.975", f"9,975{S}%"),
        ("100", f"100{S}%"),
    ],
)
def test_un_taux_perd_ses_zeros_et_garde_sa_virgule(taux: str, ecrit: str):
    assert t.taux(Decimal(taux)) == ecrit


@d_un_trait
@pytest.mark.parametrize(
    ("nom", "ecrit"),
    [
        ("Anne", "d’Anne"),
        ("anne", "d’anne"),
        ("Élise", "d’Élise"),
        ("Œuvre", "d’Œuvre"),
        ("Óscar", "d’Óscar"),
        ("Àé", "d’Àé"),
        ("Hélène", "d’Hélène"),
        ("Hydro-Québec", "d’Hydro-Québec"),
        ("honorer la garantie", "d’honorer la garantie"),
        ("Hugo", "de Hugo"),
        ("Hans Exemple", "de Hans Exemple"),
        ("hausser le prix", "de hausser le prix"),
        ("hâter la livraison", "de hâter la livraison"),
        ("Yves", "d’Yves"),
        ("Ysabelle", "d’Ysabelle"),
        ("Y. Exemple", "d’Y. Exemple"),
        ("y mettre fin", "d’y mettre fin"),
        ("Yannick", "de Yannick"),
        ("Yolande", "de Yolande"),
        ("Onze", "de Onze"),
        ("onzième", "de onzième"),
        ("Oui", "de Oui"),
        ("Marie", "de Marie"),
        ("L’Oréal", "de L’Oréal"),
        ("Le Meublier inc.", "de Le Meublier inc."),
        ("9123-4567 Québec inc.", "de 9123-4567 Québec inc."),
    ],
)
def test_de_s_elide_devant_une_voyelle_et_un_h_muet_seulement(nom: str, ecrit: str):
    assert t.de_nom(nom) == ecrit


@pytest.mark.parametrize(
    ("nom", "du", "au"),
    [
        ("le contrat", "du contrat", "au contrat"),
        ("les factures", "des factures", "aux factures"),
        ("l’entente", "de l’entente", "à l’entente"),
        ("la clause 4", "de la clause 4", "à la clause 4"),
        ("un avis", "d’un avis", "à un avis"),
        ("Le Meublier inc.", "de Le Meublier inc.", "à Le Meublier inc."),
        ("Les Entreprises Exemple", "de Les Entreprises Exemple", "à Les Entreprises Exemple"),
    ],
)
def test_les_articles_se_contractent_mais_pas_un_nom_legal(nom: str, du: str, au: str):
    assert (t.de(nom), t.a(nom)) == (du, au)


@pytest.mark.parametrize(
    ("elements", "ecrit"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a et b"),
        (["a", "b", "c"], "a, b et c"),
        (["a", "b", "c", "d"], "a, b, c et d"),
    ],
)
def test_une_enumeration_finit_par_et(elements: list[str], ecrit: str):
    assert t.enumerer(elements) == ecrit


@pytest.mark.parametrize(
    ("identifiants", "ecrit"),
    [
        (["P-1"], f"pièce{S}P-1"),
        (["P-1", "P-2"], f"pièces{S}P-1 et P-2"),
        (["P-1", "P-2", "P-12"], f"pièces{S}P-1, P-2 et P-12"),
    ],
)
def test_les_pieces_s_accordent_en_nombre(identifiants: list[str], ecrit: str):
    assert t.pieces(identifiants) == ecrit


def test_un_numero_ne_se_separe_pas_de_son_abreviation():
    assert t.numero("facture", "F-1023") == f"facture n°{S}F-1023"


@d_un_trait
@pytest.mark.parametrize(
    ("numero", "ecrit"),
    [
        ("450 555-0123", f"450{S}555\u20110123"),
        ("4505550123", f"450{S}555\u20110123"),
        ("(450) 555-0123", f"450{S}555\u20110123"),
        ("450.555.0123", f"450{S}555\u20110123"),
        ("1 800 555-0199", f"1{S}800{S}555\u20110199"),
        ("+1 450 555-0123", f"1{S}450{S}555\u20110123"),
        ("450 555-0123 poste 12", f"450{S}555\u20110123, poste{S}12"),
        ("450 555-0123, poste 12", f"450{S}555\u20110123, poste{S}12"),
        ("450 555-0123 poste123456", f"450{S}555\u20110123, poste{S}123456"),
    ],
)
def test_un_telephone_s_ecrit_sans_parentheses_et_son_poste_apres_une_virgule(numero: str, ecrit: str):
    assert t.telephone(numero) == ecrit


@pytest.mark.parametrize(
    ("texte", "ecrit"),
    [("", ""), ("la clause", "La clause"), ("échange", "Échange"), ("œuvre LIBRE", "Œuvre LIBRE"), ("4.2", "4.2")],
)
def test_la_majuscule_ne_touche_que_la_premiere_lettre(texte: str, ecrit: str):
    assert t.majuscule(texte) == ecrit


@d_un_trait
@pytest.mark.parametrize(
    ("ligne", "ecrite"),
    [
        ("12 rue des Érables", "12, rue des Érables"),
        ("12, rue des Érables", "12, rue des Érables"),
        ("34 av. du Lac", "34, av. du Lac"),
        ("1220 boulevard du Séminaire Nord", "1220, boulevard du Séminaire Nord"),
        ("12A chemin du Lac", "12A, chemin du Lac"),
        ("12-14 rue Principale, app. 3", "12-14, rue Principale, app. 3"),
        ("450 Rang Saint-Joseph", "450, Rang Saint-Joseph"),
        ("85 10e Avenue", "85, 10e Avenue"),
        ("3e Avenue", "3e Avenue"),
        ("1000 Main Street", "1000 Main Street"),
        ("case postale 12", "case postale 12"),
        ("Place Ville Marie", "Place Ville Marie"),
    ],
)
def test_le_numero_civique_est_suivi_d_une_virgule(ligne: str, ecrite: str):
    assert t.voie(ligne) == ecrite


@pytest.mark.parametrize(
    ("texte", "ecrit"),
    [("Courriel du 3 mai", "Courriel du 3 mai (pièce P-1)"), ("Courriel (extrait)", "Courriel (extrait, pièce P-1)")],
)
def test_deux_parentheses_ne_se_suivent_pas(texte: str, ecrit: str):
    assert t.entre_parentheses(texte, "pièce P-1") == ecrit


@d_un_trait
@pytest.mark.parametrize(
    ("somme", "texte", "dite"),
    [
        ("60", "payer 60 $", True),
        ("60", "payer 60,00 $", True),
        ("60", f"payer 60{S}$", True),
        ("60.50", "payer 60,50 $", True),
        ("60.50", "payer 60.50 $", True),
        ("5000", "me verser 5000$", True),
        ("5000", f"me verser 5{S}000,00{S}$", True),
        ("1200", "payer 1 200 dollars", True),
        ("60", "payer 160 $", False),
        ("60", "payer 60,50 $", False),
        ("60.50", "payer 60 $", False),
        ("60", "payer les 60 photos", False),
        ("60", "payer", False),
    ],
)
def test_une_somme_est_dite_quelle_que_soit_son_ecriture(somme: str, texte: str, dite: bool):
    assert t.somme_dite(Decimal(somme), texte) is dite


@d_un_trait
@pytest.mark.parametrize(
    ("textes", "liste"),
    [
        ([], []),
        (["livrer"], ["livrer."]),
        (["livrer", "cesser"], ["livrer;", "cesser."]),
        (["livrer.", "cesser;"], ["livrer.", "cesser;"]),
        (["livrer.", "cesser", "rendre"], ["livrer.", "cesser.", "rendre."]),
        (["livrer", "cesser !", "rendre"], ["livrer.", "cesser !", "rendre."]),
        (["dire « c’est fait. »", "cesser", "rendre"], ["dire « c’est fait. »", "cesser.", "rendre."]),
        (["livrer", "cesser", "rendre."], ["livrer;", "cesser;", "rendre."]),
        (["livrer,", "cesser;", "rendre"], ["livrer,", "cesser;", "rendre."]),
    ],
)
def test_une_liste_se_ferme_par_un_point(textes: list[str], liste: list[str]):
    assert t.liste(textes) == liste
