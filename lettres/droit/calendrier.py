"""Calendrier du Québec : jours fériés et report au premier jour ouvrable.

Fondement : Loi d'interprétation, art. 61(23) (F10.01, F10.02); samedi, 26 décembre et 2 janvier : C.p.c., art. 82
(F10.03). Une lettre n'est pas une procédure (F10.05) : ce calendrier sert à ne pas donner une échéance impraticable.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

_UN_JOUR = timedelta(days=1)
_DIMANCHE, _SAMEDI = 6, 5


def _jour_de_semaine(depart: date, jour: int, rang: int) -> date:
    """Le `rang`-ième jour de semaine `jour` (lundi = 0) à compter de `depart`, inclus."""
    return depart + timedelta(days=(jour - depart.weekday()) % 7 + 7 * (rang - 1))


@cache
def jours_feries(annee: int) -> frozenset[date]:
    """Les jours fériés de l'année, dimanches et samedis mis à part."""
    paques = easter(annee)
    premier_juillet = date(annee, 7, 1)
    return frozenset(
        {
            date(annee, 1, 1),
            date(annee, 1, 2),
            paques - timedelta(days=2),
            paques + _UN_JOUR,
            _jour_de_semaine(date(annee, 5, 18), 0, 1),  # -- le lundi qui précède le 25 mai --
            date(annee, 6, 24),
            premier_juillet if premier_juillet.weekday() != _DIMANCHE else date(annee, 7, 2),
            _jour_de_semaine(date(annee, 9, 1), 0, 1),
            _jour_de_semaine(date(annee, 10, 1), 0, 2),
            date(annee, 12, 25),
            date(annee, 12, 26),
        }
    )


def est_ouvrable(jour: date) -> bool:
    """Dit si le jour n'est ni un samedi, ni un dimanche, ni un jour férié."""
    return jour.weekday() < _SAMEDI and jour not in jours_feries(jour.year)


def reporter(jour: date) -> date:
    """Repousse au premier jour ouvrable, vers l'avant seulement : avancer ôterait un jour au destinataire."""
    while not est_ouvrable(jour):
        jour += _UN_JOUR
    return jour


def ajouter_jours_ouvrables(jour: date, nombre: int) -> date:
    """Avance de `nombre` jours ouvrables."""
    for _ in range(nombre):
        jour = reporter(jour + _UN_JOUR)
    return jour
