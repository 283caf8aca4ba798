"""La fin d'un achat : la résolution que le consommateur choisit, et la carte de crédit qui a payé.

Le numéro d'une carte ne s'écrit jamais ici : ses quatre derniers chiffres au plus.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from lettres.dossier.fait import Fait
from lettres.dossier.parties import Adresse
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.types import Courriel, Description, FinDeCarte, Intitule, Texte

CasDeResolution = Literal[
    "54.8a",
    "54.8b",
    "54.8c",
    "54.8d",
    "sans_exemplaire",
    "non_livraison",
    "non_conforme",
    "releve",
    "a_discretion",
    "permis",
    "cautionnement",
    "contrat",
    "formulaire",
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


class Emetteur(Fait):
    """La banque ou la caisse qui a émis la carte, et où lui écrire."""

    nom: Intitule = Field(title="Nom", description="Nom de l’émetteur, au dos de la carte ou au relevé.")
    adresse: Adresse | None = Field(None, title="Adresse", description="Adresse postale, au relevé de compte.")
    courriel: Courriel | None = Field(None, title="Courriel", description="Adresse de courriel, s’il en donne une.")


def _emetteur_de_texte(valeur: object) -> object:
    return {"nom": valeur} if isinstance(valeur, str) else valeur


UnEmetteur = Annotated[Emetteur, BeforeValidator(_emetteur_de_texte, json_schema_input_type=str | Emetteur)]
"""Un émetteur, écrit en bloc ou simplement par son nom."""


class Carte(Fait):
    """La carte de crédit qui a payé l'achat; son numéro s'écrit à la main, sur la lettre imprimée."""

    emetteur: UnEmetteur = Field(title="Émetteur", description="La banque ou la caisse qui a émis la carte.")
    titulaire: Intitule | None = Field(
        None, title="Titulaire", description="Le nom sur la carte, si ce n’est pas celui de l’expéditeur."
    )
    quatre_derniers: FinDeCarte | None = Field(
        None, title="Quatre derniers chiffres", description="« 4821 »; jamais le numéro de la carte."
    )
