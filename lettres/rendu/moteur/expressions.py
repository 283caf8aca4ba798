"""Expressions : ce qu'une balise lit dans les noms visibles; lire, choisir, comparer, et rien d'autre."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from lettres.rendu.balises.impression import Absente
from lettres.rendu.balises.operations import FILTRES, OPERATEURS, TESTS, element, membre, tranche

Noms: TypeAlias = "Mapping[str, object]"
Lire: TypeAlias = "Callable[[Noms], Any]"


def lecteur(expression: Any) -> Lire:
    """De quoi lire une expression dans les noms visibles."""
    match expression:
        case ["constante", str() | int() | float() | None as valeur]:
            return lambda _: valeur
        case ["nom", str() as nom]:
            return _nom(nom)
        case ["champ", ["nom", str() as nom], str() as cle]:
            return champ_d_un_nom(nom, cle)
        case ["champ", groupe, str() as cle]:
            lire = lecteur(groupe)
            return lambda noms: membre(lire(noms), cle)
        case ["rang", liste, int() as rang]:
            lire = lecteur(liste)
            return lambda noms: element(lire(noms), rang)
        case ["tranche", liste, [int() | None, int() | None, int() | None] as bornes]:
            lire, coupe = lecteur(liste), slice(*bornes)
            return lambda noms: tranche(lire(noms), coupe)
        case ["liste", [*elements]]:
            lus = [lecteur(e) for e in elements]
            return lambda noms: [lire(noms) for lire in lus]
        case ["filtre", str() as nom, valeur, [*arguments]]:
            return _appliquer(FILTRES[nom], valeur, arguments)
        case ["test", str() as nom, valeur, [*arguments]]:
            return _appliquer(TESTS[nom], valeur, arguments)
        case ["comparer", valeur, [*operandes]]:
            return _comparer(lecteur(valeur), [(OPERATEURS[signe], lecteur(autre)) for signe, autre in operandes])
        case _:
            return _combiner(expression)


def _combiner(expression: Any) -> Lire:
    match expression:
        case ["sans"]:
            return lambda _: Absente()
        case ["fois", int() as largeur, ["champ", ["nom", "loop"], "length"] as longueur]:
            lire = lecteur(longueur)
            return lambda noms: largeur * lire(noms)
        case ["non", valeur]:
            lire = lecteur(valeur)
            return lambda noms: not lire(noms)
        case ["et", gauche, droite]:
            une, autre = lecteur(gauche), lecteur(droite)
            return lambda noms: une(noms) and autre(noms)
        case ["ou", gauche, droite]:
            une, autre = lecteur(gauche), lecteur(droite)
            return lambda noms: une(noms) or autre(noms)
        case ["choix", test, oui, non]:
            lire, une, autre = lecteur(test), lecteur(oui), lecteur(non)
            return lambda noms: une(noms) if lire(noms) else autre(noms)
        case ["parmi", liste, str() as cible, test]:
            return _parmi(lecteur(liste), cible, lecteur(test))
        case _:
            raise ValueError("Une expression ne fait que lire, choisir et comparer.")


def _nom(nom: str) -> Lire:
    def lire(noms: Noms) -> object:
        return noms[nom] if nom in noms else Absente(None, nom)

    return lire


def champ_d_un_nom(nom: str, cle: str) -> Lire:
    """Presque tout ce que lit une lettre; `membre` et `_nom` disent ce qu'il en est quand il manque."""
    lire_groupe = _nom(nom)

    def lire(noms: Noms) -> object:
        try:
            return noms[nom][cle]  # type: ignore[index]  # ce qui n'est pas un groupe lève TypeError
        except (KeyError, TypeError):
            return membre(lire_groupe(noms), cle)

    return lire


def _parmi(lire: Lire, cible: str, test: Lire) -> Lire:
    """Les éléments d'une liste qui passent un test; ce qui n'est pas une liste reste ce qu'il est."""

    def parmi(noms: Noms) -> object:
        valeur = lire(noms)
        return [e for e in valeur if test({**noms, cible: e})] if type(valeur) is list else valeur

    return parmi


def _appliquer(operation: Callable[..., object], valeur: Any, arguments: list[Any]) -> Lire:
    lire, lus = lecteur(valeur), [lecteur(argument) for argument in arguments]
    if not lus:
        return lambda noms: operation(lire(noms))
    return lambda noms: operation(lire(noms), *(argument(noms) for argument in lus))


def _comparer(lire: Lire, operandes: list[tuple[Callable[..., object], Lire]]) -> Lire:
    """`a < b`, ou `a < b < c` : chaque valeur n'est lue qu'une fois, et la première qui dit non suffit."""

    def comparer(noms: Noms) -> object:
        gauche = lire(noms)
        resultat: object = True
        for operation, autre in operandes:
            droite = autre(noms)
            resultat = operation(gauche, droite)
            if not resultat:
                return resultat
            gauche = droite
        return resultat

    return comparer
