"""Les nombres en toutes lettres : l'orthographe traditionnelle, vérifiée contre une autre écriture."""

from __future__ import annotations

import pytest
from num2words import num2words

from lettres.langue.nombres import en_lettres


@pytest.mark.parametrize(
    ("nombre", "ecrit"),
    [
        (0, "zéro"),
        (21, "vingt et un"),
        (31, "trente et un"),
        (70, "soixante-dix"),
        (71, "soixante et onze"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (91, "quatre-vingt-onze"),
        (100, "cent"),
        (200, "deux cents"),
        (201, "deux cent un"),
        (1000, "mille"),
        (80_000, "quatre-vingt mille"),
        (200_000, "deux cent mille"),
        (80_000_000, "quatre-vingts millions"),
        (200_000_000, "deux cents millions"),
        (1_000_001, "un million un"),
        (-60, "moins soixante"),
    ],
)
def test_un_nombre_s_ecrit_en_lettres(nombre: int, ecrit: str):
    assert en_lettres(nombre) == ecrit


@pytest.mark.parametrize("unite", [1, 10**3, 10**6, 10**9, 10**12])
def test_deux_ecritures_des_nombres_s_accordent(unite: int):
    """De zéro à 999, de trois en trois, chacun seul et suivi d'un reste, à chaque rang."""
    restes = {0, unite // 5, unite // 1000 * 81}
    nombres = [combien * unite + reste for combien in range(0, 1000, 3) for reste in restes]
    fautifs = {n: en_lettres(n) for n in nombres if en_lettres(n) != num2words(n, lang="fr")}
    assert fautifs == {}
