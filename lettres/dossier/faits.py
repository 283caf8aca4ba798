"""Les faits : événements datés, publications, achat, demandes, pièces."""

import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from lettres.dossier.fait import CALCUL, INTERNE, Fait
from lettres.dossier.parties import Carte
from lettres.dossier.refus import Manquements, tout_refuser
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.types import (
    AdresseWeb,
    Description,
    IdPiece,
    Intitule,
    Jour,
    JourEtHeure,
    LigneDeTexte,
    Montant,
    OuiNon,
    Texte,
)


class Evenement(Fait):
    """Un fait daté, exactement (`date`) ou à peu près (`vers`), et les pièces qui le prouvent."""

    date: Jour | None = Field(None, title="Date", description="Date exacte.")
    vers: Jour | None = Field(None, title="Vers", description="Date approximative : la lettre écrit « le ou vers le ».")
    texte: Texte = Field(title="Texte", description="Le fait, en une phrase, sans jugement.")
    au_tiers: Texte | None = Field(
        None,
        title="Dit à un tiers",
        description="La même chose, dite à qui n’est pas en cause : « Le commerçant a refusé de reprendre le bien ».",
    )
    pieces: tuple[IdPiece, ...] = Field((), title="Pièces", description="Les pièces qui prouvent le fait.")


Situation = Literal["sait_faux", "devrait_savoir", "sans_motif"]


class Publication(Fait):
    """Un propos publié. Situations de l'arrêt Prud'homme (F6.02)."""

    url: AdresseWeb | None = Field(None, title="Adresse", description="Adresse exacte de la publication.")
    support: Intitule | None = Field(None, title="Support", description="facebook, google, site, journal…")
    auteur: LigneDeTexte | None = Field(None, title="Auteur", description="Nom ou pseudonyme affiché.")
    date: JourEtHeure | None = Field(None, title="Publié le", description="Date et heure de publication.")
    capture: JourEtHeure | None = Field(None, title="Capturé le", description="Date et heure de la capture d’écran.")
    connaissance: Jour | None = Field(
        None, title="Connu le", description="Jour où l’expéditeur en a pris connaissance."
    )
    citation: Texte | None = Field(None, title="Citation", description="Le propos intégral, mot à mot.")
    situation: Annotated[Situation, Mots((("sait fausse", "sait_faux"),))] | None = Field(
        None,
        title="Situation",
        description="« sait_faux » : l’auteur le sait faux; « devrait_savoir » : il devrait le savoir faux; "
        "« sans_motif » : vrai, mais dit sans juste motif.",
    )
    pourquoi: Texte | None = Field(
        None,
        title="Pourquoi",
        description="En quoi le propos est faux, ou sans juste motif, et ce qui le montre.",
    )
    passage: Texte | None = Field(None, title="Passage visé", description="Le passage à retirer, si ce n’est pas tout.")
    correction: Texte | None = Field(None, title="Correction", description="Le texte de rectification proposé.")
    sollicitee: OuiNon | None = Field(
        None,
        title="Sollicitée",
        description="Oui si l’on avait demandé l’avis de l’auteur ou s’il écrit sur la page visée.",
        json_schema_extra=CALCUL,
    )
    image_intime: OuiNon | None = Field(
        None,
        title="Image intime",
        description="Oui si la publication montre une image intime : un autre chemin, urgent, existe alors.",
        json_schema_extra=CALCUL,
    )
    signale_le: Jour | None = Field(None, title="Signalé le", description="Date du signalement à la plateforme.")
    piece: IdPiece | None = Field(None, title="Pièce", description="La capture d’écran.")
    pieces: tuple[IdPiece, ...] = Field(
        (), title="Preuves contraires", description="Les pièces qui démentent le propos."
    )


Categorie = Literal[
    "cuisiniere",
    "refrigerateur",
    "congelateur",
    "climatiseur",
    "thermopompe",
    "lave_vaisselle",
    "laveuse",
    "secheuse",
    "televiseur",
    "ordinateur_de_bureau",
    "ordinateur_portable",
    "tablette",
    "telephone_cellulaire",
    "console_de_jeu",
    "vehicule",
    "autre",
]
"""Les biens que vise la garantie de bon fonctionnement (LPC, art. 38.1; F14.01), puis ceux qu'elle ne vise pas."""

ModeDePaiement = Literal["carte_credit", "carte_debit", "comptant", "virement", "cheque", "financement"]


CasDeResolution = Literal[
    "sans_exemplaire",
    "non_livraison",
    "non_conforme",
    "releve",
    "a_discretion",
    "permis",
    "cautionnement",
    "contrat",
    "formulaire",
    "54.8a",
    "54.8b",
    "54.8c",
    "54.8d",
]
"""Pourquoi un contrat à distance (LPC, 54.8 et suivants) ou à domicile (LPC, 59) se résout."""


class Resolution(Fait):
    """Ce qui permet au consommateur de résoudre le contrat, et ce qui tombe avec lui."""

    cas: Annotated[CasDeResolution, Mots((("à discrétion", "a_discretion"), ("sans motif", "a_discretion")))] = Field(
        title="Cas",
        description="À distance : « 54.8a » à « 54.8d », « sans_exemplaire », « non_livraison », « non_conforme » ou "
        "« releve ». À domicile : « a_discretion », « permis », « cautionnement », « contrat », « formulaire » ou "
        "« non_livraison ».",
    )
    pourquoi: Texte | None = Field(
        None,
        title="Pourquoi",
        description="Le fait exact, en une phrase : « le prix total n’était pas affiché avant la commande ».",
    )
    accessoires: tuple[Description, ...] = Field(
        (),
        title="Contrats accessoires",
        description="Ce qui a été acheté avec le bien, et se rembourse aussi : « la garantie prolongée ».",
    )


class Achat(Fait):
    """L'achat d'un consommateur chez un commerçant."""

    date: Jour | None = Field(None, title="Date", description="Date de l’achat.")
    lieu: Intitule | None = Field(None, title="Lieu", description="Où l’achat a été fait.")
    mode: Annotated[Literal["en_magasin", "en_ligne", "par_telephone", "porte_a_porte"], Mots()] | None = Field(
        None, title="Mode", description="en_magasin, en_ligne, par_telephone ou porte_a_porte."
    )
    numero: Intitule | None = Field(
        None, title="Numéro", description="Numéro du contrat, de la commande ou de la facture."
    )
    objet: Description | None = Field(None, title="Objet", description="Le bien ou le service : « un canapé-lit ».")
    categorie: Annotated[Categorie, Mots()] | None = Field(
        None,
        title="Catégorie",
        description="Ce qu’est le bien : « refrigerateur », « lave_vaisselle »… « autre », si aucune ne le dit.",
        json_schema_extra=CALCUL,
    )
    service: OuiNon | None = Field(
        None,
        title="Service",
        description="Oui si c’est un service, et non un bien : un cours, un abonnement, un voyage.",
    )
    neuf: OuiNon | None = Field(None, title="Neuf", description="Oui si le bien était neuf à l’achat.")
    loue: OuiNon | None = Field(None, title="Loué", description="Oui si le bien est loué à long terme, et non acheté.")
    panne_le: Jour | None = Field(None, title="Panne", description="Jour où le problème est apparu.")
    usage: Texte | None = Field(
        None, title="Usage", description="L’usage fait du bien : « je m’en sers chaque jour, à la maison »."
    )
    evaluation: IdPiece | None = Field(
        None, title="Évaluation", description="La pièce où quelqu’un du métier décrit la panne par écrit."
    )
    photos: tuple[IdPiece, ...] = Field((), title="Photos", description="Les pièces qui montrent la panne.")
    modele: Description | None = Field(None, title="Modèle", description="Marque, modèle, numéro de série.")
    prix: Montant | None = Field(
        None, title="Prix", description="Prix, taxes comprises; payé en entier, sauf si « verse » en dit moins."
    )
    verse: Montant | None = Field(
        None,
        title="Somme versée",
        description="Ce qui en a été payé à ce jour, si ce n’est pas tout : un acompte, des versements.",
    )
    paiement: Annotated[ModeDePaiement, Mots()] | None = Field(
        None, title="Paiement", description="Mode de paiement; jamais de numéro de carte."
    )
    carte: Carte | None = Field(
        None, title="Carte de crédit", description="L’émetteur de la carte, et ses quatre derniers chiffres au plus."
    )
    debite: Montant | None = Field(
        None, title="Somme débitée", description="La somme portée à la carte, si ce n’est pas tout le prix."
    )
    double_recu: OuiNon | None = Field(None, title="Double reçu", description="Oui si un double du contrat a été reçu.")
    double_recu_le: Jour | None = Field(None, title="Double reçu le", description="Date de réception du double.")
    exemplaire_recu_le: Jour | None = Field(
        None,
        title="Exemplaire reçu le",
        description="Date où l’exemplaire du contrat a été reçu; le double d’un contrat à domicile en est un.",
    )
    releve_recu_le: Jour | None = Field(
        None,
        title="Relevé reçu le",
        description="Date où l’état de compte qui porte cet achat a été reçu.",
        json_schema_extra=CALCUL,
    )
    livraison_prevue: Jour | None = Field(None, title="Livraison prévue", description="Date de livraison promise.")
    livre_le: Jour | None = Field(None, title="Livré le", description="Date de livraison réelle.")
    probleme: Description | None = Field(None, title="Problème", description="Le problème, en une phrase.")
    obligation: Annotated[Literal["garantie", "conformite", "delai", "representation", "prix"], Mots()] | None = Field(
        None,
        title="Obligation visée",
        description="garantie (usage, durée), conformite (description), delai (livraison), representation ou prix.",
    )
    retour: Texte | None = Field(None, title="Retour du bien", description="Comment le bien sera rendu.")
    restitue_le: Jour | None = Field(
        None, title="Restitué le", description="Jour où le bien a été rendu au commerçant."
    )
    annule_le: Jour | None = Field(None, title="Annulé le", description="Date de l’avis d’annulation.")
    resolution: Resolution | None = Field(
        None, title="Résolution", description="Le cas qui permet de résoudre le contrat, et le fait qui le montre."
    )
    rembourse_le: Jour | None = Field(
        None,
        title="Remboursé le",
        description="Date du remboursement, après l’annulation.",
        json_schema_extra=CALCUL,
    )
    rembourse: Montant | None = Field(
        None, title="Somme remboursée", description="Ce qui a été remboursé, si ce n’est pas tout."
    )
    reponse: Texte | None = Field(None, title="Réponse du commerçant", description="Ce que le commerçant a répondu.")
    piece: IdPiece | None = Field(None, title="Pièce", description="Le contrat ou la facture.")

    @model_validator(mode="after")
    def _un_seul_exemplaire(self) -> Self:
        manquements: Manquements = []
        recu, double = self.exemplaire_recu_le, self.double_recu_le
        if recu and self.double_recu is False:
            manquements.append(
                (
                    ("exemplaire_recu_le",),
                    "L’exemplaire a une date, mais « double_recu » dit qu’il n’est pas venu.",
                    "Écrivez « double_recu: oui », ou ôtez la date.",
                )
            )
        elif recu and double and recu != double:
            manquements.append(
                (
                    ("exemplaire_recu_le",),
                    f"L’exemplaire et le double ont deux dates : {recu} et {double}.",
                    "Gardez « exemplaire_recu_le » seul.",
                )
            )
        tout_refuser("Achat", manquements)
        return self

    @property
    def contrat_recu(self) -> bool | None:
        """L'exemplaire, ou le double, est venu; None si on ne sait pas."""
        return True if self.contrat_recu_le else self.double_recu

    @property
    def contrat_recu_le(self) -> datetime.date | None:
        """Le jour où l'exemplaire, ou le double, est venu; les deux clés disent le même fait."""
        return None if self.double_recu is False else self.exemplaire_recu_le or self.double_recu_le


TypeDeDemande = Literal[
    "payer",
    "retirer",
    "cesser",
    "retracter",
    "excuser",
    "conserver",
    "executer",
    "rembourser",
    "reparer",
    "remplacer",
    "livrer",
    "remettre",
    "annuler",
    "repondre",
]


class Demande(Fait):
    """Ce qui est demandé; la première demande est la principale."""

    type: Annotated[TypeDeDemande, Mots()] = Field(
        title="Type", description="payer, retirer, cesser, executer, rembourser, reparer…"
    )
    texte: Texte | None = Field(
        None,
        title="Texte",
        description="Ce qui doit être fait, mesurable, à l’infinitif : « livrer les 40 photos retouchées ».",
    )
    montant: Montant | None = Field(None, title="Montant", description="Somme demandée, si la demande en porte une.")
    calcul: Description | None = Field(None, title="Calcul", description="Comment la somme se calcule.")


class Piece(Fait):
    """Une pièce jointe : P-1, P-2…"""

    d_ordinaire = True

    id: IdPiece = Field(title="Identifiant", description="« P-1 ».")
    titre: Description = Field(title="Titre", description="« Contrat de service ».")
    date: Jour | None = Field(None, title="Date", description="Date de la pièce.")
    auteur: Intitule | None = Field(
        None,
        title="Auteur",
        description="Qui l’a écrite ou faite, si ce n’est pas vous : « Julie Exemple »; un dossier d’avocat le dit.",
        json_schema_extra=CALCUL,
    )
    fichier: Intitule | None = Field(
        None, title="Fichier", description="Chemin du fichier, à côté du dossier.", json_schema_extra=CALCUL
    )
    empreinte: Intitule | None = Field(
        None,
        title="Empreinte",
        description="SHA-256 du fichier, le jour où il a été noté; « lettres pieces » dit s’il a changé.",
        json_schema_extra=INTERNE,
    )
