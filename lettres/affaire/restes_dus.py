"""Restes dus : ce qui restait dû un jour donné, intérêt à part, de certaines factures ou de toutes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from lettres.affaire.comptes import CompteDeCreance, exigible, somme
from lettres.affaire.suite.recus import Recus
from lettres.droit.compte import ZERO


class RestesDus:
    """Les créances, crédits déduits, et les paiements; chaque question se répond sans les relire tous."""

    def __init__(self, recus: Recus, comptes: Sequence[CompteDeCreance]) -> None:
        self._recus = recus
        self._de: dict[str, Decimal | None] = {}
        nets = sorted(((exigible(c.creance) or date.min, c.nom, _net(c)) for c in comptes), key=_jour)
        self._jours = [jour for jour, _, _ in nets]
        self._cumuls: list[Decimal | None] = [ZERO]
        for _, facture, net in nets:
            self._de[facture] = _plus(self._de.get(facture, ZERO), net)
            self._cumuls.append(_plus(self._cumuls[-1], net))

    def le(self, jour: date, factures: Sequence[str] = (), *, exigibles: bool = False) -> Decimal | None:
        """Ce qui restait dû ce jour-là; None si un montant manque, ou si une facture n'est pas au dossier.

        Sans facture nommée, toutes; avec `exigibles`, celles qui l'étaient avant ce jour. De plusieurs factures, le
        paiement qui n'en nomme aucune en paie peut-être une autre : il n'est pas déduit de celles que l'on nomme.
        """
        if factures and (len(self._jours) > 1 or not self._de.keys() >= {*factures}):
            dues = somme([self._de.get(facture) for facture in dict.fromkeys(factures)])
            payees = self._recus.nommant(jour, factures)
        else:
            dues = self._cumuls[bisect_left(self._jours, jour) if exigibles else -1]
            payees = self._recus.jusqu_a(jour)
        return None if dues is None else dues - payees


def _jour(net: tuple[date, str, Decimal | None]) -> date:
    return net[0]


def _net(compte: CompteDeCreance) -> Decimal | None:
    """Le montant de la facture, moins ses notes de crédit et ce qui est dit déjà payé."""
    credite = somme([avoir.montant for avoir in compte.avoirs])
    if compte.creance.montant is None or credite is None:
        return None
    return compte.creance.montant - credite - (compte.creance.deja_paye or ZERO)


def _plus(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a + b
