"""Exigences : les faits qu'une lettre demande et que le dossier n'a pas encore, et où les ajouter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from lettres.catalogue.modeles import Exigence, Modele
from lettres.dossier import Dossier
from lettres.socle.constats import Chemin

MANQUE = "E101"
"""Code du constat « il manque un fait »; une ébauche le tolère et marque le blanc."""

Dispenses = Mapping[str, tuple[str, ...]]


class Manque(NamedTuple):
    """Un fait exigé et absent, et la place où l'ajouter."""

    exigence: Exigence
    chemin: Chemin

    @property
    def phrase(self) -> str:
        """« Il manque le montant de la facture (élément 2 de « creances »). »"""
        rangs = [pas for pas in self.chemin if isinstance(pas, int)]
        lequel = f" (élément {rangs[-1] + 1} de « {self.chemin[0]} »)" if rangs else ""
        return f"Il manque {self.exigence.libelle}{lequel}."

    @property
    def cle(self) -> str:
        """La clé à ajouter; « a » ou « b », quand l'une ou l'autre suffit."""
        return " » ou « ".join(choix.strip().replace("[]", "") for choix in self.exigence.chemin.split("|"))


def absents(dossier: Dossier, modele: Modele) -> list[Manque]:
    """Les faits exigés et absents, dans l'ordre du catalogue; un bloc absent est dit une fois, et non clé par clé."""
    trouves: list[Manque] = []
    deja: set[Chemin] = set()
    for exigence in modele.exige:
        for chemin in _chemins(dossier, exigence):
            if any(chemin[:rang] in deja for rang in range(len(chemin) + 1)):
                continue
            deja.add(chemin)
            trouves.append(Manque(exigence, chemin))
    return trouves


def _chemins(dossier: Dossier, exigence: Exigence) -> Sequence[Chemin]:
    """Aucun chemin si l'une des possibilités est remplie; sinon ceux de la première."""
    premiers: Sequence[Chemin] | None = None
    for pas in _possibilites(exigence.chemin):
        trouves = _sous(dossier, pas, exigence.sauf)
        if not trouves:
            return ()
        premiers = premiers or trouves
    return premiers or ()


class _Pas(NamedTuple):
    """Un pas d'un chemin : la clé, et si ce sont les éléments de sa liste qui comptent."""

    nom: str
    en_liste: bool


@cache
def _possibilites(chemin: str) -> tuple[tuple[_Pas, ...], ...]:
    """Les pas de chaque chemin dont l'un suffit."""
    return tuple(
        tuple(_Pas(un.removesuffix("[]"), un.endswith("[]")) for un in choix.strip().split("."))
        for choix in chemin.split("|")
    )


def _absent(valeur: object) -> bool:
    return valeur is None or (not valeur and isinstance(valeur, str | tuple))


def _dispense(valeur: object, sauf: Dispenses) -> bool:
    return any(getattr(valeur, cle, None) in valeurs for cle, valeurs in sauf.items())


def _fils(valeur: object, nom: str) -> Any:
    return getattr(valeur, nom) if isinstance(valeur, BaseModel) else valeur.get(nom)  # type: ignore[attr-defined]


def _sous(valeur: object, pas: tuple[_Pas, ...], sauf: Dispenses) -> Sequence[Chemin]:
    """Les chemins, depuis `valeur`, où il manque quelque chose; d'un dossier complet, aucun ne se bâtit."""
    if _absent(valeur):
        return ((),)
    if not pas or (sauf and _dispense(valeur, sauf)):
        return ()
    (nom, en_liste), reste = pas[0], pas[1:]
    fils = _fils(valeur, nom)
    if not en_liste:
        return [(nom, *suite) for suite in _sous(fils, reste, sauf)]
    if not fils:
        return [(nom,)]
    return [(nom, i, *suite) for i, element in enumerate(fils) for suite in _sous(element, reste, sauf)]
