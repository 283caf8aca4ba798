"""Genres : ce qu'est chaque texte du dossier (un nom, une rue, un numéro, une phrase), et les textes d'un arbre lu."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import BaseModel

from lettres.lecture.arbre import Valeur
from lettres.lecture.formes import RACINE, Forme, cles
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Chemin
from lettres.socle.donnees import donnees

PHRASE, GARDE = "phrase", "garde"
_DANS_UN_TEXTE = {"Force": "motif", "Complement": "texte"}
"""La clé qu'est un bloc écrit d'un simple texte; d'une personne ou d'un témoin, c'est le nom."""


class TexteDuDossier(NamedTuple):
    """Un texte du dossier, son genre, et le bloc qui l'entoure, tel qu'il est écrit."""

    chemin: Chemin
    texte: str
    genre: str
    bloc: Mapping[str, Valeur]


@cache
def genres() -> Mapping[str, Mapping[str, str]]:
    """Le genre de chaque texte, bloc par bloc."""
    lus: Mapping[str, Mapping[str, str]] = donnees("deguisement/genres")
    return lus


def textes_de(valeur: Valeur, forme: Forme = RACINE, chemin: Chemin = ()) -> Iterator[TexteDuDossier]:
    """Chaque texte d'un arbre, où qu'il soit; une clé que nul ne connaît porte une phrase."""
    yield from _textes(valeur, forme, chemin, PHRASE, {})


def _textes(
    valeur: Valeur, forme: Forme, chemin: Chemin, genre: str, bloc: Mapping[str, Valeur]
) -> Iterator[TexteDuDossier]:
    if isinstance(valeur, str):
        if forme.modele is not None:
            nom = forme.modele.__name__
            genre = genres().get(nom, {}).get(_DANS_UN_TEXTE.get(nom, "nom"), PHRASE)
        yield TexteDuDossier(chemin, valeur, genre, bloc)
    elif isinstance(valeur, dict):
        connues = cles(forme.modele) if forme.modele is not None else {}
        for nom, contenu in valeur.items():
            cle = connues.get(nom)
            suite = cle.forme if cle is not None else forme.element if forme.element is not None else Forme()
            sien = PHRASE if cle is None or forme.modele is None else _genre(forme.modele, nom, cle.forme)
            yield from _textes(contenu, suite, (*chemin, nom), sien, valeur)
    elif isinstance(valeur, list):
        for rang, element in enumerate(valeur):
            yield from _textes(element, forme.element or Forme(), (*chemin, rang), genre, bloc)


def _genre(modele: type[BaseModel], nom: str, forme: Forme) -> str:
    """Le genre d'une clé : celui de la table; une somme, un jour ou un choix n'en a pas, et se garde."""
    while forme.element is not None:
        forme = forme.element
    return genres().get(modele.__name__, {}).get(nom, PHRASE) if forme.est_texte else GARDE
