"""Exigences : les faits qu'une lettre demande et que le dossier n'a pas encore, et où les ajouter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

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


def _chemins(dossier: Dossier, exigence: Exigence) -> list[Chemin]:
    """Aucun chemin si l'une des possibilités est remplie; sinon ceux de la première."""
    choix = _possibilites(exigence.chemin)
    for pas in choix:
        if not _manque(dossier, pas, exigence.sauf):
            return []
    return list(_sous(dossier, choix[0], (), exigence.sauf))


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


def _manque(valeur: Any, pas: tuple[_Pas, ...], sauf: Dispenses, depuis: int = 0) -> bool:
    """Dit si `_sous` y trouverait quelque chose : d'un dossier complet, aucun chemin ne se bâtit."""
    for rang in range(depuis, len(pas)):
        if _absent(valeur):
            return True
        if sauf and _dispense(valeur, sauf):
            return False
        nom, en_liste = pas[rang]
        valeur = valeur.get(nom) if isinstance(valeur, dict) else getattr(valeur, nom)
        if en_liste:
            return not valeur or any(_manque(element, pas, sauf, rang + 1) for element in valeur)
    return _absent(valeur)


def _sous(valeur: Any, pas: tuple[_Pas, ...], chemin: Chemin, sauf: Dispenses) -> Iterator[Chemin]:
    """Les chemins, sous `valeur`, où il manque quelque chose."""
    if _absent(valeur):
        yield chemin
        return
    if not pas or _dispense(valeur, sauf):
        return
    (nom, en_liste), reste = pas[0], pas[1:]
    fils = valeur.get(nom) if isinstance(valeur, dict) else getattr(valeur, nom)
    if en_liste:
        if not fils:
            yield (*chemin, nom)
        for i, element in enumerate(fils or ()):
            yield from _sous(element, reste, (*chemin, nom, i), sauf)
    else:
        yield from _sous(fils, reste, (*chemin, nom), sauf)
