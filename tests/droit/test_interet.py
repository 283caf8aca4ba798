"""L'intérêt : taux applicable, départ et montant par jour. Les taxes : chacune arrondie au cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettres.droit.compte import interet_par_annee, interet_par_jour
from lettres.droit.interet import depart, examiner_taux, taux_applicable
from lettres.droit.taxes import depuis_le_total, taxes, voisins

AU = date(2026, 11, 22)
S = "\u00a0"
MONTANTS = st.decimals(min_value="0.01", max_value="999999.99", places=2)


@pytest.mark.parametrize(
    ("taux", "preuve", "mensuel", "motif"),
    [
        (Decimal(12), "P-1", None, "Taux annuel convenu, prouvé par la pièce P-1."),
        (Decimal(12), None, None, "Aucune pièce ne prouve que le taux a été accepté : taux légal."),
        (None, "P-1", "2 %", "Un taux par mois sans équivalent annuel ne se convertit pas : taux légal."),
        (None, None, None, "Aucun taux convenu : taux légal."),
    ],
)
def test_le_taux_retenu_dit_pourquoi(taux: Decimal | None, preuve: str | None, mensuel: str | None, motif: str):
    assert taux_applicable(taux, preuve, AU, taux_mensuel=mensuel).motif == motif


@pytest.mark.parametrize(
    ("taux", "phrase", "article"),
    [
        ("15.01", f"L’abus est parfois plaidé contre un taux de 15,01{S}%.", ""),
        ("24", f"Les tribunaux réduisent souvent un taux de 24{S}%.", ""),
        ("36", f"Un taux de 36{S}% dépasse le seuil criminel de 35{S}%.", "347"),
    ],
)
def test_un_taux_discute_dit_pourquoi_et_d_ou(taux: str, phrase: str, article: str):
    examen = examiner_taux(Decimal(taux), AU)
    assert examen.phrase == phrase
    assert examen.seuil is not None and examen.seuil.reference.article == article


@pytest.mark.parametrize(
    ("receptions", "automatique", "motif"),
    [
        ([], True, "Le contrat met en demeure par le seul écoulement du temps : l’échéance."),
        ([date(2026, 10, 5)], False, "La réception de la mise en demeure."),
        ([], False, "L’intérêt ne court pas encore : aucune mise en demeure n’est dite reçue."),
    ],
)
def test_le_depart_de_l_interet_dit_pourquoi(receptions: list[date], automatique: bool, motif: str):
    assert depart(date(2026, 8, 31), receptions, demeure_automatique=automatique).motif == motif


def test_sans_echeance_connue_toute_reception_compte():
    assert depart(None, [date(2026, 10, 5)], demeure_automatique=False).jour == date(2026, 10, 5)


@pytest.mark.parametrize(
    ("capital", "taux", "par_jour"),
    [
        ("1149.75", "5", "0.15"),  # -- 0,1575 --
        ("4311.56", "12", "1.41"),  # -- 1,4175 --
        ("60", "5", "0.00"),  # -- 0,0082 : un cent par jour serait 22 % de trop --
        ("72.99", "5", "0.00"),  # -- 0,009999 --
        ("73", "5", "0.01"),  # -- 0,01 tout juste --
        ("145.99", "5", "0.01"),  # -- 0,019999 --
        ("1000", "0", "0.00"),
    ],
)
def test_l_interet_d_un_jour_s_arrondit_au_cent_vers_le_bas(capital: str, taux: str, par_jour: str):
    assert interet_par_jour(Decimal(capital), Decimal(taux)) == Decimal(par_jour)


@pytest.mark.parametrize(
    ("capital", "taux", "par_annee"),
    [
        ("60", "5", "3.00"),
        ("1149.75", "5", "57.48"),  # -- 57,4875 --
        ("19.99", "5", "0.99"),  # -- 0,9995 --
        ("1000", "0", "0.00"),
    ],
)
def test_l_interet_d_une_annee_s_arrondit_au_cent_vers_le_bas(capital: str, taux: str, par_annee: str):
    assert interet_par_annee(Decimal(capital), Decimal(taux)) == Decimal(par_annee)


@pytest.mark.parametrize(
    ("prix", "tps", "tvq", "total"),
    [
        ("1000.00", "50.00", "99.75", "1149.75"),
        ("0.10", "0.01", "0.01", "0.12"),  # -- 0,005 monte; 0,009975 monte --
        ("0.09", "0.00", "0.01", "0.10"),  # -- 0,0045 descend --
        ("0.05", "0.00", "0.00", "0.05"),
        ("19.99", "1.00", "1.99", "22.98"),
        ("60.00", "3.00", "5.99", "68.99"),  # -- 5,985 : le demi-cent monte --
    ],
)
def test_chaque_taxe_se_calcule_sur_le_prix_et_s_arrondit_au_cent(prix: str, tps: str, tvq: str, total: str):
    ventilees = taxes(Decimal(prix), AU)
    assert (ventilees.tps, ventilees.tvq, ventilees.total) == (Decimal(tps), Decimal(tvq), Decimal(total))


@given(MONTANTS)
def test_les_taxes_ne_perdent_pas_un_cent(prix: Decimal):
    ventilees = taxes(prix, AU)
    assert abs(ventilees.tps - prix * 5 / 100) <= Decimal("0.005")
    assert abs(ventilees.tvq - prix * Decimal("9.975") / 100) <= Decimal("0.005")
    assert ventilees.total == prix + ventilees.tps + ventilees.tvq


@given(MONTANTS)
def test_un_prix_taxe_se_retrouve_depuis_son_total(prix: Decimal):
    assert depuis_le_total(taxes(prix, AU).total, AU) == taxes(prix, AU)


def test_les_voisins_d_un_total_impossible_l_encadrent():
    totaux = [t.total for t in voisins(Decimal("0.11"), AU)]
    assert totaux == sorted(totaux)
    assert Decimal("0.10") in totaux and Decimal("0.12") in totaux
    assert all(t.avant_taxes > 0 for t in voisins(Decimal("0.01"), AU))


@pytest.mark.parametrize("total", ["1149.75", "1149.76"])
def test_les_voisins_sont_cinq_prix_autour_du_total_sans_ses_taxes(total: str):
    prix = [str(t.avant_taxes) for t in voisins(Decimal(total), AU)]
    assert prix == ["999.98", "999.99", "1000.00", "1000.01", "1000.02"]
