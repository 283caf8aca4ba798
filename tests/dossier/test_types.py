"""Les types du dossier : ce que chacun lit, ce qu'il refuse, des deux côtés de chaque limite."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import SchemaValidator
from pydantic_core.core_schema import CoreConfig
from tables import d_un_trait

from lettres.dossier import Adresse
from lettres.dossier import types as t
from lettres.dossier.refus import fautes_de, lecture_de
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.types import Moment


def lire(genre: Any, valeur: object) -> object:
    return TypeAdapter(genre).validate_python(valeur)


def refus(genre: Any, valeur: object) -> str:
    """Le type stable du refus."""
    with pytest.raises(ValidationError) as exc:
        lire(genre, valeur)
    (erreur,) = fautes_de(exc.value)
    return erreur["type"]


# -- Montants --


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("60,00 $", "60.00"),
        ("60,00$", "60.00"),
        ("60,00\u00a0$", "60.00"),
        ("60.00", "60.00"),
        ("60", "60.00"),
        ("60,5", "60.50"),
        ("0,01", "0.01"),
        (" 60 ", "60.00"),
        ("1149,75", "1149.75"),
        ("1 149,75 $", "1149.75"),
        ("1\u00a0149,75\u00a0$", "1149.75"),
        ("1\u202f149,75\u202f$", "1149.75"),
        ("1 234.56", "1234.56"),
        ("1 234,56", "1234.56"),
        ("999 999 999,99 $", "999999999.99"),
        ("999999999.99", "999999999.99"),
        (60, "60.00"),
        (999_999_999, "999999999.00"),
        (Decimal(60), "60.00"),
        (Decimal("60.10"), "60.10"),
        (Decimal("60.1000"), "60.10"),
        (Decimal("6E+1"), "60.00"),
    ],
)
def test_un_montant_se_lit_a_la_quebecoise_ou_comme_un_nombre_exact(ecrit: object, lu: str):
    assert str(lire(t.Montant, ecrit)) == lu


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "type_"),
    [
        ("-5", "montant_signe"),
        ("\u22125", "montant_signe"),
        ("+5", "montant_signe"),
        (-5, "montant_signe"),
        (Decimal("-0.01"), "montant_signe"),
        ("0", "montant_nul"),
        ("0,00 $", "montant_nul"),
        (0, "montant_nul"),
        ("12.345", "montant"),
        (Decimal("12.345"), "montant"),
        ("1e5", "montant"),
        ("1_000", "montant"),
        ("NaN", "montant"),
        (Decimal("NaN"), "montant"),
        (Decimal("sNaN"), "montant"),
        (Decimal("Infinity"), "montant"),
        (Decimal("1E+999999999"), "montant"),
        (Decimal("1E-999999999"), "montant"),
        ("1,234.56", "montant"),
        ("1 23,00", "montant"),
        ("12 34 567", "montant"),
        ("1  234", "montant"),
        ("\u0661\u0662", "montant"),
        (str(10**13), "montant"),
        (10**13, "montant"),
        ("1 000 000 000,00", "montant_trop_grand"),
        ("true", "montant"),
        (True, "montant"),
        ("60 $ US", "montant"),
        ("", "montant"),
        (60.0, "montant"),
        (None, "montant"),
        ([60], "montant"),
    ],
)
def test_un_montant_ambigu_ou_hors_limites_est_refuse(ecrit: object, type_: str):
    assert refus(t.Montant, ecrit) == type_


def test_un_entier_de_cinq_mille_chiffres_est_refuse_sans_calcul():
    assert refus(t.Montant, 10**5000) == "montant"
    assert refus(t.Taux, 10**5000) == "taux"


@pytest.mark.parametrize("ecrit", ["0", "0,00 $", 0, Decimal("0.00")])
def test_une_taxe_peut_etre_nulle(ecrit: object):
    assert str(lire(t.MontantOuZero, ecrit)) == "0.00"


@given(st.decimals(min_value="0.01", max_value="999999999.99", places=2))
def test_un_decimal_au_cent_se_lit_tel_quel(montant: Decimal):
    assert lire(t.Montant, montant) == montant
    assert lire(t.Montant, str(montant)) == montant


# -- Taux --


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("12 %", "12"),
        ("12%", "12"),
        ("12\u00a0%", "12"),
        ("12,5 %", "12.5"),
        ("12.5", "12.5"),
        ("0,0001 %", "0.0001"),
        ("9,9750 %", "9.9750"),
        (12, "12"),
        (Decimal("12.5"), "12.5"),
        (Decimal("1E+1"), "10"),
        (Decimal("12.500000"), "12.5"),
    ],
)
def test_un_taux_se_lit_en_pour_cent_par_annee(ecrit: object, lu: str):
    assert str(lire(t.Taux, ecrit)) == lu


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "type_"),
    [
        ("2 % par mois", "taux_mensuel"),
        ("2 %/mois", "taux_mensuel"),
        ("2 % MENSUEL", "taux_mensuel"),
        ("1000 %", "taux"),
        ("12,12345", "taux"),
        ("-5 %", "taux"),
        ("0 %", "taux_nul"),
        ("0,0000", "taux_nul"),
        (0, "taux_nul"),
        ("douze", "taux"),
        ("", "taux"),
        (-5, "taux"),
        (12.5, "taux"),
        (True, "taux"),
        (Decimal("NaN"), "taux"),
        (Decimal("1E+999999999"), "taux"),
        (None, "taux"),
    ],
)
def test_un_taux_mensuel_ou_illisible_est_refuse_jamais_converti(ecrit: object, type_: str):
    assert refus(t.Taux, ecrit) == type_


# -- Dates, heures, moments --


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("2026-08-31", date(2026, 8, 31)),
        (" 2026-08-31 ", date(2026, 8, 31)),
        ("2028-02-29", date(2028, 2, 29)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2200-12-31", date(2200, 12, 31)),
        (date(2026, 8, 31), date(2026, 8, 31)),
    ],
)
def test_une_date_se_lit_en_annee_mois_jour(ecrit: object, lu: date):
    assert lire(t.Jour, ecrit) == lu


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "type_"),
    [
        ("2026-02-30", "date_absente"),
        ("2026-02-29", "date_absente"),
        ("2026-13-01", "date_absente"),
        ("1899-12-31", "date_lointaine"),
        ("2201-01-01", "date_lointaine"),
        ("0001-01-01", "date_lointaine"),
        (date(1899, 12, 31), "date_lointaine"),
        ("03/02/2026", "date"),
        ("20260203", "date"),
        ("31 août", "date"),
        ("2026-08-31T00:00", "date"),
        ("\u0662026-08-31", "date"),
        (0, "date"),
        (1_700_006_400, "date"),
        (True, "date"),
        (datetime(2026, 8, 31), "date"),  # noqa: DTZ001
        (None, "date"),
    ],
)
def test_une_date_ambigue_lointaine_ou_impossible_est_refusee(ecrit: object, type_: str):
    assert refus(t.Jour, ecrit) == type_


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("17 h", time(17)),
        ("17h", time(17)),
        ("17\u00a0h\u00a030", time(17, 30)),
        ("17 h 30", time(17, 30)),
        ("17h30", time(17, 30)),
        ("17:30", time(17, 30)),
        ("9:05", time(9, 5)),
        ("0 h", time(0)),
        ("23 h 59", time(23, 59)),
        (time(17, 30), time(17, 30)),
    ],
)
def test_une_heure_se_lit_avec_un_h_ou_un_deux_points(ecrit: object, lu: time):
    assert lire(t.Heure, ecrit) == lu


@d_un_trait
@pytest.mark.parametrize(
    "ecrit",
    ["24 h", "17 h 60", "17", "17:", "17:5", "17 h 5", "17:30:00", "5 pm", "midi", "-1 h", "", 17, 17.5, True, None],
)
def test_une_heure_incomplete_ou_impossible_est_refusee(ecrit: object):
    assert refus(t.Heure, ecrit) == "heure"


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("2026-10-12", Moment(date(2026, 10, 12))),
        (date(2026, 10, 12), Moment(date(2026, 10, 12))),
        ("2026-10-12 14:30", Moment(date(2026, 10, 12), time(14, 30))),
        ("2026-10-12T14:30", Moment(date(2026, 10, 12), time(14, 30))),
        ("2026-10-12 14 h 30", Moment(date(2026, 10, 12), time(14, 30))),
        ("2026-10-12 0 h", Moment(date(2026, 10, 12), time(0))),
        (datetime(2026, 10, 12, 14, 30, 59), Moment(date(2026, 10, 12), time(14, 30))),  # noqa: DTZ001
        (Moment(date(2026, 10, 12)), Moment(date(2026, 10, 12))),
    ],
)
def test_un_moment_est_un_jour_avec_l_heure_quand_on_la_connait(ecrit: object, lu: Moment):
    assert lire(t.JourEtHeure, ecrit) == lu


@pytest.mark.parametrize(
    ("ecrit", "type_"),
    [
        ("2026-10-12 25:00", "heure"),
        ("2026-10-12 14:30Z", "heure"),
        ("2026-02-30 14:30", "date_absente"),
        ("12 octobre", "date"),
        (datetime(2026, 10, 12, 14, 30, tzinfo=UTC), "heure"),  # -- l'heure de Londres n'est pas celle du Québec --
        (1_700_006_400, "date"),
        (None, "date"),
    ],
)
def test_un_moment_avec_un_fuseau_ou_une_heure_impossible_est_refuse(ecrit: object, type_: str):
    assert refus(t.JourEtHeure, ecrit) == type_


# -- Oui ou non, entiers --


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("oui", True),
        ("OUI", True),
        (" Oui ", True),
        ("true", True),
        (True, True),
        ("non", False),
        ("Non", False),
        ("false", False),
        (False, False),
    ],
)
def test_oui_et_non_se_lisent_en_francais(ecrit: object, lu: bool):
    assert lire(t.OuiNon, ecrit) is lu


@d_un_trait
@pytest.mark.parametrize("ecrit", ["on", "off", "1", "peut-être", "", 1, 0, None])
def test_toute_autre_reponse_est_refusee(ecrit: object):
    assert refus(t.OuiNon, ecrit) == "oui_non"


@pytest.mark.parametrize(
    ("genre", "ecrit", "lu"),
    [
        (t.Entier, 0, 0),
        (t.Entier, "0", 0),
        (t.Entier, "42", 42),
        (t.Entier, "999999", 999_999),
        (t.NumeroDePage, 1, 1),
        (t.JoursDeDelai, "1", 1),
        (t.JoursDeDelai, 365, 365),
    ],
)
def test_un_entier_se_lit_en_chiffres(genre: Any, ecrit: object, lu: int):
    assert lire(genre, ecrit) == lu


@d_un_trait
@pytest.mark.parametrize(
    ("genre", "ecrit", "type_"),
    [
        (t.Entier, -1, "entier"),
        (t.Entier, "-1", "entier"),
        (t.Entier, "1000000", "entier"),
        (t.Entier, "3.0", "entier"),
        (t.Entier, 3.0, "entier"),
        (t.Entier, True, "entier"),
        (t.Entier, "\u0663", "entier"),
        (t.NumeroDePage, 0, "greater_than_equal"),
        (t.JoursDeDelai, 0, "greater_than_equal"),
        (t.JoursDeDelai, 366, "less_than_equal"),
    ],
)
def test_un_entier_negatif_approche_ou_hors_bornes_est_refuse(genre: Any, ecrit: object, type_: str):
    assert refus(genre, ecrit) == type_


# -- Textes --

FAMILLE = "\U0001f468\u200d\U0001f469\u200d\U0001f467"  # -- trois emojis soudés par des liants --
VISAGE_RECENT = "\U0001fae9"  # -- Unicode 16 (2024) : inconnu de bien des systèmes --
ECOSSE = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        *("Tremblay & Fils", "R&D <2>", '« L’Été » "a"', "]]>", "{{ 7*7 }}", "{_{ x }_}", "œuvre", "l'été", "a\tb"),
        *("Insécable\u00a0ici", FAMILLE, VISAGE_RECENT, ECOSSE, "❤\ufe0f", "日本", "a" * 500),
    ],
)
def test_un_texte_licite_passe_intact(texte: str):
    assert lire(t.LigneDeTexte, texte) == texte


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [("e\u0301te\u0301", "été"), ("a\r\nb\rc", "a\nb\nc"), ("a\n\nb", "a\n\nb")],
)
def test_les_accents_se_recomposent_et_les_fins_de_ligne_se_simplifient(ecrit: str, lu: str):
    assert lire(t.Texte, ecrit) == lu


@d_un_trait
@pytest.mark.parametrize(
    "caractere",
    [
        *("\0", "\x07", "\x0b", "\x7f", "\x85", "\ufffe", "\uffff", "\U0001fffe", "\ufdd0", "\u202e", "\u2066"),
        *("\u2069", "\u200b", "\u200c", "\u200e", "\u200f", "\u061c", "\u2028", "\u2029", "\ufeff", "\ue000"),
        *("\xad", "\u2060", "\u2061", "\u2064", "\u206f", "\U000e0000", "\U000e0041", "\U000e007f", "\U000f0000"),
        *("\u3164", "\uffa0", "\u115f", "\u1160", "\u2800", "\u180e", "\u180b", "\u180f", "\u034f", "\ufff9"),
        *("\ufffb", "\ufe00", "\ufe0e", "\ufe0f", "\U000e0100", "\U000e01ef", "\U000e0fff", "\u17b4", "\u17b5"),
        *("\u206a", "\u200d", "\ufff0", "\ufffc", "\u070f", "\U0001bca0", "\U0001d159", "\U0001d173"),
        *("\U0001d17a", "\U00013430", "\U00016fe4"),
    ],
)
def test_un_caractere_qui_ne_s_imprime_pas_est_refuse_et_nomme(caractere: str):
    with pytest.raises(ValidationError) as exc:
        lire(t.Texte, f"avant{caractere}après")
    (erreur,) = fautes_de(exc.value)
    assert erreur["type"] == "caractere"
    assert f"U+{ord(caractere):04X}" in erreur["msg"]


def test_un_demi_caractere_est_refuse():
    assert refus(t.Texte, "avant\ud800après") == "string_unicode"


def test_les_positions_des_caracteres_refuses_sont_rendues():
    assert t.caracteres_refuses("a\u200bb\n\t\x00") == [(1, "U+200B"), (5, "U+0000")]
    assert t.caracteres_refuses("a\nb\tc") == []


ECOSSE = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        "\u205f",
        "\u2070",
        ECOSSE,
        f"{ECOSSE}{ECOSSE}",
        "\U0001f3f4",
        "👩\u200d🚀",
        "❤\ufe0f",
        "👋🏽",
        "🇨🇦",
    ],
    ids=ascii,
)
def test_un_emoji_compose_et_les_voisins_des_invisibles_sont_permis(texte: str):
    assert t.caracteres_refuses(f"avant{texte}après") == []


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        *("❤\ufe0f", "☎\ufe0e", "©\ufe0f", "™\ufe0f", "3\ufe0f\u20e3", "#\ufe0f\u20e3", "👁\ufe0f\u200d🗨\ufe0f"),
        *("🏳\ufe0f\u200d🌈", "❤\ufe0f\u200d🔥", "👩🏽\u200d⚕\ufe0f", "🧑\u200d🦰", FAMILLE, "👨\u200d❤\ufe0f\u200d👨"),
    ],
    ids=ascii,
)
@pytest.mark.parametrize(("avant", "apres"), [("", ""), ("mot ", " mot"), ("a", "b"), ("\n", "\n")])
def test_un_liant_ou_un_selecteur_passe_la_ou_il_dessine_un_emoji(texte: str, avant: str, apres: str):
    assert t.caracteres_refuses(f"{avant}{texte}{apres}") == []


@d_un_trait
@pytest.mark.parametrize(
    ("texte", "places"),
    [
        ("a\u200db", [1]),
        ("👩\u200d", [1]),
        ("👩\u200da", [1]),
        ("a\u200d🚀", [1]),
        ("\u200d🚀", [0]),
        ("👩\u200d\u200d🚀", [1, 2]),
        ("Marie\ufe0f", [5]),
        ("\ufe0f", [0]),
        ("❤\ufe0f\ufe0f", [2]),
        ("3\ufe0f", [1]),
        ("3\ufe0fx\u20e3", [1]),
        ("❤\ufe01", [1]),
        ("漢\U000e0100", [1]),
        ("漢\ufe00", [1]),
    ],
    ids=ascii,
)
def test_un_liant_ou_un_selecteur_est_refuse_partout_ailleurs(texte: str, places: list[int]):
    assert [i for i, _ in t.caracteres_refuses(texte)] == places


@d_un_trait
@pytest.mark.parametrize(
    ("texte", "places"),
    [
        ("\u0301", [0]),
        ("\u0301Marie", [0]),
        ("Marie \u0301Exemple", [6]),
        ("Marie\n\u0301", [6]),
        ("Marie\u00a0\u0301", [6]),
        ("Marie\u202f\u0301\u0301", [6]),
        ("\u20dd", [0]),
        ("\u0903", [0]),
        ("a" + "\u0301" * 5, [5]),
        ("a\u0301\u0302\u0303\u0304\u0305\u0306", [5, 6]),
        ("M" + "\u0335" * 30 + "arie", list(range(5, 31))),
        ("e\u0301\u0327\u0328\u0323\u0331x\u0301", [5]),
    ],
    ids=ascii,
)
def test_un_accent_que_rien_ne_porte_ou_de_trop_est_refuse(texte: str, places: list[int]):
    assert [i for i, _ in t.caracteres_refuses(texte)] == places


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        *(
            "e\u0301",
            "a" + "\u0301" * 4,
            "Nguye\u0302\u0303n",
            "x\u0323\u0302y\u0323\u0302",
            "\u25cc\u0301",
            "(a\u0301)",
        ),
        "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd",
        "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f",
        *("\u0915\u0943\u0937\u094d\u0923", "\u0e1b\u0e23\u0e35\u0e0a\u0e32"),
    ],
    ids=ascii,
)
def test_un_accent_porte_par_sa_lettre_est_permis(texte: str):
    assert t.caracteres_refuses(texte) == []


def test_un_accent_de_trop_ou_sans_lettre_est_dit():
    assert t.caracteres_refuses(" \u0301") == [(1, "U+0301, un accent que rien ne porte")]
    assert t.caracteres_refuses("a" + "\u0301" * 5) == [(5, "U+0301, un accent de trop sur la même lettre")]


@pytest.mark.parametrize("decompose", ["\u0344" * 3, "\u0344" * 4])
def test_les_accents_se_comptent_aussi_une_fois_decomposes(decompose: str):
    """U+0344 vaut deux accents : trois en font six."""
    assert refus(t.Texte, f"a{decompose}") == "caractere"


# -- Ce qui nomme se lit --


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        *("3", "R&D", "A", "é", "№ 4", "Nguyễn Văn Exemple", "Zoë", "Þór", "李 Exemple", "李明", "O’Brien", "Łódź"),
        *("Jean\u2011Luc", "Ali Ben-Exemple", "D'Amours", "محمد مثال", "דוגמה", "Иван Пример", "Παράδειγμα"),
        *("उदाहरण", "예시", "ตัวอย่าง", "12, rue des Érables", "4.2", "½", "Ⅳ", "٣", "F-1023", "C.P. 12", "!a", "« a »"),
        *("😀 Marie", "St-Jean-sur-Richelieu", "(3)", "★ 5", "M.", "[à compléter : nom]"),
    ],
)
def test_un_intitule_ou_l_on_lit_une_lettre_ou_un_chiffre_passe(texte: str):
    assert lire(t.Intitule, texte) == texte


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        *(
            "---",
            ".",
            "…",
            "?",
            "!!!",
            "-",
            "–",
            "—",
            "*",
            "( )",
            "«»",
            '""',
            "'",
            "/",
            "#",
            "&",
            "$",
            "%",
            "_",
            "· · ·",
        ),
        *("\u2003.\u2003", "\uff0e", "。", "★★★", "😀", "👍🏽", "→", "≠", "©", "◌\u0301", "\u3000-", "]]>", "{", "№"),
    ],
    ids=ascii,
)
def test_un_intitule_sans_lettre_ni_chiffre_est_refuse(texte: str):
    assert refus(t.Intitule, texte) == "illisible"


@d_un_trait
@pytest.mark.parametrize("genre", [t.LigneDeTexte, t.Texte], ids=["ligne", "texte"])
@pytest.mark.parametrize(
    "texte", ["😀", "🤮🤮", "!!!", "…", "★★★", "👎🏽", "❤\ufe0f", "👩\u200d🚀", "$", "-"], ids=ascii
)
def test_un_texte_libre_peut_n_etre_que_des_signes(genre: Any, texte: str):
    assert lire(genre, texte) == texte


@pytest.mark.parametrize("texte", ["\u2003", "\u3000", "\u00a0\u202f", "\u205f\u2009"], ids=ascii)
def test_des_blancs_ne_sont_pas_un_intitule(texte: str):
    assert refus(t.Intitule, texte) == "illisible"


@pytest.mark.parametrize(
    ("texte", "refuses"),
    [
        (ECOSSE[1:], 6),
        (ECOSSE[:-1], 5),
        (f"\U0001f3f4x{ECOSSE[1:]}", 6),
        ("\U0001f3f4" + "\U000e0061" * 7 + "\U000e007f", 8),
        ("\U0001f3f4\U000e0041\U000e0042\U000e0043\U000e007f", 4),
        (f"{ECOSSE}\U000e0067", 1),
    ],
    ids=ascii,
)
def test_une_etiquette_ne_passe_que_dans_un_drapeau_de_region(texte: str, refuses: int):
    trouves = t.caracteres_refuses(texte)
    assert len(trouves) == refuses
    assert all(nom.startswith("U+E00") for _, nom in trouves)


@pytest.mark.parametrize(
    ("genre", "ecrit", "type_"),
    [
        (t.LigneDeTexte, "", "string_too_short"),
        (t.LigneDeTexte, "Marie\nExemple", "une_ligne"),
        (t.LigneDeTexte, "Marie\rExemple", "une_ligne"),
        (t.LigneDeTexte, "a" * 501, "string_too_long"),
        (t.Texte, "a" * 5001, "string_too_long"),
        (t.LigneDeTexte, 2026, "string_type"),
        (t.LigneDeTexte, None, "string_type"),
    ],
)
def test_un_texte_vide_trop_long_ou_de_deux_lignes_est_refuse(genre: Any, ecrit: object, type_: str):
    assert refus(genre, ecrit) == type_


def test_un_texte_de_cinq_mille_caracteres_est_admis():
    assert lire(t.Texte, "a" * 5000) == "a" * 5000


# -- Coordonnées --


def code_postal(code: str, **pays: str) -> str | None:
    return Adresse.model_validate({"ligne": "12, rue A", "ville": "Granby", "code_postal": code, **pays}).code_postal


@d_un_trait
@pytest.mark.parametrize("pays", [{}, {"pays": "Canada"}, {"pays": "CANADA"}], ids=str)
@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("J2G 1A1", "J2G 1A1"),
        ("j2g1a1", "J2G 1A1"),
        ("J2G\u00a01A1", "J2G 1A1"),
        ("K1A 0B1", "K1A 0B1"),
        ("J7Z 5B3", "J7Z 5B3"),
    ],
)
def test_un_code_postal_du_canada_prend_sa_forme_officielle(ecrit: str, lu: str, pays: dict[str, str]):
    assert code_postal(ecrit, **pays) == lu


@d_un_trait
@pytest.mark.parametrize("pays", [{}, {"pays": "Canada"}], ids=str)
@pytest.mark.parametrize(
    "ecrit", ["D1A 1A1", "W1A 1A1", "Z1A 1A1", "J2O 1A1", "J2G 1U1", "J2G/1A1", "75001", "J2G 1A", "J2G 1A11"]
)
def test_un_code_postal_que_le_canada_n_a_pas_est_refuse_a_sa_place(ecrit: str, pays: dict[str, str]):
    with pytest.raises(ValidationError) as exc:
        code_postal(ecrit, **pays)
    assert [(e["type"], e["loc"]) for e in fautes_de(exc.value)] == [("code_postal", ("code_postal",))]


@pytest.mark.parametrize("ecrit", ["75001", "SW1A 1AA", "j2g1a1"])
def test_un_code_postal_d_un_autre_pays_reste_tel_quel(ecrit: str):
    assert code_postal(ecrit, pays="France") == ecrit


def test_un_pays_refuse_ne_fait_pas_refuser_le_code_postal_en_plus():
    with pytest.raises(ValidationError) as exc:
        code_postal("75001", pays="a\nb")
    assert [e["loc"] for e in fautes_de(exc.value)] == [("pays",)]


@d_un_trait
@pytest.mark.parametrize(
    ("genre", "ecrit", "lu"),
    [
        (t.Neq, "1100000000", "1100000000"),
        (t.Neq, "22 7905 0480", "2279050480"),
        (t.Neq, "0000000001", "0000000001"),
        (t.Courriel, "karine@exemple.test", "karine@exemple.test"),
        (t.Courriel, "jean.côté@Exemple.TEST", "jean.côté@exemple.test"),
        (t.Telephone, "450 555-0123", "450 555-0123"),
        (t.Telephone, "(450) 555.0123", "(450) 555.0123"),
        (t.Telephone, "450\u00a0555-0123", "450\u00a0555-0123"),
        (t.Telephone, "+1 450 555-0123, poste 12", "+1 450 555-0123, poste 12"),
        (t.IdPiece, "P-1", "P-1"),
        (t.IdPiece, "P-999", "P-999"),
        (t.AdresseWeb, "https://exemple.test/a?b=1#c", "https://exemple.test/a?b=1#c"),
        (t.AdresseWeb, "http://exemple.test", "http://exemple.test"),
    ],
)
def test_une_coordonnee_se_lit_sous_ses_formes_courantes(genre: Any, ecrit: str, lu: str):
    assert lire(genre, ecrit) == lu


@d_un_trait
@pytest.mark.parametrize(
    ("genre", "ecrit", "type_"),
    [
        (t.Neq, "110000000", "neq"),
        (t.Neq, "11000000000", "neq"),
        (t.Neq, "110000000A", "neq"),
        (t.Neq, "\u0661100000000", "neq"),
        (t.Courriel, "a@localhost", "courriel"),
        (t.Courriel, "exemple.test", "courriel"),
        (t.Courriel, "a@@exemple.test", "courriel"),
        (t.Courriel, "a@exemple.test\nb", "une_ligne"),
        (t.Telephone, "555-0123", "telephone"),
        (t.Telephone, "450 555-01234", "telephone"),
        (t.Telephone, "2 450 555-0123", "telephone"),
        (t.Telephone, "450 555-0123 poste", "telephone"),
        (t.Telephone, "450 KAR-INE1", "telephone"),
        (t.Telephone, "\u0664\u0665\u0660 555-0123", "telephone"),
        (t.IdPiece, "P-0", "piece"),
        (t.IdPiece, "P-1000", "piece"),
        (t.IdPiece, "P-0", "piece"),
        (t.IdPiece, "P-1.2", "piece"),
        (t.IdPiece, "P-1000", "piece"),
        (t.AdresseWeb, "exemple.test", "url"),
        (t.AdresseWeb, "ftp://exemple.test", "url"),
        (t.AdresseWeb, "javascript:alert(1)", "url"),
        (t.AdresseWeb, "https://exemple.test/a b", "url"),
        (t.AdresseWeb, "https://", "url"),
    ],
)
def test_une_coordonnee_malformee_est_refusee(genre: Any, ecrit: str, type_: str):
    assert refus(genre, ecrit) == type_


@given(st.text(min_size=1, max_size=60))
def test_un_texte_lu_ne_contient_que_ce_qui_s_imprime(texte: str):
    try:
        lu = TypeAdapter(t.Texte).validate_python(texte)
    except ValidationError:
        return
    assert t.caracteres_refuses(lu) == []
    assert "\r" not in lu
    assert TypeAdapter(t.Texte).validate_python(lu) == lu


# -- L'ordinaire se lit sans nos lectures, et comme elles le liraient --

_SIGNES = st.sampled_from(
    "aÉœ09 \t\n\r\u00a0\u202f\u00ad\u0301\u0085\u2028\u1f60ʰ_-–’P1$\u00b2\u0660\x00\x1f\U0001f600"
)
_DATES = st.sampled_from(
    ["2026-02-28", "2026-02-29", "1899-12-31", "1900-01-01", "2200-12-31", "2201-01-01", "0000-00-00"]
)
_ECRITS = st.one_of(
    st.text(_SIGNES, max_size=12),
    st.sampled_from(
        ["P-1", "p1", "P-0", "P-999", "P-1000", "rappel", "Rappel", "ra", "é" * 500, "é" * 501, "a" * 5001]
    ),
    st.builds("{}{}{}".format, st.text(_SIGNES, max_size=2), _DATES, st.text(_SIGNES, max_size=2)),
    st.sampled_from(
        [None, 2026, True, b"2026-01-01", b"abc", date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC), ["a"], {"a": 1}]
    ),
)


@given(_ECRITS)
def test_ce_qui_s_ecrit_comme_d_ordinaire_se_lit_pareil(ecrit: object):
    for genre in (t.Texte, t.Description, t.LigneDeTexte, t.Intitule, t.IdPiece, t.Jour, UneLettre):
        schema: Any = TypeAdapter(genre).core_schema
        assert schema["type"] == "union"
        dits = [_ce_qui_est_dit(SchemaValidator(s, _EN_BLOC), ecrit) for s in (schema, lecture_de(schema))]
        assert dits[0] == dits[1], genre


_EN_BLOC = CoreConfig(str_strip_whitespace=True)
UneLettre = Annotated[Literal["rappel", "reponse"], Mots()]


def _ce_qui_est_dit(lecteur: SchemaValidator, ecrit: object) -> object:
    try:
        lu = lecteur.validate_python(ecrit)
        return type(lu), lu
    except ValidationError as exc:
        return [(e["type"], e["loc"], e["msg"]) for e in fautes_de(exc)]
