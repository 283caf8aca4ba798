"""Le calendrier : jours fériés contre une liste écrite à la main, report au premier jour ouvrable."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import d_un_trait

from lettres.droit.calendrier import Calendrier, ajouter_jours_ouvrables, est_ouvrable, jours_feries, reporter

FERIES = {
    # -- Vendredi saint et lundi de Pâques, journée des patriotes, 1er ou 2 juillet, fête du Travail, Action de grâces;
    #    s'y ajoutent chaque année les 1er et 2 janvier, le 24 juin, les 25 et 26 décembre --
    2024: "03-29 04-01 05-20 07-01 09-02 10-14",
    2025: "04-18 04-21 05-19 07-01 09-01 10-13",
    2026: "04-03 04-06 05-18 07-01 09-07 10-12",
    2027: "03-26 03-29 05-24 07-01 09-06 10-11",
    2028: "04-14 04-17 05-22 07-01 09-04 10-09",
    2029: "03-30 04-02 05-21 07-02 09-03 10-08",
    2030: "04-19 04-22 05-20 07-01 09-02 10-14",
}
FIXES = "01-01 01-02 06-24 12-25 12-26"

JOURS = st.dates(min_value=date(1950, 1, 1), max_value=date(2199, 12, 31))


@pytest.mark.parametrize("annee", FERIES)
def test_les_jours_feries_sont_ceux_de_la_loi(annee: int):
    attendus = {date.fromisoformat(f"{annee}-{jour}") for jour in f"{FERIES[annee]} {FIXES}".split()}
    assert jours_feries.__wrapped__(annee) == attendus  # -- recalculés, et non relus de la mémoire --


@d_un_trait
@pytest.mark.parametrize(
    ("jour", "ferie"),
    [
        (date(2029, 7, 1), False),  # -- un dimanche : le congé passe au 2 --
        (date(2029, 7, 2), True),
        (date(2028, 7, 1), True),  # -- un samedi : il ne bouge pas --
        (date(2028, 7, 2), False),
        (date(2028, 7, 3), False),
        (date(2026, 7, 2), False),
        (date(2026, 5, 25), False),  # -- les patriotes : le lundi qui précède le 25 mai, jamais le 25 --
        (date(2026, 5, 18), True),
        (date(2027, 5, 24), True),
        (date(2026, 9, 30), False),  # -- congés fédéraux, non québécois --
        (date(2026, 11, 11), False),
        (date(2026, 12, 24), False),
        (date(2026, 12, 31), False),
    ],
)
def test_un_jour_voisin_d_un_conge_n_en_est_pas_un(jour: date, ferie: bool):
    assert (jour in jours_feries(jour.year)) is ferie


@given(st.integers(min_value=1950, max_value=2199))
def test_chaque_annee_a_onze_jours_feries_dont_un_vendredi_saint_et_quatre_lundis_mobiles(annee: int):
    feries = jours_feries(annee)
    assert len(feries) == 11
    mobiles = [j for j in feries if f"{j:%m-%d}" not in FIXES.split() and j.month != 7]
    assert sorted(j.weekday() for j in mobiles) == [0, 0, 0, 0, 4]


@d_un_trait
@pytest.mark.parametrize(
    ("jour", "reporte"),
    [
        (date(2026, 12, 4), date(2026, 12, 4)),  # -- vendredi --
        (date(2026, 12, 5), date(2026, 12, 7)),  # -- samedi --
        (date(2026, 12, 6), date(2026, 12, 7)),  # -- dimanche --
        (date(2026, 12, 25), date(2026, 12, 28)),  # -- Noël, un vendredi, puis le 26 et la fin de semaine --
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2026, 4, 3), date(2026, 4, 7)),  # -- du Vendredi saint au mardi --
        (date(2029, 6, 30), date(2029, 7, 3)),  # -- samedi, dimanche 1er, lundi 2 férié --
        (date(2026, 6, 24), date(2026, 6, 25)),
    ],
)
def test_une_date_se_reporte_au_premier_jour_ouvrable(jour: date, reporte: date):
    assert reporter(jour) == reporte


@given(JOURS)
def test_le_report_va_vers_l_avant_de_six_jours_au_plus_et_s_arrete_au_premier_jour_ouvrable(jour: date):
    reporte = reporter(jour)
    assert timedelta(0) <= reporte - jour <= timedelta(days=6)
    assert est_ouvrable(reporte)
    assert not any(est_ouvrable(jour + timedelta(days=n)) for n in range((reporte - jour).days))


@pytest.mark.parametrize(
    ("depart", "nombre", "arrivee"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # -- vendredi + 1 = lundi --
        (date(2026, 11, 22), 5, date(2026, 11, 27)),
        (date(2026, 12, 23), 2, date(2026, 12, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_les_jours_ouvrables_sautent_les_fins_de_semaine_et_les_feries(depart: date, nombre: int, arrivee: date):
    assert ajouter_jours_ouvrables(depart, nombre) == arrivee


def test_selon_la_loi_d_interpretation_le_samedi_est_un_jour_ouvrable():
    vendredi = date(2026, 11, 20)
    assert ajouter_jours_ouvrables(vendredi, 1, Calendrier.INTERPRETATION) == date(2026, 11, 21)
    assert ajouter_jours_ouvrables(vendredi, 2, Calendrier.INTERPRETATION) == date(2026, 11, 23)
