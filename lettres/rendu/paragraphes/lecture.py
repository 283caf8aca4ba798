"""Lecture : ce qu'un document Word donne à lire, paragraphe par paragraphe, rangée par rangée.

C'est le seul endroit qui sache où Word met le texte d'une partie. Le texte supprimé en révision n'y est pas; une zone
de texte suit le paragraphe qui la porte. Aucun caractère n'est changé. Une partie que nous venons d'écrire se lit plus
vite, et de même, par `lecture_directe`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias, Union

from lettres.rendu.xml.arbre_xml import TC, TR, Element, P, R, T, w
from lettres.rendu.xml.elements import nom_complet
from lettres.socle.classes import NamedTuple

EN_TETE, CORPS, PIED, NOTES = "en-tête", "corps", "pied", "notes"
GENRES = (EN_TETE, CORPS, PIED, NOTES)
"""Les parties qui portent du texte, dans l'ordre où une lettre se lit."""
_GENRES = {"header": EN_TETE, "document": CORPS, "footer": PIED, "footnotes": NOTES, "endnotes": NOTES}
_PARTIE = re.compile(r"word/(?:(header|footer)\d*|(document|footnotes|endnotes))\.xml")

_NOMS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
SIGNES = {w(nom): signe for nom, signe in _NOMS.items()}
"""Ce que vaut, dans un « run », un élément qui n'est pas du texte."""
_PROPRIETES, _STYLE, _VAL, _TYPE, _ZONE = map(w, ("pPr", "pStyle", "val", "type", "txbxContent"))
_ECARTES = {_PROPRIETES, *map(w, ("rPr", "del", "moveFrom")), _ZONE, nom_complet("mc:Fallback")}
_NOTES_DE_TRAIT = ("separator", "continuationSeparator", "continuationNotice")


class Lu(NamedTuple):
    """Un paragraphe lu."""

    texte: str
    """Un saut de ligne y est `\\n`, une tabulation `\\t`; un champ (numéro de page) y vaut son dernier texte."""
    numero: int
    """Son rang dans la partie, à partir de 1; ceux qui ne se lisent pas comptent aussi."""
    style: str


Bloc: TypeAlias = Union[Lu, "list[list[Bloc]]"]
"""Un paragraphe, ou une rangée de tableau : les blocs de chacune de ses cellules."""

Marquage = Callable[[Element], str]
"""Ce que Word imprime devant un paragraphe : sa puce ou son numéro."""


@lru_cache(maxsize=256)
def genre(partie: str) -> str:
    """Le genre d'une partie du paquet qui porte du texte; vide pour toute autre."""
    trouve = _PARTIE.fullmatch(partie)
    return _GENRES[trouve[1] or trouve[2]] if trouve else ""


def lire_l_arbre(racine: Element, marque: Marquage = lambda _: "") -> Iterator[Bloc]:
    """Les paragraphes et les rangées d'une partie, à travers tout ce qui les contient."""
    return _blocs(racine, {p: numero for numero, p in enumerate(racine.iter(P), start=1)}, marque)


def _blocs(conteneur: Element, numeros: Mapping[Element, int], marque: Marquage) -> Iterator[Bloc]:
    for enfant in conteneur:
        if enfant.tag == P:
            yield Lu(marque(enfant) + "".join(_textes(enfant)), numeros[enfant], _style(enfant))
            if next(enfant.iter(_ZONE), None) is not None:
                for zone in _premiers(enfant, _ZONE):
                    yield from _blocs(zone, numeros, marque)
        elif enfant.tag == TR:
            yield [[*_blocs(cellule, numeros, marque)] for cellule in _premiers(enfant, TC)]
        elif enfant.tag not in _ECARTES and enfant.get(_TYPE) not in _NOTES_DE_TRAIT:
            yield from _blocs(enfant, numeros, marque)


def _premiers(element: Element, nom: str) -> Iterator[Element]:
    """Les descendants de ce nom, sans entrer dans aucun; la copie pour les vieux Word est écartée."""
    for enfant in element:
        if enfant.tag == nom:
            yield enfant
        elif enfant.tag not in _ECARTES:
            yield from _premiers(enfant, nom)


def _textes(element: Element) -> Iterator[str]:
    return (texte for _, texte in mots_de(element))


def mots_de(element: Element) -> Iterator[tuple[Element, str]]:
    """Ce qu'un paragraphe donne à lire, morceau par morceau, et ce qui porte chacun."""
    for enfant in element:
        nom = enfant.tag
        if nom == T:
            yield element, enfant.text or ""
        elif nom in SIGNES and element.tag == R:
            yield element, SIGNES[nom]
        elif nom not in _ECARTES:
            yield from mots_de(enfant)


def _style(paragraphe: Element) -> str:
    for proprietes in paragraphe.iterchildren(_PROPRIETES):
        for style in proprietes.iterchildren(_STYLE):
            return str(style.get(_VAL, ""))
    return ""
