"""Fins : le jour où une affaire a fini, et celui d'où ce qu'on en garde peut partir.

Elle a fini quand chacune de ses créances est close, payée ou prescrite; ou, sans créance, quand elle est close ou que
rien ne s'y exerce plus en justice. Confiée à un autre, elle n'a pas fini. Ce que l'autre pourrait encore réclamer se
prescrit à son tour (F2.01) : jusque-là, par prudence, rien ne part (F12.04, de mémoire).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lettres.affaire.affaire import Affaire
from lettres.droit.parametre import FaitDeDroit, fait
from lettres.droit.prescription import Matiere, prescription
from lettres.socle.classes import NamedTuple

REGLEE, PRESCRITE = "reglee", "prescrite"
_NE_FINIT_PAS = frozenset({"confiee", "echelle_epuisee"})
"""Les issues après lesquelles l'affaire court encore : un autre agit, ou rien n'est payé."""

_PRINCIPE = "conservation.principe"


class Fin(NamedTuple):
    """Le jour où une affaire a fini, et comment : l'issue d'une clôture, `REGLEE` ou `PRESCRITE`."""

    jour: date
    comment: str

    @property
    def peut_partir_le(self) -> date:
        """Le premier jour où rien n'en peut plus, en principe, être réclamé par personne."""
        if self.comment == PRESCRITE:
            return self.jour + timedelta(days=1)
        return prescription(Matiere.GENERALE, self.jour).fin + timedelta(days=1)


def principe(au: date) -> FaitDeDroit:
    """Ce que l'on sait de la conservation, avec sa source et sa certitude."""
    return fait(_PRINCIPE, au)


def fin_de(affaire: Affaire) -> Fin | None:
    """La fin d'une affaire au jour dit; None si elle court encore."""
    siennes = [*_des_creances(affaire)] if affaire.comptes.creances else [_sans_creance(affaire)]
    connues = [fin for fin in siennes if fin is not None]
    if len(connues) < len(siennes):
        return None
    derniere = max(connues, key=lambda fin: fin.jour)
    # -- ce qui est arrivé ensuite, une réponse, un paiement, la fait durer jusque-là --
    arrives = [jour for jour in _jours_du_journal(affaire) if jour <= affaire.au]
    return Fin(max([derniere.jour, *arrives]), derniere.comment)


def _des_creances(affaire: Affaire) -> Iterator[Fin | None]:
    for compte, prescrit in zip(affaire.comptes.creances, affaire.prescriptions.creances, strict=True):
        close = affaire.clotures.de(compte.nom)
        if close is not None and close[1].issue not in _NE_FINIT_PAS:
            yield Fin(close[1].date, close[1].issue)
        elif prescrit is not None and prescrit.actuelle.fin < affaire.au:
            yield Fin(prescrit.actuelle.fin, PRESCRITE)
        elif close is None and not compte.est_due:
            recus = [paiement.date for _, paiement in affaire.inscriptions.paiements if paiement.date is not None]
            dates = [*recus, compte.creance.echeance or compte.creance.date]
            yield Fin(max(jour for jour in dates if jour is not None), REGLEE) if any(dates) else None
        else:
            yield None


def _sans_creance(affaire: Affaire) -> Fin | None:
    close = affaire.clotures.de(None)
    if close is not None and close[1].issue not in _NE_FINIT_PAS:
        return Fin(close[1].date, close[1].issue)
    if affaire.achat_regle and affaire.consommation and affaire.consommation.rendu_le:
        return Fin(affaire.consommation.rendu_le, REGLEE)
    droits = affaire.prescriptions.utiles
    if droits and all(droit.fin < affaire.au for droit in droits):
        return Fin(max(droit.fin for droit in droits), PRESCRITE)
    return None


def _jours_du_journal(affaire: Affaire) -> Iterator[date]:
    lignes = affaire.inscriptions
    yield from (envoi.date for _, envoi in lignes.envois)
    yield from (suite.date for _, suite in lignes.suites)
    yield from (paiement.date for _, paiement in lignes.paiements if paiement.date is not None)
