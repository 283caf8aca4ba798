"""Démarches : les lettres déjà parties au jour dit, ce qui en est revenu, et le délai que chacune donnait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lettres.affaire.echeances import delai_par_defaut
from lettres.dossier import Dossier, Envoi, Suite, Suspension
from lettres.droit.delais import delai_en_jours, reception_prevue

RACONTEES = frozenset({"rappel", "retrait", "mise_en_demeure", "fin_de_relation", "reponse"})
"""Les lettres parties que la suivante raconte; ni offre, ni avocat, ni appel à l'Office n'y a sa place."""

REPONSES = frozenset({"rappel", "reponse"})
"""Les lettres qui répondent à une contestation. Une mise en demeure la passerait sous silence; une offre aussi."""


@dataclass(frozen=True, slots=True)
class Demarche:
    """Une lettre envoyée : son rang dans `envois`, et la fin du délai qu'elle donnait."""

    rang: int
    envoi: Envoi
    fin: date
    calculee: bool
    """Vrai quand la date limite n'est pas au dossier : elle se compte de la réception, sûre ou prévue."""

    def court_encore(self, au: date) -> bool:
        """Dit si son délai court encore; le dernier jour compte."""
        return self.fin >= au


@dataclass(frozen=True, slots=True)
class Demarches:
    """Les envois et les suites au jour dit; ce qui est daté d'après n'est pas encore arrivé."""

    envois: tuple[Demarche, ...]
    suites: tuple[tuple[int, Suite], ...]
    suspensions: tuple[tuple[int, Suspension], ...]
    """Celles qui courent ce jour-là, le dernier jour compris."""

    def de(self, lettre: str) -> tuple[Demarche, ...]:
        """Les envois de cette lettre, dans l'ordre du dossier."""
        return tuple(d for d in self.envois if d.envoi.lettre == lettre)

    @property
    def contestations(self) -> tuple[tuple[int, Suite], ...]:
        """Les contestations auxquelles aucune lettre n'a encore répondu."""
        return tuple((rang, s) for rang, s in self.suites if s.resultat == "contestation" and not self._repondue(s))

    def _repondue(self, contestation: Suite) -> bool:
        """Une lettre partie après la contestation y répond; le même jour, si elle vise une lettre d'avant."""
        vise = contestation.envoi
        return any(
            e.lettre in REPONSES
            and memes_creances(e.creances, contestation.creances)
            and (e.date > contestation.date or (e.date == contestation.date and vise is not None and vise < e.date))
            for e in (d.envoi for d in self.envois)
        )


def memes_creances(unes: Sequence[str], autres: Sequence[str]) -> bool:
    """Dit si deux inscriptions du journal ont une créance en commun; celle qui n'en nomme pas les vise toutes."""
    return not unes or not autres or not set(unes).isdisjoint(autres)


def demarches(dossier: Dossier, au: date) -> Demarches:
    """Les démarches d'un dossier au jour `au`."""
    return Demarches(
        tuple(_demarche(dossier, rang, e) for rang, e in enumerate(dossier.envois) if e.date <= au),
        tuple((rang, s) for rang, s in enumerate(dossier.suites) if s.date <= au),
        tuple((r, s) for r, s in enumerate(dossier.suspensions) if s.du <= au and (s.au is None or au <= s.au)),
    )


def _demarche(dossier: Dossier, rang: int, envoi: Envoi) -> Demarche:
    if envoi.echeance is not None:
        return Demarche(rang, envoi, envoi.echeance, calculee=False)
    recue = envoi.recu_le or reception_prevue(envoi.date, envoi.mode)
    nombre = delai_par_defaut(dossier, envoi.lettre, envoi.date)
    return Demarche(rang, envoi, delai_en_jours(recue, nombre).echeance, calculee=True)
