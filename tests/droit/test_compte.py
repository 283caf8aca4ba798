"""Le compte : ce qui reste vrai de tout calcul d'intérêt, quels que soient les sommes, les jours et les paiements."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from efforts import appels
from hypothesis import given
from hypothesis import strategies as st

from lettres.droit.compte import (
    REFERENCE,
    REGLE,
    Compte,
    Versement,
    etablir,
    interet_exact,
)
from lettres.droit.dette import Dette

S = "\u00a0"
DEBUT = date(2026, 1, 1)
AU = date(2026, 12, 31)

MONTANTS = st.decimals(min_value="0.01", max_value="99999.99", places=2)
TAUX = st.decimals(min_value=0, max_value=35, places=2)
JOURS = st.integers(min_value=0, max_value=364)
VERSEMENTS = st.lists(
    st.builds(
        lambda jour, montant, dette: Versement(DEBUT + timedelta(days=jour), montant, dette),
        JOURS,
        MONTANTS,
        st.sampled_from([None, "A", "B", "C"]),
    ),
    max_size=6,
)
DETTES = st.lists(
    st.builds(
        lambda capital, taux, echeance, attente: (capital, taux, echeance, attente),
        MONTANTS,
        TAUX,
        JOURS,
        st.one_of(st.none(), st.integers(min_value=0, max_value=60)),
    ),
    min_size=1,
    max_size=3,
)


def en_dettes(tirees: list[tuple[Decimal, Decimal, int, int | None]]) -> list[Dette]:
    dettes = []
    for nom, (capital, taux, jour, attente) in zip("ABC", tirees, strict=False):
        echeance = DEBUT + timedelta(days=jour)
        depuis = None if attente is None else echeance + timedelta(days=attente)
        dettes.append(Dette(nom, capital, echeance, depuis, taux))
    return dettes


# -- Deux calculs indépendants --


def jour_par_jour(capital: Decimal, taux: Decimal, du: date, au: date) -> Fraction:
    """L'intérêt, un jour après l'autre, en fractions exactes."""
    somme, jour = Fraction(0), du
    while jour < au:
        jour += timedelta(days=1)
        somme += Fraction(capital) * Fraction(taux) / 100 / 365
    return somme


def demi_cent_vers_le_haut(somme: Fraction) -> Fraction:
    return Fraction((somme * 200 + 1) // 2, 100)


@pytest.mark.parametrize("tirages", [150, pytest.param(2000, marks=pytest.mark.long)])
def test_la_somme_jour_par_jour_et_la_forme_fermee_s_accordent(tirages: int):
    hasard = random.Random(2026)  # noqa: S311 -- un tirage reproductible, et non un secret
    for _ in range(tirages):
        capital, taux = Decimal(hasard.randint(1, 5_000_000)) / 100, Decimal(hasard.randint(0, 3500)) / 100
        du = date(2000, 1, 1) + timedelta(days=hasard.randint(0, 36000))
        au = du + timedelta(days=hasard.randint(1, 400))
        attendu = demi_cent_vers_le_haut(jour_par_jour(capital, taux, du, au))
        releve = etablir([Dette("d", capital, du, du, taux)], [], au).releves[0]
        assert Fraction(releve.interet) == attendu, (capital, taux, du, au)


# -- Propriétés --


@given(MONTANTS, TAUX, st.integers(min_value=0, max_value=5000), st.integers(min_value=0, max_value=5000))
def test_couper_une_periode_ne_change_pas_l_interet_exact(capital: Decimal, taux: Decimal, avant: int, apres: int):
    entier = Fraction(capital) * Fraction(taux) * (avant + apres) / 36500
    morceaux = Fraction(capital) * Fraction(taux) * avant / 36500 + Fraction(capital) * Fraction(taux) * apres / 36500
    assert entier == morceaux
    coupe = interet_exact(capital, taux, avant) + interet_exact(capital, taux, apres)
    assert abs(coupe - interet_exact(capital, taux, avant + apres)) < Decimal("1e-15")


@given(DETTES, VERSEMENTS, st.builds(Versement, st.just(DEBUT), MONTANTS), JOURS)
def test_un_paiement_de_plus_n_augmente_jamais_le_solde(
    tirees: list[tuple[Decimal, Decimal, int, int | None]], versements: list[Versement], ajout: Versement, jour: int
):
    dettes = en_dettes(tirees)
    ajout = Versement(DEBUT + timedelta(days=jour), ajout.montant)
    assert etablir(dettes, [*versements, ajout], AU).solde <= etablir(dettes, versements, AU).solde


@given(DETTES, VERSEMENTS, st.randoms(use_true_random=False))
def test_l_ordre_ou_les_paiements_sont_ecrits_ne_change_rien(
    tirees: list[tuple[Decimal, Decimal, int, int | None]], versements: list[Versement], hasard: random.Random
):
    melanges = list(versements)
    hasard.shuffle(melanges)
    assert etablir(en_dettes(tirees), melanges, AU) == etablir(en_dettes(tirees), versements, AU)


@given(DETTES, VERSEMENTS)
def test_chaque_versement_dit_ce_qu_il_a_paye(
    tirees: list[tuple[Decimal, Decimal, int, int | None]], versements: list[Versement]
):
    compte = etablir(en_dettes(tirees), versements, AU)
    assert len(compte.emplois) == len(versements)
    for versement, emploi in zip(versements, compte.emplois, strict=True):
        assert all(i.date == versement.date for i in emploi)
        assert sum((i.montant for i in emploi), Decimal(0)) <= versement.montant
    assert sum(i.montant for e in compte.emplois for i in e) == sum((r.paye for r in compte.releves), Decimal(0))


@given(DETTES, VERSEMENTS)
def test_chaque_dollar_recu_est_impute_ou_de_trop(
    tirees: list[tuple[Decimal, Decimal, int, int | None]], versements: list[Versement]
):
    compte = etablir(en_dettes(tirees), versements, AU)
    assert sum(r.paye for r in compte.releves) + compte.trop_paye == sum(v.montant for v in versements)
    for r in compte.releves:
        assert r.dette.capital + r.interet == r.paye + r.solde
        assert r.capital_restant >= 0 and r.interet_restant >= 0
    assert compte.trop_paye == 0 or compte.releves[0].dette.capital > 0


# -- Ce que le compte explique --


def exemple() -> Compte:
    dette = Dette("F-1023", Decimal("4311.56"), date(2026, 8, 1), date(2026, 8, 1), Decimal(12))
    return etablir([dette], [Versement(date(2026, 9, 10), Decimal(1000))], date(2026, 11, 22))


def test_un_segment_s_explique_par_son_calcul():
    premier, second = exemple().releves[0].segments
    assert premier.phrase == f"4{S}311,56{S}$ × 12{S}% × 40 / 365 = 56,70{S}$"
    assert second.phrase == f"3{S}368,26{S}$ × 12{S}% × 73 / 365 = 80,84{S}$"
    assert (premier.du, premier.au, second.au) == (date(2026, 8, 1), date(2026, 9, 10), date(2026, 11, 22))


def test_une_imputation_dit_ce_qu_elle_a_paye():
    (imputation,) = exemple().releves[0].imputations
    assert imputation.phrase == (
        f"1{S}000,00{S}$ le 10{S}septembre 2026 : 56,70{S}$ à l’intérêt, 943,30{S}$ au capital"
    )
    assert (imputation.dette, imputation.date) == ("F-1023", date(2026, 9, 10))


def test_le_compte_dit_sa_regle_et_sa_source():
    assert "premier jour exclu et dernier compté" in REGLE
    assert "1569 à 1572 et 1617" in str(REFERENCE) and REFERENCE.url.startswith("https://")


def test_le_solde_du_compte_est_la_somme_des_soldes_et_garde_le_jour():
    dettes = [Dette(nom, Decimal(100), DEBUT, DEBUT, Decimal("36.5")) for nom in "AB"]
    compte = etablir(dettes, [], date(2026, 1, 11))
    assert (compte.solde, compte.au, compte.trop_paye) == (Decimal("202.00"), date(2026, 1, 11), Decimal("0.00"))
    assert str(etablir([], [Versement(DEBUT, Decimal("5.00"))], AU).trop_paye) == "5.00"
    assert str(etablir([], [], AU).solde) == "0.00"


@pytest.mark.parametrize(
    ("au", "par_jour"),
    [(date(2026, 8, 30), "0.00"), (date(2026, 8, 31), "1.00"), (date(2026, 9, 1), "1.00")],
)
def test_l_interet_par_jour_ne_se_dit_que_depuis_le_depart(au: date, par_jour: str):
    dette = Dette("d", Decimal("3650.00"), date(2026, 8, 31), date(2026, 8, 31), Decimal(10))
    assert str(etablir([dette], [], au).releves[0].par_jour) == par_jour


def test_deux_dettes_du_meme_jour_se_paient_dans_l_ordre_du_dossier():
    dettes = [Dette(nom, Decimal(100), DEBUT, None, Decimal(5)) for nom in ("Z", "A")]
    compte = etablir(dettes, [Versement(DEBUT, Decimal(100))], AU)
    assert [r.solde for r in compte.releves] == [0, 100]


def test_le_meme_jour_les_paiements_designes_passent_dans_un_ordre_fixe():
    dettes = [Dette(nom, Decimal(100), DEBUT, DEBUT, Decimal(0)) for nom in ("A", "B")]
    jour = DEBUT + timedelta(days=1)
    versements = [Versement(jour, Decimal(80)), Versement(jour, Decimal(90), "B"), Versement(jour, Decimal(10), "A")]
    compte = etablir(dettes, versements, AU)
    assert [[(i.capital) for i in r.imputations] for r in compte.releves] == [[10, 80], [90]]


def test_le_meme_jour_deux_paiements_designes_passent_dans_l_ordre_de_leur_dette():
    dettes = [Dette(nom, Decimal(100), DEBUT, DEBUT, Decimal(0)) for nom in ("A", "B", "C")]
    jour = DEBUT + timedelta(days=1)
    compte = etablir(dettes, [Versement(jour, Decimal(150), "B"), Versement(jour, Decimal(160), "A")], AU)
    assert [[i.capital for i in r.imputations] for r in compte.releves] == [[100], [60, 40], [100]]


def gestes(nombre: int) -> int:
    """Ce que font les livres quand autant de paiements vont à autant de dettes, chacun payant la plus ancienne."""
    dettes = [Dette(str(rang), Decimal(100), DEBUT, DEBUT, Decimal(5)) for rang in range(nombre)]
    comptes = appels(lambda: etablir(dettes, [Versement(DEBUT, Decimal(100))] * nombre, AU))
    return sum(fois for (_, fonction), fois in comptes.items() if fonction.startswith("_Livre"))


def test_un_paiement_ne_revoit_ni_les_dettes_soldees_ni_celles_qu_il_n_atteint_pas():
    assert 0 < gestes(40) < 5 * gestes(10)


def test_un_paiement_epuise_ne_coupe_pas_le_segment_des_autres_dettes():
    dettes = [Dette(nom, Decimal(100), DEBUT, DEBUT, Decimal(5)) for nom in ("A", "B")]
    compte = etablir(dettes, [Versement(DEBUT + timedelta(days=30), Decimal(50))], AU)
    assert [len(r.segments) for r in compte.releves] == [2, 1]
