"""Réunion : une balise que Word a coupée en plusieurs « runs » est réunie dans le premier, avant toute préparation.

La mise en forme de la balise est celle de son premier signe; le texte qui la suit garde la sienne.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from lettres.rendu.xml.arbre_xml import PRESERVER, Element, P, runs_du_paragraphe, w

_BALISE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_FORME = w("rPr")
_ENVELOPPES = frozenset({w("smartTag"), w("customXml")})


def deballer(racine: Element) -> int:
    """Retire les balises sémantiques de vieilles versions de Word, sans rien retirer de leur contenu; dit combien."""
    enveloppes = list(racine.iter(*_ENVELOPPES))
    for enveloppe in enveloppes:
        parent = enveloppe.getparent()
        rang = parent.index(enveloppe)
        parent[rang : rang + 1] = [e for e in enveloppe if e.tag not in (w("smartTagPr"), w("customXmlPr"))]
    return len(enveloppes)


def reunir(racine: Element) -> None:
    """Réunit chaque balise de la partie dans le « w:t » où elle commence."""
    for paragraphe in racine.iter(P):
        morceaux = list(runs_du_paragraphe(paragraphe))
        entier = "".join(t.text or "" for t in morceaux)
        # -- De la dernière à la première : les positions de celles qui restent à réunir ne bougent pas --
        for balise in reversed(list(_BALISE.finditer(entier))):
            _reunir_une(morceaux, balise.start(), balise.end(), balise.group())


def _reunir_une(morceaux: list[Element], debut: int, fin: int, texte: str) -> None:
    premier, avant = _situer(morceaux, debut)
    dernier, apres = _situer(morceaux, fin - 1)
    if premier == dernier:
        return
    tete, queue = morceaux[premier], morceaux[dernier]
    reste = queue.text[apres + 1 :]
    for element in entre(tete, queue):
        _retirer(element)
    tete.text = tete.text[:avant] + texte
    queue.text = reste
    queue.set(PRESERVER, "preserve")
    if not reste or _forme(tete) == _forme(queue):
        tete.text += reste
        _retirer(queue)
    del morceaux[premier + 1 : dernier + (queue.getparent() is None)]


def _situer(morceaux: list[Element], position: int) -> tuple[int, int]:
    """Le « w:t » où se trouve le signe à cette position, et sa place dans ce « w:t »."""
    for rang, morceau in enumerate(morceaux):
        longueur = len(morceau.text or "")
        if position < longueur:
            return rang, position
        position -= longueur
    raise IndexError(position)


def entre(premier: Element, dernier: Element) -> Iterator[Element]:
    """Ce qui se trouve entre deux « w:t » d'un même paragraphe, dans leurs « runs » comme entre eux."""
    depart, arrivee = premier.getparent(), dernier.getparent()
    if depart is arrivee:
        yield from _jusqu_a(premier, dernier)
        return
    yield from list(premier.itersiblings())
    yield from _jusqu_a(depart, arrivee)
    yield from [e for e in dernier.itersiblings(preceding=True) if e.tag != _FORME]


def _jusqu_a(debut: Element, fin: Element) -> list[Element]:
    trouves: list[Element] = []
    for element in debut.itersiblings():
        if element is fin:
            return trouves
        trouves.append(element)
    return []


def _retirer(element: Element) -> None:
    """Retire un élément, et le « run » qu'il laisse vide."""
    parent = element.getparent()
    parent.remove(element)
    if parent.tag == w("r") and all(e.tag == _FORME for e in parent):
        parent.getparent().remove(parent)


def _forme(texte: Element) -> bytes:
    forme = texte.getparent().find(_FORME)
    return b"" if forme is None else bytes(etree.tostring(forme, method="c14n", exclusive=True))
