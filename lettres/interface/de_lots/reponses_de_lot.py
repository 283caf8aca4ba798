"""Réponses d'un lot : ce qu'un de ses dossiers est devenu, et ce que l'on reproche à un refusé."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lettres.interface import objets
from lettres.interface.reponses import constat, constats
from lettres.socle.constats import Constat, dans_l_ordre_du_fichier

if TYPE_CHECKING:
    from lettres.production.lots import ResultatDeLot


def lettre_de_lot(resultat: ResultatDeLot) -> objets.LettreDeLotJson:
    """Ce qu'un dossier du lot est devenu."""
    return {
        "source": resultat.source,
        "etat": resultat.etat,
        "reference": resultat.reference,
        "lettre": resultat.lettre,
        "nom": resultat.nom,
        "fichier": str(resultat.fichier) if resultat.fichier else None,
        "empreinte": resultat.empreinte,
        "chemin": resultat.chemin,
        "forme": str(resultat.forme) if resultat.forme else None,
        "pages": resultat.pages,
        "premiere_page": resultat.premiere_page,
        "constats": constats(dans_l_ordre_du_fichier(resultat.constats)),
    }


def refus_du_lot(source: str, c: Constat) -> objets.ConstatDuLotJson:
    """Le constat d'un dossier refusé, avec ce dossier : le refus d'une sortie, lui, ne nomme que la lettre."""
    return {**constat(c), "source": source}
