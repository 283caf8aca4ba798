"""Dimensions : ce que mesure la page d'un papier à en-tête, et ce qu'elle laisse au texte. En vingtièmes de point."""

from __future__ import annotations

import re

from lettres.rendu.xml.arbre_xml import Element, w
from lettres.socle.classes import NamedTuple

MILLIMETRE = 1440 / 25.4
COLONNE_MIN, HAUTEUR_MIN = 100, 60
"""En millimètres : ce qu'il faut de large au tableau d'une lettre, et de haut à sa page."""
HAUTEUR_D_USAGE = 130
"""Au-dessous, une lettre d'une page en fait deux."""
_MESURE = re.compile(r"(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi|)")
_EN_POINTS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0, "": 1 / 20}
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
    largeur = mesure(cotes, "w") or _PAGE_DE_WORD[0]
    hauteur = mesure(cotes, "h") or _PAGE_DE_WORD[1]
    lues = {nom: mesure(marges, nom) for nom in (*_MARGES_DE_WORD, "gutter")}
    voulues = {nom: _MARGES_DE_WORD.get(nom, 0) if lue is None else lue for nom, lue in lues.items()}
    return PageDuPapier(largeur, hauteur, voulues)


def mesure(element: Element | None, nom: str) -> int | None:
    """Une mesure que dit cet attribut, en vingtièmes de point ou suivie de son unité."""
    lue = _MESURE.fullmatch(element.get(w(nom), "")) if element is not None else None
    return round(float(lue[1]) * _EN_POINTS[lue[2]] * 20) if lue else None
