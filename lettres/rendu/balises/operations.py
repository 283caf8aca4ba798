"""Opérations : ce qu'une balise peut faire d'une valeur. Une courte liste de filtres et de tests, et rien d'autre.

Les valeurs ne sont que des textes, des nombres, des dates, des oui/non, des listes et des groupes; jamais un attribut
Python.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from numbers import Number
from typing import Any

from lettres.rendu.balises.impression import Absente, ValeurBrute
from lettres.socle.expression import Expression

ATTRIBUTS_DE_BOUCLE = frozenset({"index", "index0", "first", "last", "length"})


_MOTS = Expression(r"([-\s({\[<]+)")


def membre(groupe: object, cle: str) -> object:
    """Un champ d'un groupe, par son nom. Lève ValeurBrute si ce n'en est pas un."""
    if type(groupe) is dict and cle in groupe:
        return groupe[cle]
    if isinstance(groupe, str | int | list):
        raise ValeurBrute(f"Le modèle lit « {cle} » dans une valeur qui n’est pas un groupe.")
    return Absente(groupe, cle)


def element(liste: object, rang: int) -> object:
    """Un élément d'une liste, par son rang."""
    if (type(liste) is list or type(liste) is str) and -len(liste) <= rang < len(liste):
        return liste[rang]
    return Absente(liste, rang)


def tranche(valeur: object, coupe: slice) -> object:
    """Une suite d'éléments, ou de signes, entre deux rangs écrits dans le modèle."""
    if isinstance(valeur, Absente):
        return valeur
    if type(valeur) is str or type(valeur) is list:
        return valeur[coupe]
    raise ValeurBrute("Le modèle coupe une valeur qui n’est ni un texte ni une liste.")


def _sur_texte(operation: Callable[[str], str]) -> Callable[[object], object]:
    def filtre(valeur: object) -> object:
        return valeur if isinstance(valeur, Absente) else operation(_texte(valeur))

    return filtre


def _texte(valeur: object) -> str:
    if isinstance(valeur, bool) or not isinstance(valeur, str | int):
        raise ValeurBrute("Un filtre de texte reçoit un oui/non, une liste ou un groupe.")
    return str(valeur)


def _joindre(valeur: object, separateur: str = "") -> object:
    if isinstance(valeur, Absente):
        return valeur
    if type(valeur) is not list:
        raise ValeurBrute("Le filtre « join » reçoit autre chose qu’une liste de textes.")
    return separateur.join(_texte(v) for v in valeur)


def _longueur(valeur: object) -> int:
    if isinstance(valeur, str | list | Absente):
        return len(valeur)
    raise ValeurBrute("Le filtre « length » reçoit autre chose qu’un texte ou une liste.")


def _au_rang(rang: int) -> Callable[[object], object]:
    def filtre(valeur: object) -> object:
        if isinstance(valeur, Absente):
            return valeur
        if type(valeur) is not list:
            raise ValeurBrute("Les filtres « first » et « last » reçoivent une liste.")
        return element(valeur, rang)

    return filtre


def _defaut(valeur: object, remplacement: object = "") -> object:
    return remplacement if isinstance(valeur, Absente) else valeur


def _chaque_mot(texte: str) -> str:
    """Une capitale à chaque mot, comme le filtre « title » de Jinja."""
    return "".join(mot[0].upper() + mot[1:].lower() for mot in _MOTS.split(texte) if mot)


def _remplacer(valeur: object, ancien: str, nouveau: str) -> object:
    return valeur if isinstance(valeur, Absente) else _texte(valeur).replace(ancien, nouveau)


def _renverser(valeur: object) -> object:
    if type(valeur) is str or type(valeur) is list:
        return valeur[::-1]
    return valeur if isinstance(valeur, Absente) else _exiger_une_liste("reverse")


def _trier(valeur: object) -> object:
    """Comme Jinja : sans égard aux capitales; deux valeurs qui ne se comparent pas lèvent TypeError : M605."""
    if type(valeur) is list:
        return sorted(valeur, key=lambda v: v.lower() if type(v) is str else v)
    return valeur if isinstance(valeur, Absente) else _exiger_une_liste("sort")


def _exiger_une_liste(filtre: str) -> object:
    raise ValeurBrute(f"Le filtre « {filtre} » reçoit autre chose qu’une liste.")


FILTRES: dict[str, Callable[..., object]] = {
    "upper": _sur_texte(str.upper),
    "lower": _sur_texte(str.lower),
    "capitalize": _sur_texte(str.capitalize),
    "trim": _sur_texte(str.strip),
    "first": _au_rang(0),
    "last": _au_rang(-1),
    "join": _joindre,
    "length": _longueur,
    "count": _longueur,
    "default": _defaut,
    "d": _defaut,
    "e": lambda v: v,
    "title": _sur_texte(_chaque_mot),
    "replace": _remplacer,
    "reverse": _renverser,
    "sort": _trier,
}


def _exacte(comparer: Callable[[Any, Any], object]) -> Callable[[object, object], object]:
    """« 900.10 », dans un modèle, est un nombre à virgule de la machine : devant une somme, il vaut ce qu'il dit."""

    def comparaison(gauche: object, droite: object) -> object:
        if type(gauche) is Decimal and type(droite) is float:
            droite = Decimal(repr(droite))
        elif type(gauche) is float and type(droite) is Decimal:
            gauche = Decimal(repr(gauche))
        return comparer(gauche, droite)

    return comparaison


_egales = _exacte(operator.eq)


def _parmi(valeur: object, contenant: object) -> bool:
    if type(valeur) is Decimal and type(contenant) is list:
        return any(_egales(valeur, element) for element in contenant)
    return valeur in contenant  # type: ignore[operator]  # un contenant qui n'en est pas un lève TypeError : M605


def _hors(valeur: object, contenant: object) -> bool:
    return not _parmi(valeur, contenant)


_ORDRES = {nom: _exacte(getattr(operator, nom)) for nom in ("ne", "lt", "le", "gt", "ge")}
COMPARAISONS: dict[str, Callable[..., object]] = {"eq": _egales, **_ORDRES, "in": _parmi}
"""Ce qui compare deux valeurs, nommé comme dans `x is eq y`."""

OPERATEURS = COMPARAISONS | {"lteq": _ORDRES["le"], "gteq": _ORDRES["ge"], "notin": _hors}
"""Ce qui compare deux valeurs, nommé comme Jinja nomme les signes de `x <= y`."""

TESTS: dict[str, Callable[..., object]] = {
    "defined": lambda v: not isinstance(v, Absente),
    "none": lambda v: v is None or isinstance(v, Absente),
    "string": lambda v: type(v) is str,
    "number": lambda v: isinstance(v, Number),
    **COMPARAISONS,
    "odd": lambda v: type(v) is int and v % 2 == 1,
    "even": lambda v: type(v) is int and v % 2 == 0,
}
