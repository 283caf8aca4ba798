"""Lecteur TOML : `tomllib` lit et valide, le balayage donne les positions."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime, time
from typing import NoReturn

from lettres.constats import Chemin
from lettres.erreurs import DossierInvalide
from lettres.lecture.arbre import Arbre, Valeur
from lettres.lecture.balayage_toml import balayer
from lettres.lecture.codes import Code
from lettres.lecture.source import Source

_PLAINTES = (
    (r"Illegal character '\\n'|Unterminated|Expected ['\"]+ ", "Ce guillemet n’est pas fermé."),
    (r"Unclosed array|Expected '\]+'", "Ce crochet n’est pas fermé."),
    (r"Unclosed inline table", "Cette accolade n’est pas fermée : un bloc en accolades tient sur une seule ligne."),
    (r"overwrite|twice|mutate|immutable|Redefinition", "Cette clé ou ce bloc est déjà écrit plus haut."),
    (r"Expected '='", "Il manque « = » après la clé."),
    (r"Unescaped|escaped", "Après une barre oblique inverse, ce texte n’est pas compris : doublez-la, « \\\\ »."),
    (r"date", "Cette date n’existe pas."),
    (r"Invalid value|Expected newline", "Cette valeur n’est pas du TOML : un texte s’écrit entre guillemets."),
    (r"Invalid", "Cette ligne n’est pas du TOML : on y attend « cle = valeur » ou « [bloc] »."),
)
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)$")


def lire_toml(source: Source) -> Arbre:
    """Lit un document TOML; lève `DossierIllisible` si le fichier ne se lit pas."""
    arbre = Arbre(source)
    butee = balayer(arbre)
    try:
        racine = tomllib.loads(source.texte, parse_float=lambda nombre: nombre.replace("_", ""))
    except ValueError as exc:  # -- TOMLDecodeError, ou un nombre que Python refuse de lire --
        doublees = [c for c in arbre.constats if c.code == Code.CLE_DOUBLEE]
        if doublees:
            # -- tomllib s'arrête à la première clé doublée; le balayage les a toutes vues --
            raise DossierInvalide([*doublees, *source.caracteres]) from None
        _refuser(arbre, str(exc), butee)
    if not racine:
        arbre.arreter(
            Code.VIDE, (1, 1), "Ce fichier est vide.", "La commande « lettres nouveau » en écrit un à remplir."
        )
    arbre.donnees = _bloc(arbre, racine, ())
    return arbre


def _bloc(arbre: Arbre, table: dict[str, object], chemin: Chemin) -> dict[str, Valeur]:
    bloc: dict[str, Valeur] = {}
    for brute, valeur in table.items():
        cle = arbre.propre(brute).strip()
        bloc[cle] = _texte(arbre, valeur, (*chemin, cle))
    return bloc


def _texte(arbre: Arbre, valeur: object, chemin: Chemin) -> Valeur:
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


def _refuser(arbre: Arbre, plainte: str, butee: int | None) -> NoReturn:
    """Dit la faute où l'on corrige : là où le balayage s'est arrêté, quand tomllib ne nomme que la fin."""
    trouve = _PLACE.search(plainte)
    if trouve:
        place = (int(trouve[1]), int(trouve[2]))
    else:
        place = arbre.source.position(butee if butee is not None else len(arbre.source.texte))
    for motif, message in _PLAINTES:
        if re.search(motif, plainte):
            arbre.arreter(Code.SYNTAXE, place, message, "Corrigez cette ligne.")
    arbre.arreter(Code.SYNTAXE, place, "Le TOML ne se lit pas.", "Vérifiez les « = », les crochets et les guillemets.")
