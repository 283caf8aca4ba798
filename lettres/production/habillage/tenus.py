"""Tenus : ce que le papier à en-tête dit déjà de l'expéditeur, et que la lettre n'a pas à redire."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lettres.dossier import Adresse, Expediteur
from lettres.langue.pliage import plier

_IDENTITE = ("expediteur.nom", "expediteur.nom_commercial", "expediteur.adresse.complete")
_COORDONNEES, _LICENCE = "expediteur.coordonnees", "expediteur.licence_rbq"
_BALISE = re.compile(r"\{\{\s*(expediteur\.[\w.]+)")
_MOT = re.compile(r"[a-z0-9]+")
_CODE_POSTAL = re.compile(r"\b([a-z]\d[a-z]) (\d[a-z]\d)\b")
_ABREGES = {
    "boul": "boulevard",
    "bd": "boulevard",
    "av": "avenue",
    "ave": "avenue",
    "ch": "chemin",
    "st": "saint",
    "ste": "sainte",
    "rte": "route",
    "pl": "place",
}


def tenus(papier: str, e: Expediteur) -> frozenset[str]:
    """Les champs du bandeau que ce texte porte : l'identité si le nom et l'adresse s'y lisent, puis le reste.

    Une coordonnée suffit : un papier qui dit comment joindre qui écrit n'a pas besoin d'une ligne de plus. Le nom seul,
    ou l'adresse seule, ne suffit pas : la lettre dit alors l'un et l'autre, d'un seul tenant.
    """
    balises, mots = set(_BALISE.findall(papier)), _mots(papier)
    nomme = "expediteur.nom" in balises or any(_se_lit(nom, mots) for nom in (e.nom, e.nom_commercial) if nom)
    if not nomme or not _situe(e.adresse, balises, mots):
        return frozenset()
    trouves = set(_IDENTITE)
    if {_COORDONNEES, *(f"expediteur.{c}" for c in ("courriel", "telephone", "site"))} & balises or any(
        _se_lit(coordonnee, mots) for coordonnee in (e.courriel, e.telephone, e.site) if coordonnee
    ):
        trouves.add(_COORDONNEES)
    if _LICENCE in balises or (e.licence_rbq and _se_lit(e.licence_rbq, mots)):
        trouves.add(_LICENCE)
    return frozenset(trouves)


def _situe(adresse: Adresse | None, balises: set[str], mots: str) -> bool:
    if adresse is None or any(b.startswith("expediteur.adresse.") for b in balises):
        return True
    return all(_se_lit(ligne, mots) for ligne in _lignes(adresse))


def _lignes(adresse: Adresse) -> Iterator[str]:
    """Ce qui situe : la voie, la ville et le code postal; une province, un étage s'écrivent de trop de façons."""
    yield adresse.ligne
    yield adresse.ville
    if adresse.code_postal:
        yield adresse.code_postal


def _se_lit(valeur: str, mots: str) -> bool:
    return _mots(valeur) in mots


def _mots(texte: str) -> str:
    """Les mots pliés, une espace autour de chacun : ni casse, ni accent, ni ponctuation, ni abréviation d'une voie."""
    plies = " ".join(_ABREGES.get(mot, mot) for mot in _MOT.findall(plier(texte)))
    return f" {_CODE_POSTAL.sub(_d_un_tenant, plies)} "


def _d_un_tenant(lu: re.Match[str]) -> str:
    return lu[1] + lu[2]
