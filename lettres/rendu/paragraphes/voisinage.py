"""Voisinage : où se trouve, dans une partie, ce qu'aucun texte ne nomme; son paragraphe, ou les mots les plus proches.

Un objet n'a pas de texte, et Word ne numérote rien : une personne ne le retrouve que par les mots qui l'entourent.
"""

from __future__ import annotations

from functools import cached_property

from lettres.rendu.xml.arbre_xml import Element, P, texte_du_paragraphe
from lettres.socle.constats import abreger
from lettres.socle.places import DansWord

PROCHES = 40
"""Paragraphes où chercher des mots, de part et d'autre."""
DITS_MAX = 20
"""Fautes d'une même partie que l'on situe une par une; au-delà, elles ont toutes la même cause."""


class Voisinage:
    """Les paragraphes d'une partie, dans l'ordre; on ne les compte que s'il y a quelque chose à situer."""

    def __init__(self, racine: Element, titre: str) -> None:
        self._racine = racine
        self._titre = titre
        self._situes = 0

    @cached_property
    def _paragraphes(self) -> list[Element]:
        return list(self._racine.iter(P))

    @cached_property
    def _rangs(self) -> dict[Element, int]:
        return {paragraphe: rang for rang, paragraphe in enumerate(self._paragraphes)}

    def situer(self, element: Element) -> tuple[DansWord, str]:
        """La place d'un élément, et « près de « ces mots » » quand son paragraphe n'en a pas; sinon rien."""
        self._situes += 1
        rang = self._rang(element)
        if rang is None or self._situes > DITS_MAX:
            return DansWord(self._titre), ""
        texte = abreger(texte_du_paragraphe(self._paragraphes[rang]))
        voisin = "" if texte.strip() else self._voisin(rang)
        return DansWord(self._titre, rang + 1, texte=texte), f", près de « {voisin} »" if voisin else ""

    def _rang(self, element: Element) -> int | None:
        """Le rang de son paragraphe; d'un élément qui n'est dans aucun, celui du paragraphe qui le précède."""
        for candidat in (element, *element.iterancestors()):
            if candidat.tag == P:
                return self._rangs[candidat]
        for avant in element.itersiblings(preceding=True):
            paragraphes = list(avant.iter(P))
            if paragraphes:
                return self._rangs[paragraphes[-1]]
        return None

    def _voisin(self, rang: int) -> str:
        avant = range(rang - 1, max(rang - PROCHES, 0) - 1, -1)
        apres = range(rang + 1, min(rang + PROCHES, len(self._paragraphes)))
        for autre in (*avant, *apres):
            texte = abreger(texte_du_paragraphe(self._paragraphes[autre]))
            if texte.strip():
                return texte
        return ""
