"""Écriture : un bout d'expression, relu de l'arbre que `re` en a fait."""

from __future__ import annotations

import re
from re import _constants as c  # type: ignore[attr-defined]
from typing import Any

_CATEGORIES = {
    c.CATEGORY_DIGIT: r"\d",
    c.CATEGORY_NOT_DIGIT: r"\D",
    c.CATEGORY_SPACE: r"\s",
    c.CATEGORY_NOT_SPACE: r"\S",
    c.CATEGORY_WORD: r"\w",
    c.CATEGORY_NOT_WORD: r"\W",
}


def ecrire(corps: Any) -> str:
    """Une boucle, en bref, pour un message."""
    texte = "".join(ecrire_un(op, valeur) or "…" for op, valeur in corps)
    return texte if len(texte) <= 60 else f"{texte[:57]}…"


def ecrire_un(op: Any, valeur: Any) -> str | None:
    """Un élément d'un signe, ou un groupe; None pour tout autre élément."""
    if op is c.ANY:
        return "."
    if op is c.LITERAL:
        return re.escape(chr(valeur))
    if op is c.NOT_LITERAL:
        return f"[^{re.escape(chr(valeur))}]"
    if op is c.IN:
        return f"[{''.join(_dans_la_classe(*element) for element in valeur)}]"
    if op is c.SUBPATTERN:
        return f"({ecrire(valeur[3])})"
    return None


def _dans_la_classe(op: Any, valeur: Any) -> str:
    if op is c.NEGATE:
        return "^"
    if op is c.LITERAL:
        return re.escape(chr(valeur))
    if op is c.RANGE:
        return f"{re.escape(chr(valeur[0]))}-{re.escape(chr(valeur[1]))}"
    return _CATEGORIES[valeur]
