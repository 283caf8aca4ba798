"""Nécessaires : les clés sans lesquelles une lettre ne se fait pas, telles que `verifier` le dit.

Rien n'est tenu à la main. Du dossier d'exemple, on ôte d'abord les clés qui ne servent pas à tous, et l'on ne rend que
celles dont le retour répare une erreur; puis, de la dernière à la première, tout bloc et toute clé dont l'absence n'en
amène aucune. Ce qui reste est exigé, chaque clé pour elle-même. De deux clés dont l'une suffit, la première reste.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from lettres.catalogue import capacites
from lettres.composition.silences import SILENCE
from lettres.dossier import Nature
from lettres.lecture.arbre import Valeur
from lettres.lecture.redaction import Branche, facultatives, rempli
from lettres.production.avant_d_ecrire import verifier
from lettres.socle.constats import Gravite

JOUR_DES_EXEMPLES = date(2026, 11, 20)
"""Un jour où les dates des exemples tiennent ensemble : échéances passées, délais écoulés, rien de prescrit."""


@cache
def necessaires(nature: Nature, lettre: str) -> frozenset[Branche]:
    """Les clés que cette lettre exige d'un dossier de cette nature."""
    toutes = list(_feuilles(rempli(nature, lettre), ()))
    choisies = _sans_superflu(nature, lettre, toutes)
    # -- une pièce ne se retire qu'une fois retirées les clés qui la nomment : on recommence tant que l'on retire --
    avant: set[Branche] = set()
    while avant != choisies:
        avant = set(choisies)
        for groupe in _groupes(toutes):
            reste = choisies - groupe
            if reste != choisies and not _fautes(nature, lettre, reste):
                choisies = reste
    return frozenset(choisies - {("nature",)})


@cache
def tues(nature: Nature, lettre: str) -> frozenset[Branche]:
    """Les clés de premier rang que cette lettre n'imprimerait pas : rien ne sert de les demander."""
    if capacites(lettre).publique:
        # -- elle se tait de tout, et ne le dit de rien --
        gardees = {cle[:1] for cle in necessaires(nature, lettre)} | {("lettres",), ("nature",)}
        return frozenset((cle,) for cle in rempli(nature, lettre) if (cle,) not in gardees)
    constats = verifier(rempli(nature, lettre), lettre, au=JOUR_DES_EXEMPLES)
    return frozenset((str(c.chemin[0]),) for c in constats if c.code == SILENCE and len(c.chemin) == 1)


def exemple(nature: Nature, lettre: str, cles: frozenset[Branche]) -> dict[str, Valeur]:
    """Le dossier d'exemple de cette nature et de cette lettre, réduit à ces clés et à sa nature."""
    reduit = _garder(rempli(nature, lettre), (), cles | {("nature",)})
    return reduit if isinstance(reduit, dict) else {}


def _sans_superflu(nature: Nature, lettre: str, toutes: list[Branche]) -> set[Branche]:
    """Les clés qui servent à tous, et celles, parmi les autres, sans lesquelles il reste une erreur."""
    autres = [cle for cle in toutes if cle in facultatives(nature, lettre)]
    choisies = set(toutes) - set(autres)
    fautes = _fautes(nature, lettre, choisies)
    while fautes:
        essais = ((choisies | {cle}, _fautes(nature, lettre, choisies | {cle})) for cle in autres)
        choisies, restantes = min(essais, key=lambda essai: len(essai[1]))
        if len(restantes) >= len(fautes):
            return set(toutes)
        fautes = restantes
    return choisies


def _fautes(nature: Nature, lettre: str, cles: set[Branche]) -> set[tuple[str, str]]:
    """Les erreurs du dossier d'exemple réduit à ces clés, pour cette lettre."""
    constats = verifier(exemple(nature, lettre, frozenset(cles)), lettre, au=JOUR_DES_EXEMPLES)
    return {(c.code, c.message) for c in constats if c.gravite is Gravite.ERREUR}


def _groupes(toutes: list[Branche]) -> Iterator[set[Branche]]:
    """Chaque bloc, puis ce qu'il contient, du dernier au premier."""
    debuts = dict.fromkeys(cle[:rang] for cle in toutes for rang in range(1, len(cle) + 1))
    rangs = {debut: rang for rang, debut in enumerate(debuts)}

    def place(debut: Branche) -> list[int]:
        # -- un bloc avant ses clés; de deux voisins, le dernier d'abord --
        return [-rangs[debut[:n]] for n in range(1, len(debut) + 1)]

    for debut in sorted(debuts, key=place):
        yield {cle for cle in toutes if cle[: len(debut)] == debut}


def _garder(valeur: Valeur, chemin: Branche, cles: frozenset[Branche]) -> Valeur:
    """La valeur, sans ce qui n'est pas de ces clés; rien s'il n'en reste rien."""
    if isinstance(valeur, dict):
        gardees = {cle: _garder(interne, (*chemin, cle), cles) for cle, interne in valeur.items()}
        return {cle: interne for cle, interne in gardees.items() if interne} or None
    if isinstance(valeur, list):
        return [reste for element in valeur if (reste := _garder(element, chemin, cles))]
    return valeur if chemin in cles else None


def _feuilles(valeur: Valeur, chemin: Branche) -> Iterator[Branche]:
    if isinstance(valeur, dict):
        for cle, interne in valeur.items():
            yield from _feuilles(interne, (*chemin, cle))
    elif isinstance(valeur, list) and any(isinstance(element, dict) for element in valeur):
        for element in valeur:
            yield from _feuilles(element, chemin)
    else:
        yield chemin
