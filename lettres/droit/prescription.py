"""Prescription : la date au-delà de laquelle un droit ne peut plus être exercé en justice, et l'urgence qui en découle.

La date est donnée sans report au jour ouvrable, par prudence (F2.08). Une lettre ne l'arrête pas (F1.13).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from lettres.droit.parametre import Parametre, Reference, jours, parametre
from lettres.langue.ecriture import compte_de, jour
from lettres.socle.classes import NamedTuple


class Matiere(StrEnum):
    """Ce que l'on réclame."""

    GENERALE = "generale"
    REPUTATION = "reputation"
    JOURNAL = "journal"


class Urgence(StrEnum):
    """Ce que la date commande, de la plus calme à la plus grave."""

    LOINTAINE = "lointaine"
    A_180_JOURS = "180 jours"
    A_90_JOURS = "90 jours"
    A_30_JOURS = "30 jours"
    ECHUE = "échue"

    @property
    def phrase(self) -> str:
        """Ce qu'il faut en penser, en une phrase."""
        return {
            Urgence.LOINTAINE: "Le délai est encore long.",
            Urgence.A_180_JOURS: "Il reste 180 jours ou moins.",
            Urgence.A_90_JOURS: "Il reste 90 jours ou moins : préparez le recours.",
            Urgence.A_30_JOURS: "Il reste 30 jours ou moins : consultez un avocat sans attendre.",
            Urgence.ECHUE: "La date est passée : rien n’est promis au-delà; consultez un avocat.",
        }[self]


class Prescription(NamedTuple):
    """La date de prescription, ce qui la fonde et le calcul en une phrase."""

    matiere: Matiere
    depuis: date
    fin: date
    reference: Reference
    regle: str

    def echue(self, au: date) -> bool:
        """Dit si le dernier jour utile est passé."""
        return self.fin < au

    def urgence(self, au: date) -> Urgence:
        """L'urgence au jour `au`; le dernier jour est encore utile."""
        if self.echue(au):
            return Urgence.ECHUE
        reste = (self.fin - au).days
        for seuil, urgence in _seuils(au):
            if reste <= seuil:
                return urgence
        return Urgence.LOINTAINE


@lru_cache(maxsize=4096)
def _seuils(au: date) -> tuple[tuple[int, Urgence], ...]:
    return (
        (jours("prescription.alerte_3", au), Urgence.A_30_JOURS),
        (jours("prescription.alerte_2", au), Urgence.A_90_JOURS),
        (jours("prescription.alerte_1", au), Urgence.A_180_JOURS),
    )


@lru_cache(maxsize=4096)
def prescription(matiere: Matiere, depuis: date, *, publication: date | None = None) -> Prescription:
    """La date de prescription d'un droit né, ou d'un propos connu, le jour `depuis`.

    Contre un journal : trois mois depuis la connaissance, et jamais plus d'un an depuis la `publication` (F6.12).
    """
    regle = parametre(f"prescription.{matiere.value}", depuis)
    fin, phrase = depuis + duree(regle), f"{_en_mots(regle)} depuis le {jour(depuis)}"
    if matiere is Matiere.JOURNAL and publication is not None:
        plafond = parametre("prescription.journal_maximum", depuis)
        limite = publication + duree(plafond)
        if limite < fin:
            fin, phrase = limite, f"{_en_mots(plafond)} depuis la publication, le {jour(publication)}"
    return Prescription(matiere, depuis, fin, regle.reference, f"{phrase} : le {jour(fin)}, sans report.")


def _en_mots(regle: Parametre) -> str:
    """« 3 ans », « 1 an », « 3 mois »."""
    return compte_de(int(regle.valeur), "mois" if regle.unite == "mois" else "an")


def duree(regle: Parametre) -> relativedelta:
    """Le temps que compte un paramètre en années, en mois ou en jours."""
    nombre = int(regle.valeur)
    match regle.unite:
        case "années":
            return relativedelta(years=nombre)
        case "mois":
            return relativedelta(months=nombre)
    return relativedelta(days=nombre)
