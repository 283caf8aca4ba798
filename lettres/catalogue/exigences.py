"""Exigences : les faits qu'une lettre demande et que le dossier n'a pas encore, et où les ajouter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from lettres.catalogue.modeles import Exigence, Modele
from lettres.dossier import Dossier
from lettres.socle.classes import NamedTuple
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
    for exigence in modele.exige if not _tout_est_la(dossier, modele) else modele.d_une_liste:
        for chemin in _chemins(dossier, exigence):
            if any(chemin[:rang] in deja for rang in range(len(chemin) + 1)):
                continue
            deja.add(chemin)
            trouves.append(Manque(exigence, chemin))
    return trouves


def _tout_est_la(dossier: Dossier, modele: Modele) -> bool:
    """Dit, d'un coup, si tout ce qui n'est pas d'une liste est là, et dans ce que chacune nomme d'abord."""
    try:
        return all(modele.hors_des_listes(dossier))
    except AttributeError:
        return False  # -- un bloc manque --


def _chemins(dossier: Dossier, exigence: Exigence) -> Sequence[Chemin]:
    """Aucun chemin si l'une des possibilités est remplie; sinon ceux de la première."""
    premiers: Sequence[Chemin] = ()
    for pas in _possibilites(exigence.chemin):
        trouves = _sous(dossier, pas, exigence.sauf)
        if not trouves:
            return ()
        premiers = premiers or trouves
    return premiers


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


def _dispense(bloc: object, sauf: Dispenses) -> bool:
    """Dit si ce qu'écrit le bloc de la clé exigée en dispense."""
    return any(getattr(bloc, cle, None) in valeurs for cle, valeurs in sauf.items())


def _sous(valeur: Any, pas: tuple[_Pas, ...], sauf: Dispenses) -> Sequence[Chemin]:
    """Les chemins, depuis `valeur`, où il manque quelque chose; d'un dossier complet, aucun ne se bâtit."""
    for rang, (nom, en_liste) in enumerate(pas, 1):
        if sauf and rang == len(pas) and _dispense(valeur, sauf):
            return ()
        valeur = valeur.get(nom) if isinstance(valeur, dict) else getattr(valeur, nom)
        if not valeur and (valeur is None or isinstance(valeur, str | tuple)):
            return [tuple(un.nom for un in pas[:rang])]
        if en_liste:
            reste = pas[rang:]
            suites = [(i, *suite) for i, element in enumerate(valeur) for suite in _sous(element, reste, sauf)]
            return [(*(un.nom for un in pas[:rang]), *suite) for suite in suites]
    return ()
