"""Nombres : un entier en toutes lettres, orthographe traditionnelle : « vingt et un », « deux cent mille »."""

from __future__ import annotations

from functools import lru_cache

_PETITS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
_DIZAINES = ("vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt")
_GRANDS = {10 ** (3 * rang): nom for rang, nom in enumerate(("million", "milliard", "billion", "billiard"), 2)}


@lru_cache(maxsize=1024)
def en_lettres(nombre: int) -> str:
    """Un entier en toutes lettres, jusqu'au trillion."""
    if nombre < 100:
        return _moins_de_cent(nombre)
    if nombre < 1_000:
        return _suivi(_fois(nombre // 100, "cent", "cents" if nombre % 100 == 0 else "cent"), nombre % 100)
    if nombre < 1_000_000:
        return _suivi(_fois(nombre // 1_000, "mille", "mille"), nombre % 1_000)
    valeur = max(grand for grand in _GRANDS if grand <= nombre)
    combien, nom = nombre // valeur, _GRANDS[valeur]
    return _suivi(f"{en_lettres(combien)} {nom}{'s' if combien > 1 else ''}", nombre % valeur)


def _moins_de_cent(nombre: int) -> str:
    if nombre < 20:
        return _PETITS[nombre]
    dizaine = _DIZAINES[nombre // 10 - 2]
    # -- soixante-dix et quatre-vingt-dix comptent au-delà de dix, sur la dizaine d'avant --
    reste = nombre % 20 if nombre >= 60 else nombre % 10
    if reste == 0:
        return "quatre-vingts" if nombre == 80 else dizaine
    return f"{dizaine} et {_PETITS[reste]}" if reste in {1, 11} and nombre < 80 else f"{dizaine}-{_PETITS[reste]}"


def _fois(combien: int, seul: str, compte: str) -> str:
    """« cent », « deux cents »; devant « mille », vingt et cent perdent leur marque du pluriel."""
    if combien == 1:
        return seul
    mots = en_lettres(combien)
    return f"{mots[:-1] if mots.endswith(('vingts', 'cents')) else mots} {compte}"


def _suivi(debut: str, reste: int) -> str:
    return f"{debut} {en_lettres(reste)}" if reste else debut
