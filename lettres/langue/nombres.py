"""Nombres : un entier en toutes lettres, à l'orthographe traditionnelle : « quatre-vingt-un », « deux cents »."""

from __future__ import annotations

_JUSQU_A_SEIZE = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize"),
)
_DIZAINES = ("", "dix", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt")
_MILLE = 1000
_GRANDS = ((_MILLE**5, "billiard"), (_MILLE**4, "billion"), (_MILLE**3, "milliard"), (_MILLE**2, "million"))
_LIMITE = _MILLE**6


def en_lettres(nombre: int) -> str:
    """Le nombre, négatif aussi. Lève OverflowError au-delà des billiards, que personne ne lit."""
    if nombre < 0:
        return f"moins {en_lettres(-nombre)}"
    if nombre >= _LIMITE:
        raise OverflowError(f"{nombre} ne s’écrit pas en toutes lettres.")
    mots: list[str] = []
    for valeur, nom in _GRANDS:
        combien, nombre = divmod(nombre, valeur)
        if combien:
            mots += [_centaines(combien), f"{nom}s" if combien > 1 else nom]
    milliers, reste = divmod(nombre, _MILLE)
    if milliers:
        # -- « mille » est invariable, et rien devant lui ne prend sa marque : « quatre-vingt mille » --
        mots += [*([_centaines(milliers, marque=False)] if milliers > 1 else []), "mille"]
    if reste or not mots:
        mots.append(_centaines(reste))
    return " ".join(mots)


def _centaines(nombre: int, *, marque: bool = True) -> str:
    """Un nombre sous mille; `marque` : vingt et cent prennent un s, quand rien ne les suit."""
    centaines, reste = divmod(nombre, 100)
    if not centaines:
        return _dizaines(reste, marque=marque)
    cent = "cent" if centaines == 1 else f"{_JUSQU_A_SEIZE[centaines]} cent"
    if reste:
        return f"{cent} {_dizaines(reste, marque=marque)}"
    return f"{cent}s" if marque and centaines > 1 else cent


def _dizaines(nombre: int, *, marque: bool) -> str:
    if nombre < len(_JUSQU_A_SEIZE):
        return _JUSQU_A_SEIZE[nombre]
    rang, unite = divmod(nombre, 10)
    if rang in (7, 9):
        # -- soixante-dix et quatre-vingt-dix se comptent de la dizaine d'avant --
        rang, unite = rang - 1, unite + 10
    dizaine = _DIZAINES[rang]
    if not unite:
        return f"{dizaine}s" if marque and rang == 8 else dizaine
    liaison = " et " if unite in (1, 11) and rang != 8 else "-"
    return f"{dizaine}{liaison}{_dizaines(unite, marque=marque)}"
