"""Lots : beaucoup de lettres, dans l'ordre, sans rien perdre; un dossier fautif n'arrête jamais les autres."""

from lettres.lots.conduite import conduire
from lettres.lots.entrees import Ligne, lignes
from lettres.lots.resultats import ResultatDeLot
from lettres.lots.travail import Commande

__all__ = ["Commande", "Ligne", "ResultatDeLot", "conduire", "lignes"]
