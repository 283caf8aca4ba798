"""Teneur : ce qu'un document fini a d'ordonné, sans sa mise en page : titres, listes, tableaux, lignes jointes.

Tout se lit des styles mêmes du document : un niveau de plan fait un titre, une numérotation une liste, un espacement
nul deux lignes qui se suivent. Un modèle d'ailleurs, avec ses propres styles, se lit donc comme les nôtres.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from lettres.rendu.paquet.ooxml import DOCUMENT, lire_paquet
from lettres.rendu.paragraphes.lecture import Bloc, Lu, lire_l_arbre
from lettres.rendu.paragraphes.texte import Puces, bandeaux, racine_de, val
from lettres.rendu.xml.arbre_xml import TC, TR, Element, w

_PROCHE = 60
"""Sous cet espace, en vingtièmes de point, deux paragraphes se lisent comme deux lignes du même bloc."""

_DE_QUOI_ECRIRE = 480
"""De cet espace, en vingtièmes de point, une cellule laisse de quoi écrire à la main sous ce qu'elle dit."""

_FIN_DE_MARQUE = "\x1f"
"""Entre la puce et le texte d'un paragraphe : un signe que XML ne porte pas."""

_STYLES = "word/styles.xml"
_OUI = {"", "1", "true", "on"}


class AlineaDeTeneur(NamedTuple):
    """Un paragraphe : sa puce ou son numéro, son texte, et comment il se lit."""

    marque: str
    texte: str
    titre: bool
    gras: bool
    suit: bool
    """Il suit de près celui d'avant : une adresse, une signature."""


class RangeeLue(NamedTuple):
    """Une rangée de tableau : le texte de chaque cellule et les colonnes qu'elle tient; dit si c'est l'en-tête."""

    cellules: tuple[str, ...]
    colonnes: tuple[int, ...]
    entete: bool
    a_remplir: bool = False
    """On écrit à la main sous chacune de ses cellules : une signature, un lieu, une date."""


Part: TypeAlias = AlineaDeTeneur | RangeeLue


@dataclass(frozen=True, slots=True)
class Teneur:
    """Un document, de haut en bas : l'en-tête de sa première page, puis son corps."""

    en_tete: tuple[Part, ...]
    corps: tuple[Part, ...]


def teneur(octets: bytes) -> Teneur:
    """La teneur d'un document Word. Lève ModeleInvalide s'il n'est pas lisible."""
    parties = lire_paquet(octets)
    styles, listes = _Styles(parties), Puces.lire(parties)
    (premier, *_) = [*(nom for titre, nom in bandeaux(parties, "header") if titre != "en-tête pair"), None]
    en_tete = () if premier is None else tuple(_morceaux(racine_de(parties, premier), styles, listes))
    return Teneur(en_tete, tuple(_morceaux(racine_de(parties, DOCUMENT), styles, listes)))


def _morceaux(racine: Element, styles: _Styles, listes: Puces) -> Iterator[Part]:
    def marquer(paragraphe: Element) -> str:
        return listes.marque(paragraphe) + _FIN_DE_MARQUE

    rangees = iter([tr for tr in racine.iter(TR) if not any(a.tag == TC for a in tr.iterancestors())])
    avant: str | None = None
    for bloc in lire_l_arbre(racine, marquer):
        if not isinstance(bloc, Lu):
            rangee = _rangee(["\n".join(_textes(c)).replace(_FIN_DE_MARQUE, "") for c in bloc], next(rangees, None))
            yield rangee._replace(a_remplir=all(styles.laisse_de_quoi_ecrire(cellule) for cellule in bloc))
            avant = None
            continue
        marque, _, texte = bloc.texte.partition(_FIN_DE_MARQUE)
        if texte.strip():
            style = styles.de(bloc.style)
            yield AlineaDeTeneur(marque, texte.strip(), style.titre, style.gras, styles.se_suivent(avant, bloc.style))
            avant = bloc.style


def _textes(blocs: list[Bloc]) -> Iterator[str]:
    for bloc in blocs:
        if isinstance(bloc, Lu):
            yield bloc.texte
        else:
            yield from (texte for cellule in bloc for texte in _textes(cellule))


def _rangee(cellules: list[str], rangee: Element | None) -> RangeeLue:
    if rangee is None:
        return RangeeLue(tuple(cellules), (1,) * len(cellules), entete=False)
    tenues = [val(cellule, f"{w('tcPr')}/{w('gridSpan')}") for cellule in rangee.iter(TC)]
    larges = tuple(int(t) if t.isdigit() else 1 for t in tenues)
    titre = rangee.find(f"{w('trPr')}/{w('tblHeader')}")
    entete = titre is not None and str(titre.get(w("val"), "")) in _OUI
    return RangeeLue(tuple(cellules), larges if len(larges) == len(cellules) else (1,) * len(cellules), entete)


class _Style(NamedTuple):
    titre: bool = False
    gras: bool = False
    avant: int = 0
    apres: int = 0
    contextuel: bool = False


class _Styles:
    """Les styles de paragraphe d'un document, chacun avec ce qu'il hérite."""

    def __init__(self, parties: Mapping[str, bytes]) -> None:
        racine = racine_de(parties, _STYLES) if _STYLES in parties else None
        elements = () if racine is None else racine.iterfind(w("style"))
        self._elements = {str(e.get(w("styleId"), "")): e for e in elements}
        self._lus: dict[str, _Style] = {}

    def de(self, nom: str, vus: frozenset[str] = frozenset()) -> _Style:
        """Le style de ce nom; celui d'un inconnu, ou d'une boucle d'héritage, est ordinaire."""
        if nom in self._lus:
            return self._lus[nom]
        element = self._elements.get(nom)
        if element is None or nom in vus:
            return _Style()
        herite = self.de(val(element, w("basedOn")), vus | {nom})
        self._lus[nom] = _sur(herite, element)
        return self._lus[nom]

    def laisse_de_quoi_ecrire(self, cellule: list[Bloc]) -> bool:
        """Dit si une cellule finit par un paragraphe sous lequel on peut écrire."""
        dernier = cellule[-1] if cellule else None
        return isinstance(dernier, Lu) and self.de(dernier.style).apres >= _DE_QUOI_ECRIRE

    def se_suivent(self, avant: str | None, apres: str) -> bool:
        """Dit si un paragraphe d'un style suit de près celui d'un autre."""
        if avant is None:
            return False
        precedent, suivant = self.de(avant), self.de(apres)
        if avant == apres and precedent.contextuel:
            return True
        return max(precedent.apres, suivant.avant) < _PROCHE


def _sur(herite: _Style, element: Element) -> _Style:
    paragraphe, caracteres = f"{w('pPr')}/", f"{w('rPr')}/"
    espace = element.find(f"{paragraphe}{w('spacing')}")

    def nombre(nom: str, sinon: int) -> int:
        texte = "" if espace is None else str(espace.get(w(nom), ""))
        return int(texte) if texte.isdigit() else sinon

    def oui(chemin: str, sinon: bool) -> bool:
        trouve = element.find(chemin)
        return sinon if trouve is None else str(trouve.get(w("val"), "")) in _OUI

    niveau = val(element, f"{paragraphe}{w('outlineLvl')}")
    return _Style(
        titre=niveau != "9" if niveau else herite.titre,
        gras=oui(f"{caracteres}{w('b')}", herite.gras),
        avant=nombre("before", herite.avant),
        apres=nombre("after", herite.apres),
        contextuel=oui(f"{paragraphe}{w('contextualSpacing')}", herite.contextuel),
    )
