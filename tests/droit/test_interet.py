"""L'intérêt : taux applicable et montant par jour. Les taxes : chacune arrondie au cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettres.droit.compte import interet_par_jour
from lettres.droit.interet import TauxApplicable, taux_applicable
from lettres.droit.taxes import taxes

AU = date(2026, 11, 22)
LEGAL = TauxApplicable(Decimal(5), conventionnel=False)
MONTANTS = st.decimals(min_value="0.01", max_value="999999.99", places=2)


@pytest.mark.parametrize(
    ("taux", "preuve", "applicable"),
    [
        (Decimal(12), "P-1", TauxApplicable(Decimal(12), conventionnel=True)),
        (Decimal(0), "P-1", TauxApplicable(Decimal(0), conventionnel=True)),
        (Decimal(12), None, LEGAL),
        (None, "P-1", LEGAL),
        (None, None, LEGAL),
    ],
)
def test_le_taux_convenu_ne_s_applique_que_prouve_par_une_piece(
    taux: Decimal | None, preuve: str | None, applicable: TauxApplicable
):
    assert taux_applicable(taux, preuve, AU) == applicable


@pytest.mark.parametrize(
    ("capital", "taux", "par_jour"),
    [
        ("1149.75", "5", "0.16"),  # -- 0,1575 --
        ("4311.56", "12", "1.42"),  # -- 1,4175 --
        ("36.50", "5", "0.01"),  # -- 0,005 : le demi-cent monte --
        ("36.49", "5", "0.00"),  # -- juste sous le demi-cent --
        ("109.50", "5", "0.02"),  # -- 0,015 : il monte aussi quand le cent est impair --
        ("182.50", "5", "0.03"),  # -- 0,025 : et quand il est pair (l'arrondi du banquier donnerait 0,02) --
        ("1000", "0", "0.00"),
    ],
)
def test_l_interet_d_un_jour_s_arrondit_au_cent_le_demi_cent_vers_le_haut(capital: str, taux: str, par_jour: str):
    assert interet_par_jour(Decimal(capital), Decimal(taux)) == Decimal(par_jour)


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
