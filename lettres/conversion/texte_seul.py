"""Texte : la lettre sans mise en page, à coller dans un courriel ou un formulaire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from lettres.rendu.paragraphes.teneur import AlineaDeTeneur, Part, RangeeLue, teneur

_DEUX_POINTS = "\u00a0: "


def en_texte(octets: bytes) -> str:
    """La lettre Word en texte seul, de son en-tête à ses pièces jointes. Lève ModeleInvalide si elle ne se lit pas."""
    lue = teneur(octets)
    return "\n\n".join(filter(None, (_paragraphes(lue.en_tete), _paragraphes(lue.corps)))) + "\n"


def _paragraphes(morceaux: Iterable[Part]) -> str:
    texte = ""
    for _, groupe in groupby(morceaux, lambda m: isinstance(m, RangeeLue)):
        suite = list(groupe)
        if lignes := list(_lignes(m for m in suite if isinstance(m, RangeeLue))):
            texte += ("\n\n" if texte else "") + "\n".join(lignes)
        for passage in suite:
            if isinstance(passage, AlineaDeTeneur):
                separation = "" if not texte else "\n" if passage.suit else "\n\n"
                texte += separation + passage.marque + passage.texte
    return texte


def _lignes(rangees: Iterable[RangeeLue]) -> Iterator[str]:
    """Une ligne par rangée, chaque cellule sous le nom de sa colonne : un tableau aligné se défait dans un courriel."""
    titres: tuple[str, ...] = ()
    for rangee in rangees:
        cellules = [" ".join(cellule.split("\n")) for cellule in rangee.cellules]
        if rangee.entete:
            titres = tuple(cellules)
        elif len(cellules) == len(titres):
            dites = (
                f"{titre}{_DEUX_POINTS}{cellule}" for titre, cellule in zip(titres, cellules, strict=True) if cellule
            )
            yield "– " + "; ".join(dites)
        else:
            yield _DEUX_POINTS.join(filter(None, cellules))
