"""Tableau : des colonnes alignées, repliées à une largeur donnée."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

from lettres.socle.expression import Expression

COLONNE_MIN = 10
_ECART = "  "
_COURTE = Expression(r"« [^«»]{1,24} »")
"""Une option, un mot à taper : cité, il reste d'un tenant."""
_LIEE = Expression(r"(?<=«) | (?=[»:])")
_LIEN = "\0"


def replier(texte: str, largeur: int, *, debut: str = "", suite: str = "", couper: bool = False) -> list[str]:
    """Les lignes d'un texte, sans y couper un mot composé, une option, ni un signe de la ponctuation qui le suit.

    `couper` : un mot plus long que la ligne l'est quand même.
    """
    courtes = _COURTE.sub(lambda m: m[0].replace(" ", _LIEN) if len(m[0]) <= largeur // 2 else m[0], texte)
    lignes = textwrap.wrap(
        _LIEE.sub(_LIEN, courtes),
        largeur,
        initial_indent=debut,
        subsequent_indent=suite,
        break_on_hyphens=False,
        break_long_words=couper,
    )
    return [ligne.replace(_LIEN, " ") for ligne in lignes]


def tableau(rangees: Sequence[Sequence[str]], largeur: int, *, retrait: str = "") -> str:
    """Aligne les rangées; les colonnes les plus larges rétrécissent jusqu'à ce que le tout tienne."""
    colonnes = list(zip(*rangees, strict=True))
    largeurs = _largeurs(colonnes, largeur - len(retrait) - len(_ECART) * (len(colonnes) - 1))
    lignes: list[str] = []
    for rangee in rangees:
        cellules = [replier(texte, place, couper=True) or [""] for texte, place in zip(rangee, largeurs, strict=True)]
        for morceaux in zip_longest(*cellules, fillvalue=""):
            ligne = _ECART.join(morceau.ljust(place) for morceau, place in zip(morceaux, largeurs, strict=True))
            lignes.append((retrait + ligne).rstrip())
    return "\n".join(lignes)


def fiche(paires: Sequence[tuple[str, str]], largeur: int) -> str:
    """Un nom, puis son texte replié sous lui-même; un mot long, comme une adresse Web, n'est jamais coupé."""
    dites = [(nom, texte) for nom, texte in paires if texte]
    marge = max((len(nom) for nom, _ in dites), default=0) + len(_ECART)
    return "\n".join(
        ligne
        for nom, texte in dites
        for ligne in replier(texte, max(largeur, marge + COLONNE_MIN), debut=nom.ljust(marge), suite=" " * marge)
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
