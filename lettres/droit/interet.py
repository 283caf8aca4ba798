"""Intérêt : le taux applicable, sa base, son point de départ et ce qu'un tribunal peut en penser.

Fondement : C.c.Q., art. 1594 et 1617 (F1.05, F1.14, F3.01); Loi sur l'intérêt, art. 3 et 4 (F3.02, F3.04). Une mention
mise sur la facture par le seul créancier ne lie pas le débiteur (F3.05).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lettres.droit.parametre import Parametre, parametre
from lettres.langue.ecriture import pour_cent
from lettres.socle.classes import NamedTuple


class TauxApplicable(NamedTuple):
    """Un taux en pour cent par année; `conventionnel` quand un contrat prouvé le prévoit; `motif` dit pourquoi."""

    taux: Decimal
    conventionnel: bool
    motif: str
    fiche: str


def taux_applicable(
    taux_annuel: Decimal | None, preuve: str | None, au: date, *, taux_mensuel: str | None = None
) -> TauxApplicable:
    """Le taux convenu s'il est annuel et prouvé par une pièce; sinon le taux légal, sans convertir un taux mensuel."""
    if taux_annuel is not None and preuve is not None:
        return TauxApplicable(taux_annuel, True, f"Taux annuel convenu, prouvé par la pièce {preuve}.", "F3.01")
    legal = parametre("interet.taux_legal", au)
    if taux_annuel is not None:
        motif, fiche = "Aucune pièce ne prouve que le taux a été accepté : taux légal.", "F3.05"
    elif taux_mensuel is not None:
        motif, fiche = "Un taux par mois sans équivalent annuel ne se convertit pas : taux légal.", "F3.04"
    else:
        motif, fiche = "Aucun taux convenu : taux légal.", legal.fiche
    return TauxApplicable(legal.valeur, False, motif, fiche)


class Avis(StrEnum):
    """Ce que vaut un taux, du plus sûr au plus grave."""

    ADMIS = "admis"
    DISCUTE = "discuté"
    REDUIT = "souvent réduit"
    CRIMINEL = "criminel"


class ExamenDuTaux(NamedTuple):
    """Ce qu'on sait d'un taux : l'avis, une phrase et le seuil qui le fonde, None pour un taux admis."""

    avis: Avis
    phrase: str
    seuil: Parametre | None


def examiner_taux(taux: Decimal, au: date) -> ExamenDuTaux:
    """Compare un taux annuel aux seuils en vigueur au jour `au` : plus de 15 %, 24 % et plus, le seuil criminel.

    Le seuil criminel est de 35 % depuis 2025 (F3.07), de 60 % auparavant (F14.12).
    """
    criminel = parametre("interet.criminel", au)
    fort, doux = parametre("interet.alerte_forte", au), parametre("interet.alerte", au)
    if taux > criminel.valeur:
        phrase = f"Un taux de {pour_cent(taux)} dépasse le seuil criminel de {pour_cent(criminel.valeur)}."
        return ExamenDuTaux(Avis.CRIMINEL, phrase, criminel)
    if taux >= fort.valeur:
        return ExamenDuTaux(Avis.REDUIT, f"Les tribunaux réduisent souvent un taux de {pour_cent(taux)}.", fort)
    if taux > doux.valeur:
        return ExamenDuTaux(Avis.DISCUTE, f"L’abus est parfois plaidé contre un taux de {pour_cent(taux)}.", doux)
    return ExamenDuTaux(Avis.ADMIS, "", None)


class Depart(NamedTuple):
    """Le jour d'où court l'intérêt, None s'il ne court pas encore, et pourquoi."""

    jour: date | None
    motif: str
    fiche: str


def depart(
    echeance: date | None, receptions: Iterable[date], *, demeure_automatique: bool, en_partie: bool = False
) -> Depart:
    """Le point de départ de l'intérêt d'une dette ou, `en_partie`, de ce qu'une première demeure n'en réclamait pas.

    Clause de demeure automatique : l'échéance. Sinon, la première réception d'une mise en demeure venue après
    l'échéance : reçue plus tôt, elle réclame ce qui n'est pas dû.
    """
    if demeure_automatique and echeance is not None:
        return Depart(echeance, "Le contrat met en demeure par le seul écoulement du temps : l’échéance.", "F1.05")
    utiles = sorted(r for r in receptions if echeance is None or r > echeance)
    if utiles:
        de_plus = " qui réclame aussi cette part" if en_partie else ""
        return Depart(utiles[0], f"La réception de la mise en demeure{de_plus}.", "F1.14")
    if en_partie:
        dit = "L’intérêt ne court pas encore sur cette part : aucune mise en demeure reçue ne la réclamait."
        return Depart(None, dit, "F1.14")
    return Depart(None, "L’intérêt ne court pas encore : aucune mise en demeure n’est dite reçue.", "F1.14")
