"""Nombres en lettres : ceux d'une autre bibliothèque, signe pour signe."""

from __future__ import annotations

import pytest
from num2words import num2words

from lettres.langue.nombres import en_lettres

NOMBRES = [
    *range(2_100),
    *(tete * 10**zeros for tete in (1, 2, 17, 21, 71, 80, 81, 91, 99, 100, 180, 200, 280, 999) for zeros in range(15)),
    *(pow(48_271, rang, 10 ** (1 + rang % 17)) for rang in range(1_000)),
    *(-1, -80, -200),
]


def test_un_entier_s_ecrit_comme_num2words_l_ecrit():
    assert [en_lettres(n) for n in NOMBRES] == [num2words(n, lang="fr") for n in NOMBRES]


def test_un_nombre_que_personne_ne_lit_ne_s_ecrit_pas():
    assert en_lettres(10**18 - 1).startswith("neuf cent quatre-vingt-dix-neuf billiards")
    with pytest.raises(OverflowError):
        en_lettres(10**18)
