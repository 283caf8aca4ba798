"""Champs : la liste documentée de ce qu'un modèle Word peut imprimer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from inspect import get_annotations
from types import MappingProxyType, NoneType, UnionType
from typing import Union, get_args, get_origin

from lettres.composition.accord import VOIX
from lettres.composition.imprimable.base import GroupeOuvert, Imprimable
from lettres.composition.imprimable.lettre import Arbre
from lettres.langue.ecriture import DateEcrite, SommeEcrite
from lettres.socle.champ import JUMEAUX, Champ, Genre, par_chemin


def _parcourir(modele: type[Imprimable], prefixe: str) -> list[Champ]:
    champs: list[Champ] = []
    presents = types_presents(modele)
    for nom, feuille in modele.feuilles.items():
        chemin = f"{prefixe}{nom}"
        genre, interieur = _genre(presents[nom])
        source = _source(chemin, feuille.source)
        porte = tuple(_porte(chemin, fait) for fait in feuille.porte)
        champs.append(Champ(chemin, genre, feuille.description, source, porte))
        if brut := genre_du_jumeau(presents[nom]):
            dit = f"{feuille.description.split(' : ')[0]}, {_A_COMPARER[brut]}"
            champs.append(Champ(f"{chemin}{JUMEAUX[brut]}", brut, dit, source))
        if nom == "voix":
            champs += [Champ(f"voix.{cle}", "texte", f"« {je} » ou « {nous} »") for cle, (je, nous) in VOIX.items()]
        elif interieur is not None:
            champs += _parcourir(interieur, f"{chemin}{'[]' if genre == 'liste' else ''}.")
    return champs


def types_presents(modele: type[Imprimable]) -> Mapping[str, object]:
    """Ce qu'est chaque feuille quand elle est là, celles dont il hérite comprises."""
    return {nom: _presente(dite) for base in reversed(modele.__mro__) for nom, dite in get_annotations(base).items()}


def _source(chemin: str, source: str) -> str:
    """Complète la source des blocs partagés (adresse, faits) par celle de leur parent."""
    if ".adresse." in chemin:
        partie = chemin.split(".")[0]
        return f"{'expediteur.mandant' if partie == 'mandant' else partie}.adresse.{source}"
    if chemin.startswith("accompli[]"):
        return source.replace("faits[]", "accompli[]")
    return source


def _porte(chemin: str, fait: str) -> str:
    """Le fait que ce champ imprime : de la demande principale, ceux de la première seulement."""
    return fait.replace("demandes[]", "demandes[0]") if chemin.startswith("demande.") else _source(chemin, fait)


_A_COMPARER = {"nombre": "à comparer à un nombre", "date": "à comparer à un jour (« 2026-12-01 »)"}


def genre_du_jumeau(annotation: object) -> Genre | None:
    """Celui du jumeau brut d'une feuille : une somme écrite se compare en nombre, une date écrite, en jour."""
    return "nombre" if annotation is SommeEcrite else "date" if annotation is DateEcrite else None


def _presente(annotation: object) -> object:
    """L'annotation d'une feuille, quand elle est là."""
    if isinstance(annotation, UnionType) or get_origin(annotation) is Union:
        return next(a for a in get_args(annotation) if a is not NoneType)
    return annotation


def _genre(annotation: object) -> tuple[Genre, type[Imprimable] | None]:
    if annotation is str:
        return "texte", None
    if annotation is GroupeOuvert:
        return "groupe_ouvert", None
    if get_origin(annotation) is list:
        (element,) = get_args(annotation)
        return ("liste_de_textes", None) if element is str else ("liste", element)
    if annotation is bool:
        return "oui_non", None
    if isinstance(annotation, type) and issubclass(annotation, Imprimable):
        return "groupe", annotation
    return ("groupe", None) if get_origin(annotation) is dict else ("texte", None)


IMAGES = (
    Champ("image.signature", "image", "La signature numérisée, si l’on signe ainsi", "expediteur.images.signature"),
    Champ("image.logo", "image", "Le logo de l’expéditeur", "expediteur.images.logo"),
)
"""Ce qui se place par le texte de remplacement d'une image."""


@cache
def champs_imprimables() -> tuple[Champ, ...]:
    """Tous les champs de l'arbre, dans l'ordre, avec leur description : le contrat avec les auteurs de modèles."""
    return (*_parcourir(Arbre, ""), *IMAGES)


@cache
def champs_par_chemin() -> Mapping[str, Champ]:
    """Les mêmes, par chemin : ce qu'un modèle a le droit de lire."""
    return MappingProxyType(par_chemin(champs_imprimables()))


@cache
def champs_facultatifs() -> frozenset[str]:
    """Ceux qui peuvent manquer à l'arbre : l'imprimer sans l'avoir testé peut arrêter une lettre."""
    return frozenset(_facultatifs(Arbre, ""))


def _facultatifs(modele: type[Imprimable], prefixe: str) -> list[str]:
    trouves: list[str] = []
    presents = types_presents(modele)
    for nom, feuille in modele.feuilles.items():
        chemin = f"{prefixe}{nom}"
        genre, interieur = _genre(presents[nom])
        brut = genre_du_jumeau(presents[nom])
        trouves += [chemin, *([f"{chemin}{JUMEAUX[brut]}"] if brut else [])] if feuille.facultative else []
        if nom != "voix" and interieur is not None:
            trouves += _facultatifs(interieur, f"{chemin}{'[]' if genre == 'liste' else ''}.")
    return trouves
