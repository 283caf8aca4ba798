"""Les nombres en lettres : l'orthographe traditionnelle, et rien d'autre que ce qu'en dit num2words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from lettres.langue.nombres import en_lettres


@pytest.mark.parametrize(
    ("nombre", "ecrit"),
    [
        (0, "zéro"),
        (1, "un"),
        (16, "seize"),
        (17, "dix-sept"),
        (20, "vingt"),
        (21, "vingt et un"),
        (22, "vingt-deux"),
        (70, "soixante-dix"),
        (71, "soixante et onze"),
        (77, "soixante-dix-sept"),
        # -- « vingt » et « cent » ne prennent un « s » que multipliés et les derniers --
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (90, "quatre-vingt-dix"),
        (91, "quatre-vingt-onze"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "cent"),
        (101, "cent un"),
        (180, "cent quatre-vingts"),
        (200, "deux cents"),
        (201, "deux cent un"),
        (1_000, "mille"),
        (1_149, "mille cent quarante-neuf"),
        (80_000, "quatre-vingt mille"),
        (200_000, "deux cent mille"),
        (1_000_000, "un million"),
        (80_000_000, "quatre-vingts millions"),
        (200_000_000, "deux cents millions"),
        (2_000_000_000, "deux milliards"),
        (-3, "moins trois"),
        (10**15 - 1, num2words(10**15 - 1, lang="fr")),
        (10**15, "1000000000000000"),
    ],
)
def test_un_entier_s_ecrit_en_toutes_lettres(nombre: int, ecrit: str):
    assert en_lettres(nombre) == ecrit


def test_chaque_nombre_jusqu_a_dix_mille_s_ecrit_comme_num2words_l_ecrit():
    assert [n for n in range(10_000) if en_lettres(n) != num2words(n, lang="fr")] == []


@given(st.integers(0, 10**15 - 1))
def test_tout_nombre_s_ecrit_comme_num2words_l_ecrit(nombre: int):
    assert en_lettres(nombre) == num2words(nombre, lang="fr")
