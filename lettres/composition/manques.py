"""Manques : un constat par fait que la lettre demande et que le dossier n’a pas encore."""

from __future__ import annotations

from lettres.affaire import RACONTEES
from lettres.catalogue import Modele, absents
from lettres.dossier import Dossier
from lettres.socle.constats import Constat, Gravite

MANQUE = "E101"
"""Code du constat « il manque un fait »; une ébauche le tolère et marque le blanc."""


def manques(dossier: Dossier, modele: Modele) -> list[Constat]:
    """Un constat par fait exigé et absent, avec la ligne du dossier à compléter."""
    # -- une lettre que la suivante ne raconte pas n'y tient pas lieu de démarche --
    dossier = dossier.model_copy(update={"envois": tuple(e for e in dossier.envois if e.lettre in RACONTEES)})
    return [
        Constat(
            code=MANQUE,
            gravite=Gravite.ERREUR,
            message=manque.phrase,
            remede=f"Ajoutez « {manque.cle} » au dossier; la lettre « {modele.titre} » ne se fait pas sans cela.",
            chemin=manque.chemin,
        )
        for manque in absents(dossier, modele)
    ]
