"""Bandeau : les lignes du modèle livré qui disent de qui vient la lettre, dans son premier en-tête."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from copy import deepcopy

from lettres.rendu.xml.arbre_xml import Element, P, texte_du_paragraphe

_IMPRIME = re.compile(r"\{\{\s*([\w.]+)")
_OUVRE, _FERME = re.compile(r"\{%p if "), re.compile(r"\{%p endif ")


def lignes_a_imprimer(en_tete: Element, tenus: Container[str]) -> list[Element]:
    """Une copie de ses lignes, sans celles dont le papier tient tous les champs."""
    return [deepcopy(p) for ligne in _lignes(en_tete) if not _tenue(ligne, tenus) for p in ligne]


def _lignes(en_tete: Element) -> Iterator[list[Element]]:
    """Chaque ligne, avec la condition qui la garde : de « {%p if … %} » à son « {%p endif %} »."""
    ouverte: list[Element] = []
    for p in en_tete.iterchildren(P):
        texte = texte_du_paragraphe(p)
        if ouverte or _OUVRE.search(texte):
            ouverte.append(p)
            if _FERME.search(texte):
                yield ouverte
                ouverte = []
        else:
            yield [p]


def _tenue(ligne: list[Element], tenus: Container[str]) -> bool:
    champs = [champ for p in ligne for champ in _champs(p)]
    return bool(champs) and all(champ in tenus for champ in champs)


def _champs(paragraphe: Element) -> list[str]:
    return _IMPRIME.findall(texte_du_paragraphe(paragraphe))
