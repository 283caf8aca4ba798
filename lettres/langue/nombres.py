"""Nombres : un entier en toutes lettres, dans l'orthographe traditionnelle, comme sur un chèque."""

from __future__ import annotations

_UNITES = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
_DIZAINES = ("", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt")
_GRANDS = ((10**12, "billion"), (10**9, "milliard"), (10**6, "million"))
_PLUS_GRAND = 10**15 - 1


def en_lettres(nombre: int) -> str:
    """« mille deux cent quatre-vingt-un »; au-delà du billion, que nul ne réclame, le nombre reste en chiffres."""
    if nombre < 0:
        return f"moins {en_lettres(-nombre)}"
    if nombre > _PLUS_GRAND:
        return str(nombre)
    morceaux: list[str] = []
    reste = nombre
    for valeur, nom in _GRANDS:
        combien, reste = divmod(reste, valeur)
        if combien:
            morceaux.append(f"{_sous_mille(combien)} {nom}{'s' if combien > 1 else ''}")
    milliers, reste = divmod(reste, 1000)
    if milliers:
        # -- « mille » est invariable, et devant lui ni « cent » ni « vingt » ne prennent d'« s » --
        morceaux.append("mille" if milliers == 1 else f"{_sous_mille(milliers, suivi=True)} mille")
    if reste or not morceaux:
        morceaux.append(_sous_mille(reste))
    return " ".join(morceaux)


def _sous_mille(nombre: int, *, suivi: bool = False) -> str:
    """Un nombre de trois chiffres; `suivi` : un autre nombre le suit, et son pluriel tombe."""
    centaines, reste = divmod(nombre, 100)
    if not centaines:
        return _sous_cent(reste, suivi=suivi)
    pluriel = "s" if centaines > 1 and not reste and not suivi else ""
    cent = f"{_UNITES[centaines]} cent{pluriel}" if centaines > 1 else "cent"
    return f"{cent} {_sous_cent(reste, suivi=suivi)}" if reste else cent


def _sous_cent(nombre: int, *, suivi: bool) -> str:
    if nombre < len(_UNITES):
        return _UNITES[nombre]
    dizaine, unite = divmod(nombre, 10)
    nom = _DIZAINES[dizaine]
    if dizaine in {7, 9}:  # -- « soixante-dix », « quatre-vingt-dix » comptent de dix à dix-neuf --
        unite += 10
    if unite == 0:
        return f"{nom}s" if dizaine == 8 and not suivi else nom
    if unite in {1, 11} and dizaine < 8:
        return f"{nom} et {_UNITES[unite]}"
    return f"{nom}-{_UNITES[unite]}"
