"""Texte : la lettre sans mise en page, à coller dans un courriel ou un formulaire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lettres.langue.ecriture import TRAIT_INSECABLE
from lettres.rendu.paragraphes.insertions import ImageLue, montrer
from lettres.rendu.paragraphes.teneur import AlineaDeTeneur, Part, RangeeLue, teneur

_DEUX_POINTS = "\u00a0: "
_CREUX = "   "
"""Ce dont une liste dans une liste s'enfonce."""

_CESURE = "\u00ad"
_LARGEUR = 76
"""Au-delà, en signes, un tableau en colonnes se défait dans un courriel."""
_ENTRE_DEUX = "   "
_COLONNES = 3
"""De tant de cellules, une rangée n'est plus un nom et ce qu'il vaut."""

_UN_TOTAL = 2
"""De deux cellules seulement, une rangée est un nom et ce qu'il vaut, quelles que soient ses colonnes."""

_A_REMPLIR = "\n\n\n"
_DE_QUOI_ECRIRE = 30
"""Le trait, en signes, au-dessus duquel on signe."""


def en_texte(octets: bytes) -> str:
    """La lettre Word en texte seul, de son en-tête à son pied. Lève ModeleInvalide si elle ne se lit pas.

    Un texte se recopie : le trait d'union insécable d'un numéro y redevient celui que l'on tape. Une image du corps y
    est ce qu'elle montre, entre crochets; celles de l'en-tête et du pied n'y sont que décor.
    """
    lue = teneur(octets)
    notes = "\n".join(f"[{rang}] {note}" for rang, note in enumerate(lue.notes, start=1))
    suite = (_paragraphes(lue.en_tete, ()), _paragraphes(lue.corps, lue.images), notes, _paragraphes(lue.pied, ()))
    return "\n\n".join(filter(None, suite)).replace(TRAIT_INSECABLE, "-").replace(_CESURE, "") + "\n"


def _paragraphes(morceaux: Iterable[Part], images: Sequence[ImageLue]) -> str:
    texte = ""
    for _, groupe in groupby(_decrits(morceaux, images), lambda m: isinstance(m, RangeeLue)):
        suite = list(groupe)
        if lignes := list(_lignes(m for m in suite if isinstance(m, RangeeLue))):
            texte += ("\n\n" if texte else "") + "\n".join(lignes)
        for passage in suite:
            if isinstance(passage, AlineaDeTeneur):
                separation = "" if not texte else "\n" if passage.suit else "\n\n"
                marque = passage.marque
                devant = _CREUX * marque.niveau + f"{marque.texte} " if marque.texte else ""
                texte += separation + devant + passage.texte
    return texte


def _decrits(morceaux: Iterable[Part], images: Sequence[ImageLue]) -> Iterator[Part]:
    """Les mêmes, où chaque image est ce qu'elle montre; un paragraphe qui n'en est qu'une, muette, n'y est pas."""

    def en_mots(texte: str) -> str:
        return "".join(vu if isinstance(vu, str) else f"[{vu.dit}]" if vu.dit else "" for vu in montrer(texte, images))

    tu, liste = False, False
    for morceau in morceaux:
        if isinstance(morceau, RangeeLue):
            yield morceau._replace(cellules=tuple(map(en_mots, morceau.cellules)))
            tu, liste = False, False
        elif texte := en_mots(morceau.texte).strip():
            yield morceau._replace(
                texte=texte, suit=(morceau.suit and not tu) or (liste and bool(morceau.marque.texte))
            )
            tu, liste = False, bool(morceau.marque.texte)
        else:
            tu, liste = True, False


def _lignes(rangees: Iterable[RangeeLue]) -> Iterator[str]:
    """Un tableau étroit, en colonnes; d'un large, une ligne par rangée, chaque cellule sous le nom de sa colonne."""
    lues = [*rangees]
    if any(r.entete for r in lues):
        lues = [r._replace(cellules=tuple(" ".join(cellule.split("\n")) for cellule in r.cellules)) for r in lues]
    largeurs = _largeurs(lues)
    if largeurs:
        yield from _en_colonnes(lues, largeurs)
    elif any(r.a_remplir for r in lues) and len({len(r.cellules) for r in lues}) == 1:
        yield "\n\n".join(_sous_une_autre(colonne, lues) for colonne in zip(*(r.cellules for r in lues), strict=True))
    else:
        yield from _en_phrases(lues)


def _largeurs(rangees: Sequence[RangeeLue]) -> list[int]:
    """La largeur de chaque colonne; rien si le tableau n'a pas d'en-tête, a des cellules fusionnées, ou est large."""
    if not any(r.entete for r in rangees) or len({len(r.cellules) for r in rangees}) > 1:
        return []
    largeurs = [max(map(len, colonne)) for colonne in zip(*(r.cellules for r in rangees), strict=True)]
    if any(r.a_remplir for r in rangees):
        largeurs = [max(largeur, _DE_QUOI_ECRIRE) for largeur in largeurs]
    return largeurs if sum(largeurs) + len(_ENTRE_DEUX) * (len(largeurs) - 1) <= _LARGEUR else []


def _en_colonnes(rangees: Sequence[RangeeLue], largeurs: Sequence[int]) -> Iterator[str]:
    colonnes = zip(*(r.cellules for r in rangees if not r.entete), strict=True)
    sommes = [all(cellule.endswith("$") for cellule in colonne) for colonne in colonnes] or [False] * len(largeurs)
    for rangee in rangees:
        dites = zip(rangee.cellules, largeurs, sommes, strict=True)
        ligne = _ENTRE_DEUX.join(c.rjust(large) if somme else c.ljust(large) for c, large, somme in dites).rstrip()
        yield ligne + (_A_REMPLIR + _ENTRE_DEUX.join("_" * large for large in largeurs) if rangee.a_remplir else "")


def _sous_une_autre(colonne: Sequence[str], rangees: Sequence[RangeeLue]) -> str:
    """Une colonne à remplir, trop large pour tenir à côté des autres : elle vient sous elles."""
    trait = _A_REMPLIR + "_" * _DE_QUOI_ECRIRE
    return "\n".join(cellule + (trait if r.a_remplir else "") for cellule, r in zip(colonne, rangees, strict=True))


def _en_phrases(rangees: Iterable[RangeeLue]) -> Iterator[str]:
    titres: tuple[str, ...] = ()
    for rangee in rangees:
        if rangee.entete:
            titres = rangee.cellules
        elif len(rangee.cellules) == len(titres) and not _est_un_total(rangee.cellules):
            couples = zip(titres, rangee.cellules, strict=True)
            yield "– " + "; ".join(f"{titre}{_DEUX_POINTS}{cellule}" for titre, cellule in couples if cellule)
        elif any("\n" in cellule.strip() for cellule in rangee.cellules):
            # -- des cellules de plusieurs lignes ne sont qu'une disposition : elles se lisent l'une après l'autre --
            yield "\n".join(filter(None, rangee.cellules))
        else:
            dites = [" ".join(cellule.split("\n")) for cellule in rangee.cellules if cellule]
            yield (_DEUX_POINTS if len(dites) < _COLONNES else " | ").join(dites)


def _est_un_total(cellules: Sequence[str]) -> bool:
    return len(cellules) >= _COLONNES and sum(map(bool, cellules)) == _UN_TOTAL
