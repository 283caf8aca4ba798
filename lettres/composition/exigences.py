"""Exigences : les faits qu'une lettre demande et que le dossier n'a pas encore."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lettres.affaire import RACONTEES, inscriptions
from lettres.composition.catalogue import Exigence, Modele
from lettres.dossier import Dossier
from lettres.socle.constats import Chemin, Constat, Gravite

MANQUE = "E101"
"""Code du constat « il manque un fait »; une ébauche le tolère et marque le blanc."""

Dispenses = Mapping[str, tuple[str, ...]]


def _absents(valeur: object, pas: tuple[str, ...], chemin: Chemin, sauf: Dispenses) -> Iterator[Chemin]:
    """Les chemins, sous `valeur`, où il manque quelque chose."""
    if valeur is None or valeur == () or valeur == "":
        yield chemin
        return
    if not pas or any(getattr(valeur, cle, None) in valeurs for cle, valeurs in sauf.items()):
        return
    nom = pas[0].removesuffix("[]")
    fils = getattr(valeur, nom)
    if pas[0].endswith("[]"):
        if not fils:
            yield (*chemin, nom)
        for i, element in enumerate(fils or ()):
            yield from _absents(element, pas[1:], (*chemin, nom, i), sauf)
    else:
        yield from _absents(fils, pas[1:], (*chemin, nom), sauf)


def _manques(dossier: Dossier, exigence: Exigence) -> list[Chemin]:
    """Aucun chemin si l'une des possibilités est remplie; sinon ceux de la première."""
    possibilites = [
        list(_absents(dossier, tuple(choix.strip().split(".")), (), exigence.sauf))
        for choix in exigence.chemin.split("|")
    ]
    return [] if any(not p for p in possibilites) else possibilites[0]


def manques(dossier: Dossier, modele: Modele) -> list[Constat]:
    """Un constat par fait exigé et absent, avec la ligne du dossier à compléter."""
    constats: list[Constat] = []
    deja: set[Chemin] = set()
    # -- une lettre que la suivante ne raconte pas n'y tient pas lieu de démarche --
    lignes = inscriptions(dossier)
    envois = tuple(e for _, e in lignes.envois if e.lettre in RACONTEES)
    dossier = dossier.model_copy(update={"envois": envois, "suites": tuple(s for _, s in lignes.suites)})
    for exigence in modele.exige:
        for chemin in _manques(dossier, exigence):
            # -- un bloc absent est signalé une fois, pas une fois par clé --
            if any(chemin[:rang] in deja for rang in range(len(chemin) + 1)):
                continue
            deja.add(chemin)
            constats.append(_constat(exigence, modele, chemin))
    return constats


def _constat(exigence: Exigence, modele: Modele, chemin: Chemin) -> Constat:
    return Constat(
        code=MANQUE,
        gravite=Gravite.ERREUR,
        message=f"Il manque {exigence.libelle}{_lequel(chemin)}.",
        remede=f"Ajoutez « {_cle(exigence)} » au dossier; la lettre « {modele.titre} » ne se fait pas sans cela.",
        chemin=chemin,
    )


def _lequel(chemin: Chemin) -> str:
    rangs = [pas for pas in chemin if isinstance(pas, int)]
    return f" (élément {rangs[-1] + 1} de « {chemin[0]} »)" if rangs else ""


def _cle(exigence: Exigence) -> str:
    return " » ou « ".join(choix.strip().replace("[]", "") for choix in exigence.chemin.split("|"))
