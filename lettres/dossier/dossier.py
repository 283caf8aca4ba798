"""Le dossier : les faits d'une affaire, sans droit et sans horloge."""

from typing import Annotated, Literal, Self

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)

from lettres.dossier.contrat import Contrat
from lettres.dossier.demarches import AgitDeja, Cloture, Envoi, Suite, Suspension, UnModeEnvoi
from lettres.dossier.derogations import Derogation
from lettres.dossier.differend.offre import Offre, Quittance
from lettres.dossier.differend.recours import Faiblesse, UnTemoin
from lettres.dossier.differend.recu import LettreRecue, Menace
from lettres.dossier.differend.rupture import Rupture
from lettres.dossier.fait import CALCUL, INTERNE, Fait
from lettres.dossier.faits import Achat, Demande, Evenement, Piece, Publication
from lettres.dossier.inscription import OuAnnulation
from lettres.dossier.parties import Destinataire, Expediteur
from lettres.dossier.refus import sans_les_lectures
from lettres.dossier.renvois import verifier_les_renvois
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.sommes import Avoir, Creance, Frais, Paiement, Prejudice
from lettres.dossier.types import Description, Heure, Intitule, Jour, JoursDeDelai, Montant, OuiNon, Texte
from lettres.dossier.valeurs_nommees import ValeursNommees
from lettres.socle.constats import Origine

_ORIGINE = "origine"

Nature = Literal["recouvrement", "reputation", "consommation", "entente"]


def _lire_version(valeur: object) -> object:
    """« lettres: 1 » : le nombre 1 vaut le texte."""
    return "1" if type(valeur) is int and valeur == 1 else valeur


class Dossier(Fait):
    """Un dossier complet. Chaque bloc est facultatif tant que la lettre voulue ne l'exige pas."""

    model_config = ConfigDict(defer_build=False)

    schema_: str | None = Field(
        None,
        alias="$schema",
        title="Schéma",
        description="Pour l’éditeur de texte; sans effet.",
        json_schema_extra=INTERNE,
    )
    lettres: Annotated[Literal["1"], BeforeValidator(_lire_version)] = Field(
        "1", title="Version", description="Version du format de dossier : 1.", json_schema_extra=INTERNE
    )
    reference: Intitule = Field(title="Référence", description="Votre numéro de dossier : « 2026-014 ».")
    nature: Annotated[Nature, Mots()] = Field(
        title="Nature", description="recouvrement, reputation, consommation ou entente.", json_schema_extra=CALCUL
    )
    lieu: Description | None = Field(
        None, title="Lieu", description="Lieu d’où l’on écrit; par défaut, la ville de l’expéditeur."
    )
    expediteur: Expediteur = Field(title="Expéditeur", description="Qui écrit.")
    destinataire: Destinataire = Field(title="Destinataire", description="À qui.")
    contrat: Contrat | None = Field(None, title="Contrat", description="L’entente entre les parties.")
    creances: tuple[Creance, ...] = Field((), title="Créances", description="Les factures ou sommes dues.")
    frais: tuple[Frais, ...] = Field(
        (), title="Frais", description="Les frais que le contrat prévoit; jamais additionnés au solde."
    )
    paiements: tuple[OuAnnulation[Paiement], ...] = Field((), title="Paiements", description="Les paiements reçus.")
    rapproche_le: Jour | None = Field(
        None,
        title="Rapproché le",
        description="Jour où les paiements ont été rapprochés du relevé de compte : rien n’a été reçu d’autre.",
        json_schema_extra=INTERNE,
    )
    avoirs: tuple[Avoir, ...] = Field((), title="Avoirs", description="Les notes de crédit accordées.")
    interet_remis_si_paye: OuiNon | None = Field(
        None,
        title="Intérêt remis si payé",
        description="Oui pour renoncer à l’intérêt si l’on paie avant la date limite; non pour le réclamer quand même.",
        json_schema_extra=CALCUL,
    )
    responsable: Intitule | None = Field(
        None, title="Responsable", description="Qui suit le dossier chez vous.", json_schema_extra=INTERNE
    )
    faits: tuple[Evenement, ...] = Field((), title="Faits", description="Ce qui est arrivé, daté.")
    accompli: tuple[Evenement, ...] = Field(
        (), title="Accompli", description="Ce que l’expéditeur a fait ou livré, daté."
    )
    publications: tuple[Publication, ...] = Field((), title="Publications", description="Les propos publiés.")
    achat: Achat | None = Field(None, title="Achat", description="L’achat du consommateur.")
    demandes: tuple[Demande, ...] = Field(
        (), title="Demandes", description="Ce qui est demandé; la première est la principale."
    )
    solution: Texte | None = Field(None, title="Solution", description="Une porte de sortie proposée, en une phrase.")
    consequence: Texte | None = Field(
        None,
        title="Conséquence",
        description="Ce qui attendra la réponse : « les retouches additionnelles sont suspendues ».",
    )
    options: tuple[Texte, ...] = Field((), title="Options", description="Les choix offerts au destinataire.")
    delai_jours: JoursDeDelai | None = Field(
        None, title="Délai", description="Nombre de jours donnés pour répondre.", json_schema_extra=CALCUL
    )
    echeance_demandee: Jour | None = Field(
        None, title="Date limite", description="Date limite fixe, au lieu d’un délai."
    )
    heure_limite: Heure | None = Field(None, title="Heure limite", description="« 17 h ».")
    mode_envoi: UnModeEnvoi | None = Field(
        None, title="Mode d’envoi", description="courriel, poste, recommande, huissier ou main_propre."
    )
    paiement_par: tuple[Description, ...] = Field(
        (),
        title="Modes de paiement",
        description="« virement Interac à karine@exemple.test »; jamais de numéro de carte.",
    )
    prejudices: tuple[Prejudice, ...] = Field((), title="Préjudices", description="Les torts subis.")
    recu: LettreRecue | None = Field(
        None, title="Reçu", description="Ce que l’autre vous a écrit, et ce que vous y répondez."
    )
    menaces: tuple[Menace, ...] = Field(
        (), title="Menaces", description="Les menaces de nuire à votre nom, citées mot à mot."
    )
    offre: Offre | None = Field(None, title="Offre", description="Une offre de règlement, avec son terme.")
    quittance: Quittance | None = Field(
        None, title="Quittance", description="Ce qu’une transaction règle, et ce dont chacun tient l’autre quitte."
    )
    rupture: Rupture | None = Field(None, title="Rupture", description="La fin de la relation : motifs, date, compte.")
    faiblesses: tuple[Faiblesse, ...] = Field(
        (), title="Faiblesses", description="Ce qui joue contre vous : pour un avocat seulement."
    )
    temoins: tuple[UnTemoin, ...] = Field((), title="Témoins", description="Qui a vu ou entendu.")
    questions: tuple[Texte, ...] = Field(
        (), title="Questions", description="Ce que vous demandez à l’avocat, un tiret par question."
    )
    district: Intitule | None = Field(
        None, title="District", description="Le district judiciaire où l’affaire serait entendue : « Bedford »."
    )
    reduction: Montant | None = Field(
        None,
        title="Réduite à",
        description="La somme à laquelle vous ramenez votre réclamation pour les petites créances; le reste est "
        "abandonné.",
    )
    pieces: tuple[Piece, ...] = Field((), title="Pièces", description="Les pièces jointes.")
    politique: Intitule | None = Field(
        None,
        title="Politique",
        description="Le code de la politique de relance suivie; ou « aucune ».",
        json_schema_extra=CALCUL,
    )
    agit_deja: AgitDeja | None = Field(None, title="Agit déjà", description="Qui agit déjà pour vous, et depuis quand.")
    envois: tuple[OuAnnulation[Envoi], ...] = Field((), title="Envois", description="Journal des lettres envoyées.")
    suites: tuple[OuAnnulation[Suite], ...] = Field((), title="Suites", description="Journal de ce qui est revenu.")
    suspensions: tuple[OuAnnulation[Suspension], ...] = Field((), title="Suspensions", description="Temps d’arrêt.")
    clotures: tuple[OuAnnulation[Cloture], ...] = Field(
        (), title="Clôtures", description="Comment l’affaire s’est fermée, ou rouverte."
    )
    complements: ValeursNommees = Field(
        default_factory=dict,
        title="Compléments",
        description="Vos valeurs, pour un modèle à vous : « police: A-123 », « acompte: {somme: 12,50 $} ».",
        json_schema_extra=CALCUL,
    )
    derogations: tuple[Derogation, ...] = Field(
        (), title="Dérogations", description="Les règles adoucies d’un cran, avec un motif écrit."
    )

    @model_validator(mode="wrap")
    @classmethod
    def _dire_les_fautes(cls, donnees: object, lire: ModelWrapValidatorHandler[Self]) -> Self:
        """Un hôte peut valider sans `lettres.valider` : il a les mêmes fautes, aux mêmes places."""
        try:
            return lire(donnees)
        except ValidationError as refuse:
            raise sans_les_lectures(refuse) from None

    @model_validator(mode="after")
    def _verifier_les_renvois(self) -> Self:
        verifier_les_renvois(self)
        return self

    @property
    def noms_des_creances(self) -> tuple[str, ...]:
        """Le nom de chaque créance, tel que le journal et la décision la désignent : sa facture, sinon son rang.

        Une créance sans numéro est « créance 2 »; si une facture se nomme ainsi, « créance 2 (sans numéro) ».
        """
        factures = [creance.facture for creance in self.creances]
        return tuple(
            [
                facture or (f"créance {n}" if f"créance {n}" not in factures else f"créance {n} (sans numéro)")
                for n, facture in enumerate(factures, 1)
            ]
        )

    @property
    def origine(self) -> Origine | None:
        """Le fichier d'où vient le dossier; None s'il a été bâti en mémoire."""
        siens: dict[str, Origine] | None = getattr(self, "__pydantic_private__", None)
        return None if siens is None else siens[_ORIGINE]

    def venant_de(self, origine: Origine) -> Self:
        """Rend une copie du dossier qui sait de quel fichier elle vient."""
        copie = self.model_copy()
        # -- où Pydantic garde ce qui n’est pas un fait; déclarée, elle se ferait de nouveau à chaque dossier --
        object.__setattr__(copie, "__pydantic_private__", {_ORIGINE: origine})
        return copie
