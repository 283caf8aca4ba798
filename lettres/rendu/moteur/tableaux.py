"""Tableaux : d'une partie dont la preuve couvre le reste, ne relire que les tableaux, puis les remettre en place."""

from __future__ import annotations

import re
from html import unescape

_ESPACE = "urn:lettres:tableaux"
_BORNE = re.compile(r"<w:tbl(?=[ >])|</w:tbl>")
_RACINE = re.compile(r"<([\w:]+)(?=[\s>])[^<>]*>")
_MARQUE = re.compile(r"<[^<>]*>")
_ENVELOPPE = re.compile(r"<lettres-bloc:t>(.*?)</lettres-bloc:t>|<lettres-bloc:t/>", re.DOTALL)


def delimiter(xml: str) -> list[tuple[int, int]]:
    """Où commence et finit chaque tableau d'une partie; un tableau dans un tableau n'est pas compté à part."""
    trouves: list[tuple[int, int]] = []
    profondeur = debut = 0
    for borne in _BORNE.finditer(xml):
        if borne.group() != "</w:tbl>":
            if profondeur == 0:
                debut = borne.start()
            profondeur += 1
        else:
            profondeur -= 1
            if profondeur == 0:
                trouves.append((debut, borne.end()))
    return trouves


def envelopper(xml: str, ou: list[tuple[int, int]]) -> str:
    """Un document qui n'a que ces tableaux, chacun dans son enveloppe, avec les espaces de noms de la partie."""
    racine = _RACINE.search(xml)
    assert racine is not None  # noqa: S101 -- une partie que nous venons d'écrire a une racine
    ouvrante = f'{racine.group()[:-1]} xmlns:lettres-bloc="{_ESPACE}">'
    return (
        f"{ouvrante}{''.join(f'<lettres-bloc:t>{xml[debut:fin]}</lettres-bloc:t>' for debut, fin in ou)}</{racine[1]}>"
    )


def texte_ecrit(xml: str) -> str:
    """Le texte d'un XML écrit, lu sans l'analyser."""
    return unescape(_MARQUE.sub("", xml))


def remettre(xml: str, ou: list[tuple[int, int]], enveloppes: str) -> str:
    """La partie, où chaque tableau est remplacé par ce que contient maintenant son enveloppe."""
    morceaux: list[str] = []
    position = 0
    for (debut, fin), enveloppe in zip(ou, _ENVELOPPE.finditer(enveloppes), strict=True):
        morceaux += (xml[position:debut], enveloppe[1] or "")
        position = fin
    return "".join((*morceaux, xml[position:]))
