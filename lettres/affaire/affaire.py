"""Affaire : le dossier, un jour, et tout ce qui s'en déduit, calculé à la première demande et une seule fois."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from lettres.affaire import echeances
from lettres.affaire.aveux import Aveu, Reparties, aveux
from lettres.affaire.comptes import APayer, Comptes
from lettres.affaire.consommation import Consommation, Reclamation, consommation, demandee, est_reglee, reclamation
from lettres.affaire.demandes import somme_des_demandes
from lettres.affaire.differend import plan
from lettres.affaire.differend.chronologie import Jalon, chronologie
from lettres.affaire.differend.litige import Litige, litige
from lettres.affaire.differend.offre import OffreAuJour, offre_au_jour
from lettres.affaire.differend.pretention import Pretention, pretention
from lettres.affaire.differend.rupture import RuptureAuJour, rupture_au_jour
from lettres.affaire.etablissement import Facturees, comptes, facturees_entieres
from lettres.affaire.prescriptions import PrescriptionDeCreance, Prescriptions, de_la_creance, prescriptions
from lettres.affaire.qualites import Qualites, qualites
from lettres.affaire.restes_dus import RestesDus
from lettres.affaire.suite.attentes import Attente, attentes
from lettres.affaire.suite.clotures import Clotures, clotures, restes_des_payees
from lettres.affaire.suite.contestations import Contestations, contestations
from lettres.affaire.suite.demarches import Demarche, Demarches, demarches, parties
from lettres.affaire.suite.empechements import Empechement, empechements
from lettres.affaire.suite.inscriptions import AvecRang, Inscriptions, inscriptions
from lettres.affaire.suite.promesses import Promesse, promesses
from lettres.affaire.suite.reclamees import Reclamees
from lettres.affaire.suite.recus import Recus, a_rapprocher
from lettres.affaire.tribunal import capital_reclame, tribunal
from lettres.catalogue import capacites
from lettres.dossier import Dossier, Paiement
from lettres.dossier.parcours import valeurs
from lettres.droit.delais import reception_prevue
from lettres.droit.forum import Forum
from lettres.droit.interet import ExamenDuTaux, examiner_taux
from lettres.socle.calcul import compte_une_fois, par_lettre
from lettres.socle.classes import dataclass, replace
from lettres.socle.constats import Chemin


@dataclass(frozen=True)
class Affaire:
    """Les faits × le droit × un jour. Immuable; rien n'y lève pour des données : ce qui manque reste absent."""

    dossier: Dossier
    au: date
    visees: frozenset[str] | None = None
    """Les noms des créances que la lettre réclame; None pour toutes celles qui sont dues."""
    entieres: bool = False
    """Vrai quand on n'en met de côté aucune part contestée."""
    laisse: Decimal | None = None
    """Le solde que la politique suivie ne réclame pas; None quand c'est celui de la politique livrée."""

    @compte_une_fois
    def _autres_jours(self) -> dict[date, Affaire]:
        return {}

    def le(self, jour: date) -> Affaire:
        """La même affaire, un autre jour; ce qui s'en déduit n'est encore calculé qu'une fois."""
        return self if jour == self.au else self._autres_jours.setdefault(jour, replace(self, au=jour))

    def visant(self, noms: Collection[str]) -> Affaire:
        """L'affaire où l'on ne réclame que ces créances; la même, si l'on n'en nomme aucune."""
        return replace(self, visees=frozenset(noms)) if noms else self

    @compte_une_fois
    def qualites(self) -> Qualites:
        """Qui est une organisation, une personne morale, un consommateur : oui, non, ou on ne sait pas."""
        return qualites(self.dossier)

    @compte_une_fois
    def valeurs(self) -> tuple[tuple[Chemin, object], ...]:
        """Chaque valeur simple du dossier qui compte encore, avec son chemin, dans l'ordre des clés."""
        return tuple(self.inscriptions.garder(valeurs(self.dossier)))

    @compte_une_fois
    def textes(self) -> tuple[tuple[Chemin, str], ...]:
        """Chaque texte du dossier qui compte encore, avec son chemin, dans l'ordre des clés."""
        return tuple([(chemin, valeur) for chemin, valeur in self.valeurs if isinstance(valeur, str)])

    @compte_une_fois
    def inscriptions(self) -> Inscriptions:
        """Ce qui compte au journal : rien de corrigé ni d'annulé, ni lettre revenue, ni paiement sans provision."""
        return inscriptions(self.dossier, self.au)

    @compte_une_fois
    def clotures(self) -> Clotures:
        """Comment l'affaire s'est fermée, facture par facture."""
        return clotures(self.inscriptions, self.au)

    @compte_une_fois
    def restes_des_payees(self) -> Mapping[int, Mapping[str, Decimal]]:
        """Ce qu'il reste pourtant à payer de ce que le journal dit payé, par facture, sous le rang de la clôture."""
        return restes_des_payees(self.clotures, self.comptes.creances)

    @compte_une_fois
    def est_close(self) -> bool:
        """Toutes les créances sont closes; sans créance, l'affaire elle-même."""
        return all(self.clotures.de(nom) is not None for nom in self.dossier.noms_des_creances or (None,))

    @compte_une_fois
    def comptes(self) -> Comptes:
        """Ce qui est dû : capital, paiements imputés, intérêt couru, solde; ce qu'on en réclame, et qui libère."""
        tous = self._entiers.mettant_de_cote(self.contestations.de_cote)
        return tous if self.visees is None else tous.visant(self.visees)

    @compte_une_fois
    def _entiers(self) -> Comptes:
        return comptes(self.dossier, self.inscriptions, self.au, self._facturees)

    @compte_une_fois
    def _facturees(self) -> Facturees:
        return facturees_entieres(self.dossier, self.inscriptions, self.au, self.visees)

    @compte_une_fois
    def contestations(self) -> Contestations:
        """Les contestations qui attendent une réponse, et les parts de créances que l'on met de côté."""
        toutes = contestations(self.dossier, self.inscriptions, lambda: self._entiers.creances, self.au)
        return toutes._replace(de_cote={}) if self.entieres else toutes

    @property
    def entiere(self) -> Affaire:
        """L'affaire où rien n'est mis de côté : une offre, un dossier pour le tribunal sont de la créance entière."""
        return self._sans_rien_de_cote or self

    @compte_une_fois
    def _sans_rien_de_cote(self) -> Affaire | None:
        # -- jamais elle-même : une affaire qui se garderait n'attendrait plus que le ramasse-miettes pour finir --
        return replace(self, entieres=True) if self.contestations.de_cote else None

    @compte_une_fois
    def examen_du_taux(self) -> ExamenDuTaux | None:
        """Ce que vaut, devant un tribunal, le taux annuel du contrat; None s'il n'en prévoit pas."""
        convenu = self.dossier.contrat.interet if self.dossier.contrat else None
        return examiner_taux(convenu.taux_annuel, self.au) if convenu and convenu.taux_annuel is not None else None

    @compte_une_fois
    def _recus(self) -> Recus:
        return Recus(self.dossier, self.inscriptions, self.au)

    @compte_une_fois
    def argent_a_rapprocher(self) -> tuple[AvecRang[Paiement], ...]:
        """L'argent entré dont on ne sait pas ce qu'il paie, ou qui n'a pas sa date ou son montant."""
        return a_rapprocher(self.dossier, self.inscriptions, self.au)

    @compte_une_fois
    def restes_dus(self) -> RestesDus:
        """Ce qui restait dû un jour passé, intérêt à part."""
        return RestesDus(self._recus, self.comptes.creances)

    @compte_une_fois
    def prescriptions(self) -> Prescriptions:
        """Jusqu'à quand chaque droit peut s'exercer en justice, reconnaissance de dette comprise."""
        achat = self.consommation.recours.jour if self.consommation else None
        return prescriptions(self.dossier, self._aveux, self.prescrites, self.comptes, achat)

    @compte_une_fois
    def prescrites(self) -> tuple[PrescriptionDeCreance | None, ...]:
        """La prescription de chaque créance, rang par rang; None sans date d'où la compter."""
        return tuple(de_la_creance(compte, self._reparties) for compte in self._entiers.creances)

    @compte_une_fois
    def _aveux(self) -> tuple[Aveu, ...]:
        return aveux(self.inscriptions, lambda: self.restes_dus, self.au)

    @compte_une_fois
    def _reparties(self) -> Reparties:
        return Reparties(self._aveux)

    @compte_une_fois
    def tribunal(self) -> Forum:
        """La Division des petites créances est-elle ouverte : oui, non, ou indéterminé."""
        return tribunal(self.dossier, self.comptes, self.qualites, self.au)

    @compte_une_fois
    def pretention(self) -> Pretention | None:
        """Ce que l'autre réclame, et jusqu'à quand il le peut; None s'il ne réclame aucune somme."""
        return pretention(self.dossier.recu, self.au)

    @compte_une_fois
    def offre(self) -> OffreAuJour | None:
        """L'offre : ouverte, expirée ou acceptée, et ce qu'elle réglerait; None sans offre."""
        if (offre := self.dossier.offre) is None:
            return None
        alors = self.le(min(offre.acceptee_le or self.au, self.au)).entiere
        acceptee = plan.offre_acceptee(offre, self.inscriptions, self.au)
        etalees = acceptee.etalees if acceptee is not None and acceptee.offre is offre else ()
        return offre_au_jour(offre, self.au, alors.comptes, self.pretention, self.inscriptions, etalees)

    @compte_une_fois
    def offre_acceptee(self) -> plan.OffreAcceptee | None:
        """Ce qui lie les deux, de ce que l'on réclame : l'offre acceptée, ou le plan signé qu'elle n'a pas remplacé."""
        return plan.offre_acceptee(self.dossier.offre, self.inscriptions, self.au, self.visees or ())

    @compte_une_fois
    def plans_signes(self) -> list[plan.PlanSigne]:
        """Les ententes de paiement que l'autre a acceptées, dans l'ordre, et le taux de chacune."""
        return plan.plans_signes(self.dossier.offre, self.inscriptions, self.au)

    @compte_une_fois
    def defaut_du_plan(self) -> plan.DefautDuPlan | None:
        """Ce qui a manqué au plan accepté, et son avis; None s'il est suivi, ou s'il n'y en a pas."""
        return plan.defaut_du_plan(self.offre_acceptee, self.demarches, self.inscriptions, self.au)

    @compte_une_fois
    def rupture(self) -> RuptureAuJour | None:
        """La fin de la relation : préavis, avances à rendre, travail à facturer; None si elle ne finit pas."""
        rupture = self.dossier.rupture
        return None if rupture is None else rupture_au_jour(rupture, self.inscriptions, self.au, self.reception)

    @compte_une_fois
    def chronologie(self) -> tuple[Jalon, ...]:
        """Ce qui est arrivé jusqu'au jour dit de ce que l'on réclame, dans l'ordre, chaque ligne avec ses pièces."""
        return chronologie(self.dossier, self.inscriptions, self.demarches, self.comptes, self.au)

    @compte_une_fois
    def capital_reclame(self) -> Decimal | None:
        """Le capital que l'expéditeur réclame, avant toute réduction; None s'il ne se calcule pas."""
        return capital_reclame(self.dossier, self.comptes)

    @compte_une_fois
    def abandon(self) -> Decimal | None:
        """Ce que la réduction volontaire abandonne; None si elle n'abandonne rien, ou si l'on ne sait pas (F5.06)."""
        reduite, capital = self.dossier.reduction, self.capital_reclame
        return capital - reduite if reduite and capital and reduite < capital else None

    @compte_une_fois
    def _parties(self) -> tuple[Demarche, ...]:
        return parties(self.dossier, self.inscriptions, self.au)

    @compte_une_fois
    def demarches(self) -> Demarches:
        """Ce qui a été envoyé et ce qui est revenu au jour dit, et les délais que ces lettres donnaient."""
        toutes, visees = demarches(self.inscriptions, self._parties, self.contestations.ouvertes, self.au), self.visees
        return toutes if visees is None else toutes.concernant(*[c for c in self._entiers.creances if c.nom in visees])

    @compte_une_fois
    def en_cours(self) -> Demarches:
        """Les démarches dont les factures sont encore dues; celle qui n'en nomme aucune les vise toutes."""
        return self.demarches.encore_dues(lambda: self.comptes.dues, recouvrement=self.dossier.nature == "recouvrement")

    @compte_une_fois
    def reclamees(self) -> Reclamees:
        """Les créances que l'on réclame, et celles que visait une lettre partie."""
        return Reclamees(self.comptes.dues)

    @compte_une_fois
    def consommation(self) -> Consommation | None:
        """Ce que la loi donne au consommateur pour son achat; None sans achat."""
        return consommation(self.dossier.achat, self.inscriptions, self.au)

    @compte_une_fois
    def achat_regle(self) -> bool:
        """Tout le prix de l'achat est revenu, et rien d'autre n'est demandé."""
        return est_reglee(self.dossier, self.consommation)

    @compte_une_fois
    def reclamation(self) -> Reclamation:
        """La somme que réclame un consommateur : sa demande, et ses torts prouvés."""
        return reclamation(self.dossier)

    def attentes(self, lettre: str, concernees: Demarches | None = None) -> tuple[Attente, ...]:
        """Ce qui retient cette lettre; `concernees` : les démarches d'une créance, sinon de tout ce qui est dû."""
        return self._attentes(lettre) if concernees is None else self._attentes_parmi(concernees, lettre)

    @par_lettre
    def _attentes(self, lettre: str) -> tuple[Attente, ...]:
        return self._attentes_parmi(self.en_cours, lettre)

    def _attentes_parmi(self, concernees: Demarches, lettre: str) -> tuple[Attente, ...]:
        return attentes(self.dossier, self._recus, concernees, self.contestations, lettre, self.au)

    def promesses(
        self, lettre: str, concernees: Demarches | None = None, facture: str | None = None
    ) -> tuple[Promesse, ...]:
        """Les paiements promis, et ce qu'il en est advenu; `concernees` comme aux attentes, de cette `facture`."""
        suites, parts = (concernees or self.en_cours).suites, self.contestations.parts
        return promesses(self.dossier, self._recus, suites, lettre, self.au, facture, parts)

    def empechements(self, lettre: str, concernees: Demarches | None = None) -> tuple[Empechement, ...]:
        """Ce qui fait qu'on n'écrit pas du tout cette lettre : un avocat au dossier, une insolvabilité."""
        return self._empechements(lettre) if concernees is None else empechements(self.dossier, concernees, lettre)

    @par_lettre
    def _empechements(self, lettre: str) -> tuple[Empechement, ...]:
        return empechements(self.dossier, self.demarches, lettre)

    @compte_une_fois
    def reception(self) -> date:
        """Le jour où une lettre envoyée aujourd'hui, par le mode du dossier, devrait être reçue."""
        return reception_prevue(self.au, self.dossier.mode_envoi)

    @par_lettre
    def delai(self, lettre: str) -> int:
        """Le nombre de jours que la lettre donne : celui du dossier, sinon celui de sa sorte."""
        return echeances.delai(self.dossier, lettre, self.au)

    @par_lettre
    def echeance(self, lettre: str) -> date:
        """La date limite que la lettre donne : celle du dossier, sinon le délai compté de la réception prévue."""
        return echeances.echeance(self.dossier, lettre, self.au)

    @par_lettre
    def a_payer(self, lettre: str) -> APayer | None:
        """La somme qui libère à la date limite; seule une mise en demeure fait courir un intérêt de plus."""
        reception = self.reception if capacites(lettre).met_en_demeure else None
        affaire = self if capacites(lettre).reclame else self.entiere
        return affaire.comptes.a_payer(self.echeance(lettre), reception=reception)

    @par_lettre
    def demandee(self, lettre: str) -> Decimal | None:
        """La somme que la lettre demande, intérêt compris; None si elle n'en demande pas, ou si elle est inconnue."""
        if self.dossier.nature == "consommation":
            return demandee(self.dossier, self.reclamation, lettre)
        if self.dossier.nature != "recouvrement":
            return somme_des_demandes(self.dossier)
        if not capacites(lettre).reclame:
            return None
        due = self.a_payer(lettre)
        return due.total if due else self.comptes.impaye

    @compte_une_fois
    def litige(self) -> Litige:
        """Ce qu'un recours ajoute : les pourparlers, la demeure prouvée et son intérêt, le tribunal de droit commun."""
        return litige(self.dossier, self.inscriptions, self.demarches, self.demandee(""), self.au)
