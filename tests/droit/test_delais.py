"""Les délais : réception prévue selon le mode d'envoi, échéance fixe un jour ouvrable."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import d_un_trait

from lettres.droit.calendrier import est_ouvrable
from lettres.droit.delais import echeance_de_lettre, reception_prevue

ENVOIS = st.dates(min_value=date(1950, 1, 1), max_value=date(2199, 1, 1))
DELAIS = st.integers(min_value=1, max_value=365)
MODES = st.sampled_from([None, "courriel", "poste", "recommande", "huissier", "main_propre"])

VENDREDI = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("mode", "recue"),
    [
        ("main_propre", date(2026, 11, 20)),
        ("courriel", date(2026, 11, 21)),
        ("poste", date(2026, 11, 27)),
        ("recommande", date(2026, 11, 27)),
        ("huissier", date(2026, 11, 27)),
        (None, date(2026, 11, 27)),
    ],
)
def test_la_reception_prevue_depend_du_mode_d_envoi(mode: str | None, recue: date):
    assert reception_prevue(VENDREDI, mode) == recue


@d_un_trait
@pytest.mark.parametrize(
    ("mode", "delai", "echeance"),
    [
        ("main_propre", 10, date(2026, 11, 30)),
        ("courriel", 10, date(2026, 12, 1)),
        ("poste", 10, date(2026, 12, 7)),
        ("recommande", 10, date(2026, 12, 7)),
        (None, 10, date(2026, 12, 7)),
        ("courriel", 34, date(2026, 12, 28)),  # -- le 25 décembre, reporté au lundi 28 --
        ("courriel", 1, date(2026, 11, 23)),  # -- un dimanche, reporté au lundi --
        ("main_propre", 365, date(2027, 11, 22)),
    ],
)
def test_l_echeance_compte_depuis_la_reception_et_se_reporte(mode: str | None, delai: int, echeance: date):
    assert echeance_de_lettre(VENDREDI, delai, mode) == echeance


def test_un_double_recu_un_mardi_donne_un_dixieme_jour_le_vendredi_de_la_semaine_suivante():
    mardi = date(2026, 11, 10)
    assert echeance_de_lettre(mardi, 10, "main_propre") == date(2026, 11, 20)


@given(ENVOIS, DELAIS, MODES)
def test_l_echeance_est_un_jour_ouvrable_et_laisse_tout_le_delai(envoi: date, delai: int, mode: str | None):
    echeance = echeance_de_lettre(envoi, delai, mode)
    assert est_ouvrable(echeance)
    assert echeance - reception_prevue(envoi, mode) >= timedelta(days=delai)


@given(ENVOIS, DELAIS, MODES, st.integers(min_value=0, max_value=40), st.integers(min_value=0, max_value=40))
def test_ecrire_plus_tard_ou_donner_plus_de_jours_n_avance_jamais_l_echeance(
    envoi: date, delai: int, mode: str | None, retard: int, ajout: int
):
    echeance = echeance_de_lettre(envoi, delai, mode)
    assert echeance_de_lettre(envoi + timedelta(days=retard), delai, mode) >= echeance
    assert echeance_de_lettre(envoi, delai + ajout, mode) >= echeance
