"""Offre : où elle en est au jour dit, ce qu'elle ferait payer, et ce qu'elle réglerait.

Une offre acceptée avant son terme lie (F13.01, F13.02); acceptée après, elle ne l'est plus. Son dernier jour en est
encore un : l'heure qu'elle porte ne se compare pas, puisque le jour dit n'en a pas.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from lettres.affaire.comptes import Comptes, somme
from lettres.affaire.differend.pretention import Pretention
from lettres.affaire.suite.demarches import Demarches
from lettres.catalogue import capacites
from lettres.dossier import Offre

_DECLINE = {"refus", "contestation"}


class EtatDeLOffre(StrEnum):
    """Où en est une offre."""

    OUVERTE = "ouverte"
    EXPIREE = "expirée"
    ACCEPTEE = "acceptée"


class OffreAuJour(NamedTuple):
    """L'offre du dossier, au jour dit."""

    offre: Offre
    etat: EtatDeLOffre
    total: Decimal | None
    """La somme des versements; None sans versement, ou si le montant de l'un d'eux manque."""
    reglee: Decimal | None
    """Ce que l'offre réglerait : ce qui est dû, intérêt compris, au dernier versement, sur les paiements reçus avant
    que l'offre ne soit acceptée; sans créance, ce que l'autre réclame. None si l'on ne sait pas."""
    nous_payons: bool
    """C'est l'expéditeur qui verserait : le dossier ne réclame rien, et l'autre réclame."""

    @property
    def ecart(self) -> Decimal | None:
        """Ce que les versements laissent de côté; négatif s'ils dépassent ce qui est dû. None si l'on ne sait pas."""
        return None if self.total is None or self.reglee is None else self.reglee - self.total

    @property
    def cede(self) -> tuple[str, ...]:
        """Ce que l'expéditeur céderait."""
        return tuple(c.texte for c in self.offre.concessions if c.de == "nous")

    @property
    def demande(self) -> tuple[str, ...]:
        """Ce que l'autre céderait."""
        return tuple(c.texte for c in self.offre.concessions if c.de == "vous")


def etat_de_l_offre(offre: Offre, au: date) -> EtatDeLOffre:
    """Où en est l'offre au jour `au`; sans terme, elle reste ouverte."""
    acceptee = offre.acceptee_le is not None and offre.acceptee_le <= au
    if acceptee and not acceptee_trop_tard(offre):
        return EtatDeLOffre.ACCEPTEE
    return EtatDeLOffre.EXPIREE if offre.expire_le is not None and offre.expire_le < au else EtatDeLOffre.OUVERTE


def offre_qui_tient(offre: Offre, demarches: Demarches, au: date) -> EtatDeLOffre | None:
    """Acceptée, elle lie; ouverte, elle est partie, nul n'y a dit non, et son terme n'est pas venu. None sinon."""
    etat = etat_de_l_offre(offre, au)
    if etat is not EtatDeLOffre.OUVERTE:
        return etat if etat is EtatDeLOffre.ACCEPTEE else None
    parties = [d.envoi.date for d in demarches.envois if capacites(d.envoi.lettre).offre]
    if offre.expire_le is None or not parties:
        return None
    declinee = any(s.resultat in _DECLINE and s.date >= max(parties) for _, s in demarches.suites)
    return None if declinee else EtatDeLOffre.OUVERTE


def acceptee_trop_tard(offre: Offre) -> bool:
    """L'offre est dite acceptée après son dernier jour."""
    return bool(offre.acceptee_le and offre.expire_le and offre.acceptee_le > offre.expire_le)


def offre_au_jour(offre: Offre, au: date, comptes: Comptes, reclame: Pretention | None) -> OffreAuJour:
    """L'offre au jour `au`; `comptes` sont ceux du jour où elle est acceptée, s'il est venu."""
    total = somme([v.montant for v in offre.versements]) if offre.versements else None
    nous_payons = not comptes.creances and reclame is not None
    if comptes.creances:
        jours = [v.date for v in offre.versements if v.date is not None]
        due = comptes.a_payer(max(jours, default=comptes.au))
        reglee = None if due is None else due.total + (due.remis or 0)
    else:
        reglee = reclame.montant if reclame else None
    return OffreAuJour(offre, etat_de_l_offre(offre, au), total, reglee, nous_payons)
