"""Comptes en place : ce qu'un dossier dit déjà d'une facture, son montant, ce qui en est payé ou crédité."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from lettres.importation.rangement.deja_la import DossierEnPlace, jour_ecrit, somme_ecrite
from lettres.importation.rangement.en_tete import AVOIR, TOTAL, Somme
from lettres.socle.classes import dataclass

ZERO = Decimal(0)


@dataclass(frozen=True)
class CompteEnPlace:
    """Le compte d'une facture, tel que le dossier le tient."""

    montant: Decimal | None
    deja_paye: Decimal
    dates: Counter[tuple[str, Decimal]]
    """Ses paiements : leur jour, leur somme."""
    annulees: Counter[tuple[str, Decimal]]
    """Ceux qu'une personne a annulés ou refaits au journal : ils n'y reviennent pas."""
    otees: Counter[tuple[str, Decimal]]
    """Ceux qu'un import y avait mis, et qu'une personne a ôtés : de même."""
    credite: Decimal
    credit_ote: bool
    """Une note de crédit que l'import y avait mise n'y est plus."""
    sans_facture: Decimal
    """Les paiements qui ne nomment aucune facture, quand le dossier en a plusieurs : ils sont peut-être à elle."""

    @property
    def paye(self) -> Decimal:
        """Tout ce qui est dit payé de cette facture."""
        return self.deja_paye + sum((somme * fois for (_, somme), fois in self.dates.items()), ZERO)

    @property
    def ne_reviennent_pas(self) -> Counter[tuple[str, Decimal]]:
        """Les paiements que l'export ne ramène pas de lui-même."""
        return self.annulees + self.otees

    def fois(self, somme: Somme) -> int:
        """Combien de fois le dossier a cette somme."""
        if somme.quoi == TOTAL:
            return int(self.deja_paye == somme.combien)
        return self.dates[somme.quoi, somme.combien] if somme.quoi != AVOIR else int(self.credite >= somme.combien)

    @classmethod
    def de(cls, en_place: DossierEnPlace, facture: str, rang: int) -> CompteEnPlace | None:
        """Le compte de cette facture; None si une somme du dossier ne se lit pas."""
        creances = en_place.elements("creances")
        ecrite = en_place.donnees["creances"][rang]
        paiements, annules = _qui_valent(en_place.elements("paiements"))
        avoirs = en_place.elements("avoirs")
        seule = len(creances) == 1
        siens, otes = ([p for p in liste if _est_a(p, facture, seule=seule)] for liste in (paiements, annules))
        credits_ = [a for a in avoirs if _est_a(a, facture, seule=seule)]
        libres = [] if seule else [p for p in paiements if not p.get("facture")]
        deja, sommes, credite = somme_ecrite(ecrite.get("deja_paye") or "0"), _sommes(siens), _sommes(credits_)
        sans_facture = _sommes(libres)
        if deja is None or sommes is None or credite is None or sans_facture is None:
            return None
        dates = Counter((jour_ecrit(p.get("date")), s) for p, s in zip(siens, sommes, strict=True))
        annulees = Counter((jour_ecrit(p.get("date")), somme_ecrite(p.get("montant")) or ZERO) for p in otes)
        mises = en_place.sommes_importees.get(facture, Counter())
        otees = _otees(mises, dates + annulees, deja)
        credit_ote = not credite and any(s.quoi == AVOIR for s in mises)
        montant = somme_ecrite(ecrite.get("montant"))
        return cls(montant, deja, dates, annulees, otees, sum(credite, ZERO), credit_ote, sum(sans_facture, ZERO))


def _otees(
    mises: Counter[Somme], restent: Counter[tuple[str, Decimal]], deja_paye: Decimal
) -> Counter[tuple[str, Decimal]]:
    """Les paiements qu'un import avait mis au dossier, et qui n'y sont plus d'aucune façon."""
    datees = Counter({(s.quoi, s.combien): fois for s, fois in mises.items() if s.quoi not in {TOTAL, AVOIR}})
    totaux = Counter({(s.quoi, s.combien): fois for s, fois in mises.items() if s.quoi == TOTAL and not deja_paye})
    return (datees - restent) + totaux


def _est_a(ligne: Mapping[str, Any], facture: str, *, seule: bool) -> bool:
    return bool(ligne.get("facture") == facture or (seule and not ligne.get("facture")))


def _qui_valent(lignes: list[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    """Les paiements qui valent, et ceux qu'une autre ligne remplace ou annule."""
    corriges = {str(ligne.get("corrige")) for ligne in lignes if ligne.get("corrige")}
    valent: list[Mapping[str, Any]] = []
    annules: list[Mapping[str, Any]] = []
    for rang, ligne in enumerate(lignes, 1):
        if ligne.get("montant"):
            (annules if str(rang) in corriges else valent).append(ligne)
    return valent, annules


def _sommes(lignes: Iterable[Mapping[str, Any]]) -> list[Decimal] | None:
    """Leurs montants; None si l'un ne se lit pas."""
    sommes = [somme_ecrite(ligne.get("montant")) for ligne in lignes]
    lues = [somme for somme in sommes if somme is not None]
    return lues if len(lues) == len(sommes) else None
