"""Numéros de page : ce que Word en a imprimé la dernière fois est dans le texte d'un modèle, et n'en est pas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lettres.rendu.xml.arbre_xml import Element, P, T, w

_CHAMP, _CODE, _SIMPLE, _GENRE, _INSTRUCTION = map(w, ("fldChar", "instrText", "fldSimple", "fldCharType", "instr"))
_NUMEROTE = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|PAGEREF)\b", re.IGNORECASE)


def numeros(paragraphe: Element) -> list[tuple[int, int]]:
    """Les passages du texte d'un paragraphe qui sont le dernier résultat d'un champ de numérotation."""
    trouves: list[tuple[int, int]] = []
    codes: list[list[str]] = []
    separes: list[bool] = []
    place = 0
    for element in _descendants(paragraphe):
        genre = element.get(_GENRE)
        if element.tag == T:
            longueur = len(element.text or "")
            simple = next((a.get(_INSTRUCTION, "") for a in element.iterancestors(_SIMPLE)), "")
            dans = any(fini and _NUMEROTE.match("".join(code)) for code, fini in zip(codes, separes, strict=True))
            if dans or _NUMEROTE.match(simple):
                trouves.append((place, place + longueur))
            place += longueur
        elif element.tag == _CODE and codes:
            codes[-1].append(element.text or "")
        elif genre == "begin":
            codes.append([])
            separes.append(False)
        elif genre == "separate" and separes:
            separes[-1] = True
        elif genre == "end" and codes:
            codes.pop()
            separes.pop()
    return trouves


def _descendants(element: Element) -> Iterator[Element]:
    """Ce que contient un paragraphe, sans entrer dans ceux de ses zones de texte."""
    for enfant in element:
        if enfant.tag != P:
            yield enfant
            yield from _descendants(enfant)
