"""Étalement : une somme payée en versements égaux, au cent près, à des jours ouvrables.

La somme des parts de capital est la somme due, toujours : le dernier versement prend ce qui reste. Chaque jour prévu
se compte du premier (un mois est un mois de calendrier, F10.07), puis se reporte au premier jour ouvrable (F10.04). Un
taux, s'il y en a un, est celui d'un intérêt simple sur le capital qui reste; un versement va à l'intérêt couru, puis au
capital (F3.01, F3.11) : établi par `compte`, le plan suivi solde la dette à son dernier jour. L'intérêt déjà couru au
départ se paie d'abord; il n'en porte pas d'autre.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from lettres.droit.calendrier import reporter
from lettres.droit.compte import CENT, ZERO, interet_exact
from lettres.socle.classes import NamedTuple

VERSEMENTS_MAX = 600
"""Cinquante ans de versements par mois : au-delà, ce n'est plus un plan de paiement."""

REGLE = (
    "Versements égaux, et le dernier prend ce qui reste; un jour qui n’est pas ouvrable est reporté au suivant; s’il y "
    "a un taux, l’intérêt simple court sur le capital restant, et un versement va d’abord à l’intérêt, puis au capital."
)


class Cadence(StrEnum):
    """Le temps d'un versement au suivant."""

    MOIS = "mois"
    DEUX_SEMAINES = "deux-semaines"
    SEMAINE = "semaine"

    def apres(self, premier: date, rang: int) -> date:
        """Le jour prévu du versement de ce rang, compté depuis 0 : 31 janvier, 28 février, 31 mars."""
        if self is Cadence.MOIS:
            return premier + relativedelta(months=rang)
        return premier + timedelta(weeks=rang * (2 if self is Cadence.DEUX_SEMAINES else 1))


class VersementPrevu(NamedTuple):
    """Un versement du plan : son jour, et ce qu'il paie."""

    jour: date
    reporte_de: date | None
    interet: Decimal
    capital: Decimal

    @property
    def montant(self) -> Decimal:
        """Ce que l'on verse ce jour-là."""
        return self.interet + self.capital


class Etalement(NamedTuple):
    """Un plan de paiement entier."""

    capital: Decimal
    taux: Decimal
    versements: tuple[VersementPrevu, ...]

    @property
    def interet(self) -> Decimal:
        """L'intérêt de tout le plan."""
        return sum((v.interet for v in self.versements), ZERO)

    @property
    def total(self) -> Decimal:
        """Ce que le débiteur aura versé."""
        return self.capital + self.interet


class EtalementImpossible(ValueError):
    """Aucun plan ne paie cette somme ainsi; le message dit pourquoi, `remede` ce qui se peut."""

    def __init__(self, message: str, remede: str) -> None:
        super().__init__(message)
        self.remede = remede


class Debut(NamedTuple):
    """D'où part un plan : la somme, son taux annuel en pour cent, le jour d'où il court, et le premier versement.

    `couru` est l'intérêt déjà dû au départ.
    """

    capital: Decimal
    taux: Decimal
    depuis: date
    premier: date
    cadence: Cadence = Cadence.MOIS
    couru: Decimal = ZERO

    @property
    def du(self) -> Decimal:
        """Ce qui est dû au départ, intérêt couru compris."""
        return self.capital + self.couru


def en_versements(debut: Debut, nombre: int) -> Etalement:
    """Le plan de `nombre` versements : le plus grand montant égal au cent, et un dernier qui ne lui est pas inférieur.

    Lève EtalementImpossible si la somme compte moins de cents que de versements.
    """
    if debut.du < CENT * nombre:
        raise EtalementImpossible(
            f"La somme ne se partage pas en {nombre} versements d’au moins un cent.", "Demandez moins de versements."
        )
    # -- plus le montant égal est grand, plus le dernier est petit : le plus grand qui tient se cherche par moitiés --
    jours = _jours(debut, nombre)
    tous = range(1, int(_en_une_fois(debut, jours[0]) / CENT) + 1)
    egal = CENT * bisect_left(tous, True, key=lambda cents: not _tient(debut, jours, CENT * cents))
    return Etalement(debut.capital, debut.taux, _derouler(debut, jours, egal))


def par_montant(debut: Debut, montant: Decimal) -> Etalement:
    """Le plan où chaque versement est de `montant`, et le dernier de ce qui reste.

    Lève EtalementImpossible si ce montant ne paie pas même l'intérêt, ou s'il faut plus de VERSEMENTS_MAX versements.
    """
    versements = _derouler(debut, _jours(debut, VERSEMENTS_MAX), montant, jusqu_au_bout=False)
    if sum((v.capital for v in versements), ZERO) < debut.capital:
        raise EtalementImpossible(
            f"À ce montant, {VERSEMENTS_MAX} versements ne paieraient pas la somme.",
            "Demandez un montant plus grand, ou un nombre de versements.",
        )
    return Etalement(debut.capital, debut.taux, versements)


def suivre(debut: Debut, verses: Iterable[tuple[date, Decimal]]) -> tuple[tuple[VersementPrevu, ...], Decimal]:
    """Ce que paie chacun de ces versements, et ce qu'il reste après eux : négatif s'ils dépassent ce qui est dû."""
    faits: list[VersementPrevu] = []
    reste, couru, veille = debut.capital, debut.couru, debut.depuis
    for jour, montant in sorted(verses):
        couru += _interet(debut, max(reste, ZERO), veille, jour)
        interet = min(montant, couru)
        faits.append(VersementPrevu(jour, None, interet, montant - interet))
        couru, reste, veille = couru - interet, reste - (montant - interet), jour
    return tuple(faits), reste + couru


def _jours(debut: Debut, nombre: int) -> list[tuple[date, date]]:
    """Le jour prévu et le jour ouvrable de chaque versement."""
    prevus = [debut.cadence.apres(debut.premier, rang) for rang in range(nombre)]
    return [(prevu, reporter(prevu)) for prevu in prevus]


def _en_une_fois(debut: Debut, jour: tuple[date, date]) -> Decimal:
    """Ce qui solderait tout au premier versement : aucun versement égal n'est plus grand."""
    return debut.du + _interet(debut, debut.capital, debut.depuis, jour[1])


def _interet(debut: Debut, capital: Decimal, du: date, au: date) -> Decimal:
    return interet_exact(capital, debut.taux, max((au - du).days, 0)).quantize(CENT, ROUND_HALF_UP)


def _tient(debut: Debut, jours: Sequence[tuple[date, date]], montant: Decimal) -> bool:
    """Dit si tous les versements d'avant le dernier valent `montant`, et le dernier au moins autant."""
    plan = _derouler(debut, jours, montant)
    return len(plan) == len(jours) and plan[-1].montant >= montant


def _derouler(
    debut: Debut, jours: Sequence[tuple[date, date]], montant: Decimal, *, jusqu_au_bout: bool = True
) -> tuple[VersementPrevu, ...]:
    """Paie `montant` à chaque jour tant qu'il reste du capital; `jusqu_au_bout`, le dernier jour paie tout le reste."""
    faits: list[VersementPrevu] = []
    reste, couru, veille = debut.capital, debut.couru, debut.depuis
    for rang, (prevu, jour) in enumerate(jours, 1):
        couru += _interet(debut, reste, veille, jour)
        paye = reste + couru if jusqu_au_bout and rang == len(jours) else min(montant, reste + couru)
        interet = min(paye, couru)
        faits.append(VersementPrevu(jour, prevu if prevu != jour else None, interet, paye - interet))
        couru, reste, veille = couru - interet, reste - (paye - interet), jour
        if not reste:
            break
    return tuple(faits)
