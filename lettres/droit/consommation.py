"""Délais du consommateur : annuler, être remboursé, rétrofacturer (F4.10 à F4.14).

Un délai d'annulation est reporté au jour ouvrable selon la Loi sur la protection du consommateur (F4.19); les autres se
donnent sans report, par prudence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from lettres.droit.calendrier import Calendrier, reporter
from lettres.droit.parametre import Parametre, parametre


@dataclass(frozen=True, slots=True)
class Limite:
    """Le dernier jour d'un droit du consommateur : sa durée, son départ et sa fiche."""

    fin: date
    duree: int
    unite: str
    depuis: date
    fiche: str


def copie_du_contrat(conclu: date) -> Limite:
    """Le dernier jour donné au commerçant pour remettre l'exemplaire d'un contrat à distance."""
    return _limite("delai.copie_distance", conclu)


def annulation_apres_copie(recue: date) -> Limite:
    """Annuler un contrat à distance : sept jours après la réception de l'exemplaire."""
    return _limite("delai.annulation_distance", recue, reportee=True)


def annulation_sans_livraison(promise: date) -> Limite:
    """Le jour après lequel un contrat à distance s'annule, si rien n'est livré; `promise`, à défaut la date d'achat."""
    return _limite("delai.livraison_distance", promise)


def remboursement(annule: date) -> Limite:
    """Le dernier jour donné au commerçant pour rembourser après l'annulation."""
    return _limite("delai.remboursement", annule)


def retrofacturation(annule: date) -> Limite:
    """Demander la rétrofacturation : soixante jours après la fin du délai de remboursement."""
    return _limite("delai.retrofacturation", remboursement(annule).fin)


def annulation_itinerant(double_recu: date) -> Limite:
    """Annuler sans motif un contrat itinérant : dix jours après la réception du double."""
    return _limite("delai.annulation_itinerant", double_recu, reportee=True)


def annulation_itinerant_exception(conclu: date) -> Limite:
    """Annuler un contrat itinérant non conforme, sans permis ou non livré : un an."""
    return _limite("delai.annulation_itinerant_exception", conclu)


def recours_civil(achete: date) -> Limite:
    """Poursuivre : en règle générale trois ans, comptés par prudence depuis l'achat (F2.10, à confirmer)."""
    return _limite("prescription.generale", achete)


def _limite(cle: str, depuis: date, *, reportee: bool = False) -> Limite:
    regle = parametre(cle, depuis)
    fin = _ajouter(depuis, regle)
    if reportee:
        fin = reporter(fin, Calendrier.LPC)
    return Limite(fin, int(regle.valeur), regle.unite, depuis, regle.fiche)


def _ajouter(depuis: date, regle: Parametre) -> date:
    nombre = int(regle.valeur)
    return depuis + relativedelta(years=nombre) if regle.unite == "années" else depuis + timedelta(days=nombre)
