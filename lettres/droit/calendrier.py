"""Calendriers du Québec : jours fériés et report au premier jour qui ne l'est pas.

Trois calendriers, lus de `calendriers.yaml` : Loi d'interprétation (le samedi n'y est pas férié), Code de procédure
civile et Loi sur la protection du consommateur (samedi, 2 janvier et 26 décembre en plus). F10.01 à F10.04, F4.19.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache

from dateutil.easter import easter

from lettres.droit.parametre import Reference
from lettres.langue.ecriture import JOURS
from lettres.socle.donnees import Livree, donnees

UN_JOUR = timedelta(days=1)
"""Du jour au lendemain."""


class Calendrier(StrEnum):
    """Le texte qui dit quels jours sont fériés."""

    INTERPRETATION = "interpretation"
    CPC = "cpc"
    LPC = "lpc"


class _Ferie(Livree):
    """Un jour férié et la règle qui le place dans l'année; une seule règle à la fois."""

    fixe: str | None = None
    si_dimanche: str | None = None
    paques: int | None = None
    rang: tuple[int, str, int] | None = None
    avant: tuple[str, str] | None = None
    fiche: str

    def jour(self, annee: int) -> date:
        """La date de ce jour férié dans l'année."""
        if self.paques is not None:
            return easter(annee) + timedelta(days=self.paques)
        if self.rang is not None:
            rang, jour, mois = self.rang
            return _suivant(date(annee, mois, 1), jour) + timedelta(weeks=rang - 1)
        if self.avant is not None:
            jour, borne = self.avant
            return _suivant(_le(annee, borne) - timedelta(days=7), jour)
        fixe = _le(annee, self.fixe or "")
        return _le(annee, self.si_dimanche) if self.si_dimanche and fixe.weekday() == _rang("dimanche") else fixe


class _Regles(Livree):
    titre: str
    reference: Reference
    samedi: bool
    sans: tuple[str, ...]
    fiche: str


def _rang(jour: str) -> int:
    return JOURS.index(jour)


def _le(annee: int, mois_jour: str) -> date:
    mois, jour = mois_jour.split("-")
    return date(annee, int(mois), int(jour))


def _suivant(depart: date, jour: str) -> date:
    """Le premier `jour` de la semaine à compter de `depart`, inclus."""
    return depart + timedelta(days=(_rang(jour) - depart.weekday()) % 7)


@cache
def _donnees() -> tuple[Mapping[str, _Ferie], Mapping[Calendrier, _Regles]]:
    contenu = donnees("droit/calendriers")
    feries = {nom: _Ferie.model_validate(bloc) for nom, bloc in contenu["feries"].items()}
    regles = {Calendrier(nom): _Regles.model_validate(bloc) for nom, bloc in contenu["calendriers"].items()}
    return feries, regles


def reference(calendrier: Calendrier) -> Reference:
    """Le texte de loi du calendrier."""
    return _donnees()[1][calendrier].reference


@cache
def jours_feries(annee: int, calendrier: Calendrier = Calendrier.CPC) -> frozenset[date]:
    """Les jours fériés de l'année, dimanches et samedis mis à part."""
    feries, regles = _donnees()
    return frozenset(f.jour(annee) for nom, f in feries.items() if nom not in regles[calendrier].sans)


def est_ouvrable(jour: date, calendrier: Calendrier = Calendrier.CPC) -> bool:
    """Dit si le jour n'est ni un dimanche, ni un jour férié, ni (sauf Loi d'interprétation) un samedi."""
    if jour.weekday() == _rang("dimanche"):
        return False
    if jour.weekday() == _rang("samedi") and _donnees()[1][calendrier].samedi:
        return False
    return jour not in jours_feries(jour.year, calendrier)


@lru_cache(maxsize=4096)
def reporter(jour: date, calendrier: Calendrier = Calendrier.CPC) -> date:
    """Repousse au premier jour ouvrable, vers l'avant seulement : avancer ôterait un jour au destinataire."""
    while not est_ouvrable(jour, calendrier):
        jour += UN_JOUR
    return jour


def ajouter_jours_ouvrables(jour: date, nombre: int, calendrier: Calendrier = Calendrier.CPC) -> date:
    """Avance de `nombre` jours ouvrables."""
    for _ in range(nombre):
        jour = reporter(jour + UN_JOUR, calendrier)
    return jour
