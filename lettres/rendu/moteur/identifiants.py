"""Identifiants : rend uniques ceux qu'une boucle a recopiés (dessins, contrôles de contenu, signets).

On travaille sur le XML écrit, élément par élément, avant sa relecture. La copie de repli que Word écrit pour ses
vieilles versions garde les siens : elle est le double voulu de ce qu'elle remplace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count

from lettres.socle.expression import Expression

_SIGNET_MAX = 40
_ELEMENTS = Expression(
    r"<mc:Fallback>.*?</mc:Fallback>|<(?P<element>wp:docPr|w:bookmarkStart|w:bookmarkEnd|w:id)\s[^<>]*>", re.DOTALL
)
_ID = {"wp:docPr": "id", "w:bookmarkStart": "w:id", "w:bookmarkEnd": "w:id", "w:id": "w:val"}
_NOM = "w:name"
_ATTRIBUT = Expression(r'\s([\w:.-]+)="([^"]*)"')


class Identifiants:
    """Les identifiants d'une lettre, d'une partie à l'autre. `dessins` : ceux des parties qu'elle ne change pas."""

    def __init__(self, dessins: Iterable[str] = ()) -> None:
        self._dessins = set(dessins)
        self._controles: set[str] = set()
        self._noms: set[str] = set()
        self._suites: dict[str, Iterator[int]] = {}

    def rendre_uniques(self, xml: str) -> str:
        """La partie, où tout identifiant répété est remplacé; les autres ne changent pas."""
        trouves = [
            (trouve, id_)
            for trouve in _ELEMENTS.finditer(xml)
            if trouve["element"] and (id_ := _valeur(xml, trouve, _ID[trouve["element"]]))
        ]
        vus = {"wp:docPr": self._dessins, "w:id": self._controles, "w:signet": set[str]()}
        pris = {famille: set(deja) for famille, deja in vus.items()}
        for trouve, id_ in trouves:
            pris[_famille(trouve["element"])].add(id_[2])
        libres = {famille: _libres(deja) for famille, deja in pris.items()}
        ouverts: dict[str, str] = {}
        morceaux: list[str] = []
        position = 0
        for trouve, id_ in trouves:
            ancien, famille = id_[2], _famille(trouve["element"])
            if trouve["element"] == "w:bookmarkEnd":
                nouveau = ouverts.get(ancien, ancien)
            else:
                nouveau = next(libres[famille]) if ancien in vus[famille] else ancien
                vus[famille].add(nouveau)
                if famille == "w:signet":
                    ouverts[ancien] = nouveau
            remplacements = [(id_, nouveau)]
            if trouve["element"] == "w:bookmarkStart" and (nom := _valeur(xml, trouve, _NOM)):
                remplacements.append((nom, self._nom_libre(nom[2])))
            for ou, texte in sorted(remplacements, key=lambda r: r[0].start()):
                morceaux += (xml[position : ou.start(2)], texte)
                position = ou.end(2)
        return "".join((*morceaux, xml[position:]))

    def _nom_libre(self, nom: str) -> str:
        if nom in self._noms:
            base = nom[: _SIGNET_MAX - 6]
            rangs = self._suites.setdefault(base, count(2))
            nom = next(libre for rang in rangs if (libre := f"{base}_{rang}") not in self._noms)
        self._noms.add(nom)
        return nom


def _valeur(xml: str, element: re.Match[str], nom: str) -> re.Match[str] | None:
    """L'attribut de ce nom. On lit tous les attributs, dans l'ordre : une valeur peut ressembler à un attribut."""
    attributs = _ATTRIBUT.finditer(xml, element.start(), element.end())
    return next((attribut for attribut in attributs if attribut[1] == nom), None)


def _famille(genre: str) -> str:
    return "w:signet" if genre.startswith("w:bookmark") else genre


def _libres(pris: set[str]) -> Iterator[str]:
    return (str(n) for n in count(1) if str(n) not in pris)
