"""Lecteur TOML : `tomllib` lit et valide, le balayage donne les positions."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time
from typing import NoReturn

from lettres.lecture.arbre import ArbreLu, Valeur
from lettres.lecture.codes_lus import CodeLu
from lettres.lecture.formats.balayage_toml import FauteDeToml, balayer
from lettres.lecture.source import Source
from lettres.socle.constats import Chemin
from lettres.socle.erreurs import DossierInvalide

_PLACE = re.compile(r"(\d{1,9})\D{1,20}(\d{1,9})\D{0,20}$")
"""La ligne et la colonne, en fin de message; le reste du texte anglais n'est jamais lu."""


def lire_toml(source: Source) -> ArbreLu:
    """Lit un document TOML; lève `DossierIllisible` si le fichier ne se lit pas."""
    arbre = ArbreLu(source)
    faute = balayer(arbre)
    try:
        racine = tomllib.loads(source.texte, parse_float=lambda nombre: nombre.replace("_", ""))
    except ValueError as exc:  # -- TOMLDecodeError, ou un nombre que Python refuse de lire --
        doublees = [c for c in arbre.constats if c.code == CodeLu.CLE_DOUBLEE]
        if doublees:
            # -- tomllib s'arrête à la première clé doublée; le balayage les a toutes vues --
            raise DossierInvalide([*doublees, *source.caracteres]) from None
        refuser(arbre, exc, faute)
    if not racine:
        arbre.arreter_vide()
    arbre.donnees = _bloc(arbre, racine, ())
    return arbre


def _bloc(arbre: ArbreLu, table: dict[str, object], chemin: Chemin) -> dict[str, Valeur]:
    bloc: dict[str, Valeur] = {}
    for brute, valeur in table.items():
        cle = arbre.propre(brute).strip()
        bloc[cle] = _texte(arbre, valeur, (*chemin, cle))
    return bloc


def _texte(arbre: ArbreLu, valeur: object, chemin: Chemin) -> Valeur:
    """Rend toute valeur TOML en texte, comme les autres formats la donnent."""
    if isinstance(valeur, dict):
        return _bloc(arbre, valeur, chemin)
    if isinstance(valeur, list):
        return [_texte(arbre, v, (*chemin, i)) for i, v in enumerate(valeur)]
    if isinstance(valeur, bool):
        return "true" if valeur else "false"
    if isinstance(valeur, datetime):
        return valeur.isoformat(" ").removesuffix(":00")
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, time):
        return valeur.isoformat().removesuffix(":00")
    return arbre.texte(str(valeur), chemin, arbre.valeurs.get(chemin, (1, 1)))


def refuser(arbre: ArbreLu, exc: ValueError, faute: FauteDeToml | None) -> NoReturn:
    """Dit la faute que le balayage a vue; il n'en manque guère que les blocs rouverts, et tomllib en donne la place."""
    if faute is not None:
        arbre.arreter(CodeLu.SYNTAXE, arbre.source.position(faute[0]), faute[1], "Corrigez cette ligne.")
    trouve = _PLACE.search(str(exc))
    fin = arbre.source.position(len(arbre.source.texte))
    place = min((int(trouve[1]), int(trouve[2])), fin) if trouve else fin
    arbre.arreter(
        CodeLu.SYNTAXE,
        place,
        "Le TOML ne se lit pas à partir d’ici : cette clé ou ce bloc est peut-être déjà écrit plus haut.",
        "Écrivez chaque clé et chaque bloc une seule fois.",
    )
