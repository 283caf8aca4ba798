"""Relances : beaucoup d'affaires à la fois, débiteur par débiteur, et l'échelle d'une seule, jour par jour."""

from lettres.production.relances.debiteurs import AffaireSuivie, Debiteur, PasSuivi, par_debiteur
from lettres.production.relances.suivi import Refusee, Relance, relancer, suivre

__all__ = ["AffaireSuivie", "Debiteur", "PasSuivi", "Refusee", "Relance", "par_debiteur", "relancer", "suivre"]
