"""Styles lus : comment un paragraphe se présente, d'après le document, son style et ses propres retouches."""

from __future__ import annotations

from collections.abc import Mapping

from lettres.rendu.paquet.ooxml import lire_xml
from lettres.rendu.paragraphes.puces import val
from lettres.rendu.xml.arbre_xml import Element, R, T, w
from lettres.socle.classes import NamedTuple

_PROCHE = 60
"""Sous cet espace, en vingtièmes de point, deux paragraphes se lisent comme deux lignes du même bloc."""

_DE_QUOI_ECRIRE = 480
"""De cet espace, en vingtièmes de point, une cellule laisse de quoi écrire à la main sous ce qu'elle dit."""

_DE_WORD = 280
"""L'espace que Word met de lui-même autour d'un paragraphe qui le lui laisse."""

HORS_PLAN, DU_DOCUMENT = 9, -1
"""Le niveau de ce qui n'est pas un titre, et celui du titre que Word nomme « Title »."""

_STYLES = "word/styles.xml"
OUI = frozenset({"", "1", "true", "on"})
"""Ce que Word écrit pour oui."""

_PARAGRAPHE, _CARACTERES = w("pPr"), w("rPr")


class Presentation(NamedTuple):
    """Comment un paragraphe se présente; les espaces sont en vingtièmes de point."""

    style: str = ""
    niveau: int = HORS_PLAN
    """Celui d'un titre au plan du document; le titre même du document est au-dessus de tous."""
    gras: bool = False
    italique: bool = False
    avant: int = 0
    apres: int = 0
    contextuel: bool = False

    @property
    def laisse_de_quoi_ecrire(self) -> bool:
        """Dit si l'on peut écrire à la main sous lui."""
        return self.apres >= _DE_QUOI_ECRIRE


def se_suivent(avant: Presentation | None, apres: Presentation) -> bool:
    """Dit si un paragraphe suit de près celui d'avant."""
    if avant is None:
        return False
    if avant.style == apres.style and avant.contextuel:
        return True
    return max(avant.apres, apres.avant) < _PROCHE


class StylesLus:
    """Les styles d'un document, chacun avec ce qu'il hérite."""

    def __init__(self, parties: Mapping[str, bytes]) -> None:
        racine = lire_xml(_STYLES, parties[_STYLES]) if _STYLES in parties else None
        elements = [] if racine is None else [*racine.iterfind(w("style"))]
        self._elements = {str(e.get(w("styleId"), "")): e for e in elements}
        ordinaires = (e for e in elements if e.get(w("type")) == "paragraph" and e.get(w("default"), "0") in OUI)
        self._ordinaire = next((str(e.get(w("styleId"), "")) for e in ordinaires), "")
        defauts = None if racine is None else racine.find(f"{w('docDefaults')}/{w('pPrDefault')}")
        self._defaut = Presentation() if defauts is None else _sur(Presentation(), defauts)
        self._lus: dict[str, Presentation] = {}

    def du_paragraphe(self, paragraphe: Element) -> Presentation:
        """Comment se présente ce paragraphe; en gras, si tous ses mots le sont."""
        style = self._du_style(val(paragraphe, f"{_PARAGRAPHE}/{w('pStyle')}") or self._ordinaire)
        mots = [run for run in paragraphe.iter(R) if any((t.text or "").strip() for t in run.iterchildren(T))]
        return _sur(style, paragraphe)._replace(gras=bool(mots) and all(self._est_gras(mot, style) for mot in mots))

    def forme_du_mot(self, paragraphe: Element, mot: Element) -> tuple[bool, bool]:
        """Dit si ce mot est en gras, et s'il est en italique."""
        style = self._du_style(val(paragraphe, f"{_PARAGRAPHE}/{w('pStyle')}") or self._ordinaire)
        cite = self._du_style(val(mot, f"{_CARACTERES}/{w('rStyle')}"))
        italique = _oui(mot, f"{_CARACTERES}/{w('i')}", style.italique or cite.italique)
        return self._est_gras(mot, style), italique

    def _est_gras(self, mot: Element, style: Presentation) -> bool:
        cite = val(mot, f"{_CARACTERES}/{w('rStyle')}")
        return _oui(mot, f"{_CARACTERES}/{w('b')}", style.gras or self._du_style(cite).gras)

    def _du_style(self, nom: str, vus: frozenset[str] = frozenset()) -> Presentation:
        """Celle de ce style; d'un inconnu, ou d'une boucle d'héritage, celle du document."""
        if nom in self._lus:
            return self._lus[nom]
        element = self._elements.get(nom)
        if element is None or nom in vus:
            return self._defaut._replace(style=nom)
        herite = self._du_style(val(element, w("basedOn")), vus | {nom})
        self._lus[nom] = _sur(herite, element)._replace(style=nom)
        return self._lus[nom]


def _sur(herite: Presentation, element: Element) -> Presentation:
    espace = element.find(f"{_PARAGRAPHE}/{w('spacing')}")

    def nombre(nom: str, sinon: int) -> int:
        if espace is not None and espace.get(w(f"{nom}Autospacing"), "0") in OUI:
            return _DE_WORD
        texte = "" if espace is None else str(espace.get(w(nom), ""))
        return int(texte) if texte.isdigit() else sinon

    dit = val(element, f"{_PARAGRAPHE}/{w('outlineLvl')}")
    niveau = DU_DOCUMENT if val(element, w("name")).casefold() == "title" else herite.niveau
    niveau = int(dit) if len(dit) == 1 and dit.isdecimal() else niveau
    return herite._replace(
        niveau=niveau,
        italique=_oui(element, f"{_CARACTERES}/{w('i')}", herite.italique),
        gras=_oui(element, f"{_CARACTERES}/{w('b')}", herite.gras),
        avant=nombre("before", herite.avant),
        apres=nombre("after", herite.apres),
        contextuel=_oui(element, f"{_PARAGRAPHE}/{w('contextualSpacing')}", herite.contextuel),
    )


def _oui(element: Element, chemin: str, sinon: bool) -> bool:
    trouve = element.find(chemin)
    return sinon if trouve is None else str(trouve.get(w("val"), "")) in OUI
