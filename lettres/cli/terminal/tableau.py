"""Tableau : des colonnes alignées, repliées à une largeur donnée."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

COLONNE_MIN = 10
_ECART = "  "


def tableau(rangees: Sequence[Sequence[str]], largeur: int, *, retrait: str = "") -> str:
    """Aligne les rangées; les colonnes les plus larges rétrécissent jusqu'à ce que le tout tienne."""
    colonnes = list(zip(*rangees, strict=True))
    largeurs = _largeurs(colonnes, largeur - len(retrait) - len(_ECART) * (len(colonnes) - 1))
    lignes: list[str] = []
    for rangee in rangees:
        cellules = [_replier(texte, place) for texte, place in zip(rangee, largeurs, strict=True)]
        for morceaux in zip_longest(*cellules, fillvalue=""):
            ligne = _ECART.join(morceau.ljust(place) for morceau, place in zip(morceaux, largeurs, strict=True))
            lignes.append((retrait + ligne).rstrip())
    return "\n".join(lignes)


def fiche(paires: Sequence[tuple[str, str]], largeur: int) -> str:
    """Un nom, puis son texte replié sous lui-même; un mot long, comme une adresse Web, n'est jamais coupé."""
    dites = [(nom, texte) for nom, texte in paires if texte]
    marge = max((len(nom) for nom, _ in dites), default=0) + len(_ECART)
    return "\n".join(
        textwrap.fill(
            texte,
            max(largeur, marge + COLONNE_MIN),
            initial_indent=nom.ljust(marge),
            subsequent_indent=" " * marge,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for nom, texte in dites
    )


def _largeurs(colonnes: Sequence[Sequence[str]], disponible: int) -> list[int]:
    """La largeur de chaque colonne : on replie entre les mots tant que cela suffit, on coupe les mots sinon."""
    largeurs = [max(len(texte) for texte in colonne) for colonne in colonnes]
    mots = [max(len(mot) for texte in colonne for mot in (texte.split() or [""])) for colonne in colonnes]
    for planchers in (mots, [COLONNE_MIN] * len(colonnes)):
        while sum(largeurs) > disponible:
            larges = [i for i, plancher in enumerate(planchers) if largeurs[i] > plancher]
            if not larges:
                break
            largeurs[max(larges, key=largeurs.__getitem__)] -= 1
    return largeurs


def _replier(texte: str, largeur: int) -> list[str]:
    return textwrap.wrap(texte, largeur, break_on_hyphens=False) or [""]
