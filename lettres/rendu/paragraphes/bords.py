"""Bords : ce qui tient le début ou la fin d'un paragraphe, d'une cellule, d'une rangée; les blancs n'y comptent pas."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.rendu.xml.arbre_xml import ESPACE_M, TBL, TC, TR, Element, P, T, w
from lettres.socle.classes import NamedTuple

_FORME = w("pPr")
_OBJETS = frozenset(
    {
        *map(w, ("drawing", "pict", "object", "br", "cr", "tab", "ptab", "sym", "fldChar", "noBreakHyphen")),
        *map(w, ("footnoteReference", "endnoteReference", "softHyphen", "pgNum", "fldSimple", "instrText")),
        f"{{{ESPACE_M}}}oMath",
    }
)
"""Ce qui se voit dans un paragraphe, et n'est pas du texte."""
_ATTACHES = (*map(w, ("bookmarkStart", "bookmarkEnd", "sectPr", "commentRangeStart", "commentRangeEnd")),)


class Empan(NamedTuple):
    """Un passage d'un paragraphe, en signes de son texte; `effaces` : d'autres, que l'on tient pour absents."""

    paragraphe: Element
    debut: int
    fin: int
    effaces: tuple[tuple[int, int], ...] = ()

    @property
    def au_debut(self) -> bool:
        """Dit si rien ne se voit avant lui dans son paragraphe."""
        texte, objets = self._contenu()
        return not texte[: self.debut].strip() and all(place > self.debut for place in objets)

    @property
    def a_la_fin(self) -> bool:
        """Dit si rien ne se voit après lui dans son paragraphe."""
        texte, objets = self._contenu()
        return not texte[self.fin :].strip() and all(place < self.fin for place in objets)

    @property
    def est_seul(self) -> bool:
        """Dit si son paragraphe ne porte que lui, et rien qui se perdrait avec ce paragraphe."""
        return self.au_debut and self.a_la_fin and next(self.paragraphe.iter(*_ATTACHES), None) is None

    def _contenu(self) -> tuple[str, list[int]]:
        """Le texte du paragraphe, où des blancs tiennent la place de ce qui est effacé, et celle de chaque objet."""
        texte, objets = _contenu(self.paragraphe)
        for debut, fin in self.effaces:
            texte = texte[:debut] + " " * (fin - debut) + texte[fin:]
        return texte, objets


def place_dans(paragraphe: Element, objet: Element) -> int:
    """Combien de signes du texte d'un paragraphe précèdent un objet qu'il contient."""
    place = 0
    for element in _descendants(paragraphe):
        if element is objet:
            break
        place += len(element.text or "") if element.tag == T else 0
    return place


def rangees_entieres(ouvre: Empan, ferme: Empan) -> list[Element]:
    """Les rangées qui vont du début de la première cellule à la fin de la dernière; aucune si ce n'est pas le cas."""
    premiere, derniere = (_cellule(p.paragraphe) for p in (ouvre, ferme))
    if premiere is None or derniere is None or premiere is derniere:
        return []
    haut, bas = premiere.getparent(), derniere.getparent()
    tableau = haut.getparent()
    if haut.tag != TR or bas.tag != TR or tableau is not bas.getparent() or tableau.tag != TBL:
        return []
    du_debut = premiere is haut.find(TC) and ouvre.paragraphe is premiere.find(P) and ouvre.au_debut
    de_la_fin = derniere is bas.findall(TC)[-1] and ferme.paragraphe is derniere[-1] and ferme.a_la_fin
    if not du_debut or not de_la_fin or premiere.find(TBL) is not None or derniere.find(TBL) is not None:
        return []
    return list(_de_l_un_a_l_autre(haut, bas))


def _de_l_un_a_l_autre(premier: Element, dernier: Element) -> Iterator[Element]:
    for element in (premier, *premier.itersiblings()):
        yield element
        if element is dernier:
            return


def _cellule(paragraphe: Element) -> Element | None:
    parent = paragraphe.getparent()
    return parent if parent is not None and parent.tag == TC else None


def _contenu(paragraphe: Element) -> tuple[str, list[int]]:
    """Le texte d'un paragraphe, et la place de chaque objet qui s'y voit."""
    textes: list[str] = []
    objets: list[int] = []
    place = 0
    for element in _descendants(paragraphe):
        if element.tag == T:
            textes.append(element.text or "")
            place += len(textes[-1])
        elif element.tag in _OBJETS:
            objets.append(place)
    return "".join(textes), objets


def _descendants(element: Element) -> Iterator[Element]:
    """Ce que contient un paragraphe, sans sa mise en forme ni les paragraphes de ses zones de texte."""
    for enfant in element:
        if enfant.tag not in (_FORME, P):
            yield enfant
            yield from _descendants(enfant)
