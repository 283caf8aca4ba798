"""La prescription : ce qui la fonde, sa phrase, et ce que l'urgence commande."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettres.droit.prescription import Matiere, Urgence, prescription

S = "\u00a0"
JOURS = st.dates(min_value=date(1950, 1, 1), max_value=date(2190, 12, 31))


@pytest.mark.parametrize(
    ("matiere", "article", "regle"),
    [
        (Matiere.GENERALE, "2925", f"3{S}ans depuis le 31{S}janvier 2026 : le 31{S}janvier 2029, sans report."),
        (Matiere.REPUTATION, "2929", f"1{S}an depuis le 31{S}janvier 2026 : le 31{S}janvier 2027, sans report."),
        (Matiere.JOURNAL, "2", f"3{S}mois depuis le 31{S}janvier 2026 : le 30{S}avril 2026, sans report."),
    ],
)
def test_une_prescription_dit_son_texte_et_son_calcul(matiere: Matiere, article: str, regle: str):
    rendue = prescription(matiere, date(2026, 1, 31))
    assert (rendue.reference.article, rendue.regle) == (article, regle)
    assert (rendue.matiere, rendue.depuis) == (matiere, date(2026, 1, 31))


def test_le_plafond_d_un_journal_dit_qu_il_compte_depuis_la_publication():
    rendue = prescription(Matiere.JOURNAL, date(2026, 1, 31), publication=date(2025, 3, 2))
    assert rendue.regle == f"1{S}an depuis la publication, le 2{S}mars 2025 : le 2{S}mars 2026, sans report."
    assert rendue.reference.loi == "Loi sur la presse"


def test_quand_les_deux_delais_finissent_le_meme_jour_on_dit_les_trois_mois():
    rendue = prescription(Matiere.JOURNAL, date(2026, 1, 31), publication=date(2025, 4, 30))
    assert rendue.regle == f"3{S}mois depuis le 31{S}janvier 2026 : le 30{S}avril 2026, sans report."


@given(JOURS, st.integers(min_value=0, max_value=700))
def test_contre_un_journal_on_n_attend_jamais_plus_que_les_deux_delais(connu: date, age: int):
    seul = prescription(Matiere.JOURNAL, connu)
    borne = prescription(Matiere.JOURNAL, connu, publication=connu - timedelta(days=age))
    assert borne.fin <= seul.fin
    assert borne.fin <= connu - timedelta(days=age) + timedelta(days=366)


@given(JOURS)
def test_l_urgence_ne_fait_que_croitre(depuis: date):
    rendue = prescription(Matiere.REPUTATION, depuis)
    rangs = list(Urgence)
    suite = [rangs.index(rendue.urgence(rendue.fin + timedelta(days=n))) for n in (-365, -181, -180, -90, -30, 0, 1)]
    assert suite == sorted(suite)
    assert suite[-1] == rangs.index(Urgence.ECHUE)


def test_chaque_urgence_a_sa_phrase_et_la_derniere_ne_promet_rien():
    phrases = [urgence.phrase for urgence in Urgence]
    assert len(set(phrases)) == len(phrases) and all(p.endswith(".") for p in phrases)
    assert "rien n’est promis" in Urgence.ECHUE.phrase
