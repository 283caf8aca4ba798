"""Le compte refait d'un jour à l'autre, en entiers, sans segments ni livres : mêmes sommes, mêmes emplois.

Échéances passées ou à venir, absentes ou égales; dettes de même nom; paiements désignés, du même jour, de trop, ou
postérieurs : ce que le dossier peut donner.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from lettres.droit.compte import Versement, etablir
from lettres.droit.dette import Dette

DEBUT = date(2026, 1, 1)
DERNIER = 60
"""Le rang du jour où le compte se fait; les dettes et les paiements vont un peu au-delà."""

UN_CENT = 100 * 100 * 365
"""Un cent d'intérêt, en cents de capital × centièmes de pour cent × jours."""


class Naive:
    """Une dette, en cents; `fraction` est l'intérêt couru depuis le dernier paiement qui l'a touchée."""

    def __init__(self, dette: Dette) -> None:
        self.dette = dette
        self.capital, self.taux = int(dette.capital * 100), int(dette.taux * 100)
        self.fraction = self.interet = self.interet_paye = 0

    def passer(self, jour: date) -> None:
        if self.dette.depuis is not None and jour > self.dette.depuis:
            self.fraction += self.capital * self.taux

    def arreter(self) -> None:
        """Au cent, demi-cent vers le haut."""
        self.interet += (2 * self.fraction + UN_CENT) // (2 * UN_CENT)
        self.fraction = 0

    def recevoir(self, somme: int) -> tuple[int, int]:
        """Ce qui va à l'intérêt, puis au capital."""
        self.arreter()
        interet = min(somme, self.interet - self.interet_paye)
        capital = min(somme - interet, self.capital)
        self.interet_paye += interet
        self.capital -= capital
        return interet, capital

    def etat(self) -> tuple[int, int, int, int]:
        """Capital, intérêt couru, intérêt dû, et ce que le jour qui vient ajoute, un cent jamais entamé."""
        court = self.dette.depuis is not None and (self.dette.depuis - DEBUT).days <= DERNIER
        par_jour = self.capital * self.taux // UN_CENT if court else 0
        return self.capital, self.interet, self.interet - self.interet_paye, par_jour


def ordre(dettes: list[Naive], versement: Versement) -> list[Naive]:
    """La désignée, puis la plus ancienne, enfin celles qui n'ont pas d'échéance; à égalité, l'ordre du dossier."""
    designees = [d for d in dettes if d.dette.nom == versement.dette]
    datees = [d for d in dettes if d.dette.echeance is not None]
    datees.sort(key=lambda d: (d.dette.echeance, dettes.index(d)))
    suite = [*datees, *(d for d in dettes if d.dette.echeance is None)]
    return [*sorted(designees, key=suite.index), *(d for d in suite if d not in designees)]


def marcher(dettes: list[Naive], versements: list[Versement]) -> tuple[list[list[tuple[str, int, int]]], int]:
    """L'emploi de chaque versement (dette, intérêt, capital), et ce qui est de trop."""
    emplois: list[list[tuple[str, int, int]]] = [[] for _ in versements]
    de_trop = 0
    for rang_du_jour in range(DERNIER + 1):
        jour = DEBUT + timedelta(days=rang_du_jour)
        for d in dettes:
            d.passer(jour)
        du_jour = [(rang, v) for rang, v in enumerate(versements) if v.date == jour]
        for rang, v in sorted(du_jour, key=lambda r: (not r[1].dette, r[1].dette, r[1].montant)):
            reste = int(v.montant * 100)
            for d in ordre(dettes, v):
                interet, capital = d.recevoir(reste) if reste else (0, 0)
                reste -= interet + capital
                if interet + capital:
                    emplois[rang].append((d.dette.nom, interet, capital))
            de_trop += reste
    for d in dettes:
        d.arreter()
    return emplois, de_trop


def jour_au_hasard(hasard: random.Random, fin: int) -> date:
    return DEBUT + timedelta(days=hasard.randint(0, fin))


def tirer(hasard: random.Random) -> tuple[list[Dette], list[Versement]]:
    noms = hasard.choice(["ABCD", "ABAB", "AAAA"])
    dettes = []
    for nom in noms[: hasard.randint(0, 4)]:
        capital = Decimal(hasard.choice([0, 1, 10_000, hasard.randint(1, 900_000)])) / 100
        echeance = None if hasard.random() < 0.15 else jour_au_hasard(hasard, DERNIER + 10)
        depuis = None if hasard.random() < 0.3 else jour_au_hasard(hasard, DERNIER + 10)
        taux = Decimal(hasard.choice([0, 500, 3650, hasard.randint(1, 3500)])) / 100
        dettes.append(Dette(nom, capital, echeance, depuis, taux))
    versements = []
    for _ in range(hasard.randint(0, 6)):
        cents = hasard.choice([1, 10_000, hasard.randint(1, 400_000), int(sum(d.capital for d in dettes) * 100) or 1])
        # -- peu de jours : plusieurs paiements tombent le même --
        jour = DEBUT + timedelta(days=10 * hasard.randint(0, DERNIER // 10 + 1))
        versements.append(Versement(jour, Decimal(cents) / 100, hasard.choice([None, None, "A", "B", "Z"])))
    return dettes, versements


def en_cents(*sommes: Decimal) -> tuple[int, ...]:
    return tuple(int(s * 100) for s in sommes)


@pytest.mark.parametrize("tirages", [300, pytest.param(2000, marks=pytest.mark.long)])
def test_des_comptes_au_hasard_sont_ceux_d_une_marche_jour_apres_jour(tirages: int):
    hasard = random.Random(1569)  # noqa: S311 -- un tirage reproductible, et non un secret
    for numero in range(tirages):
        dettes, versements = tirer(hasard)
        naives = [Naive(d) for d in dettes]
        emplois, de_trop = marcher(naives, versements)
        compte = etablir(dettes, versements, DEBUT + timedelta(days=DERNIER))
        cas = (numero, dettes, versements)
        etats = [en_cents(r.capital_restant, r.interet, r.interet_restant, r.par_jour) for r in compte.releves]
        assert etats == [d.etat() for d in naives], cas
        dits = [[(i.dette, *en_cents(i.interet, i.capital)) for i in emploi] for emploi in compte.emplois]
        assert (dits, int(compte.trop_paye * 100)) == (emplois, de_trop), cas
