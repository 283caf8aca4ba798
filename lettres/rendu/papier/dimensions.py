"""Dimensions : ce que mesure la page d'un papier à en-tête, et ce qu'il laisse au texte. En vingtièmes de point."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lettres.rendu.xml.arbre_xml import ESPACE_WP, TBL, TC, TR, Element, P, w

MILLIMETRE = 1440 / 25.4
COLONNE_MIN, HAUTEUR_MIN = 100, 60
"""En millimètres : ce qu'il faut de large au tableau d'une lettre, et de haut à sa page."""
_LIGNE = 270
_PIXELS_DE_DESSIN = 635
"""Ce qu'un vingtième de point compte d'unités de dessin."""
_MESURE = re.compile(r"(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi|)")
_EN_POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0, "": 1 / 20}
_HAUTEUR_DE_FORME = re.compile(r"(?:^|;)\s*height:\s*(\d+(?:\.\d+)?)pt")
_INLINE, _ETENDUE = f"{{{ESPACE_WP}}}inline", f"{{{ESPACE_WP}}}extent"
_PAGE_DE_WORD = (12240, 15840)
_MARGES_DE_WORD = {"top": 1440, "right": 1440, "bottom": 1440, "left": 1440, "header": 720, "footer": 720}


class PageDuPapier(NamedTuple):
    """Une page : ses côtés et ses marges. Une marge du haut ou du bas négative est exacte, quel que soit l'en-tête."""

    largeur: int
    hauteur: int
    marges: dict[str, int]

    @property
    def colonne(self) -> int:
        """La largeur du texte."""
        return self.largeur - self.marges["left"] - self.marges["right"] - self.marges.get("gutter", 0)

    def laissee(self, en_tete: int, pied: int) -> int:
        """La hauteur du texte, sous un en-tête et sur un pied de ces hauteurs."""
        haut, bas = self.marges["top"], self.marges["bottom"]
        prises = [
            -exacte if exacte < 0 else max(exacte, self.marges[cote] + haute if haute else 0)
            for exacte, cote, haute in ((haut, "header", en_tete), (bas, "footer", pied))
        ]
        return self.hauteur - sum(prises)


def lire_la_page(section: Element) -> PageDuPapier:
    """La page d'une section; ce qu'elle ne dit pas, ou dit mal, est ce que Word y met."""
    cotes, marges = section.find(w("pgSz")), section.find(w("pgMar"))
    largeur = _mesure(cotes, "w") or _PAGE_DE_WORD[0]
    hauteur = _mesure(cotes, "h") or _PAGE_DE_WORD[1]
    lues = {nom: _mesure(marges, nom) for nom in (*_MARGES_DE_WORD, "gutter")}
    voulues = {nom: _MARGES_DE_WORD.get(nom, 0) if lue is None else lue for nom, lue in lues.items()}
    return PageDuPapier(largeur, hauteur, voulues)


def _mesure(element: Element | None, nom: str) -> int | None:
    """Une mesure, en vingtièmes de point ou suivie de son unité."""
    lue = _MESURE.fullmatch(element.get(w(nom), "")) if element is not None else None
    return round(float(lue[1]) * _EN_POINTS[lue[2]] * 20) if lue else None


def hauteur(conteneur: Element) -> int:
    """Ce qu'un en-tête prend de haut, à peu près : ses lignes, ses rangées, et ses images dans le texte."""
    return sum(
        _hauteur_du_paragraphe(e) if e.tag == P else _hauteur_du_tableau(e) if e.tag == TBL else _dedans(e)
        for e in conteneur
    )


def _dedans(element: Element) -> int:
    contenu = element.find(w("sdtContent"))
    return hauteur(contenu) if contenu is not None else 0


def _hauteur_du_tableau(tableau: Element) -> int:
    return sum(
        max([_mesure(rangee.find(f"{w('trPr')}/{w('trHeight')}"), "val") or 0, *_hautes(rangee.iterchildren(TC))])
        for rangee in tableau.iterchildren(TR)
    )


def _hautes(cellules: Iterable[Element]) -> list[int]:
    return [hauteur(cellule) for cellule in cellules]


def _hauteur_du_paragraphe(paragraphe: Element) -> int:
    espaces = paragraphe.find(f"{w('pPr')}/{w('spacing')}")
    autour = (_mesure(espaces, "before") or 0) + (_mesure(espaces, "after") or 0)
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
    return autour + max([_LIGNE, *images, *formes])
