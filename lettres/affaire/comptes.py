"""Comptes : ce qui est dû, créance par créance, et la somme qui libère à une date.

Un montant absent ne vaut jamais zéro : s'il en manque un, ou la date d'un paiement, rien n'est calculé. Un paiement va
d'abord à l'intérêt couru, puis au capital (C.c.Q., art. 1569 à 1572; F3.11); le reste est dans `lettres.droit.compte`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Literal

from lettres.dossier import Avoir, Creance, Paiement
from lettres.droit.compte import (
    CENT,
    ZERO,
    Imputation,
    ReleveDeDette,
    ReleveDeTranche,
    Versement,
    etablir,
    etablir_sans,
    interet_par_annee,
    interet_par_jour,
)
from lettres.droit.dette import Dette
from lettres.droit.interet import Depart, TauxApplicable
from lettres.socle.calcul import au_juste, compte_une_fois
from lettres.socle.classes import NamedTuple, dataclass, replace

Base = Literal["contrat", "legal", "refuse"]
"""D'où vient le taux : du contrat prouvé, de la loi, ou d'un contrat dont le taux, criminel, ne se calcule pas."""


class MiseEnDemeure(NamedTuple):
    """Une mise en demeure partie pour une créance, et ce qu'elle réclamait de son capital."""

    partie: tuple[date, int]
    """Son jour, et son rang au journal."""
    capital: Decimal


class CompteDeCreance(NamedTuple):
    """Une créance au jour dit. `releve` vaut None quand les sommes ne se calculent pas."""

    creance: Creance
    nom: str
    """Le numéro de la facture, sinon « créance 2 » : de quoi la reconnaître."""
    avoirs: tuple[Avoir, ...]
    """Ses notes de crédit : elles baissent le capital dès la date de la facture."""
    departs: tuple[Depart, ...]
    """D'où court l'intérêt de chaque tranche de son capital, dans l'ordre de celles du relevé; jamais aucun."""
    releve: ReleveDeDette | None
    reclame: ReleveDeDette | None
    """Le relevé de ce que les lettres réclament : celui de la créance, sans la part mise de côté."""
    mises_en_demeure: tuple[MiseEnDemeure, ...] = ()
    """Celles qui, parties après son échéance, en réclamaient plus que toute autre d'avant, dans leur ordre."""
    de_cote: Decimal = ZERO
    """La part contestée, sans réponse, que les lettres ne réclament pas."""

    @property
    def depart(self) -> Depart:
        """D'où court l'intérêt de ce qui en porte depuis le plus longtemps."""
        return self.departs[0]

    @property
    def par_tranche(self) -> tuple[tuple[Depart, ReleveDeTranche], ...]:
        """Ce que les lettres réclament, tranche par tranche, et d'où chacune porte intérêt; vide sans relevé."""
        return tuple(zip(self.departs, self.reclame.tranches, strict=False)) if self.reclame else ()

    def sans_demeure(self, jusqu_a: tuple[date, int] | None = None, *, entiere: bool = False) -> Decimal:
        """Ce que l'on réclame de son capital, et que n'a réclamé aucune mise en demeure, jusqu'à celle-ci comprise.

        `entiere` : de toute la créance, la part mise de côté aussi.
        """
        releve = self.releve if entiere else self.reclame
        if releve is None:
            return ZERO
        siennes = (m.capital for m in self.mises_en_demeure if jusqu_a is None or m.partie <= jusqu_a)
        jamais = releve.dette.capital - max(siennes, default=ZERO)
        return min(max(jamais, ZERO), releve.capital_restant)

    @property
    def est_due(self) -> bool:
        """Dit s'il en reste à payer; oui tant qu'on ne peut pas le calculer."""
        return self.releve is None or self.releve.solde > 0


class Totaux(NamedTuple):
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


class Recu(NamedTuple):
    """Un paiement reçu au jour dit, et ce qu'il a payé; `source` est le paiement, ou la créance dite déjà payée."""

    source: Paiement | Creance
    montant: Decimal
    emplois: tuple[Imputation, ...]


class APayer(NamedTuple):
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
    @au_juste
    def total(self) -> Decimal:
        """Capital et intérêt."""
        return self.capital + self.interet


@dataclass(frozen=True)
class Comptes:
    """Les comptes du dossier au jour `au`."""

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
    visees: frozenset[str] | None = None
    """Les noms des créances que l'on réclame; None pour toutes. Les paiements restent imputés sur toutes."""

    def visant(self, noms: frozenset[str]) -> Comptes:
        """Les mêmes comptes, où l'on ne réclame que ces créances : totaux, somme à payer et intérêt sont les leurs."""
        siennes = [compte for compte in self.creances if compte.nom in noms]
        releves = [compte.releve for compte in siennes if compte.releve is not None]
        calcule = self.total is not None
        return replace(
            self,
            facture=somme([compte.creance.montant for compte in siennes]),
            credite=somme([avoir.montant for compte in siennes for avoir in compte.avoirs]),
            recu=sum((releve.paye for releve in releves), ZERO) if calcule else None,
            total=totaux(releves) if calcule else None,
            visees=noms,
        )

    def mettant_de_cote(self, parts: Mapping[int, Decimal]) -> Comptes:
        """Les mêmes comptes, où l'on réclame, de la créance de chaque rang, ce qui n'est pas de cette part."""
        creances, imputations = list(self.creances), dict[int, Imputation]()
        for rang, part in parts.items():
            compte = creances[rang]
            if compte.releve is not None:
                reste = etablir_sans(compte.releve, part, self.au)
                creances[rang] = compte._replace(reclame=reste.releves[0], de_cote=part)
                for entiere, (sienne,) in zip(compte.releve.imputations, reste.emplois, strict=True):
                    imputations[id(entiere)] = sienne
        recus = (r._replace(emplois=tuple(imputations.get(id(i), i) for i in r.emplois)) for r in self.recus)
        return replace(self, creances=tuple(creances), recus=tuple(recus)) if parts else self

    @property
    @au_juste
    def reclame(self) -> Totaux | None:
        """Les sommes que les lettres réclament : celles de `total`, sans les parts mises de côté."""
        if self.total is None or not self.de_cote:
            return self.total
        return totaux([c.reclame for c in self._siennes if c.reclame is not None], self.total.trop_paye)

    @property
    @au_juste
    def de_cote(self) -> Decimal:
        """Ce que l'on met de côté de toutes ces créances."""
        return sum((compte.de_cote for compte in self._siennes), ZERO)

    @property
    @au_juste
    def capital_de_toutes(self) -> Decimal | None:
        """Le capital qui reste dû, des créances que l'on ne vise pas aussi; None si rien ne se calcule."""
        return somme([compte.releve.capital_restant if compte.releve else None for compte in self.creances])

    def vise(self, nom: str) -> bool:
        """Dit si l'on réclame cette créance."""
        return self.visees is None or nom in self.visees

    @compte_une_fois
    def _siennes(self) -> tuple[CompteDeCreance, ...]:
        return self.creances if self.visees is None else tuple(c for c in self.creances if c.nom in self.visees)

    @property
    @au_juste
    def impaye(self) -> Decimal | None:
        """Facturé moins crédité et reçu, intérêt à part : le solde d'une lettre; négatif si l'on a trop payé."""
        if self.facture is None or self.credite is None or self.recu is None:
            return None
        return self.facture - self.credite - self.recu

    @compte_une_fois
    def dues(self) -> tuple[CompteDeCreance, ...]:
        """Les créances que l'on réclame : celles dont il reste à payer; toutes, s'il n'en reste aucune."""
        return tuple([compte for compte in self._siennes if compte.est_due]) or self._siennes

    @property
    @au_juste
    def interet_abandonne(self) -> Decimal | None:
        """L'intérêt convenu que donnerait chaque échéance pour point de départ; None s'il en court déjà un, ou aucun.

        Un taux convenu et prouvé ne court que depuis une mise en demeure reçue, ou depuis l'échéance si le contrat le
        dit : quand le dossier ne dit ni l'un ni l'autre, voilà ce que la lettre ne réclame pas.
        """
        if self.base != "contrat" or self._dettes is None or any(d.depuis is not None for d in self._dettes):
            return None
        partis = tuple(d._replace(depuis=d.echeance) for d in self._dettes)
        return sum((r.interet for r in self._releves(partis, self.au)), ZERO) or None

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
        releves = self._releves(dettes, jour_utile)
        dues = [(r.dette, t.tranche) for r in releves for t in r.tranches if t.capital_restant > 0]
        courent = [dette.porte_interet(tranche, jour_utile) for dette, tranche in dues]
        a_courir = self.base != "refuse" and not all(courent)
        estime_depuis = reception if a_courir and self.remise is False else None
        if estime_depuis is not None:
            dettes = tuple(_qui_court(d, max(estime_depuis, d.echeance or estime_depuis)) for d in dettes)
            releves = self._releves(dettes, jour_utile)
        capital = sum((r.capital_restant for r in releves), ZERO)
        interet = sum((r.interet_restant for r in releves), ZERO)
        return APayer(
            jour=jour,
            capital=capital,
            interet=ZERO if self.remise else interet,
            remis=interet if self.remise else None,
            court=any(courent),
            a_courir=a_courir,
            estime_depuis=estime_depuis,
            par_jour=interet_par_jour(capital, self.taux.taux),
            par_annee=interet_par_annee(capital, self.taux.taux),
            releves=releves,
        )

    def _releves(self, dettes: Sequence[Dette], jour: date) -> tuple[ReleveDeDette, ...]:
        entiers = zip(etablir(dettes, self._versements, jour).releves, self.creances, strict=True)
        return tuple(
            etablir_sans(r, c.de_cote, jour).releves[0] if c.de_cote else r for r, c in entiers if self.vise(c.nom)
        )


def _qui_court(dette: Dette, depuis: date) -> Dette:
    """La même dette, où court depuis ce jour ce qui ne portait pas encore intérêt; un plan n'y vaut plus."""
    plans = tuple(p._replace(au=depuis) if p.vaut(depuis) else p for p in dette.plans)
    return dette._replace(plans=plans).en_tranches(
        [t if t.depuis else t._replace(depuis=depuis) for t in dette.tranches]
    )


def exigible(creance: Creance) -> date | None:
    """Le jour d'où une créance se compte : son échéance ou, par prudence, la date de sa facture."""
    return creance.echeance or creance.date


def somme(montants: Sequence[Decimal | None]) -> Decimal | None:
    """La somme, ou None si un montant manque; rien à sommer fait zéro."""
    connus = [m for m in montants if m is not None]
    return sum(connus, ZERO) if len(connus) == len(montants) else None


def totaux(releves: Sequence[ReleveDeDette], trop_paye: Decimal = ZERO) -> Totaux:
    """Les sommes de ces relevés, toutes créances ensemble."""
    capital = paye = capital_restant = interet = interet_restant = solde = par_jour = ZERO
    for releve in releves:
        capital += releve.dette.capital
        paye += releve.paye
        capital_restant += releve.capital_restant
        interet += releve.interet
        interet_restant += releve.interet_restant
        solde += releve.solde
        par_jour += releve.par_jour_exact
    # -- arrondi une seule fois, comme celui d'une lettre : vingt sommes d'un demi-cent en font dix --
    rythme = par_jour.quantize(CENT, ROUND_DOWN)
    return Totaux(capital, paye, capital_restant, interet, interet_restant, solde, trop_paye, rythme)
