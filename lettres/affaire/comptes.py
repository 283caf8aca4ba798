"""Comptes : ce qui est dû, créance par créance, et la somme qui libère à une date.

Un montant absent ne vaut jamais zéro : s'il en manque un, ou la date d'un paiement, rien n'est calculé. Un paiement va
d'abord à l'intérêt couru, puis au capital (C.c.Q., art. 1569 à 1572; F3.11); le reste est dans `lettres.droit.compte`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain, compress
from typing import Literal

from lettres.affaire.suite.inscriptions import Inscriptions
from lettres.dossier import Avoir, Creance, Dossier, Envoi, Paiement
from lettres.droit.compte import (
    ZERO,
    Compte,
    Dette,
    Imputation,
    ReleveDeDette,
    Versement,
    etablir,
    interet_par_annee,
    interet_par_jour,
    somme,
)
from lettres.droit.interet import Avis, Depart, TauxApplicable, depart, examiner_taux, taux_applicable

Base = Literal["contrat", "legal", "refuse"]
"""D'où vient le taux : du contrat prouvé, de la loi, ou d'un contrat dont le taux, criminel, ne se calcule pas."""


@dataclass(frozen=True, slots=True)
class CompteDeCreance:
    """Une créance au jour dit. `releve` vaut None quand les sommes ne se calculent pas."""

    creance: Creance
    nom: str
    """Le numéro de la facture, sinon « créance 2 » : de quoi la reconnaître."""
    avoirs: tuple[Avoir, ...]
    """Ses notes de crédit : elles baissent le capital dès la date de la facture."""
    depart: Depart
    releve: ReleveDeDette | None
    visee: bool = True
    """Faux quand on ne réclame que d'autres créances."""

    @property
    def est_due(self) -> bool:
        """Dit si on la réclame et qu'il en reste à payer; oui tant qu'on ne peut pas le calculer."""
        return self.visee and (self.releve is None or self.releve.solde > 0)


@dataclass(frozen=True, slots=True)
class Totaux:
    """Les sommes de toutes les créances : capital + intérêt - payé = solde; `trop_paye` n'avait rien à payer."""

    capital: Decimal
    """Le capital facturé, les notes de crédit déduites."""
    paye: Decimal
    capital_restant: Decimal
    interet: Decimal
    """Tout l'intérêt couru, payé ou non."""
    interet_restant: Decimal
    solde: Decimal
    trop_paye: Decimal
    par_jour: Decimal


@dataclass(frozen=True, slots=True)
class Recu:
    """Un paiement reçu au jour dit, et ce qu'il a payé; `source` est le paiement, ou la créance dite déjà payée."""

    source: Paiement | Creance
    montant: Decimal
    emplois: tuple[Imputation, ...]


@dataclass(frozen=True, slots=True)
class APayer:
    """La seule somme qui libère le débiteur au jour dit, ce qui la compose, et ce qui suit si ce jour passe."""

    jour: date
    capital: Decimal
    interet: Decimal
    """L'intérêt compris dans la somme."""
    remis: Decimal | None
    """L'intérêt couru auquel le créancier renonce si l'on paie à temps; None s'il ne renonce à rien."""
    court: bool
    """Une part du capital porte déjà intérêt."""
    a_courir: bool
    """Une part du capital n'en porte pas encore : elle en portera depuis la réception de la lettre."""
    estime_depuis: date | None
    """Cette part est comptée quand même, depuis la réception prévue; None sinon."""
    par_jour: Decimal
    """Une fois ce jour passé, ce que tout le capital ajoute par jour."""
    par_annee: Decimal
    releves: tuple[ReleveDeDette, ...]

    @property
    def total(self) -> Decimal:
        """Capital et intérêt."""
        return self.capital + self.interet


@dataclass(frozen=True, slots=True)
class Comptes:
    """Les comptes du dossier au jour `au`. Chaque somme est celle des créances visées; toutes, d'ordinaire."""

    au: date
    taux: TauxApplicable
    base: Base
    facture: Decimal | None
    """Le total facturé; None s'il n'y a pas de créance, ou si un montant manque."""
    credite: Decimal | None
    """Le total des notes de crédit; None si un montant manque."""
    recu: Decimal | None
    """Le total reçu, ce qui est dit déjà payé compris; None si un montant manque."""
    creances: tuple[CompteDeCreance, ...]
    total: Totaux | None
    """None s'il n'y a pas de créance, ou si un montant ou la date d'un paiement manque."""
    recus: tuple[Recu, ...]
    """Les paiements, un à un; vide quand rien ne se calcule."""
    remise: bool | None
    """Le créancier renonce-t-il à l'intérêt si l'on paie à temps : oui, non, ou il ne l'a pas dit."""
    _dettes: tuple[Dette, ...] | None
    _versements: tuple[Versement, ...]

    @property
    def impaye(self) -> Decimal | None:
        """Facturé moins crédité et reçu, intérêt à part : le solde d'une lettre; négatif si l'on a trop payé."""
        if self.facture is None or self.credite is None or self.recu is None:
            return None
        return self.facture - self.credite - self.recu

    @property
    def dues(self) -> tuple[CompteDeCreance, ...]:
        """Les créances que l'on réclame : celles dont il reste à payer; toutes, s'il n'en reste aucune."""
        return tuple(compte for compte in self.creances if compte.est_due) or self.creances

    @property
    def capital_de_toutes(self) -> Decimal | None:
        """Le capital qui reste dû, des créances que l'on ne vise pas aussi; None si rien ne se calcule."""
        return somme([compte.releve.capital_restant if compte.releve else None for compte in self.creances])

    def _des_visees(self, releves: Sequence[ReleveDeDette]) -> list[ReleveDeDette]:
        return [r for r, compte in zip(releves, self.creances, strict=True) if compte.visee]

    @property
    def interet_abandonne(self) -> Decimal | None:
        """L'intérêt convenu que donnerait chaque échéance pour point de départ; None s'il en court déjà un, ou aucun.

        Un taux convenu et prouvé ne court que depuis une mise en demeure reçue, ou depuis l'échéance si le contrat le
        dit : quand le dossier ne dit ni l'un ni l'autre, voilà ce que la lettre ne réclame pas.
        """
        if self.base != "contrat" or self._dettes is None or any(d.depuis is not None for d in self._dettes):
            return None
        partis = tuple(replace(d, depuis=d.echeance) for d in self._dettes)
        releves = self._des_visees(etablir(partis, self._versements, self.au).releves)
        return sum((r.interet for r in releves), ZERO) or None

    def a_payer(self, jour: date, *, reception: date | None = None) -> APayer | None:
        """Ce qui libère au jour `jour`, sur les paiements reçus au jour `au`; None quand rien ne se calcule.

        L'intérêt qui court déjà y est compté jusqu'à ce jour, sauf si le créancier le remet à qui paie à temps. Celui
        qui ne court pas encore n'y est que s'il refuse de le remettre, et depuis `reception`, le jour où la lettre qui
        met en demeure devrait être reçue.
        """
        if self._dettes is None:
            return None
        jour_utile = max(jour, self.au)
        dettes = self._dettes
        compte = etablir(dettes, self._versements, jour_utile)
        dues = [r for r in self._des_visees(compte.releves) if r.capital_restant > 0]
        a_courir = self.base != "refuse" and any(r.dette.depuis is None for r in dues)
        estime_depuis = reception if a_courir and self.remise is False else None
        if estime_depuis is not None:
            partis = ((d, max(estime_depuis, d.echeance or estime_depuis)) for d in dettes)
            dettes = tuple(d if d.depuis else replace(d, depuis=depuis) for d, depuis in partis)
            compte = etablir(dettes, self._versements, jour_utile)
        visees = self._des_visees(compte.releves)
        capital = sum((r.capital_restant for r in visees), ZERO)
        interet = sum((r.interet_restant for r in visees), ZERO)
        return APayer(
            jour=jour,
            capital=capital,
            interet=ZERO if self.remise else interet,
            remis=interet if self.remise else None,
            court=any(r.dette.depuis is not None for r in dues),
            a_courir=a_courir,
            estime_depuis=estime_depuis,
            par_jour=interet_par_jour(capital, self.taux.taux),
            par_annee=interet_par_annee(capital, self.taux.taux),
            releves=compte.releves,
        )


def exigible(creance: Creance) -> date | None:
    """Le jour d'où une créance se compte : son échéance ou, par prudence, la date de sa facture."""
    return creance.echeance or creance.date


def comptes(dossier: Dossier, lignes: Inscriptions, au: date, visees: Collection[str] = ()) -> Comptes:
    """Établit les comptes d'un dossier au jour `au`; `visees` nomme les seules créances que l'on réclame."""
    taux, base = _taux(dossier, au)
    envois = [e for _, e in lignes.envois]
    recues = [e for e in envois if e.lettre == "mise_en_demeure" and e.recu_le and e.recu_le <= au]
    departs = tuple(_depart(dossier, creance, recues, base) for creance in dossier.creances)
    noms = tuple(creance.facture or f"créance {rang}" for rang, creance in enumerate(dossier.creances, 1))
    avoirs = [a for a in dossier.avoirs if a.date is None or a.date <= au]
    siens = tuple(_avoirs(dossier, creance, avoirs) for creance in dossier.creances)
    vise = [not visees or nom in visees for nom in noms]
    dettes = _dettes(dossier, noms, siens, departs, taux.taux, vise)
    versements = _versements(dossier, noms, lignes, au)
    compte = None if dettes is None or versements is None else etablir(dettes, [v for _, v in versements], au)
    tout = all(vise)
    releves = [r for r, v in zip(compte.releves, vise, strict=True) if v] if compte else []
    return Comptes(
        au=au,
        taux=taux,
        base=base,
        facture=somme([c.montant for c, v in zip(dossier.creances, vise, strict=True) if v]) if noms else None,
        credite=somme([a.montant for a in (avoirs if tout else chain(*compress(siens, vise)))]),
        # -- ce qu'un paiement paie de chacune ne se sait que des comptes --
        recu=_recu(dossier, lignes, au) if tout else sum((r.paye for r in releves), ZERO) if compte else None,
        creances=tuple(
            CompteDeCreance(creance, noms[i], siens[i], departs[i], compte.releves[i] if compte else None, vise[i])
            for i, creance in enumerate(dossier.creances)
        ),
        total=_totaux(compte, releves) if compte else None,
        recus=_recus(versements, compte) if versements and compte else (),
        remise=dossier.interet_remis_si_paye,
        _dettes=dettes if compte else None,
        _versements=tuple(v for _, v in versements or ()),
    )


def _taux(dossier: Dossier, au: date) -> tuple[TauxApplicable, Base]:
    contrat = dossier.contrat
    convenu = contrat.interet if contrat else None
    preuve = contrat.preuve_de_l_interet if contrat else None
    taux = taux_applicable(
        convenu.taux_annuel if convenu else None, preuve, au, taux_mensuel=convenu.taux_mensuel if convenu else None
    )
    if not taux.conventionnel:
        return taux, "legal"
    return taux, "refuse" if examiner_taux(taux.taux, au).avis is Avis.CRIMINEL else "contrat"


def _depart(dossier: Dossier, creance: Creance, demeures: Sequence[Envoi], base: Base) -> Depart:
    if base == "refuse":
        return Depart(None, "Aucun intérêt n’est calculé à un taux au-delà du seuil criminel.", "F3.07")
    automatique = dossier.contrat is not None and dossier.contrat.met_en_demeure
    # -- une lettre qui nomme ses factures ne met en demeure de payer que celles-là --
    siennes = [e for e in demeures if not e.creances or creance.facture in e.creances]
    recues = [e.recu_le for e in siennes if e.recu_le is not None]
    return depart(exigible(creance), recues, demeure_automatique=automatique)


def _avoirs(dossier: Dossier, creance: Creance, avoirs: Sequence[Avoir]) -> tuple[Avoir, ...]:
    """Les notes de crédit d'une créance; celle qui ne nomme rien vise la seule créance."""
    seule = len(dossier.creances) == 1
    return tuple(a for a in avoirs if a.facture == creance.facture or (a.facture is None and seule))


def _recu(dossier: Dossier, lignes: Inscriptions, au: date) -> Decimal | None:
    paiements = somme([p.montant for _, p in lignes.paiements if p.date is None or p.date <= au])
    dits = sum((c.deja_paye for c in dossier.creances if c.deja_paye is not None), ZERO)
    return None if paiements is None else paiements + dits


def _dettes(
    dossier: Dossier,
    noms: tuple[str, ...],
    avoirs: tuple[tuple[Avoir, ...], ...],
    departs: tuple[Depart, ...],
    taux: Decimal,
    vise: Sequence[bool],
) -> tuple[Dette, ...] | None:
    """Les dettes; None s'il n'y en a pas, ou s'il manque un montant à une créance que l'on réclame."""
    dettes = []
    for creance, nom, siens, parti, visee in zip(dossier.creances, noms, avoirs, departs, vise, strict=True):
        credite = somme([a.montant for a in siens])
        if visee and (creance.montant is None or credite is None):
            return None
        capital = max((creance.montant or ZERO) - (credite or ZERO), ZERO)
        dettes.append(Dette(nom, capital, exigible(creance), parti.jour, taux))
    return tuple(dettes) or None


def _versements(
    dossier: Dossier, noms: tuple[str, ...], lignes: Inscriptions, au: date
) -> list[tuple[Paiement | Creance, Versement]] | None:
    """Les paiements reçus et leur source; None si un montant ou une date manque.

    Un total déjà payé, sans dates, compte au jour de l'échéance; au jour `au` si elle n'est pas encore venue.
    """
    versements: list[tuple[Paiement | Creance, Versement]] = []
    for creance, nom in zip(dossier.creances, noms, strict=True):
        if creance.deja_paye is not None:
            quand = exigible(creance)
            if quand is None:
                return None
            versements.append((creance, Versement(min(quand, au), creance.deja_paye, nom)))
    for _, paiement in lignes.paiements:
        if paiement.montant is None or paiement.date is None:
            return None
        if paiement.date <= au:
            versements.append((paiement, Versement(paiement.date, paiement.montant, paiement.facture)))
    return versements


def _recus(versements: Sequence[tuple[Paiement | Creance, Versement]], compte: Compte) -> tuple[Recu, ...]:
    par_date = sorted(zip(versements, compte.emplois, strict=True), key=lambda ligne: ligne[0][1].date)
    return tuple(Recu(source, v.montant, emplois) for (source, v), emplois in par_date)


def _totaux(compte: Compte, releves: Sequence[ReleveDeDette]) -> Totaux:
    return Totaux(
        capital=sum((r.dette.capital for r in releves), ZERO),
        paye=sum((r.paye for r in releves), ZERO),
        capital_restant=sum((r.capital_restant for r in releves), ZERO),
        interet=sum((r.interet for r in releves), ZERO),
        interet_restant=sum((r.interet_restant for r in releves), ZERO),
        solde=sum((r.solde for r in releves), ZERO),
        trop_paye=compte.trop_paye,
        par_jour=sum((r.par_jour for r in releves), ZERO),
    )
