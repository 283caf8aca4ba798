"""Offre : où elle en est au jour dit, ce qu'elle ferait payer, ce qu'elle réglerait; et, acceptée, ce qui en est venu.

Une offre acceptée avant son terme lie (F13.01, F13.02); acceptée après, elle ne l'est plus. Son dernier jour en est
encore un : l'heure qu'elle porte ne se compare pas, puisque le jour dit n'en a pas.

Celle où personne ne cède rien est un plan de paiement (`plan.py`).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from lettres.affaire.comptes import Comptes, somme
from lettres.affaire.differend.pretention import Pretention
from lettres.affaire.suite.demarches import Demarches
from lettres.affaire.suite.inscriptions import Inscriptions
from lettres.catalogue import capacites
from lettres.dossier import Offre, VersementOffert
from lettres.droit.compte import ZERO
from lettres.droit.interet import ExamenDuTaux, examiner_taux
from lettres.socle.classes import NamedTuple

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
    examen_du_taux: ExamenDuTaux | None
    """Ce que vaut son taux devant un tribunal; None si elle n'en porte pas."""
    a_venir: tuple[tuple[int, VersementOffert], ...]
    """Ses versements, chacun à son rang, dans l'ordre de leurs jours.

    Acceptée, ceux-là seuls qui ne sont pas venus, pour ce qu'il en manque.
    """

    @property
    def verse(self) -> Decimal:
        """Ce qui est venu de ses versements depuis qu'elle est acceptée."""
        manque = somme([v.montant for _, v in self.a_venir]) if self.a_venir else ZERO
        return ZERO if self.total is None or manque is None else self.total - manque

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
    if offre.expire_le is None or _derniere_offre(demarches) is None:
        return None
    return EtatDeLOffre.OUVERTE if refus_de_l_offre(demarches) is None else None


def _derniere_offre(demarches: Demarches) -> date | None:
    return max((d.envoi.date for d in demarches.envois if capacites(d.envoi.lettre).offre), default=None)


def refus_de_l_offre(demarches: Demarches) -> int | None:
    """Le rang de la suite qui dit non à la dernière offre partie; None si nul n'y a dit non, ou si rien n'est parti."""
    partie = _derniere_offre(demarches)
    siennes = (rang for rang, s in demarches.suites if partie and s.resultat in _DECLINE and s.date >= partie)
    return next(siennes, None)


def acceptee_trop_tard(offre: Offre) -> bool:
    """L'offre est dite acceptée après son dernier jour."""
    return bool(offre.acceptee_le and offre.expire_le and offre.acceptee_le > offre.expire_le)


def offre_au_jour(
    offre: Offre,
    au: date,
    comptes: Comptes,
    reclame: Pretention | None,
    lignes: Inscriptions,
    etalees: Collection[str] = (),
) -> OffreAuJour:
    """L'offre au jour `au`; `comptes` sont ceux du jour où elle est acceptée, s'il est venu.

    `etalees` : les seules créances que paient ses versements, si l'entente en nomme.
    """
    total = somme([v.montant for v in offre.versements]) if offre.versements else None
    nous_payons = not comptes.creances and reclame is not None
    if comptes.creances:
        jours = [v.date for v in offre.versements if v.date is not None]
        due = comptes.a_payer(max(jours, default=comptes.au))
        reglee = None if due is None else due.total + (due.remis or 0)
    else:
        reglee = reclame.montant if reclame else None
    examen = examiner_taux(offre.taux_annuel, au) if offre.taux_annuel is not None else None
    etat = etat_de_l_offre(offre, au)
    a_venir = tuple(sorted(enumerate(offre.versements), key=lambda v: (v[1].date or date.max, v[0])))
    complete = total is not None and all(v.date for v in offre.versements)
    if etat is EtatDeLOffre.ACCEPTEE and complete and not nous_payons:
        a_venir = _a_venir(offre, lignes, au, etalees)
    return OffreAuJour(offre, etat, total, reglee, nous_payons, examen, a_venir)


def _a_venir(
    offre: Offre, lignes: Inscriptions, au: date, etalees: Collection[str]
) -> tuple[tuple[int, VersementOffert], ...]:
    manquent = {v.rang: v.montant for v in versements_attendus(offre, lignes, au, etalees)}
    return tuple((r, offre.versements[r].model_copy(update={"montant": m})) for r, m in manquent.items())


class VersementAttendu(NamedTuple):
    """Un versement d'une offre acceptée que les paiements reçus depuis ne couvrent pas."""

    rang: int
    jour: date
    montant: Decimal
    """Ce qu'il en manque, les versements d'avant une fois couverts."""
    arriere: Decimal
    """Ce qui manque de tous les versements dont le jour est passé."""

    def dernier_jour(self, grace: int) -> date:
        """Le dernier jour où on l'attend encore."""
        return self.jour + timedelta(days=grace)


def est_un_plan(offre: Offre) -> bool:
    """Dit si l'offre étale ce qui est dû, sans que personne ne cède rien."""
    return bool(offre.versements) and not offre.concessions


def versements_attendus(
    offre: Offre, lignes: Inscriptions, au: date, etalees: Collection[str] = ()
) -> tuple[VersementAttendu, ...]:
    """Les versements qui ne sont pas venus au jour `au`, dans l'ordre de leurs jours; aucun si une donnée manque.

    Ce qui est reçu depuis l'acceptation, ce jour compris, paie le premier d'abord; un paiement refusé n'est pas reçu.
    Ce qui paie une autre facture que celles que l'offre étale, si elle en nomme, n'est pas un de ses versements.
    """
    depuis = offre.acceptee_le
    if depuis is None or any(v.date is None or v.montant is None for v in offre.versements):
        return ()
    recus = (
        p.montant or ZERO
        for _, p in lignes.paiements
        if p.date is not None and depuis <= p.date <= au and (not etalees or p.facture in {None, *etalees})
    )
    recu, attendu = sum(recus, ZERO), ZERO
    prevus = sorted((v.date or au, rang, v.montant or ZERO) for rang, v in enumerate(offre.versements))
    arriere = max(sum((montant for jour, _, montant in prevus if jour < au), ZERO) - recu, ZERO)
    manquent: list[VersementAttendu] = []
    for jour, rang, montant in prevus:
        attendu += montant
        if recu < attendu:
            manquent.append(VersementAttendu(rang, jour, min(montant, attendu - recu), arriere))
    return tuple(manquent)
