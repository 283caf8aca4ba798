"""Champ : ce qu'un modèle Word peut lire, un chemin, un genre et une description. Le moteur n'en sait pas davantage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Genre = Literal["texte", "oui_non", "groupe", "liste", "liste_de_textes"]


@dataclass(frozen=True, slots=True)
class Champ:
    """Un champ qu'un modèle peut lire.

    `chemin` écrit `[]` pour « chaque élément » : `creances[].montant`. `source` est le chemin du fait
    correspondant dans le dossier; vide quand le champ est calculé de plusieurs faits.
    """

    chemin: str
    genre: Genre
    description: str
    source: str = ""

    @property
    def libelle(self) -> str:
        """La description sans son exemple : ce que dit un blanc, « [à compléter : solde dû] »."""
        debut = self.description.split(" : ", maxsplit=1)[0]
        return debut if debut[:2].isupper() else debut[:1].lower() + debut[1:]
