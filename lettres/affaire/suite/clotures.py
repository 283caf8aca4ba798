"""Clôtures : comment l'affaire s'est fermée, facture par facture. La dernière qui vise une facture décide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from lettres.affaire.comptes import CompteDeCreance
from lettres.affaire.suite.inscriptions import AvecRang, Inscriptions
from lettres.affaire.suite.visees import Rang, dernieres
from lettres.dossier import Cloture
from lettres.droit.compte import ZERO
from lettres.socle.classes import NamedTuple

ROUVERTE = "rouverte"
"""L'issue qui n'en est plus une : l'affaire reprend."""


class Clotures(NamedTuple):
    """Les clôtures au jour dit; celle qui ne nomme aucune facture les vise toutes."""

    connues: Mapping[int, Cloture]
    """Chaque clôture, sous son rang au dossier."""
    dernieres: Mapping[str | None, Rang]

    def de(self, nom: str | None) -> AvecRang[Cloture] | None:
        """La clôture qui vaut pour cette créance, et son rang; None si elle n'en a pas, ou si elle est rouverte."""
        if not self.dernieres:
            return None
        derniere = max((self.dernieres[f] for f in {None, nom} if f in self.dernieres), default=None)
        if derniere is None or self.connues[derniere[1]].issue == ROUVERTE:
            return None
        return derniere[1], self.connues[derniere[1]]


def clotures(lignes: Inscriptions, au: date) -> Clotures:
    """Les clôtures faites au jour `au`."""
    connues = {rang: c for rang, c in lignes.clotures if c.date <= au}
    return Clotures(connues, dernieres((c.creances, (c.date, rang)) for rang, c in connues.items()))


def restes_des_payees(closes: Clotures, creances: Iterable[CompteDeCreance]) -> Mapping[int, Mapping[str, Decimal]]:
    """Ce qu'il reste à payer de chaque facture close comme payée, sous le rang de la clôture qui le dit."""
    restes: defaultdict[int, dict[str, Decimal]] = defaultdict(dict)
    for compte in creances:
        cloture, solde = closes.de(compte.nom), compte.releve.solde if compte.releve else ZERO
        if cloture is not None and cloture[1].issue == "payee" and solde > ZERO:
            restes[cloture[0]][compte.nom] = solde
    return restes
