"""Marques : le contexte d'une lettre, où chaque texte porte son nom; et ces noms, relus dans le document rendu.

Le moteur place les textes marqués comme les autres : ce qui se lit entre deux marques vient du champ que la première
nomme, et le reste, du modèle.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lettres.socle.classes import NamedTuple

_OUVRE, _FERME, _RANG = "\ue000", "\ue001", 0xE100
"""Trois endroits de l'alphabet privé d'Unicode, qu'aucun dossier n'emploie : le lecteur les refuse."""
_LARGEUR = 0x1000
"""Combien de rangs un signe peut porter; un rang s'écrit en deux."""


class Passage(NamedTuple):
    """Un bout de paragraphe : d'un champ (`creances[0].montant`), ou du modèle (vide)."""

    texte: str
    champ: str


class Marques:
    """Les champs marqués, dans l'ordre où on les a rencontrés."""

    def __init__(self) -> None:
        self._champs: list[str] = []

    def poser(self, contexte: Mapping[str, Any]) -> dict[str, Any]:
        """Une copie du contexte, chaque texte marqué de son champ; un oui-non reste ce qu'il est."""
        return {nom: self._marquer(valeur, nom) for nom, valeur in contexte.items()}

    def _marquer(self, valeur: Any, champ: str) -> Any:
        if isinstance(valeur, str):
            # -- un texte vide est faux : une marque le rendrait vrai --
            return f"{_OUVRE}{self._rang(champ)}{valeur}{_FERME}" if valeur else valeur
        if isinstance(valeur, Mapping):
            return {nom: self._marquer(fils, f"{champ}.{nom}") for nom, fils in valeur.items()}
        if isinstance(valeur, list | tuple):
            return [self._marquer(fils, f"{champ}[{rang}]") for rang, fils in enumerate(valeur)]
        return valeur

    def _rang(self, champ: str) -> str:
        haut, bas = divmod(len(self._champs), _LARGEUR)
        self._champs.append(champ)
        return chr(_RANG + haut) + chr(_RANG + bas)

    def lire(self, texte: str) -> tuple[Passage, ...]:
        """Les passages d'un paragraphe rendu, dans l'ordre."""
        passages: list[Passage] = []
        for morceau in texte.split(_OUVRE):
            dedans, ferme, apres = morceau.partition(_FERME)
            if ferme:
                rang = (ord(dedans[0]) - _RANG) * _LARGEUR + ord(dedans[1]) - _RANG
                passages.append(Passage(dedans[2:], self._champs[rang]))
            else:
                apres = dedans
            if apres:
                passages.append(Passage(apres, ""))
        return tuple(passages)
