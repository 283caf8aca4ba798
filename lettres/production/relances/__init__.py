"""Relances : beaucoup d'affaires à la fois, débiteur par débiteur, et l'échelle d'une seule, jour par jour."""

from lettres.production.relances.agenda import en_ics, rendez_vous
from lettres.production.relances.debiteurs import AffaireSuivie, Debiteur, PasSuivi, par_debiteur
from lettres.production.relances.suivi import AffaireRefusee, Relance, relancer, suivre

__all__ = [
    "AffaireRefusee",
    "AffaireSuivie",
    "Debiteur",
    "PasSuivi",
    "Relance",
    "en_ics",
    "par_debiteur",
    "relancer",
    "rendez_vous",
    "suivre",
]
