"""Champ : ce qu'un modèle Word peut lire, un chemin, un genre et une description; et la marque de ce qui manque."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

from lettres.socle.classes import NamedTuple
from lettres.socle.expression import Expression

Genre = Literal["texte", "oui_non", "groupe", "liste", "liste_de_textes", "nombre", "date", "image", "groupe_ouvert"]
"""« nombre » et « date » se comparent et ne s'impriment pas : ce qui s'imprime est un texte déjà mis en forme.

« image » se place, par le texte de remplacement d'une image du modèle; c'est le dossier qui nomme les champs d'un
« groupe_ouvert ».
"""

JUMEAUX: Mapping[Genre, str] = {"nombre": "_nombre", "date": "_iso"}
"""Le jumeau brut d'une somme ou d'une date écrites : la fin de son nom, à la suite du leur."""

_BLANC = Expression(r"\[.*\]|[àa] (?:compl[ée]ter|remplir|pr[ée]ciser|venir)|x{3,}|[\W_]*", re.IGNORECASE)


class Champ(NamedTuple):
    """Un champ qu'un modèle peut lire.

    `chemin` écrit `[]` pour « chaque élément » : `creances[].montant`. `source` est le chemin du fait
    correspondant dans le dossier; vide quand le champ est calculé de plusieurs faits. `porte` nomme tous les faits
    qui s'y lisent : l'imprimer, c'est les dire.
    """

    chemin: str
    genre: Genre
    description: str
    source: str = ""
    porte: tuple[str, ...] = ()

    @property
    def libelle(self) -> str:
        """La description sans son exemple : ce que dit un blanc, « [à compléter : solde dû] »."""
        debut = self.description.split(" : ", maxsplit=1)[0]
        return debut if debut[:2].isupper() else debut[:1].lower() + debut[1:]


def par_chemin(champs: Iterable[Champ]) -> dict[str, Champ]:
    """Les champs, par chemin : ce qu'un modèle a le droit de lire."""
    return {champ.chemin: champ for champ in champs}


@lru_cache(maxsize=64)
def lit_un_jumeau(chemins: frozenset[str]) -> bool:
    """Dit si l'un de ces champs est le jumeau brut d'un autre."""
    return any(chemin.endswith(tuple(JUMEAUX.values())) for chemin in chemins)


def a_completer(quoi: str) -> str:
    """La marque de ce qui manque dans une ébauche : « [à compléter : solde dû] »."""
    return f"[à compléter : {quoi}]"


def est_un_blanc(texte: str) -> bool:
    """Dit si un texte ne fait que tenir une place : la marque d'une ébauche, « à préciser », « XXX », des tirets."""
    return _BLANC.fullmatch(texte.strip()) is not None
