"""Hauteurs : ce qu'un en-tête ou un pied prend de haut, à peu près, en vingtièmes de point.

Ses lignes selon la taille de leurs lettres, leur interligne et la largeur qu'elles ont; ses rangées; ses images dans le
texte. Ce qui flotte n'y compte pas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import ceil

from lettres.rendu.papier.dimensions import mesure
from lettres.rendu.xml.arbre_xml import ESPACE_WP, TBL, TC, TR, Element, P, T, w
from lettres.socle.classes import NamedTuple

_PIXELS_DE_DESSIN = 635
"""Ce qu'un vingtième de point compte d'unités de dessin."""
_HAUTEUR_DE_FORME = re.compile(r"(?:^|;)\s*height:\s*(\d+(?:\.\d+)?)pt")
_INLINE, _ETENDUE = f"{{{ESPACE_WP}}}inline", f"{{{ESPACE_WP}}}extent"
_DEMI_POINTS, _HERITAGES_MAX = 22, 20
_D_UN_SIGNE, _D_UNE_LIGNE = 5.0, 12.0
"""Ce que prend un signe de large et une ligne de haut, par demi-point de la taille des lettres."""
_SIMPLE = 240


class FeuilleDeStyles(NamedTuple):
    """Les styles d'un document, par leur identifiant; celui de ce qui n'en a pas, et ce que valent les deux."""

    styles: Mapping[str, Element]
    defaut: str
    commun: Element | None

    def suite(self, nom: str | None) -> Iterator[Element]:
        """Un style, ceux dont il hérite, puis ce qui vaut pour tous."""
        courant, lus = nom or self.defaut, 0
        while (style := self.styles.get(courant)) is not None and lus < _HERITAGES_MAX:
            yield style
            base = style.find(w("basedOn"))
            courant, lus = "" if base is None else base.get(w("val"), ""), lus + 1
        if self.commun is not None:
            yield self.commun


def lire_la_feuille(racine: Element | None) -> FeuilleDeStyles:
    """La feuille de styles d'un document; sans partie « styles », elle est vide."""
    if racine is None:
        return FeuilleDeStyles({}, "", None)
    styles = {s.get(w("styleId"), ""): s for s in racine.iterchildren(w("style"))}
    eteints = ("0", "false", "off")
    defauts = (
        id_
        for id_, s in styles.items()
        if s.get(w("type"), "paragraph") == "paragraph" and s.get(w("default"), "0") not in eteints
    )
    return FeuilleDeStyles(styles, next(defauts, ""), racine.find(w("docDefaults")))


def style_du_paragraphe(paragraphe: Element) -> str | None:
    """Le style que nomme un paragraphe."""
    nomme = paragraphe.find(f"{w('pPr')}/{w('pStyle')}")
    return None if nomme is None else nomme.get(w("val"))


def hauteur(conteneur: Element, feuille: FeuilleDeStyles, colonne: int) -> int:
    """Ce que prend de haut tout ce qui est dans ce conteneur, sur cette largeur."""
    return sum(
        _d_un_paragraphe(e, feuille, colonne)
        if e.tag == P
        else _d_un_tableau(e, feuille, colonne)
        if e.tag == TBL
        else _d_un_controle(e, feuille, colonne)
        for e in conteneur
    )


def _d_un_controle(element: Element, feuille: FeuilleDeStyles, colonne: int) -> int:
    contenu = element.find(w("sdtContent"))
    return hauteur(contenu, feuille, colonne) if contenu is not None else 0


def _d_un_tableau(tableau: Element, feuille: FeuilleDeStyles, colonne: int) -> int:
    return sum(_d_une_rangee(rangee, feuille, colonne) for rangee in tableau.iterchildren(TR))


def _d_une_rangee(rangee: Element, feuille: FeuilleDeStyles, colonne: int) -> int:
    cases = list(rangee.iterchildren(TC))
    voulue = mesure(rangee.find(f"{w('trPr')}/{w('trHeight')}"), "val") or 0
    partage = colonne // max(1, len(cases))
    largeurs = [mesure(case.find(f"{w('tcPr')}/{w('tcW')}"), "w") or partage for case in cases]
    hautes = (hauteur(case, feuille, large) for case, large in zip(cases, largeurs, strict=True))
    return max([voulue, *hautes])


def _d_un_paragraphe(paragraphe: Element, feuille: FeuilleDeStyles, colonne: int) -> int:
    herites = [e for style in feuille.suite(style_du_paragraphe(paragraphe)) for e in style.iter(w("spacing"))]
    espaces = [*paragraphe.iterfind(f"{w('pPr')}/{w('spacing')}"), *herites]
    taille = _taille(paragraphe, feuille)
    ligne = _interligne(espaces, taille * _D_UNE_LIGNE)
    signes = sum(len(t.text or "") for t in paragraphe.iter(T))
    sauts = sum(1 for saut in paragraphe.iter(w("br")) if saut.get(w("type"), "textWrapping") == "textWrapping")
    tabule = next(paragraphe.iter(w("tab")), None) is not None
    remplies = 1 if tabule else max(1, ceil(signes * taille * _D_UN_SIGNE / max(1, colonne)))
    autour = _premiere(espaces, "before") + _premiere(espaces, "after")
    return autour + max([round(ligne * (remplies + sauts)), *_images(paragraphe)])


def _taille(paragraphe: Element, feuille: FeuilleDeStyles) -> int:
    """La taille de ses lettres, en demi-points : la plus grande de celles qu'il dit, sinon celle de son style."""
    siennes = [lue for sz in paragraphe.iter(w("sz")) if (lue := _entier(sz))]
    herites = (lue for style in feuille.suite(style_du_paragraphe(paragraphe)) for sz in style.iter(w("sz"))
               if (lue := _entier(sz)))  # fmt: skip
    return max(siennes, default=0) or next(herites, _DEMI_POINTS)


def _entier(element: Element) -> int:
    lu = element.get(w("val"), "")
    return int(lu) if lu.isdecimal() and len(lu) < len("1000") + 1 else 0


def _interligne(espaces: list[Element], ligne: float) -> float:
    dit = next((e for e in espaces if mesure(e, "line")), None)
    valeur = (mesure(dit, "line") or 0) if dit is not None else _SIMPLE
    match "auto" if dit is None else dit.get(w("lineRule"), "auto"):
        case "exact":
            return valeur
        case "atLeast":
            return max(valeur, ligne)
        case _:
            return ligne * valeur / _SIMPLE


def _premiere(espaces: list[Element], cote: str) -> int:
    return next((lue for e in espaces if (lue := mesure(e, cote)) is not None), 0)


def _images(paragraphe: Element) -> list[int]:
    images = [
        int(etendue.get("cy", "0")) // _PIXELS_DE_DESSIN
        for inline in paragraphe.iter(_INLINE)
        if (etendue := inline.find(_ETENDUE)) is not None and etendue.get("cy", "0").isdecimal()
    ]
    formes = [
        round(float(lue[1]) * 20)
        for forme in paragraphe.iter("{urn:schemas-microsoft-com:vml}shape")
        if "absolute" not in forme.get("style", "") and (lue := _HAUTEUR_DE_FORME.search(forme.get("style", "")))
    ]
    return [*images, *formes]
