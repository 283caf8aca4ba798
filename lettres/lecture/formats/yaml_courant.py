"""YAML courant : un fichier où rien ne surprend, lu d'un trait; au moindre doute, on rend la main au lecteur YAML.

Ce que l'on dit d'un fichier, c'est le lecteur YAML qui le dit. Celui-ci ne fait que les mêmes données, aux mêmes
places, deux fois plus vite : les places se gardent dans l'ordre du fichier, et se rangent quand on les demande.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, cast

from yaml import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
)

from lettres.dossier.saisie.caracteres import est_ordinaire
from lettres.lecture.arbre import PROFONDEUR_MAX, VALEURS_MAX, ArbreLu, Valeur
from lettres.lecture.source import Position, Source
from lettres.socle.constats import Chemin, Reperes
from lettres.socle.donnees import Chargeur

VIDES = frozenset({"", "~", "null", "Null", "NULL"})
MOT = re.compile("[a-z][a-z_0-9]*")
"""Une clé qui n'est qu'un mot."""
_est_un_mot = MOT.fullmatch


class _Doute(Exception):
    """Ce fichier n'est pas des plus courants."""


def lire_le_courant(source: Source, chargeur: Chargeur) -> ArbreLu | None:
    """Les données d'un fichier des plus courants; None s'il faut y regarder de près, fût-il fautif."""
    if not est_ordinaire(source.texte):
        return None
    lecteur = _Lecteur(chargeur(source.texte))
    try:
        donnees = lecteur.document()
    except (_Doute, YAMLError):
        return None
    if len(lecteur.reperes) > VALEURS_MAX:
        return None
    reperes = Reperes(partial(_ranger, donnees, lecteur.reperes))
    return ArbreLu(source, donnees, reperes, sans_vide=not lecteur.vides)


class _Lecteur:
    """Les évènements, un à un, en blocs et en listes; `reperes` a celui de chaque clé et de chaque valeur, à la suite.

    Aucune clé que des mots écrits une fois, ni ancre, ni alias, ni étiquette; et rien de vide entre accolades, où YAML
    coupe à la virgule ce qui n'était qu'une valeur.
    """

    def __init__(self, analyseur: Any) -> None:
        self._suivant = cast("Callable[[], Any]", analyseur.get_event)
        self.reperes: list[Any] = []
        self._noter = self.reperes.append
        self.vides = False
        """Dit s'il y a une valeur vide."""

    def document(self) -> dict[str, Valeur]:
        """Les données du seul document du fichier."""
        self._suivant()  # -- début du flux --
        self._exiger(DocumentStartEvent)
        donnees = self._valeur(self._suivant(), 1)
        self._exiger(DocumentEndEvent)
        self._exiger(StreamEndEvent)
        if not isinstance(donnees, dict):
            raise _Doute
        return donnees

    def _exiger(self, genre: type[Event]) -> None:
        if type(self._suivant()) is not genre:
            raise _Doute

    def _valeur(self, evenement: Any, profondeur: int) -> Valeur:
        genre = type(evenement)
        if genre is AliasEvent or evenement.anchor is not None or evenement.tag is not None:
            raise _Doute
        self._noter(evenement.start_mark)
        if genre is ScalarEvent:
            texte: str = evenement.value
            if not evenement.style and texte in VIDES:
                self.vides = True
                return None
            if texte.isspace() or (evenement.style and not (texte and est_ordinaire(texte))):
                raise _Doute
            return texte
        if profondeur > PROFONDEUR_MAX:
            raise _Doute
        return self._liste(profondeur) if genre is SequenceStartEvent else self._bloc(evenement.flow_style, profondeur)

    def _bloc(self, accolades: bool, profondeur: int) -> dict[str, Valeur]:
        suivant, noter, valeur = self._suivant, self._noter, self._valeur
        bloc: dict[str, Valeur] = {}
        while type(cle := suivant()) is ScalarEvent:
            nom = cle.value
            if cle.style or cle.anchor is not None or cle.tag is not None or nom in bloc or _est_un_mot(nom) is None:
                raise _Doute
            noter(cle.start_mark)
            bloc[nom] = lue = valeur(suivant(), profondeur + 1)
            if lue is None and accolades:
                raise _Doute
        if type(cle) is not MappingEndEvent:
            raise _Doute
        return bloc

    def _liste(self, profondeur: int) -> list[Valeur]:
        suivant, liste = self._suivant, []
        while type(evenement := suivant()) is not SequenceEndEvent:
            liste.append(self._valeur(evenement, profondeur + 1))
        return liste


_Positions = dict[Chemin, Position]


def _ranger(donnees: Valeur, reperes: Sequence[Any]) -> tuple[_Positions, _Positions]:
    """La place de chaque valeur et celle de chaque clé, par leur chemin."""
    valeurs: _Positions = {}
    cles: _Positions = {}
    suite = iter([(repere.line + 1, repere.column + 1) for repere in reperes])
    _suivre(donnees, (), suite, valeurs, cles)
    return valeurs, cles


def _suivre(valeur: Valeur, chemin: Chemin, suite: Iterator[Position], valeurs: _Positions, cles: _Positions) -> None:
    place = valeurs[chemin] = next(suite)
    if chemin and isinstance(chemin[-1], int):
        cles[chemin] = place
    if isinstance(valeur, dict):
        for nom, contenu in valeur.items():
            cles[*chemin, nom] = next(suite)
            _suivre(contenu, (*chemin, nom), suite, valeurs, cles)
    elif isinstance(valeur, list):
        for rang, contenu in enumerate(valeur):
            _suivre(contenu, (*chemin, rang), suite, valeurs, cles)
