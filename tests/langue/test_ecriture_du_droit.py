"""L'écriture des explications : sommes, taux, dates et durées, comme on les lit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tables import d_un_trait

from lettres.langue import typographie
from lettres.langue.ecriture import compte_de, dollars, exact, jour, jour_et_date, nombre, pour_cent

S = "\u00a0"


@pytest.mark.parametrize(
    ("valeur", "ecrit"),
    [
        ("0", "0"),
        ("9.975", "9,975"),
        ("12.50", "12,5"),
        ("100", "100"),
        ("999", "999"),
        ("1000", f"1{S}000"),
        ("1234567.5", f"1{S}234{S}567,5"),
    ],
)
def test_un_nombre_a_sa_virgule_et_ses_tranches_sans_zero_superflu(valeur: str, ecrit: str):
    assert nombre(Decimal(valeur)) == ecrit


@pytest.mark.parametrize(
    ("somme", "court", "entier"),
    [
        ("0", f"0,00{S}$", f"0,00{S}$"),
        ("50", f"50,00{S}$", f"50,00{S}$"),
        ("999", f"999,00{S}$", f"999,00{S}$"),
        ("1000", f"1{S}000{S}$", f"1{S}000,00{S}$"),
        ("15000.00", f"15{S}000{S}$", f"15{S}000,00{S}$"),
        ("1149.75", f"1{S}149,75{S}$", f"1{S}149,75{S}$"),
    ],
)
def test_une_somme_ronde_et_grande_tait_ses_cents_sauf_demande(somme: str, court: str, entier: str):
    assert (dollars(Decimal(somme)), exact(Decimal(somme))) == (court, entier)


@pytest.mark.parametrize(
    ("valeur", "mot", "ecrit"),
    [(0, "jour", f"0{S}jour"), (1, "an", f"1{S}an"), (2, "an", f"2{S}ans"), (3, "mois", f"3{S}mois")],
)
def test_une_duree_prend_son_pluriel_a_deux(valeur: int, mot: str, ecrit: str):
    assert compte_de(valeur, mot) == ecrit


@d_un_trait
@pytest.mark.parametrize("mois", range(1, 13))
def test_les_explications_s_ecrivent_comme_les_lettres(mois: int):
    for quantieme in (1, 2, 28):
        quand = date(2026, mois, quantieme)
        assert jour(quand) == typographie.date_longue(quand)
        assert jour_et_date(quand) == typographie.jour_et_date(quand)
    assert exact(Decimal("1149.75")) == typographie.montant(Decimal("1149.75"))
    assert pour_cent(Decimal("12.50")) == typographie.taux(Decimal("12.50"))
