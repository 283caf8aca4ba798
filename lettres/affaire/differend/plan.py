"""Plan : l'offre qui étale tout ce qui est dû, sans rien céder; ce qu'elle fait reconnaître, et ce qui en a été versé.

Une offre où l'expéditeur cède quelque chose finit par une transaction; celle-ci, par une entente de paiement : ce qui y
est reconnu est ce qui se réclame ce jour-là, la part contestée mise de côté, et ses versements le paient au cent.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from lettres.affaire.comptes import APayer
from lettres.affaire.suite.inscriptions import Inscriptions
from lettres.dossier import Offre
from lettres.droit.compte import ZERO
from lettres.droit.etalement import Debut, VersementPrevu, suivre


class Plan(NamedTuple):
    """Les versements d'une offre, comptés depuis ce qui est dû au jour dit."""

    reconnue: APayer
    """Ce que l'autre reconnaît devoir ce jour-là, capital et intérêt couru."""
    versements: tuple[VersementPrevu, ...]
    reste: Decimal
    """Ce que les versements laissent dû; négatif s'ils le dépassent."""

    @property
    def interet(self) -> Decimal:
        """L'intérêt que le plan ajoute à la somme reconnue."""
        return sum((v.montant for v in self.versements), ZERO) + self.reste - self.reconnue.total


class VersementAttendu(NamedTuple):
    """Le premier versement d'une offre acceptée que les paiements reçus depuis ne couvrent pas."""

    rang: int
    jour: date
    montant: Decimal
    """Ce qu'il en manque, les versements d'avant une fois couverts."""

    def dernier_jour(self, grace: int) -> date:
        """Le dernier jour où on l'attend encore."""
        return self.jour + timedelta(days=grace)


def est_un_plan(offre: Offre) -> bool:
    """Dit si l'offre étale ce qui est dû, sans que personne ne cède rien."""
    return bool(offre.versements) and not offre.concessions


def plan(offre: Offre, reconnue: APayer | None, au: date) -> Plan | None:
    """Le plan tel qu'on l'écrit le jour `au`; None si une somme ou une date manque, ou si rien ne se calcule."""
    verses = [(v.date, v.montant) for v in offre.versements if v.date is not None and v.montant is not None]
    if reconnue is None or not verses or len(verses) < len(offre.versements):
        return None
    debut = Debut(reconnue.capital, offre.taux_annuel or ZERO, au, min(jour for jour, _ in verses))
    return Plan(reconnue, *suivre(debut, verses, reconnue.interet))


def versement_attendu(offre: Offre, lignes: Inscriptions, au: date) -> VersementAttendu | None:
    """Le versement que l'on attend au jour `au`; None si tous sont venus, ou si une date ou une somme manque.

    Ce qui est reçu depuis l'acceptation, ce jour compris, paie le premier d'abord; un paiement refusé n'est pas reçu.
    """
    depuis = offre.acceptee_le
    if depuis is None or any(v.date is None or v.montant is None for v in offre.versements):
        return None
    recus = (p.montant or ZERO for _, p in lignes.paiements if p.date is not None and depuis <= p.date <= au)
    recu, attendu = sum(recus, ZERO), ZERO
    for jour, rang, montant in sorted((v.date or au, rang, v.montant or ZERO) for rang, v in enumerate(offre.versements)):
        attendu += montant
        if recu < attendu:
            return VersementAttendu(rang, jour, min(montant, attendu - recu))
    return None
