"""État d'un dossier : son affaire au jour dit, la prochaine lettre, et ce qui s'y oppose."""

from __future__ import annotations

from datetime import date

from lettres import escalade
from lettres.affaire import Affaire, APayer, Attente, Empechement, parts_contestees
from lettres.composition.achats import office
from lettres.droit.calendrier import UN_JOUR
from lettres.escalade import Decision, Politiques, Statut
from lettres.lecture import Donnees, valider
from lettres.production.avant_d_ecrire import constats_de
from lettres.production.choix import pour
from lettres.production.projet import jour
from lettres.socle.calcul import au_juste
from lettres.socle.classes import dataclass
from lettres.socle.constats import Constat

RETENUE = "mise_en_demeure"
"""La lettre que l'état prend pour dire ce qui retient d'écrire, et ce qui en empêche."""


@dataclass(frozen=True, slots=True)
class Etat:
    """Ce que montre `lettres etat`."""

    affaire: Affaire
    delais: tuple[str, ...]
    decision: Decision
    attentes: tuple[Attente, ...]
    """Ce qui retient une mise en demeure, et les parts contestées; la prochaine lettre peut n'en être pas retenue."""
    empechements: tuple[Empechement, ...]
    """Ce qui empêche une mise en demeure, et d'ordinaire toute lettre."""
    constats: tuple[Constat, ...]

    @property
    def prochaine_lettre(self) -> str | None:
        """La lettre du pas qui vient, ouvert ou non."""
        return self.decision.prochaine_lettre

    @property
    def a_payer(self) -> APayer | None:
        """Ce qui libère à la date limite de la prochaine lettre; None si elle ne réclame pas une somme due."""
        if self.prochaine_lettre is None or self.affaire.dossier.nature != "recouvrement":
            return None
        return pour(self.affaire, self.decision).a_payer(self.prochaine_lettre)

    @property
    def pas_libre(self) -> str | None:
        """Le titre du pas qui vient, si ce qui empêche les autres lettres ne l'empêche pas; None s'il l'est aussi."""
        d = self.decision
        if d.prochaine_lettre is None or d.echelon is None or self.affaire.empechements(d.prochaine_lettre):
            return None
        return d.echelon.titre

    def retient(self, attente: Attente) -> bool:
        """Dit si cette attente retient aussi ce qui vient, ou si c'est d'elle qu'une personne doit décider."""
        if self.prochaine_lettre is not None and attente in self.affaire.attentes(self.prochaine_lettre):
            return True
        if attente.jusqu_au is not None and self.decision.des_le == attente.jusqu_au + UN_JOUR:
            return True
        a_trancher = (r for d in self.decision.toutes if d.statut is Statut.A_REVOIR for r in d.raisons)
        return any(r.code == escalade.EN_PARTIE and r.chemin == attente.chemin for r in a_trancher)


@au_juste
def bilan(dossier: Donnees, *, au: date) -> Affaire:
    """L'affaire au jour `au` : sommes, prescriptions, tribunal, qualités, démarches.

    Ne lève jamais pour un dossier valide : ce qui manque est absent, un constat de `verifier` le dit. Lève
    DossierInvalide pour un dict qui n'est pas un dossier, et ValueError pour un « au » qui n'est pas une date.
    """
    au = jour(au)
    return Affaire(valider(dossier), au)


@au_juste
def evaluer(
    dossier: Donnees,
    *,
    au: date,
    politique: escalade.Politique | Politiques | None = None,
    relire: bool = False,
) -> escalade.Decision:
    """La décision au jour `au` : quel pas, pour quelle créance, pourquoi, et ce qui la changerait.

    Rend la plus urgente; `.toutes` en a une par groupe de créances au même pas. Sans `politique`, celle qui est livrée
    pour la nature; une `Politique` vaut pour toutes les créances, des `Politiques` en font connaître d'autres, que le
    dossier et chaque créance nomment. Ne lit aucun fichier. Lève comme `bilan`, et ValueError quand `au` précède la
    dernière inscription du journal, sauf avec `relire`.
    """
    return escalade.evaluer(bilan(dossier, au=au), politique=politique, relire=relire)


@au_juste
def dresser(donnees: Donnees, *, au: date, relire: bool = False, politiques: Politiques | None = None) -> Etat:
    """Dresse l'état d'un dossier au jour `au`; lève comme `evaluer`."""
    affaire = bilan(donnees, au=au)
    decision = escalade.evaluer(affaire, politique=politiques, relire=relire)
    reste = decision.echelon is not None and decision.echelon.lettre is not None
    reste = reste or bool(escalade.inconnues(affaire, politiques))
    constats = tuple(constats_de(affaire, None, politiques, decision)) if reste else ()
    finie = decision.statut is Statut.TERMINEE
    empechements = () if finie else affaire.empechements(RETENUE)
    attendent = (*affaire.attentes(RETENUE), *parts_contestees(affaire.en_cours, affaire.contestations))
    return Etat(affaire, tuple(office.delais(affaire)), decision, attendent, empechements, constats)
