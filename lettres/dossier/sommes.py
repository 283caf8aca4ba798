"""Les sommes : créances, paiements, préjudices."""

from typing import Annotated, Literal

from pydantic import Field

from lettres.dossier.fait import CALCUL, Fait
from lettres.dossier.inscription import LigneMotivee
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.types import Description, Devise, IdPiece, Intitule, Jour, Montant, MontantOuZero, Texte

Cause = Literal[
    "service",
    "bien",
    "pret",
    "acompte",
    "remboursement",
    "autre",
    "loyer_logement",
    "salaire",
    "pension_alimentaire",
]
"""D'où vient une somme due. Les trois dernières se lisent pour être renvoyées à la bonne adresse : pas de lettre."""


class Creance(Fait):
    """Une somme due : d'ordinaire une facture. Les montants sont en dollars canadiens."""

    d_ordinaire = True

    cause: Annotated[Cause, Mots()] | None = Field(
        None,
        title="Cause",
        description="D’où vient la somme : service, bien, pret, acompte, remboursement ou autre.",
        json_schema_extra=CALCUL,
    )
    facture: Intitule | None = Field(
        None, title="Numéro de facture", description="« F-1023 »; exigé pour un service ou un bien."
    )
    date: Jour | None = Field(None, title="Date", description="Date de la facture.")
    echeance: Jour | None = Field(None, title="Échéance", description="Date où la somme devient exigible.")
    objet: Description | None = Field(None, title="Objet", description="Ce qui a été fait ou livré.")
    montant: Montant | None = Field(None, title="Montant", description="Total de la facture, taxes comprises.")
    avant_taxes: Montant | None = Field(None, title="Avant taxes", description="Sous-total avant TPS et TVQ.")
    tps: MontantOuZero | None = Field(None, title="TPS", description="Taxe sur les produits et services.")
    tvq: MontantOuZero | None = Field(None, title="TVQ", description="Taxe de vente du Québec.")
    deja_paye: Montant | None = Field(
        None,
        title="Déjà payé",
        description="Total déjà payé, quand on n’en sait pas les dates : il compte au jour de l’échéance.",
    )
    devise: Devise | None = Field(
        None, title="Devise", description="CAD : l’outil ne compte qu’en dollars canadiens.", json_schema_extra=CALCUL
    )
    bon_de_commande: Intitule | None = Field(
        None, title="Bon de commande", description="Le numéro que le client a donné : « BC-88 »."
    )
    piece: IdPiece | None = Field(None, title="Pièce", description="La pièce qui contient la facture.")
    politique: Intitule | None = Field(
        None,
        title="Politique",
        description="Le code de la politique suivie pour cette somme, si ce n’est pas celle du dossier; ou « aucune ».",
        json_schema_extra=CALCUL,
    )


class Avoir(Fait):
    """Une note de crédit : elle baisse le capital de sa facture, dès la date de celle-ci."""

    numero: Intitule | None = Field(None, title="Numéro", description="« NC-12 ».")
    date: Jour | None = Field(None, title="Date", description="Date de la note de crédit.")
    montant: Montant | None = Field(None, title="Montant", description="Somme créditée, taxes comprises.")
    facture: Intitule | None = Field(
        None, title="Facture", description="Facture créditée; facultatif s’il n’y en a qu’une."
    )
    piece: IdPiece | None = Field(None, title="Pièce", description="La pièce qui contient la note de crédit.")


class Paiement(LigneMotivee):
    """Un paiement reçu, appliqué à la facture nommée."""

    date: Jour | None = Field(None, title="Date", description="Date de réception.")
    montant: Montant | None = Field(None, title="Montant", description="Somme reçue.")
    facture: Intitule | None = Field(
        None, title="Facture", description="Facture payée; facultatif s’il n’y en a qu’une."
    )
    mode: Intitule | None = Field(None, title="Mode", description="virement, chèque, comptant…")


class Prejudice(Fait):
    """Un tort subi; un montant exige une pièce qui le chiffre."""

    texte: Texte = Field(title="Texte", description="Le tort, concret et daté : une commande annulée, un client perdu.")
    montant: Montant | None = Field(None, title="Montant", description="Somme chiffrée par une pièce.")
    pieces: tuple[IdPiece, ...] = Field((), title="Pièces", description="Les pièces qui le prouvent.")


class Frais(Fait):
    """Des frais en plus des factures. La lettre ne les réclame pas : les règles disent s'ils pourraient l'être."""

    texte: Description = Field(
        title="Texte", description="« Frais de recouvrement prévus à la clause 7.3 ».", json_schema_extra=CALCUL
    )
    montant: Montant = Field(title="Montant", description="Somme des frais.", json_schema_extra=CALCUL)
    clause: Intitule | None = Field(
        None, title="Clause", description="Numéro de la clause qui les prévoit : « 7.3 ».", json_schema_extra=CALCUL
    )
    piece: IdPiece | None = Field(
        None, title="Pièce", description="La pièce qui contient la clause.", json_schema_extra=CALCUL
    )
