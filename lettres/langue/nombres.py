"""Nombres : un entier en toutes lettres, orthographe traditionnelle. C'est ce qui dit la somme à payer.

« Vingt » et « cent » multipliés prennent un « s » s'ils finissent le nombre, ou devant « million » et « milliard » :
ceux-ci sont des noms, et « mille » n'en est pas un.
"""

from __future__ import annotations

from functools import lru_cache

_PETITS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize"),
)
_DIZAINES = ("", "dix", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt")
_NOMS = ((10**12, "billion"), (10**9, "milliard"), (10**6, "million"))


@lru_cache(maxsize=1024)
def en_lettres(nombre: int) -> str:
    """« mille cent quarante-neuf », « quatre-vingts », « deux cents millions »."""
    if nombre < 0:
        return f"moins {en_lettres(-nombre)}"
    if nombre == 0:
        return _PETITS[0]
    mots: list[str] = []
    for valeur, nom in _NOMS:
        combien, nombre = divmod(nombre, valeur)
        if combien:
            mots += [en_lettres(combien), f"{nom}{'s' if combien > 1 else ''}"]
    milliers, reste = divmod(nombre, 1000)
    if milliers > 1:
        mots.append(_sous_mille(milliers, finit=False))
    if milliers:
        mots.append("mille")
    if reste:
        mots.append(_sous_mille(reste, finit=True))
    return " ".join(mots)


def _sous_mille(nombre: int, *, finit: bool) -> str:
    """De 1 à 999; `finit` : rien ne suit, ou un nom, et « cent » comme « vingt » peuvent s'accorder."""
    centaines, reste = divmod(nombre, 100)
    mots = [_PETITS[centaines]] if centaines > 1 else []
    if centaines:
        mots.append("cents" if centaines > 1 and not reste and finit else "cent")
    if reste:
        mots.append(_sous_cent(reste, finit=finit))
    return " ".join(mots)


def _sous_cent(nombre: int, *, finit: bool) -> str:
    if nombre < len(_PETITS):
        return _PETITS[nombre]
    dizaine, unite = divmod(nombre, 10)
    if dizaine in (7, 9):  # -- « soixante-dix », « quatre-vingt-onze » : de la dizaine d'avant --
        dizaine, unite = dizaine - 1, unite + 10
    if unite == 0:
        return "quatre-vingts" if dizaine == 8 and finit else _DIZAINES[dizaine]
    # -- « vingt et un », « soixante et onze »; mais « quatre-vingt-un », « quatre-vingt-onze » --
    lien = " et " if unite in (1, 11) and 2 <= dizaine < 8 else "-"
    return f"{_DIZAINES[dizaine]}{lien}{_sous_cent(unite, finit=finit)}"
