"""Plan de paiement : ce qu'il fait reconnaître, l'entente signée que le journal en garde, et ce qui y a manqué.

C'est l'offre où personne ne cède rien : ce qu'elle fait reconnaître est ce qui se réclame ce jour-là, la part contestée
mise de côté, et ses versements le paient au cent. Accepté, il lie; une autre offre, au dossier, ne l'efface que si elle
est acceptée à son tour.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from lettres.affaire.comptes import APayer
from lettres.affaire.differend.offre import (
    EtatDeLOffre,
    OffreAuJour,
    VersementAttendu,
    est_un_plan,
    etat_de_l_offre,
    versements_attendus,
)
from lettres.affaire.suite.demarches import Demarches
from lettres.affaire.suite.inscriptions import AvecRang, Inscriptions
from lettres.catalogue import capacites
from lettres.dossier import Envoi, Offre, Suite
from lettres.droit.compte import ZERO
from lettres.droit.prescription import Matiere, prescription
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Chemin

if TYPE_CHECKING:
    from lettres.droit.etalement import VersementPrevu


_REPOND = {"reconnaissance", "refus", "contestation", "sans_reponse"}
"""Ce qui dit ce qu'il en fut d'une entente, même sans la nommer."""


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


def plan(offre: OffreAuJour, reconnue: APayer | None, au: date) -> Plan | None:
    """Le plan tel qu'on l'écrit le jour `au`; None si une somme ou une date manque, ou si rien ne se calcule."""
    from lettres.droit.etalement import Debut, suivre  # -- peu de lettres ont un plan --

    verses = [(v.date, v.montant) for _, v in offre.a_venir if v.date is not None and v.montant is not None]
    if reconnue is None or not verses or len(verses) < len(offre.a_venir):
        return None
    taux, premier = offre.offre.taux_annuel or ZERO, min(jour for jour, _ in verses)
    versements, reste = suivre(Debut(reconnue.capital, taux, au, premier, couru=reconnue.interet), verses)
    return Plan(reconnue, versements, reste, prescription(Matiere.GENERALE, au).fin)


class PlanSigne(NamedTuple):
    """L'entente partie que l'autre a acceptée, le jour où il l'a fait, et le taux qu'elle dit."""

    rang: int
    envoi: Envoi
    accepte_le: date
    accepte_a: Chemin
    """Où le dossier dit ce jour."""
    taux: Decimal | None
    """None si l'offre du dossier n'est plus ce plan, et que le journal n'en a pas gardé le taux."""


def ententes_reconnues(lignes: Inscriptions, au: date = date.max) -> list[PlanSigne]:
    """Les ententes auxquelles l'autre a répondu en reconnaissant sa dette, d'après ce qu'on en sait au jour `au`."""
    ententes = {rang: e for rang, e in lignes.envois if capacites(e.lettre).etale and e.date <= au}
    signees: dict[int, PlanSigne] = {}
    for rang, s in lignes.suites:
        nommee = lignes.lettres_nommees.get(rang)
        if s.resultat != "reconnaissance" or s.date > au or nommee is None or nommee not in ententes:
            continue
        if nommee not in signees or s.date < signees[nommee].accepte_le:
            e = ententes[nommee]
            signees[nommee] = PlanSigne(nommee, e, s.date, ("suites", rang, "date"), e.taux_du_plan)
    return [signees[rang] for rang in sorted(signees)]


class ReponseSansNom(NamedTuple):
    """Une reconnaissance venue depuis une entente, et qui ne dit pas à quelle lettre elle répond."""

    rang: int
    suite: Suite
    entente: AvecRang[Envoi]


def reponse_sans_nom(lignes: Inscriptions, au: date) -> ReponseSansNom | None:
    """La première venue depuis la dernière entente partie; None si une autre la nomme, ou si rien n'en est venu."""
    derniere = _derniere_entente(lignes, au)
    if derniere is None or any(signee.rang == derniere[0] for signee in ententes_reconnues(lignes, au)):
        return None
    for rang, s in lignes.suites:
        visee = not s.creances or not derniere[1].creances or not {*s.creances}.isdisjoint(derniere[1].creances)
        sans_nom = rang not in lignes.lettres_nommees and visee
        if s.resultat == "reconnaissance" and derniere[1].date <= s.date <= au and sans_nom:
            return ReponseSansNom(rang, s, derniere)
    return None


def entente_sans_suite(
    offre: Offre | None, lignes: Inscriptions, au: date, noms: Collection[str] = ()
) -> AvecRang[Envoi] | None:
    """La dernière entente partie, si elle étale l'une de ces créances, que « offre » n'est plus la sienne, et que rien
    ne dit ce qu'il en fut.
    """
    derniere = _derniere_entente(lignes, au)
    if derniere is None:
        return None
    rang, entente = derniere
    if entente.creances and noms and {*noms}.isdisjoint(entente.creances):
        return None
    if offre is not None:
        encore = est_un_plan(offre) and entente.versements in ((), offre.versements)
        if encore or etat_de_l_offre(offre, au) is EtatDeLOffre.ACCEPTEE:
            return None
    for autre, s in lignes.suites:
        nommee = lignes.lettres_nommees.get(autre, rang if s.resultat in _REPOND else None)
        if nommee == rang and entente.date <= s.date <= au:
            return None
    return derniere


def _derniere_entente(lignes: Inscriptions, au: date) -> AvecRang[Envoi] | None:
    ententes = [(rang, e) for rang, e in lignes.envois if capacites(e.lettre).etale and e.date <= au]
    return max(ententes, key=lambda entente: entente[1].date, default=None)


def plans_signes(offre: Offre | None, lignes: Inscriptions, au: date) -> list[PlanSigne]:
    """Les ententes acceptées, dans l'ordre; remplacée au dossier par une autre offre, une reconnaissance y répond."""
    signes = sorted(ententes_reconnues(lignes, au), key=lambda signee: signee.envoi.date)
    acceptee = offre.acceptee_le if offre is not None and est_le_plan_accepte(offre, au) else None
    if offre is None or acceptee is None:
        return signes
    # -- signée avant que celle-ci ne soit acceptée, et d'autres versements : c'est un plan d'avant --
    avant = {s.rang for s in signes if s.accepte_le < acceptee and s.envoi.versements not in ((), offre.versements)}
    parties = [
        (rang, e) for rang, e in lignes.envois if e.date <= au and capacites(e.lettre).etale and rang not in avant
    ]
    # -- acceptée de vive voix, puis écrite : c'est encore elle --
    siennes = [(rang, e) for rang, e in parties if e.date <= acceptee] or parties
    if not siennes:
        return signes
    rang, envoi = max(siennes, key=lambda sienne: sienne[1].date)
    sienne = PlanSigne(rang, envoi, acceptee, ("offre", "acceptee_le"), offre.taux_annuel or ZERO)
    return [*(signe for signe in signes if signe.envoi.date < envoi.date), sienne]


def est_le_plan_accepte(offre: Offre, au: date) -> bool:
    """Dit si l'offre du dossier est elle-même le plan accepté."""
    return est_un_plan(offre) and etat_de_l_offre(offre, au) is EtatDeLOffre.ACCEPTEE


def sans_le_jour_accepte(offre: Offre | None, entente: Envoi) -> bool | None:
    """Dit s'il ne manque à l'offre du dossier, qui est le plan de cette entente, que le jour où elle fut acceptée.

    None quand le journal n'a pas gardé les versements de l'entente : ce peut être elle.
    """
    if offre is None or not est_un_plan(offre) or offre.acceptee_le is not None:
        return False
    return entente.versements == offre.versements if entente.versements else None


class OffreAcceptee(NamedTuple):
    """Ce qui lie les deux : l'offre acceptée du dossier; à défaut, le plan signé dont le journal a les versements."""

    offre: Offre
    accepte_a: Chemin
    """Où le dossier dit le jour où elle fut acceptée."""
    versements_a: Chemin
    """Où il dit ses versements."""
    entente: Envoi | None
    """L'entente signée, qui veut un avis avant que tout soit exigible; None si rien de tel n'est parti."""

    @property
    def signee_le(self) -> date | None:
        """Le jour de l'entente que garde le journal; None quand l'offre est celle du dossier."""
        return self.entente.date if self.entente and self.versements_a[0] == "envois" else None

    @property
    def etalees(self) -> tuple[str, ...]:
        """Les créances qu'elle étale; toutes, si elle n'en nomme aucune."""
        return self.entente.creances if self.entente else ()

    def vise(self, noms: Collection[str]) -> bool:
        """Dit si elle étale l'une de ces créances."""
        return not self.etalees or not noms or not {*noms}.isdisjoint(self.etalees)

    def attendu(self, lignes: Inscriptions, au: date) -> VersementAttendu | None:
        """Le premier versement que l'on attend au jour `au`; None si tous sont venus, ou si une donnée manque."""
        return next(iter(versements_attendus(self.offre, lignes, au, self.etalees)), None)


def offre_acceptee(
    offre: Offre | None, lignes: Inscriptions, au: date, noms: Collection[str] = ()
) -> OffreAcceptee | None:
    """Ce qui lie les deux au jour `au`, pour l'une de ces créances, ou toutes.

    None si rien n'en est accepté, ou que l'on n'en sait plus les versements.
    """
    acceptee = _acceptee(offre, lignes, au)
    return acceptee if acceptee is not None and acceptee.vise(noms) else None


def _acceptee(offre: Offre | None, lignes: Inscriptions, au: date) -> OffreAcceptee | None:
    signe = next(reversed(plans_signes(offre, lignes, au)), None)
    if offre is not None and etat_de_l_offre(offre, au) is EtatDeLOffre.ACCEPTEE:
        entente = signe.envoi if signe is not None and signe.accepte_a[0] == "offre" else None
        return OffreAcceptee(offre, ("offre", "acceptee_le"), ("offre", "versements"), entente)
    if signe is None or not signe.envoi.versements:
        return None
    # -- ses valeurs sont déjà lues : elles ne se relisent pas --
    gardee = Offre.model_construct(
        versements=signe.envoi.versements, taux_annuel=signe.taux, acceptee_le=signe.accepte_le
    )
    return OffreAcceptee(gardee, signe.accepte_a, ("envois", signe.rang, "versements"), signe.envoi)


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
    plan: OffreAcceptee
    avis: AvisDuVersement | None
    en_retard: VersementAttendu | None
    """Ce qui manque ce jour; None quand le versement est venu depuis, le dernier jour de l'avis passé."""

    @property
    def entente(self) -> date | None:
        """Le jour de l'entente partie, qui veut un avis; None si rien de tel n'est parti."""
        return self.plan.entente.date if self.plan.entente else None

    def exigible(self, au: date) -> bool:
        """Dit si l'entente rend tout le solde exigible : son avis a passé sans que le versement vienne."""
        return self.avis is not None and not self.avis.court_encore(au)

    def attend_l_avis(self, au: date) -> bool:
        """Dit si l'entente veut encore un avis, ou que le sien passe, avant que tout le solde soit exigible."""
        return self.entente is not None and not self.exigible(au)


def defaut_du_plan(
    plan: OffreAcceptee | None, demarches: Demarches, lignes: Inscriptions, au: date
) -> DefautDuPlan | None:
    """Le versement manqué d'un plan accepté; ou celui qui n'est venu qu'après le dernier jour de son avis."""
    if plan is None or not est_un_plan(plan.offre):
        return None
    attendu = plan.attendu(lignes, au)
    manque = attendu if attendu is not None and attendu.jour < au else None
    avis, laisses = None, timedelta(days=(plan.entente.jours_de_l_avis if plan.entente else None) or 0)
    for d in demarches.de("rappel") if plan.entente else ():
        # -- un avis plus court que l'entente ne retire rien à ce qu'elle laisse --
        fin = max(d.fin, (d.envoi.recu_le or d.envoi.date) + laisses)
        alors = plan.attendu(lignes, min(fin, au))
        # -- ce qui est venu à temps n'a pas manqué; un avis d'avant le jour du versement n'en avisait pas --
        if alors is None or d.envoi.date <= max(alors.jour, manque.jour if manque else alors.jour):
            continue
        avis = AvisDuVersement(d.envoi.date, fin)
        if not avis.court_encore(au):
            return DefautDuPlan(alors, plan, avis, manque)
    return None if manque is None else DefautDuPlan(manque, plan, avis, manque)
