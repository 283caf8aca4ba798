"""Pâques de 2000 à 2100, et tout ce qui en dépend : contre un algorithme indépendant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettres.droit.calendrier import Calendrier, est_ouvrable, jours_feries, reference, reporter
from lettres.droit.delais import delai_en_jours, delai_en_mois

ANNEES = range(2000, 2101)


def paques(annee: int) -> date:
    """L'algorithme anonyme grégorien (Nature, 1876), par divisions entières."""
    a, b, c = annee % 19, annee // 100, annee % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    mois, jour = divmod(h + m - 7 * n + 114, 31)
    return date(annee, mois, jour + 1)


@pytest.mark.parametrize(
    ("annee", "jour"),
    [(2000, "04-23"), (2008, "03-23"), (2011, "04-24"), (2026, "04-05"), (2038, "04-25"), (2100, "03-28")],
)
def test_l_algorithme_de_l_essai_donne_des_paques_connues(annee: int, jour: str):
    assert paques(annee).isoformat() == f"{annee}-{jour}"


def fautives(juste: Callable[[int], bool]) -> list[int]:
    """Les années du siècle où ce n'est pas juste."""
    return [annee for annee in ANNEES if not juste(annee)]


def test_le_vendredi_saint_et_le_lundi_de_paques_entourent_paques():
    def juste(annee: int) -> bool:
        dimanche = paques(annee)
        vendredi, lundi, mardi = (dimanche + timedelta(days=n) for n in (-2, 1, 2))
        return (
            {vendredi, lundi} <= jours_feries(annee)
            and {reporter(dimanche, calendrier) for calendrier in Calendrier} == {mardi}
            and reporter(vendredi, Calendrier.CPC) == mardi
            and reporter(vendredi, Calendrier.INTERPRETATION) == dimanche - timedelta(days=1)
        )

    assert fautives(juste) == []


def test_le_conge_du_premier_juillet_ne_passe_au_deux_que_le_dimanche():
    def juste(annee: int) -> bool:
        premier, deux = date(annee, 7, 1), date(annee, 7, 2)
        un_dimanche = premier.isoweekday() == 7
        return (deux in jours_feries(annee), premier in jours_feries(annee)) == (un_dimanche, not un_dimanche)

    assert fautives(juste) == []


@pytest.mark.parametrize(("mois", "premier", "dernier"), [(5, 18, 24), (9, 1, 7), (10, 8, 14)])
def test_les_lundis_feries_sont_des_lundis_a_leur_rang(mois: int, premier: int, dernier: int):
    def juste(annee: int) -> bool:
        (seul,) = [j for j in jours_feries(annee) if j.month == mois]
        return seul.isoweekday() == 1 and premier <= seul.day <= dernier

    assert fautives(juste) == []


def test_la_loi_d_interpretation_a_deux_feries_de_moins_et_le_samedi():
    def juste(annee: int) -> bool:
        deux = {date(annee, 1, 2), date(annee, 12, 26)}
        cpc, interpretation, lpc = (
            jours_feries(annee, c) for c in (Calendrier.CPC, Calendrier.INTERPRETATION, Calendrier.LPC)
        )
        return cpc - interpretation == deux and lpc == cpc

    assert fautives(juste) == []


@given(
    st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)),
    st.integers(min_value=1, max_value=400),
    st.sampled_from(Calendrier),
)
def test_une_echeance_n_est_jamais_un_jour_ferie(depuis: date, nombre: int, calendrier: Calendrier):
    for delai in (delai_en_jours(depuis, nombre, calendrier), delai_en_mois(depuis, nombre % 24 + 1, calendrier)):
        assert est_ouvrable(delai.echeance, calendrier)
        assert delai.terme <= delai.echeance <= delai.terme + timedelta(days=6)
        assert (delai.reporte_de is None) is est_ouvrable(delai.terme, calendrier)


@pytest.mark.parametrize(("calendrier", "article"), [("interpretation", "61(23)"), ("cpc", "82 et 83"), ("lpc", "269")])
def test_un_calendrier_nomme_son_texte_et_ou_le_lire(calendrier: str, article: str):
    texte = reference(Calendrier(calendrier))
    assert texte.article == article and texte.titre and texte.url.startswith("http")
    assert delai_en_jours(date(2026, 11, 10), 1, Calendrier(calendrier)).reference == texte


def test_un_delai_dit_son_calcul_et_son_report():
    insecable = "\u00a0"
    ordinaire = delai_en_jours(date(2026, 11, 10), 1)
    assert ordinaire.regle == (
        f"1{insecable}jour depuis le 10{insecable}novembre 2026, jour non compté : le 11{insecable}novembre 2026."
    )
    reporte = delai_en_mois(date(2026, 1, 31), 1)
    assert reporte.regle == (
        f"1{insecable}mois depuis le 31{insecable}janvier 2026, jour non compté : le 28{insecable}février 2026, "
        f"qui n’est pas un jour ouvrable; reporté au 2{insecable}mars 2026."
    )
