"""Sommes d'alors : ce que chaque lettre partie pouvait demander, d'après ce que le dossier dit de son jour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lettres.affaire.suite.demarches import Demarche
from lettres.affaire.suite.du_compte import du_compte
from lettres.affaire.suite.inscriptions import comme_si_non_partie
from lettres.dossier import Dossier, Envoi
from lettres.socle.classes import replace

if TYPE_CHECKING:
    from lettres.affaire.affaire import Affaire


def sommes_d_alors(affaire: Affaire) -> Iterator[tuple[Demarche, frozenset[Decimal]]]:
    """Les dernières lettres dont le journal dit la somme; ce que chacune pouvait demander le jour où elle est partie.

    C'est l'impayé des factures alors échues, ou ce qui libère : l'affaire de ce jour-là, avant que la lettre ne parte.
    Vide si une somme ou une date manque.
    """
    chiffrees = affaire.demarches.chiffrees
    dossier, rangs = du_compte(affaire.dossier) if chiffrees else (affaire.dossier, {})
    for d in chiffrees:
        alors = _dossier_d_alors(dossier, d.envoi, rangs.get(d.rang))
        lus = () if alors is None else _lectures(alors, d.envoi.date)
        yield d, frozenset(somme for lu in lus for somme in _demandables(_relue(affaire, lu, d.envoi), d.envoi))


def _lectures(alors: Dossier, jour: date) -> Sequence[Dossier]:
    # -- on n'hésite que sur ce qui est contesté --
    if not alors.suites:
        return (alors,)
    from lettres.affaire.suite.lectures import lectures_d_alors

    return lectures_d_alors(alors, jour)


def _relue(affaire: Affaire, lu: Dossier, envoi: Envoi) -> Affaire:
    return replace(affaire, dossier=lu, au=envoi.date, visees=None, entieres=False, laisse=None)


def _dossier_d_alors(dossier: Dossier, envoi: Envoi, rang: int | None) -> Dossier | None:
    """Le dossier du jour de cette lettre, avant qu'elle ne parte, et des factures alors échues; None sans échéance.

    `rang` : le sien au journal; None s'il n'y est pas.
    """
    if any(c.echeance is None for c in dossier.creances):
        return None
    # -- une facture retirée, les rangs changent : celle qui n'avait pas de numéro garde le nom de son rang --
    nommees = zip(dossier.creances, dossier.noms_des_creances, strict=True)
    alors = {
        "creances": tuple(
            c if c.facture else c.model_copy(update={"facture": nom})
            for c, nom in nommees
            if c.echeance and c.echeance < envoi.date
        ),
        "mode_envoi": envoi.mode,
        "echeance_demandee": envoi.echeance,
    }
    avant = dossier if rang is None else comme_si_non_partie(dossier, rang)
    return avant.model_copy(update=alors)


def _demandables(affaire: Affaire, envoi: Envoi) -> Iterator[Decimal]:
    # -- une facture qui n'y était pas ne se vise pas --
    vises = affaire.visant({*envoi.creances} & {compte.nom for compte in affaire.comptes.creances})
    if (comptes := vises.comptes).total is None:
        return
    yield from (s for s in (comptes.impaye, vises.demandee(envoi.lettre)) if s is not None)
    # -- ce qui fut contesté ce jour-là, ou que l'on n'apprit qu'ensuite, la lettre pouvait encore le demander --
    for lus in {id(lus): lus for lus in (comptes, vises.entiere.comptes)}.values():
        yield from (due.total for jour in (envoi.date, envoi.echeance) if jour and (due := lus.a_payer(jour)))
