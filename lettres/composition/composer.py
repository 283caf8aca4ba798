"""Composer : affaire + lettre → l'arbre de ce qu'un modèle peut imprimer.

Un groupe de l'arbre, une méthode de son nom : d'un modèle livré, on ne compose que les groupes qu'il lit.
"""

from __future__ import annotations

from datetime import time
from functools import lru_cache

from lettres.affaire import Affaire, adresse_a, sommes_demandees
from lettres.affaire import qualites as qualites_de
from lettres.affaire.comptes import APayer
from lettres.catalogue import capacites, modele_de
from lettres.composition import demandes, parties, rappel, recit, tiers
from lettres.composition.achats import consommation
from lettres.composition.argent import creances, interet, sommes
from lettres.composition.imprimable.argent import (
    CreanceImprimable,
    InteretImprimable,
    PaiementImprimable,
    RappelImprimable,
    Sommes,
)
from lettres.composition.imprimable.base import GroupeOuvert
from lettres.composition.imprimable.consommation import (
    AchatImprimable,
    ReclamationImprimable,
    ResolutionImprimable,
    RetrofacturationImprimable,
)
from lettres.composition.imprimable.demandes import ExecutionImprimable, ReputationImprimable
from lettres.composition.imprimable.differend import (
    MenacesImprimables,
    OffreImprimable,
    QuittanceImprimable,
    RuptureImprimable,
)
from lettres.composition.imprimable.expose import ExposeImprimable
from lettres.composition.imprimable.lettre import (
    Arbre,
    ContratImprimable,
    DemandeImprimable,
    DestinataireImprimable,
    EvenementImprimable,
    ExpediteurImprimable,
    LettreImprimee,
    MandantImprimable,
    PieceImprimable,
    PrejudiceImprimable,
    PublicationImprimable,
)
from lettres.composition.imprimable.replique import EnPublicImprimable, RecuImprimable
from lettres.composition.jointes import Jointes, jointes
from lettres.dossier import Piece
from lettres.dossier.valeurs_nommees import Complement
from lettres.droit.parametre import jours
from lettres.langue import typographie as t
from lettres.socle.calcul import au_juste, compte_une_fois

_MODES = {
    "courriel": "PAR COURRIEL",
    "poste": "PAR LA POSTE",
    "recommande": "PAR COURRIER RECOMMANDÉ",
    "huissier": "PAR HUISSIER",
    "main_propre": "REMIS EN MAIN PROPRE",
}
_DE_TOUTE_LETTRE = frozenset({"lettre", "pieces"})
"""Ce que lit aussi qui n'est pas le modèle : la barrière, l'échéance; la mise en page, les numéros des pièces."""


@au_juste
def composer(
    affaire: Affaire, lettre: str, triees: Jointes | None = None, champs: frozenset[str] | None = None
) -> Arbre:
    """Compose l'arbre imprimable. Ce qui manque au dossier manque à l'arbre; rien n'est inventé.

    `triees` sont les pièces triées pour le modèle qui l'imprimera; à défaut, pour le modèle livré. `champs` sont ceux
    que ce modèle lit : les groupes où il n'en lit aucun ne se composent pas, et manquent à l'arbre; à défaut, tous.
    """
    # -- une lettre qui ne réclame rien, offre ou dossier, est de la créance entière; un plan, de ce qui se réclame --
    fait = capacites(lettre)
    composition = Composition(affaire if fait.reclame or fait.etale else affaire.entiere, lettre, triees, champs)
    return Arbre.avec_ces_groupes({nom: getattr(composition, nom)() for nom in groupes_lus(champs)})


@lru_cache(maxsize=64)
def groupes_lus(champs: frozenset[str] | None) -> tuple[str, ...]:
    """Les groupes de l'arbre où sont ces champs : « creances », pour « creances[].objet »; tous, à défaut."""
    if champs is None:
        return tuple(Arbre.feuilles)
    lus = {champ.partition(".")[0].partition("[")[0] for champ in champs} | _DE_TOUTE_LETTRE
    return tuple(nom for nom in Arbre.feuilles if nom in lus)


class Composition:
    """Ce qu'une affaire donne à imprimer pour une lettre : chaque groupe de l'arbre, par la méthode de son nom."""

    def __init__(
        self, affaire: Affaire, code: str, triees: Jointes | None, champs: frozenset[str] | None = None
    ) -> None:
        self._affaire = affaire
        self._dossier = affaire.dossier
        self._code = code
        self._triees = triees
        self._champs = champs
        self._mots = parties.voix(affaire.qualites)

    @compte_une_fois
    def _due(self) -> APayer | None:
        return self._affaire.a_payer(self._code)

    @compte_une_fois
    def _totaux(self) -> Sommes:
        return sommes.sommes(self._affaire, self._due, self._mots)

    @compte_une_fois
    def _modes(self) -> list[str]:
        return parties.modes_de_paiement(self._affaire, self._mots)

    @compte_une_fois
    def _composees(self) -> list[DemandeImprimable]:
        demandees = zip(self._dossier.demandes, sommes_demandees(self._dossier), strict=True)
        return [consommation.demande(d, somme, self._mots["me"], self._dossier.achat) for d, somme in demandees]

    @compte_une_fois
    def _gardees(self) -> tuple[Piece, ...]:
        """Les pièces jointes : celles que cite ce que la lettre imprime."""
        if self._triees:
            return self._triees.gardees
        modele = modele_de(self._code, self._dossier.nature)
        return self._dossier.pieces if modele is None else jointes(self._affaire, modele).gardees

    @property
    def _autre(self) -> str | None:
        """L'autre partie, nommée à l'émetteur de la carte, qui n'en est pas; None quand c'est elle qui lit."""
        return tiers.COMMERCANT if capacites(self._code).a_l_emetteur else None

    # -- la lettre, les parties --

    def lettre(self) -> LettreImprimee:
        dossier, au = self._dossier, self._affaire.au
        limite = self._affaire.echeance(self._code)
        ville = dossier.lieu or (dossier.expediteur.adresse and dossier.expediteur.adresse.ville)
        return LettreImprimee(
            date=t.date_longue(au),
            lieu_et_date=f"{ville}, le {t.date_longue(au)}" if ville else None,
            reference=dossier.reference,
            mode_envoi=_MODES[dossier.mode_envoi] if dossier.mode_envoi else None,
            par_courriel=dossier.mode_envoi == "courriel",
            echeance=t.date_longue(limite),
            echeance_jour=t.jour_et_date(limite),
            heure_limite=t.heure(dossier.heure_limite or time(jours("heure.limite", au))),
        )

    def expediteur(self) -> ExpediteurImprimable:
        return parties.expediteur(self._dossier.expediteur, self._affaire.qualites)

    def mandant(self) -> MandantImprimable | None:
        return parties.mandant(self._dossier.expediteur.mandant)

    def destinataire(self) -> DestinataireImprimable:
        lu = adresse_a(self._dossier, self._code)
        return parties.destinataire(lu.destinataire, self._affaire.qualites if lu is self._dossier else qualites_de(lu))

    def voix(self) -> dict[str, str]:
        if self._champs is None:
            return self._mots
        return parties.voix_lue(self._champs, au_singulier=self._affaire.qualites.au_singulier)

    # -- l'argent --

    def creances(self) -> list[CreanceImprimable]:
        return [creances.creance(compte.creance) for compte in self._affaire.comptes.dues]

    def paiements(self) -> list[PaiementImprimable]:
        return sommes.paiements(self._affaire)

    def sommes(self) -> Sommes:
        return self._totaux

    def interet(self) -> InteretImprimable:
        return interet.interet(self._affaire, self._due, self._mots)

    def rappel(self) -> RappelImprimable:
        return rappel.rappel(self._affaire)

    def modes_de_paiement(self) -> list[str]:
        return self._modes

    def modes_de_paiement_plusieurs(self) -> bool:
        return len(self._modes) > 1

    # -- le récit --

    def contrat(self) -> ContratImprimable | None:
        return recit.contrat(self._dossier.contrat)

    def faits(self) -> list[EvenementImprimable]:
        return [recit.evenement(f, self._autre) for f in self._dossier.faits]

    def accompli(self) -> list[EvenementImprimable]:
        return [recit.evenement(f) for f in self._dossier.accompli]

    def demarches(self) -> list[str]:
        return recit.demarches(self._affaire, self._autre)

    def publications(self) -> list[PublicationImprimable]:
        return [recit.publication(p, rang) for rang, p in enumerate(self._dossier.publications, 1)]

    def publications_plusieurs(self) -> bool:
        return len(self._dossier.publications) > 1

    def publications_passages(self) -> bool:
        return any(p.passage for p in self._dossier.publications)

    def prejudices(self) -> list[PrejudiceImprimable]:
        return [recit.prejudice(p) for p in self._dossier.prejudices]

    def pieces(self) -> list[PieceImprimable]:
        return [recit.piece(p) for p in self._gardees]

    def complements(self) -> GroupeOuvert:
        return GroupeOuvert({cle: _complement(donne) for cle, donne in self._dossier.complements.items()})

    # -- ce que l'on demande --

    def demande(self) -> DemandeImprimable | None:
        return self._composees[0] if self._composees else None

    def demandes(self) -> list[DemandeImprimable]:
        return self._composees

    def execution(self) -> ExecutionImprimable:
        return demandes.execution(self._affaire, self._composees)

    def reputation(self) -> ReputationImprimable:
        return demandes.reputation(self._affaire, self._composees)

    def excuses_souhaitees(self) -> bool:
        return any(d.type == "excuser" for d in self._dossier.demandes)

    def solution(self) -> str | None:
        return self._dossier.solution and t.phrase(self._dossier.solution)

    def options(self) -> list[str]:
        return [t.phrase(option) for option in self._dossier.options]

    def consequence(self) -> str | None:
        return self._dossier.consequence and t.phrase(self._dossier.consequence)

    # -- ce que peu de lettres lisent : leurs modules ne se chargent que pour elles --

    def achat(self) -> AchatImprimable | None:
        droits = self._affaire.consommation
        return consommation.achat(self._dossier.achat, droits.resolu_le if droits else None)

    def resolution(self) -> ResolutionImprimable | None:
        if not capacites(self._code).resout:
            return None
        from lettres.composition.achats.resoudre import resolution

        return resolution(self._affaire, self._mots)

    def retrofacturation(self) -> RetrofacturationImprimable | None:
        if not capacites(self._code).a_l_emetteur:
            return None
        from lettres.composition.achats.resoudre import retrofacturation

        return retrofacturation(self._affaire, self._mots)

    def reclamation(self) -> ReclamationImprimable | None:
        from lettres.composition.achats.reclamation import reclamation

        return reclamation(self._affaire, self._code, self._mots)

    def chronologie(self) -> list[str]:
        from lettres.composition.achats import office

        return office.chronologie(self._affaire)

    def delais_opc(self) -> list[str]:
        from lettres.composition.achats import office

        return office.delais(self._affaire)

    def questions_opc(self) -> list[str]:
        from lettres.composition.achats import office

        return office.questions(self._affaire)

    def recu(self) -> RecuImprimable | None:
        from lettres.composition.repondre.point_par_point import recu

        return recu(self._affaire)

    def en_public(self) -> EnPublicImprimable:
        from lettres.composition.repondre.en_public import en_public

        return en_public(self._dossier)

    def expose(self) -> ExposeImprimable | None:
        from lettres.composition.expose.exposer import exposer

        return exposer(self._affaire, self._mots, self._gardees) if capacites(self._code).expose else None

    def menaces(self) -> MenacesImprimables:
        from lettres.composition.differend.menaces import menaces

        return menaces(self._affaire)

    def offre(self) -> OffreImprimable | None:
        from lettres.composition.differend.offre import offre

        return offre(self._affaire)

    def quittance(self) -> QuittanceImprimable | None:
        from lettres.composition.differend.offre import quittance

        return quittance(self._dossier.quittance)

    def rupture(self) -> RuptureImprimable | None:
        from lettres.composition.differend.rupture import rupture

        return rupture(self._affaire, self._totaux.deductions)


def _complement(donne: Complement) -> str:
    """Le texte tel quel; une somme, une date, mises en forme comme les autres."""
    return t.dollars(donne.somme) or t.date_si_connue(donne.date) or donne.texte or ""
