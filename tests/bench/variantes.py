"""Variantes : les exemples, d'autres noms, d'autres numéros, d'autres sommes et d'autres récits à chaque tour.

Sans elles, une mesure qui refait les mêmes lettres mesurerait ce qu'on en a retenu. Une variante dit ce que dit son
exemple, en d'autres mots : sa lettre a les mêmes paragraphes et les mêmes constats. Là où changer les sommes ferait
mentir le dossier (une taxe, un total), elles restent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import lettres
from lettres.production.atelier import Atelier
from lettres.socle.erreurs import DossierInvalide

Donnees = Mapping[str, Any]
_DEJA_FAITS = 2
"""L'exemple lui-même, et la variante qui montre que l'autre est comme lui : leur lettre est déjà faite."""
_SYLLABES = ("ba", "do", "fi", "gul", "ka", "lor", "mé", "nu", "pi", "quin", "co", "so", "tév", "vu", "zan", "bri")
_RECITS = ("faits", "accompli", "prejudices")
_NOM = re.compile(r"[Ee]xemple")
_NUMERO = re.compile(r"\b(F|2026)-(\d{2,4})\b(?!-)")
_SOMME = re.compile(r"\b(\d[\d\u00a0 ]*),(\d\d)(?=[\u00a0 ]\$)")


def varier(atelier: Atelier, donnees: Donnees, lettre: str, au: date) -> Callable[[int], Donnees]:
    """Ce qui fait, de chaque numéro de tour, une variante de l'exemple."""
    for sommes in (True, False):
        autre = _Variante(sommes=sommes)
        try:
            memes = _codes(atelier, autre(donnees, _DEJA_FAITS - 1), lettre, au) == _codes(atelier, donnees, lettre, au)
        except DossierInvalide:
            continue
        if memes:
            return lambda tour: autre(donnees, tour + _DEJA_FAITS)
    raise ValueError(f"Cet exemple n'a pas de variante : {donnees['reference']}, {lettre}.")


def _codes(atelier: Atelier, donnees: Donnees, lettre: str, au: date) -> list[str]:
    return sorted(c.code for c in atelier.generer(lettres.valider(donnees), lettre, au=au).constats)


class _Variante:
    def __init__(self, *, sommes: bool) -> None:
        self._sommes = sommes

    def __call__(self, donnees: Donnees, tour: int) -> Donnees:
        """Les mêmes faits, où chaque nom, chaque numéro et chaque récit est propre à ce tour."""
        varies: dict[str, Any] = {cle: self._autre(valeur, tour) for cle, valeur in donnees.items()}
        for liste in _RECITS:
            for rang, recit in enumerate(varies.get(liste, ())):
                recit["texte"] = f"{recit['texte'].rstrip('.')}, chez {_mot(tour * 31 + rang).capitalize()}."
        return varies

    def _autre(self, valeur: Any, tour: int) -> Any:
        if isinstance(valeur, Mapping):
            return {cle: self._autre(fils, tour) for cle, fils in valeur.items()}
        if isinstance(valeur, list):
            return [self._autre(fils, tour) for fils in valeur]
        mot = _mot(tour)
        texte = _NOM.sub(lambda m: mot.capitalize() if m[0][0] == "E" else _sans_accent(mot), str(valeur))
        texte = _NUMERO.sub(lambda m: f"{m[1]}-{(int(m[2]) + tour * 7) % 10 ** len(m[2]):0{len(m[2])}d}", texte)
        return _SOMME.sub(lambda m: f"{m[1]},{(int(m[2]) + tour * 3) % 100:02d}", texte) if self._sommes else texte


def _mot(rang: int) -> str:
    """Un mot qui n'est d'aucune langue, et qui ne revient pas de sitôt."""
    base, syllabes = len(_SYLLABES), []
    rang = rang * 2_654_435_761 % base**4
    for _ in range(4):
        rang, reste = divmod(rang, base)
        syllabes.append(_SYLLABES[reste])
    return "".join(syllabes)


def _sans_accent(mot: str) -> str:
    return mot.replace("é", "e")
