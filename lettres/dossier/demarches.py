"""Le journal : lettres envoyées, suites reçues, suspensions, clôtures. On y ajoute; on n'y efface rien.

Une inscription se désigne par son rang dans sa liste, compté de 1. Pour en corriger une, on en ajoute une autre, qui la
remplace et dit pourquoi; si rien ne la remplace, une annulation. Ce qui est remplacé ou annulé le reste.
"""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from lettres.dossier.differend.offre import VersementOffert
from lettres.dossier.fait import INTERNE, JOURNAL, Fait
from lettres.dossier.inscription import LigneDuJournal, LigneMotivee
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.saisie.lecture_de_sommes import lire_taux
from lettres.dossier.types import IdPiece, Intitule, Jour, LigneDeTexte, Montant, Texte, UnRang
from lettres.langue.pliage import plier

ModeEnvoi = Literal["courriel", "poste", "recommande", "huissier", "main_propre"]

UnModeEnvoi = Annotated[
    ModeEnvoi,
    Mots(
        (
            ("e-mail", "courriel"),
            ("email", "courriel"),
            ("courrier recommandé", "recommande"),
            ("poste recommandée", "recommande"),
            ("lettre recommandée", "recommande"),
            ("remise en main propre", "main_propre"),
        )
    ),
]

Canal = Literal["telephone", "courriel", "texto", "poste", "en_personne", "autre"]

Resultat = Literal[
    "sans_reponse",
    "refus",
    "contestation",
    "reconnaissance",
    "promesse",
    "paiement_annonce",
    "facture_non_recue",
    "injoignable",
    "retour_courrier",
    "procureur_constitue",
    "insolvabilite",
    "en_approbation",
    "appel_fait",
    "cheque_sans_provision",
]

Issue = Literal["payee", "entente", "abandon", "irrecouvrable", "confiee", "echelle_epuisee", "rouverte"]
"""Comment une affaire se ferme; « rouverte » la rouvre."""

Confie = Literal["petites_creances", "tribunal", "avocat", "mediation", "huissier", "agence"]
"""Qui prend la suite d'une affaire que l'on confie."""

MotifDeSuspension = Literal["entente_de_paiement", "contestation", "insolvabilite", "mediation", "autre"]

CodeLettre = Literal[
    "rappel",
    "retrait",
    "mise_en_demeure",
    "opc",
    "proposition",
    "entente_paiement",
    "transaction",
    "fin_de_relation",
    "dossier_avocat",
    "dossier_petites_creances",
    "reponse",
    "reponse_publique",
    "cesser",
    "garantie",
    "avis_resolution",
    "retrofacturation",
]


CAS_AFFIRME = "achat, cas de résolution"
"""Comment `envois[].affirme` nomme le cas de résolution que l'avis invoquait."""

TAUX_DU_PLAN, JOURS_DE_L_AVIS = "plan, taux annuel", "plan, délai après avis"
"""Comment `envois[].affirme` nomme ce qu'une entente de paiement a écrit, et qu'une offre de plus effacerait."""

SANS_INTERET = "sans intérêt"
"""Le taux d'un plan qui n'en porte pas, comme l'entente l'écrit."""


def nom_affirme(facture: str) -> str:
    """Comment `envois[].affirme` nomme une facture."""
    return f"facture {facture}"


class Force(Fait):
    """Ce à quoi une lettre forcée a passé outre, et pourquoi."""

    codes: tuple[LigneDeTexte, ...] = Field(
        (), title="Codes", description="Les codes auxquels on a passé outre : « J104 ».", json_schema_extra=JOURNAL
    )
    motif: Intitule = Field(
        title="Motif", description="Pourquoi l’on a passé outre à ce qui s’y opposait.", json_schema_extra=JOURNAL
    )


def _force_de_texte(valeur: object) -> object:
    return {"motif": valeur} if isinstance(valeur, str) else valeur


UneForce = Annotated[Force, BeforeValidator(_force_de_texte, json_schema_input_type=str | Force)]
"""Le motif seul, ou le bloc entier."""


class Envoi(LigneMotivee):
    """Une lettre déjà envoyée."""

    d_ordinaire = True

    lettre: Annotated[CodeLettre, Mots()] = Field(
        title="Lettre", description="rappel, retrait, mise_en_demeure, opc…", json_schema_extra=JOURNAL
    )
    date: Jour = Field(title="Date", description="Date d’envoi.", json_schema_extra=JOURNAL)
    mode: UnModeEnvoi | None = Field(
        None,
        title="Mode",
        description="courriel, poste, recommande, huissier ou main_propre.",
        json_schema_extra=JOURNAL,
    )
    preuve: IdPiece | None = Field(
        None, title="Preuve", description="La pièce qui prouve l’envoi ou la remise.", json_schema_extra=JOURNAL
    )
    suivi: Intitule | None = Field(
        None, title="Numéro de suivi", description="Numéro de suivi de l’envoi.", json_schema_extra=JOURNAL
    )
    recu_le: Jour | None = Field(
        None, title="Reçu le", description="Date de réception prouvée.", json_schema_extra=JOURNAL
    )
    montant: Montant | None = Field(
        None, title="Montant", description="Somme réclamée dans cette lettre.", json_schema_extra=JOURNAL
    )
    echeance: Jour | None = Field(
        None, title="Échéance", description="Date limite donnée dans cette lettre.", json_schema_extra=JOURNAL
    )
    empreinte: Intitule | None = Field(
        None, title="Empreinte", description="SHA-256 de la lettre envoyée.", json_schema_extra=JOURNAL
    )
    creances: tuple[Intitule, ...] = Field(
        (),
        title="Créances",
        description="Les factures que la lettre visait; toutes, par défaut; sans numéro, « créance 2 ».",
        json_schema_extra=JOURNAL,
    )
    affirme: tuple[Intitule, ...] = Field(
        (),
        title="Affirme",
        description="Ce que la lettre affirmait, un fait par ligne : « facture F-1023, montant : 60,00 $ ».",
        json_schema_extra=JOURNAL,
    )
    versements: tuple[VersementOffert, ...] = Field(
        (),
        title="Versements",
        description="D’une entente de paiement, ce qu’elle prévoyait : « offre » peut ensuite en proposer une autre.",
        json_schema_extra=JOURNAL,
    )
    echelon: Intitule | None = Field(
        None, title="Échelon", description="L’échelon de la politique que la lettre suivait.", json_schema_extra=JOURNAL
    )
    fichier: Intitule | None = Field(
        None, title="Fichier", description="Le fichier de la lettre, à côté du dossier.", json_schema_extra=JOURNAL
    )
    force: UneForce | None = Field(
        None, title="Forcée", description="Les codes auxquels on a passé outre, et pourquoi; le motif seul suffit."
    )
    politique: LigneDeTexte | None = Field(
        None,
        title="Politique suivie",
        description="SHA-256 de la politique que la lettre suivait.",
        json_schema_extra=JOURNAL,
    )

    def affirme_de(self, nom: str) -> str | None:
        """La valeur que la lettre donnait de ce fait, pliée; None si le journal n'en dit rien."""
        debut = plier(f"{nom} :")
        dits = (plier(ligne) for ligne in self.affirme)
        return next((dit.removeprefix(debut).strip() for dit in dits if dit.startswith(debut)), None)

    @property
    def cas_affirme(self) -> str | None:
        """Le cas de résolution que l'avis invoquait, plié; None s'il ne l'affirme pas."""
        return self.affirme_de(CAS_AFFIRME)

    @property
    def taux_du_plan(self) -> Decimal | None:
        """Le taux annuel de l'entente partie; None si le journal ne le dit pas."""
        dit = self.affirme_de(TAUX_DU_PLAN)
        if dit is None or dit == plier(SANS_INTERET):
            return None if dit is None else Decimal(0)
        try:
            return lire_taux(dit)
        except ValueError:
            return None

    @property
    def jours_de_l_avis(self) -> int | None:
        """Les jours que l'entente laisse après l'avis d'un versement manqué; None si le journal l'ignore."""
        from lettres.langue.typographie import en_jours  # -- peu de dossiers ont une entente au journal --

        dit = self.affirme_de(JOURS_DE_L_AVIS)
        return None if dit is None else next((n for n in range(1, 366) if plier(en_jours(n)) == dit), None)

    def affirmait(self, facture: str) -> bool:
        """Dit si un de ses faits affirmés nomme cette facture."""
        debut = plier(f"{nom_affirme(facture)}, ")
        return any(plier(fait).startswith(debut) for fait in self.affirme)


class Suite(LigneMotivee):
    """Ce qui est revenu : appel, réponse, promesse, contestation."""

    date: Jour = Field(title="Date", description="Date de la suite.", json_schema_extra=JOURNAL)
    canal: Annotated[Canal, Mots((("sms", "texto"),))] | None = Field(
        None,
        title="Canal",
        description="telephone, courriel, texto, poste, en_personne ou autre.",
        json_schema_extra=JOURNAL,
    )
    resultat: Annotated[Resultat, Mots()] = Field(
        title="Résultat", description="sans_reponse, refus, contestation, promesse…", json_schema_extra=JOURNAL
    )
    note: Texte | None = Field(None, title="Note", description="Ce qui a été dit, raconté sans jugement.")
    citation: Texte | None = Field(
        None, title="Citation", description="Les mots exacts de l’autre; la lettre les met entre guillemets."
    )
    creances: tuple[Intitule, ...] = Field(
        (),
        title="Créances",
        description="Les factures dont il s’agit; par défaut, celles de la lettre que nomme « envoi », ou toutes; sans "
        "numéro, « créance 2 ».",
        json_schema_extra=JOURNAL,
    )
    promis_le: Jour | None = Field(
        None, title="Promis le", description="Le jour pour lequel un paiement est promis.", json_schema_extra=JOURNAL
    )
    montant: Montant | None = Field(
        None, title="Montant", description="La somme promise, annoncée ou reconnue.", json_schema_extra=JOURNAL
    )
    montant_conteste: Montant | None = Field(
        None,
        title="Montant contesté",
        description="La somme que l’autre conteste; d’une facture plus grande, les lettres réclament le reste.",
        json_schema_extra=JOURNAL,
    )
    envoi: UnRang | None = Field(
        None,
        title="Envoi",
        description="Le rang, dans « envois », de la lettre à laquelle ceci répond, ou qui est revenue.",
        json_schema_extra=JOURNAL,
    )
    paiement: UnRang | None = Field(
        None,
        title="Paiement",
        description="Le rang, dans « paiements », de celui que ceci annonçait, ou que la banque a refusé.",
        json_schema_extra=JOURNAL,
    )
    piece: IdPiece | None = Field(None, title="Pièce", description="La pièce qui le prouve.", json_schema_extra=JOURNAL)


class Suspension(LigneDuJournal):
    """Un temps d'arrêt, avec son motif et sa fin; son motif tient lieu de celui d'une correction."""

    motif: Annotated[MotifDeSuspension, Mots()] = Field(
        title="Motif",
        description="entente_de_paiement, contestation, insolvabilite, mediation ou autre.",
        json_schema_extra=JOURNAL,
    )
    du: Jour = Field(title="Du", description="Premier jour.", json_schema_extra=JOURNAL)
    au: Jour | None = Field(None, title="Au", description="Dernier jour.", json_schema_extra=JOURNAL)
    revoir_le: Jour | None = Field(
        None, title="Revoir le", description="Jour où y repenser; il ne met fin à rien.", json_schema_extra=JOURNAL
    )
    creances: tuple[Intitule, ...] = Field(
        (),
        title="Créances",
        description="Les factures suspendues; toutes, par défaut; sans numéro, « créance 2 ».",
        json_schema_extra=JOURNAL,
    )
    note: Texte | None = Field(None, title="Note", description="Détail de la suspension.", json_schema_extra=JOURNAL)


class Cloture(LigneMotivee):
    """La fin d'une affaire, de certaines factures ou de toutes; ou sa réouverture."""

    date: Jour = Field(title="Date", description="Date de la clôture.", json_schema_extra=JOURNAL)
    issue: Annotated[Issue, Mots()] = Field(
        title="Issue",
        description="payee, entente, abandon, irrecouvrable, confiee, echelle_epuisee ou rouverte.",
        json_schema_extra=JOURNAL,
    )
    confiee_a: (
        Annotated[
            Confie,
            Mots((("division des petites créances", "petites_creances"), ("médiateur", "mediation"))),
        ]
        | None
    ) = Field(
        None,
        title="Confiée à",
        description="Qui prend la suite : « petites_creances », tribunal, avocat, mediation, huissier ou agence.",
        json_schema_extra=JOURNAL,
    )
    creances: tuple[Intitule, ...] = Field(
        (),
        title="Créances",
        description="Les factures closes; toutes, par défaut; sans numéro, « créance 2 ».",
        json_schema_extra=JOURNAL,
    )


class AgitDeja(Fait):
    """Quelqu'un agit déjà pour l'expéditeur : une agence, un avocat, un huissier."""

    qui: Intitule = Field(title="Qui", description="Qui agit déjà pour vous.", json_schema_extra=INTERNE)
    depuis: Jour = Field(title="Depuis", description="Depuis quel jour.", json_schema_extra=INTERNE)
