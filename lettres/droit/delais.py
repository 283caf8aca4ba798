"""Délais : en jours ou en mois, reportés au jour ouvrable; réception prévue et échéance d'une lettre.

Fondement : F1.02, F1.03 (délai suffisant, usage de dix jours), F10.04 (jour de départ exclu, échéance comptée), F10.05
(date fixe, comptée depuis la réception prévue), F10.07 (un mois est un mois de calendrier).
"""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from lettres.droit.calendrier import Calendrier, ajouter_jours_ouvrables, reference, reporter
from lettres.droit.parametre import Reference, jours
from lettres.langue.ecriture import compte_de, jour
from lettres.socle.classes import NamedTuple


class Delai(NamedTuple):
    """Un délai compté : sa fin, le jour d'où elle a été reportée s'il y a lieu, et comment on y arrive."""

    depuis: date
    duree: str
    terme: date
    echeance: date
    calendrier: Calendrier

    @property
    def reporte_de(self) -> date | None:
        """Le dernier jour du délai, quand il n'était pas ouvrable."""
        return self.terme if self.terme != self.echeance else None

    @property
    def reference(self) -> Reference:
        """Le texte qui dit quels jours sont fériés."""
        return reference(self.calendrier)

    @property
    def regle(self) -> str:
        """Le calcul, en une phrase."""
        compte = f"{self.duree} depuis le {jour(self.depuis)}, jour non compté : le {jour(self.terme)}"
        if self.reporte_de is None:
            return f"{compte}."
        return f"{compte}, qui n’est pas un jour ouvrable; reporté au {jour(self.echeance)}."


def delai_en_jours(depuis: date, nombre: int, calendrier: Calendrier = Calendrier.CPC) -> Delai:
    """Compte `nombre` jours depuis `depuis`, exclu, puis reporte au premier jour ouvrable."""
    return _delai(depuis, compte_de(nombre, "jour"), depuis + timedelta(days=nombre), calendrier)


def delai_en_mois(depuis: date, nombre: int, calendrier: Calendrier = Calendrier.CPC) -> Delai:
    """Compte `nombre` mois de calendrier : le même quantième, ou le dernier jour d'un mois plus court."""
    return _delai(depuis, compte_de(nombre, "mois"), depuis + relativedelta(months=nombre), calendrier)


def _delai(depuis: date, duree: str, terme: date, calendrier: Calendrier) -> Delai:
    return Delai(depuis, duree, terme, reporter(terme, calendrier), calendrier)


def reception_prevue(envoi: date, mode: str | None) -> date:
    """Le jour où la lettre devrait être reçue. Un mode inconnu compte comme la poste, par prudence."""
    if mode == "main_propre":
        return envoi
    if mode == "courriel":
        return envoi + timedelta(days=jours("reception.courriel", envoi))
    return ajouter_jours_ouvrables(envoi, jours("reception.poste", envoi))


def echeance_de_lettre(envoi: date, delai_jours: int, mode: str | None) -> date:
    """L'échéance : au moins `delai_jours` jours après la réception prévue, reportée à un jour ouvrable."""
    return delai_en_jours(reception_prevue(envoi, mode), delai_jours).echeance
