"""Listes réunies : celles du papier, puis celles de la lettre, sous des numéros que le papier n'a pas."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lettres.rendu.papier.styles_reunis import StylesReunis
from lettres.rendu.xml.arbre_xml import Element, w
from lettres.socle.classes import NamedTuple


class ListesReunies(NamedTuple):
    """Les listes d'une lettre habillée; `numeros` : pour chaque liste de la lettre, son nouveau numéro."""

    racine: Element
    numeros: Mapping[str, str]


def reunir_listes(du_papier: Element | None, de_la_lettre: Element, styles: StylesReunis) -> ListesReunies:
    """Réunit les deux parties de listes; une liste liée à un style que le papier définit lui-même n'y est plus liée."""
    notre = deepcopy(de_la_lettre)
    for lien in list(notre.iter(w("pStyle"))):
        style = lien.get(w("val"), "")
        if style in styles.ajoutes:
            lien.set(w("val"), styles.noms[style])
        else:
            lien.getparent().remove(lien)
    if du_papier is None:
        return ListesReunies(notre, {n.get(w("numId"), ""): n.get(w("numId"), "") for n in notre.iter(w("num"))})
    racine = deepcopy(du_papier)
    abstraites = _renumeroter(notre, racine, "abstractNum", "abstractNumId")
    numeros = _renumeroter(notre, racine, "num", "numId")
    for liste in notre.iter(w("num")):
        suivie = liste.find(w("abstractNumId"))
        suivie.set(w("val"), abstraites[suivie.get(w("val"), "")])
    premiere = next(racine.iterchildren(w("num"), w("numIdMacAtCleanup")), None)
    for definition in notre.findall(w("abstractNum")):
        (racine.append if premiere is None else premiere.addprevious)(definition)
    derniere = racine.find(w("numIdMacAtCleanup"))
    for liste in notre.findall(w("num")):
        (racine.append if derniere is None else derniere.addprevious)(liste)
    return ListesReunies(racine, numeros)


def renumeroter(arbre: Element, numeros: Mapping[str, str]) -> None:
    """Fait nommer, par une partie de la lettre, ses listes sous leurs nouveaux numéros."""
    for cite in arbre.iter(w("numId")):
        numero = cite.get(w("val"), "")
        cite.set(w("val"), numeros.get(numero, numero))


def _renumeroter(notre: Element, racine: Element, element: str, attribut: str) -> dict[str, str]:
    pris = [int(n) for e in racine.iter(w(element)) if (n := e.get(w(attribut), "")).isdecimal()]
    suivants = iter(range(max(pris, default=0) + 1, max(pris, default=0) + 1 + len(list(notre.iter(w(element))))))
    nouveaux: dict[str, str] = {}
    for e in notre.iter(w(element)):
        nouveaux[e.get(w(attribut), "")] = neuf = str(next(suivants))
        e.set(w(attribut), neuf)
    return nouveaux
