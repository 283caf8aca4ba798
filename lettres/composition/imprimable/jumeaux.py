"""Jumeaux : à côté de chaque somme et de chaque date que l'arbre imprime, de quoi les comparer.

Seul un modèle qui en lit les demande. Un jumeau se lit dans le texte même qui s'imprime : il ne peut dire autre chose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from lettres.composition.champs import genre_du_jumeau, types_presents
from lettres.composition.imprimable.base import Imprimable
from lettres.composition.imprimable.lettre import Arbre
from lettres.dossier import Dossier
from lettres.langue.ecriture import jour_lu, somme_lue
from lettres.socle.champ import JUMEAUX, Genre

_LUS: Mapping[Genre, Callable[[Any], object]] = {
    "nombre": somme_lue,
    "date": lambda ecrite: jour_lu(ecrite).isoformat(),
}


def poser_les_jumeaux(arbre: Arbre, contexte: dict[str, Any], dossier: Dossier) -> None:
    """Ajoute au contexte d'un arbre le jumeau de chaque somme et de chaque date qui y sont, compléments compris."""
    _poser(arbre, contexte)
    for cle, donne in dossier.complements.items():
        if donne.somme is not None:
            contexte["complements"][f"{cle}{JUMEAUX['nombre']}"] = donne.somme
        elif donne.date is not None:
            contexte["complements"][f"{cle}{JUMEAUX['date']}"] = donne.date.isoformat()


def _poser(arbre: Imprimable, contexte: dict[str, Any]) -> None:
    for nom, brut in _genres(type(arbre)):  # type: ignore[arg-type]  # une classe, elle, se hache
        if (ecrite := getattr(arbre, nom)) is not None:
            contexte[f"{nom}{JUMEAUX[brut]}"] = _LUS[brut](ecrite)
    for nom, valeur in vars(arbre).items():
        dedans = valeur if isinstance(valeur, list) else [valeur]
        donnees = contexte[nom] if isinstance(valeur, list) else [contexte.get(nom)]
        for fils, donnee in zip(dedans, donnees, strict=True):
            if isinstance(fils, Imprimable):
                _poser(fils, donnee)


@cache
def _genres(modele: type[Imprimable]) -> tuple[tuple[str, Genre], ...]:
    return tuple(_trouver(modele))


def _trouver(modele: type[Imprimable]) -> Iterator[tuple[str, Genre]]:
    for nom, annotation in types_presents(modele).items():
        if nom in modele.feuilles and (brut := genre_du_jumeau(annotation)):
            yield nom, brut
