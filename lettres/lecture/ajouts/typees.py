"""Typées : d'une valeur en texte, ce que son champ attend : un entier nu, un libellé que nul ne prend pour autre chose.

Notre lecteur lit tout en texte, et s'y retrouve; un autre programme, qui ouvre le même fichier, lit « 1 » comme un
entier et « "1" » comme un texte. Un rang est donc un entier dans les trois formats, et un numéro de suivi, un texte.
"""

from __future__ import annotations

import re

from lettres.lecture.ajouts.plume import EntierEcrit, Libelle
from lettres.lecture.arbre import Valeur
from lettres.lecture.formes import RACINE, Forme, cles
from lettres.socle.constats import Chemin

_ENTIER = re.compile(r"0|[1-9][0-9]*", re.ASCII)


def typee(chemin: Chemin, valeur: Valeur, *, element: bool) -> Valeur:
    """La valeur qui va à ce chemin du dossier, ou, si c'est un élément de plus, à la fin de cette liste."""
    forme: Forme | None = RACINE
    for pas in chemin:
        forme = _dans(forme, pas)
    return _typer(valeur, forme.element if element and forme is not None else forme)


def _dans(forme: Forme | None, pas: str | int) -> Forme | None:
    if forme is None or isinstance(pas, int):
        return forme and forme.element
    cle = cles(forme.modele).get(pas) if forme.modele is not None else None
    return cle.forme if cle is not None else forme.element


def _typer(valeur: Valeur, forme: Forme | None) -> Valeur:
    if forme is None or valeur is None:
        return valeur
    if isinstance(valeur, dict):
        return {cle: _typer(v, _dans(forme, cle)) for cle, v in valeur.items()}
    if isinstance(valeur, list):
        return [_typer(v, forme.element) for v in valeur]
    if forme.entier and _ENTIER.fullmatch(valeur):
        return EntierEcrit(valeur)
    return Libelle(valeur) if forme.est_texte or forme.choix else valeur
