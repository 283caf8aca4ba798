"""Des dossiers au hasard : intérêt, somme libératoire et prescription, recalculés autrement, jour après jour.

Ce second calcul ne connaît ni segments ni livres : il marche d'un jour à l'autre en fractions exactes, et n'arrondit
qu'au moment où un paiement touche la dette, puis au dernier jour.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

import lettres
from lettres.affaire import Affaire

AU = date(2026, 11, 22)
TAUX_LEGAL = 5


class Dette:
    """Une facture, en cents; l'intérêt court chaque jour qui suit `depuis`."""

    def __init__(self, capital: int, echeance: date, depuis: date | None, taux: Fraction) -> None:
        self.capital, self.echeance, self.depuis, self.taux = capital, echeance, depuis, taux
        self.couru, self.arrete, self.paye = Fraction(0), 0, 0
        """L'intérêt couru depuis le dernier arrêté, celui qui est arrêté au cent, et ce qui en est payé."""

    def passer(self, jour: date) -> None:
        if self.depuis is not None and jour > self.depuis:
            self.couru += Fraction(self.capital) * self.taux / 100 / 365

    def arreter(self) -> None:
        self.arrete += int(self.couru + Fraction(1, 2))
        self.couru = Fraction(0)

    def recevoir(self, somme: int) -> int:
        """Ce qui reste de la somme, une fois payés l'intérêt, puis le capital."""
        if not self.capital and not self.arrete - self.paye:
            return somme
        self.arreter()
        interet = min(somme, self.arrete - self.paye)
        self.paye += interet
        capital = min(somme - interet, self.capital)
        self.capital -= capital
        return somme - interet - capital


def ecrire(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d} $"


def tirer(hasard: random.Random) -> tuple[dict[str, Any], list[Dette], list[tuple[date, int, int | None]], date | None]:
    """Un dossier, et les mêmes faits pour l'autre calcul : dettes, paiements (jour, cents, facture), aveu."""
    mode = hasard.choice(["depuis l'échéance", "demeure reçue", "rien ne court"])
    recue = AU - timedelta(days=hasard.randint(30, 60))
    taux = hasard.randint(1, 2400)
    dettes, creances, avoirs, paiements = [], [], [], []
    for rang in range(hasard.randint(1, 3)):
        echeance = AU - timedelta(days=61 + hasard.randint(0, 540) + rang)
        facture = echeance - timedelta(days=30)
        montant = hasard.randint(10_000, 900_000)
        creance = {"facture": f"F-{rang}", "cause": "service", "objet": "Travaux", "montant": ecrire(montant)}
        creance |= {"date": facture.isoformat(), "echeance": echeance.isoformat()}
        capital = montant
        if hasard.random() < 0.3:
            avoir = hasard.randint(1, montant // 3)
            avoirs.append({"numero": f"NC-{rang}", "date": echeance.isoformat(), "montant": ecrire(avoir)})
            avoirs[-1]["facture"] = f"F-{rang}"
            capital -= avoir
        if hasard.random() < 0.2:
            deja = hasard.randint(1, montant // 3)
            creance["deja_paye"] = ecrire(deja)
            paiements.append((echeance, deja, rang))
        creances.append(creance)
        depuis = {"depuis l'échéance": echeance, "demeure reçue": max(recue, echeance), "rien ne court": None}[mode]
        convenu = mode == "depuis l'échéance"
        dettes.append(Dette(capital, echeance, depuis, Fraction(taux, 100) if convenu else Fraction(TAUX_LEGAL)))
    jours = hasard.sample(range(1, 60), hasard.randint(0, 4))
    recus = [(AU - timedelta(days=n), hasard.randint(100, 200_000), None) for n in jours]
    paiements += recus
    donnees: dict[str, Any] = {
        "reference": "2026-1",
        "nature": "recouvrement",
        "expediteur": {"nom": "Karine Exemple", "type": "personne"},
        "destinataire": {"nom": "Marie Exemple", "qualite": "consommateur"},
        "creances": creances,
        "avoirs": avoirs,
        "paiements": [{"date": jour.isoformat(), "montant": ecrire(somme)} for jour, somme, _ in recus],
        "pieces": [{"id": "P-1", "titre": "Contrat"}, {"id": "P-2", "titre": "Aveu"}],
    }
    if mode == "depuis l'échéance":
        interet = {"taux_annuel": f"{taux / 100} %", "piece": "P-1", "demeure_automatique": "oui"}
        donnees["contrat"] = {"forme": "ecrit", "date": "2020-01-05", "piece": "P-1", "interet": interet}
    if mode == "demeure reçue":
        envoi = {"lettre": "mise_en_demeure", "date": (recue - timedelta(days=2)).isoformat(), "mode": "recommande"}
        donnees["envois"] = [envoi | {"recu_le": recue.isoformat()}]
    aveu = AU - timedelta(days=hasard.randint(1, 50)) if hasard.random() < 0.3 else None
    if aveu:
        donnees["suites"] = [{"date": aveu.isoformat(), "resultat": "reconnaissance", "piece": "P-2"}]
    return donnees, dettes, paiements, aveu


def mener(dettes: list[Dette], paiements: list[tuple[date, int, int | None]], fin: date) -> tuple[int, int]:
    """Le capital et l'intérêt, en cents, qui restent dus au jour `fin`; les paiements vont aux plus anciennes."""
    jour = min(d.echeance for d in dettes)
    while True:
        for d in dettes:
            d.passer(jour)
        for quand, somme, nommee in paiements:
            if quand == jour:
                ordre = sorted(dettes, key=lambda d: (d.echeance > quand, d.echeance))
                siennes = [dettes[nommee]] if nommee is not None else []
                for d in [*siennes, *(d for d in ordre if d not in siennes)]:
                    somme = d.recevoir(somme) if somme else 0
        if jour == fin:
            break
        jour += timedelta(days=1)
    for d in dettes:
        d.arreter()
    return sum(d.capital for d in dettes), sum(d.arrete - d.paye for d in dettes)


def trois_ans_apres(jour: date) -> date:
    return jour.replace(year=jour.year + 3)


@pytest.mark.parametrize("cas", [100, pytest.param(2000, marks=pytest.mark.long)])
def test_des_dossiers_au_hasard_ont_les_sommes_et_les_prescriptions_d_un_calcul_independant(cas: int):
    hasard = random.Random(2026)  # noqa: S311 -- un tirage reproductible, et non un secret
    for numero in range(cas):
        donnees, dettes, paiements, aveu = tirer(hasard)
        affaire = Affaire(lettres.valider(donnees), AU)
        a_payer = affaire.a_payer("rappel")
        assert a_payer is not None
        attendu = mener(dettes, paiements, affaire.echeance("rappel"))
        assert (a_payer.capital * 100, a_payer.interet * 100) == attendu, (numero, donnees)
        fins = [c.actuelle.fin for c in affaire.prescriptions.creances if c is not None]
        departs = [max(d.echeance, aveu or d.echeance) for d in dettes]
        assert fins == [trois_ans_apres(depart) for depart in departs], (numero, donnees)
