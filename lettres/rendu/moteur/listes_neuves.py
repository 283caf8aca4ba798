"""Listes neuves : celles qu'une boucle recommence à chaque tour, définies dans chaque lettre, une fois remplie.

Un élément de telle liste porte une marque à la place du numéro de sa liste, et chaque tour en porte une autre, à son
début. La première marque d'élément après celle d'un tour ouvre une liste neuve, que la lettre définit.
"""

from __future__ import annotations

import re

from lettres.rendu.balises.reperes import MARQUE_DE_LISTE, NUMERO_DE_LISTE
from lettres.rendu.moteur.gabarit import ListesRecommencees


class ListesNeuves:
    """Les numéros de liste d'une seule lettre, d'une partie à l'autre."""

    def __init__(self, recommencees: ListesRecommencees) -> None:
        self._recommencees = recommencees
        self._courantes: dict[str, str] = {}
        self._neuves: list[str] = []

    def poser(self, xml: str) -> str:
        """La partie, où chaque marque a cédé la place à un numéro, ou à rien."""
        return MARQUE_DE_LISTE.sub(self._remplacer, xml)

    def _remplacer(self, marque: re.Match[str]) -> str:
        if marque["tour"]:
            for rang in marque["tour"].split(","):
                self._courantes.pop(rang, None)
            return ""
        rang = marque["element"]
        if rang not in self._courantes:
            numero = str(self._recommencees.premier + len(self._neuves))
            self._neuves.append(self._recommencees.definitions[int(rang)].replace(NUMERO_DE_LISTE, numero))
            self._courantes[rang] = numero
        return self._courantes[rang]

    @property
    def partie(self) -> tuple[str, bytes]:
        """La partie qui définit les listes de cette lettre."""
        lues = self._recommencees
        return lues.partie, "".join((lues.avant, *self._neuves, lues.apres)).encode()
