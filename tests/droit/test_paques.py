"""Pâques de 2000 à 2100, et tout ce qui en dépend : contre un algorithme indépendant."""

from __future__ import annotations

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


@pytest.mark.parametrize("annee", ANNEES)
def test_le_vendredi_saint_et_le_lundi_de_paques_entourent_paques(annee: int):
    feries, dimanche = jours_feries(annee), paques(annee)
    assert {dimanche - timedelta(days=2), dimanche + timedelta(days=1)} <= feries
    mardi = dimanche + timedelta(days=2)
    for calendrier in Calendrier:
        assert reporter(dimanche, calendrier) == mardi
    assert reporter(dimanche - timedelta(days=2), Calendrier.CPC) == mardi
    assert reporter(dimanche - timedelta(days=2), Calendrier.INTERPRETATION) == dimanche - timedelta(days=1)


@pytest.mark.parametrize("annee", ANNEES)
def test_le_conge_du_premier_juillet_ne_passe_au_deux_que_le_dimanche(annee: int):
    premier, deux = date(annee, 7, 1), date(annee, 7, 2)
    un_dimanche = premier.isoweekday() == 7
    assert (deux in jours_feries(annee), premier in jours_feries(annee)) == (un_dimanche, not un_dimanche)


@pytest.mark.parametrize("annee", ANNEES)
def test_les_lundis_feries_sont_des_lundis_a_leur_rang(annee: int):
    feries = jours_feries(annee)
    (patriotes,) = [j for j in feries if j.month == 5]
    (travail,) = [j for j in feries if j.month == 9]
    (graces,) = [j for j in feries if j.month == 10]
    assert {j.isoweekday() for j in (patriotes, travail, graces)} == {1}
    assert 18 <= patriotes.day <= 24 and 1 <= travail.day <= 7 and 8 <= graces.day <= 14


@pytest.mark.parametrize("annee", ANNEES)
def test_la_loi_d_interpretation_a_deux_feries_de_moins_et_le_samedi(annee: int):
    deux = {date(annee, 1, 2), date(annee, 12, 26)}
    assert jours_feries(annee, Calendrier.CPC) - jours_feries(annee, Calendrier.INTERPRETATION) == deux
    assert jours_feries(annee, Calendrier.LPC) == jours_feries(annee, Calendrier.CPC)


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
