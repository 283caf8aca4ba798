"""Lots : beaucoup de lettres, dans l'ordre, sans rien perdre; un dossier fautif n'arrête jamais les autres."""

from lettres.production.lots.a_cote_du_lot import ACoteDuLot, etendue
from lettres.production.lots.conduite import conduire
from lettres.production.lots.entrees import AvecImages, LettreDue, Ligne, lignes
from lettres.production.lots.resultats import DejaFaite, Faite, Refusee, ResultatDeLot
from lettres.production.lots.travail import Reglage

__all__ = [
    "ACoteDuLot",
    "AvecImages",
    "DejaFaite",
    "Faite",
    "LettreDue",
    "Ligne",
    "Refusee",
    "Reglage",
    "ResultatDeLot",
    "conduire",
    "etendue",
    "lignes",
]
