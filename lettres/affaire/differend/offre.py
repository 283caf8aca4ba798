"""Offre : où elle en est au jour dit, ce qu'elle ferait payer, ce qu'elle réglerait; et, acceptée, ce qui en est venu.

Une offre acceptée avant son terme lie (F13.01, F13.02); acceptée après, elle ne l'est plus. Son dernier jour en est
encore un : l'heure qu'elle porte ne se compare pas, puisque le jour dit n'en a pas.

Celle où personne ne cède rien est un plan de paiement : ce qu'il fait reconnaître est ce qui se réclame ce jour-là, la
part contestée mise de côté, et ses versements le paient au cent.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from lettres.affaire.comptes import APayer, Comptes, somme
from lettres.affaire.differend.pretention import Pretention
from lettres.affaire.suite.demarches import Demarches
from lettres.affaire.suite.inscriptions import Inscriptions
from lettres.catalogue import capacites
from lettres.dossier import Envoi, Offre, VersementOffert
from lettres.droit.compte import ZERO
from lettres.droit.interet import ExamenDuTaux, examiner_taux
from lettres.droit.prescription import Matiere, prescription

if TYPE_CHECKING:
    from lettres.droit.etalement import VersementPrevu

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
    offre: Offre, au: date, comptes: Comptes, reclame: Pretention | None, lignes: Inscriptions
) -> OffreAuJour:
    """L'offre au jour `au`; `comptes` sont ceux du jour où elle est acceptée, s'il est venu."""
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
        a_venir = _a_venir(offre, lignes, au)
    return OffreAuJour(offre, etat, total, reglee, nous_payons, examen, a_venir)


def _a_venir(offre: Offre, lignes: Inscriptions, au: date) -> tuple[tuple[int, VersementOffert], ...]:
    manquent = {v.rang: v.montant for v in versements_attendus(offre, lignes, au)}
    return tuple((r, offre.versements[r].model_copy(update={"montant": m})) for r, m in manquent.items())


class Plan(NamedTuple):
    """Les versements d'une offre, comptés depuis ce qui est dû au jour dit."""

    reconnue: APayer
    """Ce que l'autre reconnaît devoir ce jour-là, capital et intérêt couru."""
    versements: tuple[VersementPrevu, ...]
    reste: Decimal
    """Ce que les versements laissent dû; négatif s'ils le dépassent."""
    prescrite_le: date
    """Le jour où la dette, reconnue ce jour-là, serait prescrite."""

    @property
    def interet(self) -> Decimal:
        """L'intérêt que le plan ajoute à la somme reconnue."""
        return sum((v.montant for v in self.versements), ZERO) + self.reste - self.reconnue.total


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


def plan(offre: OffreAuJour, reconnue: APayer | None, au: date) -> Plan | None:
    """Le plan tel qu'on l'écrit le jour `au`; None si une somme ou une date manque, ou si rien ne se calcule."""
    from lettres.droit.etalement import Debut, suivre  # -- peu de lettres ont un plan --

    verses = [(v.date, v.montant) for _, v in offre.a_venir if v.date is not None and v.montant is not None]
    if reconnue is None or not verses or len(verses) < len(offre.a_venir):
        return None
    taux, premier = offre.offre.taux_annuel or ZERO, min(jour for jour, _ in verses)
    versements, reste = suivre(Debut(reconnue.capital, taux, au, premier, couru=reconnue.interet), verses)
    return Plan(reconnue, versements, reste, prescription(Matiere.GENERALE, au).fin)


def versements_attendus(offre: Offre, lignes: Inscriptions, au: date) -> tuple[VersementAttendu, ...]:
    """Les versements qui ne sont pas venus au jour `au`, dans l'ordre de leurs jours; aucun si une donnée manque.

    Ce qui est reçu depuis l'acceptation, ce jour compris, paie le premier d'abord; un paiement refusé n'est pas reçu.
    """
    depuis = offre.acceptee_le
    if depuis is None or any(v.date is None or v.montant is None for v in offre.versements):
        return ()
    recus = (p.montant or ZERO for _, p in lignes.paiements if p.date is not None and depuis <= p.date <= au)
    recu, attendu = sum(recus, ZERO), ZERO
    prevus = sorted((v.date or au, rang, v.montant or ZERO) for rang, v in enumerate(offre.versements))
    arriere = max(sum((montant for jour, _, montant in prevus if jour < au), ZERO) - recu, ZERO)
    manquent: list[VersementAttendu] = []
    for jour, rang, montant in prevus:
        attendu += montant
        if recu < attendu:
            manquent.append(VersementAttendu(rang, jour, min(montant, attendu - recu), arriere))
    return tuple(manquent)


def versement_attendu(offre: Offre, lignes: Inscriptions, au: date) -> VersementAttendu | None:
    """Le premier versement que l'on attend au jour `au`; None si tous sont venus, ou si une donnée manque."""
    return next(iter(versements_attendus(offre, lignes, au)), None)


def versement_manque(
    offre: Offre | None, demarches: Demarches, lignes: Inscriptions, au: date
) -> VersementAttendu | None:
    """Le premier versement d'un plan accepté dont le jour est passé, et qui n'est pas venu en entier."""
    if offre is None or not _plan_accepte(offre, demarches, au):
        return None
    attendu = versement_attendu(offre, lignes, au)
    return attendu if attendu is not None and attendu.jour < au else None


def _plan_accepte(offre: Offre, demarches: Demarches, au: date) -> bool:
    return est_un_plan(offre) and offre_qui_tient(offre, demarches, au) is EtatDeLOffre.ACCEPTEE


class PlanSigne(NamedTuple):
    """L'entente partie que l'autre a acceptée, et le taux qu'elle dit."""

    rang: int
    envoi: Envoi
    taux: Decimal | None
    """None si l'offre du dossier n'est plus ce plan, et que le journal n'en a pas gardé le taux."""


def ententes_reconnues(lignes: Inscriptions, au: date = date.max) -> list[tuple[int, Envoi]]:
    """Les ententes auxquelles l'autre a répondu en reconnaissant sa dette, d'après ce qu'on en sait au jour `au`."""
    suites = (rang for rang, s in lignes.suites if s.resultat == "reconnaissance" and s.date <= au)
    repondues = {lignes.lettres_nommees.get(rang) for rang in suites}
    return [(rang, e) for rang, e in lignes.envois if rang in repondues and capacites(e.lettre).etale]


def plan_signe(offre: Offre | None, lignes: Inscriptions, au: date) -> PlanSigne | None:
    """La dernière entente acceptée; remplacée au dossier par une autre offre, une reconnaissance y répond."""
    acceptee = offre.acceptee_le if offre is not None and est_un_plan(offre) else None
    du_dossier = offre is not None and acceptee is not None and etat_de_l_offre(offre, au) is EtatDeLOffre.ACCEPTEE
    if offre is not None and du_dossier:
        parties = ((rang, e) for rang, e in lignes.envois if e.date <= au and capacites(e.lettre).etale)
        signees = [(rang, e) for rang, e in parties if acceptee and e.date <= acceptee]
    else:
        signees = [(rang, e) for rang, e in ententes_reconnues(lignes, au) if e.date <= au]
    if not signees:
        return None
    rang, envoi = max(signees, key=lambda s: s[1].date)
    return PlanSigne(rang, envoi, (offre.taux_annuel or ZERO) if offre and du_dossier else envoi.taux_du_plan)


class AvisDuVersement(NamedTuple):
    """L'avis écrit d'un versement manqué, que l'entente signée prévoit : un rappel parti depuis."""

    donne_le: date
    dernier_jour: date

    def court_encore(self, au: date) -> bool:
        """Dit si le temps qu'il donne court encore; son dernier jour compte."""
        return self.dernier_jour >= au


class DefautDuPlan(NamedTuple):
    """Ce qui a manqué à un plan accepté, et où en est l'avis que son entente prévoit."""

    manque: VersementAttendu
    """Ce qui manquait au dernier jour de l'avis, s'il est passé; sinon, ce qui manque ce jour."""
    entente: date | None
    """Le jour de l'entente partie, qui veut un avis; None si rien de tel n'est parti."""
    avis: AvisDuVersement | None
    regle: bool
    """Vrai quand ce versement est venu depuis, le dernier jour de l'avis passé : le plan n'est plus en retard."""

    def exigible(self, au: date) -> bool:
        """Dit si l'entente rend tout le solde exigible : son avis a passé sans que le versement vienne."""
        return self.avis is not None and not self.avis.court_encore(au)

    def attend_l_avis(self, au: date) -> bool:
        """Dit si l'entente veut encore un avis, ou que le sien passe, avant que tout le solde soit exigible."""
        return self.entente is not None and not self.exigible(au)


def defaut_du_plan(offre: Offre | None, demarches: Demarches, lignes: Inscriptions, au: date) -> DefautDuPlan | None:
    """Le versement manqué d'un plan accepté; ou celui qui n'est venu qu'après le dernier jour de son avis."""
    if offre is None or not _plan_accepte(offre, demarches, au):
        return None
    manque = versement_manque(offre, demarches, lignes, au)
    signee = _entente_du_plan(offre, demarches)
    entente, avis = signee.date if signee else None, None
    laisses = timedelta(days=(signee.jours_de_l_avis if signee else None) or 0)
    for d in demarches.de("rappel") if signee else ():
        # -- un avis plus court que l'entente ne retire rien à ce qu'elle laisse --
        fin = max(d.fin, (d.envoi.recu_le or d.envoi.date) + laisses)
        alors = versement_attendu(offre, lignes, min(fin, au))
        # -- ce qui est venu à temps n'a pas manqué; un avis d'avant le jour du versement n'en avisait pas --
        if alors is None or d.envoi.date <= max(alors.jour, manque.jour if manque else alors.jour):
            continue
        avis = AvisDuVersement(d.envoi.date, fin)
        if not avis.court_encore(au):
            return DefautDuPlan(alors, entente, avis, regle=manque is None)
    return None if manque is None else DefautDuPlan(manque, entente, avis, regle=False)


def _entente_du_plan(offre: Offre, demarches: Demarches) -> Envoi | None:
    """L'entente qui fut signée : la dernière partie avant qu'on l'accepte; sinon, la dernière partie."""
    parties = [d.envoi for d in demarches.de("entente_paiement")]
    signees = [envoi for envoi in parties if offre.acceptee_le is not None and envoi.date <= offre.acceptee_le]
    return max(signees or parties, key=lambda envoi: envoi.date, default=None)
