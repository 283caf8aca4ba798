"""Les parties : qui écrit, à qui, et par quelle main."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from lettres.dossier.fait import CALCUL, Fait
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.types import CheminDImage, Courriel, Entier, FinDeCarte, Intitule, Neq, Telephone, lire_code_postal


class Civilite(StrEnum):
    """Titre de civilité; `neutre` pour une personne dont le genre est inconnu ou non binaire."""

    MADAME = "Mme"
    MONSIEUR = "M."
    MAITRE = "Me"
    NEUTRE = "neutre"


CIVILITES = Mots(
    (
        ("madame", "Mme"),
        ("monsieur", "M."),
        ("mr", "M."),
        ("maître", "Me"),
    )
)
"""Les civilités, abrégées ou en toutes lettres."""

UneCivilite = Annotated[Civilite, CIVILITES]


def est_le_canada(pays: str | None) -> bool:
    """Dit si ce pays est le Canada; une adresse qui n'en nomme aucun y est."""
    return pays is None or pays.casefold() == "canada"


class Adresse(Fait):
    """Une adresse postale, au Canada sauf si elle nomme un autre pays."""

    d_ordinaire = True

    ligne: Intitule = Field(
        title="Numéro et voie", description="Numéro, voie et appartement : « 12, rue des Érables, app. 3 »."
    )
    complement: Intitule | None = Field(None, title="Complément", description="Étage, immeuble, case postale.")
    ville: Intitule = Field(title="Ville", description="Municipalité.")
    province: Intitule = Field("Québec", title="Province", description="En toutes lettres; Québec par défaut.")
    pays: Intitule | None = Field(None, title="Pays", description="Seulement hors du Canada.")
    code_postal: Intitule | None = Field(
        None, title="Code postal", description="« J2G 1A1 »; libre quand « pays » nomme un autre pays."
    )

    @field_validator("code_postal")
    @classmethod
    def _du_canada(cls, code: str | None, info: ValidationInfo) -> str | None:
        # -- un pays refusé, donc absent ici, a déjà son constat --
        return lire_code_postal(code) if code is not None and est_le_canada(info.data.get("pays", "")) else code


class Personne(Fait):
    """Une personne nommée : signataire, procureur, personne à l'attention de qui l'on écrit."""

    d_ordinaire = True

    civilite: UneCivilite | None = Field(None, title="Civilité", description="Mme, M., Me ou neutre.")
    nom: Intitule = Field(title="Nom", description="Prénom et nom.")
    titre: Intitule | None = Field(None, title="Titre", description="Fonction : « propriétaire », « directeur ».")
    barreau: Intitule | None = Field(
        None,
        title="Barreau",
        description="Numéro de membre du Barreau : seul un membre écrit pour autrui.",
        json_schema_extra=CALCUL,
    )


def _personne_de_texte(valeur: object) -> object:
    return {"nom": valeur} if isinstance(valeur, str) else valeur


UnePersonne = Annotated[Personne, BeforeValidator(_personne_de_texte, json_schema_input_type=str | Personne)]
"""Une personne, écrite en bloc ou simplement par son nom."""

TypeDePartie = Literal["personne", "entreprise", "organisme"]

Qualite = Literal["consommateur", "commercant", "fabricant", "entreprise", "inconnue"]


class Partie(Fait):
    """Ce que l'expéditeur et le destinataire ont en commun."""

    type: Annotated[TypeDePartie, Mots()] | None = Field(
        None,
        title="Type",
        description="personne, entreprise ou organisme; déduit des autres clés quand elles suffisent.",
        json_schema_extra=CALCUL,
    )
    civilite: UneCivilite | None = Field(None, title="Civilité", description="Mme, M. ou neutre, pour une personne.")
    nom: Intitule = Field(
        title="Nom légal",
        description="Nom de la personne, ou dénomination exacte au registre des entreprises.",
    )
    nom_commercial: Intitule | None = Field(
        None, title="Nom commercial", description="Nom affiché, s’il diffère du nom légal."
    )
    neq: Neq | None = Field(None, title="NEQ", description="Numéro d’entreprise du Québec, dix chiffres.")
    adresse: Adresse | None = Field(None, title="Adresse", description="Adresse postale.")
    courriel: Courriel | None = Field(None, title="Courriel", description="Adresse de courriel.")
    telephone: Telephone | None = Field(None, title="Téléphone", description="« 450 555-0123 ».")
    site: Intitule | None = Field(
        None, title="Site Web", description="Adresse du site, s’il sert à identifier la partie."
    )


class Creancier(Partie):
    """Une partie à qui l'on doit : ses taxes, sa licence, sa taille."""

    tps: Intitule | None = Field(None, title="Numéro de TPS", description="« 000000000 RT0001 ».")
    tvq: Intitule | None = Field(None, title="Numéro de TVQ", description="« 0000000000 TQ0001 ».")
    taxes: Annotated[Literal["inscrit", "non_inscrit"], Mots()] | None = Field(
        None,
        title="Taxes",
        description="« inscrit » ou « non_inscrit » aux fichiers de la TPS et de la TVQ; un numéro vaut « inscrit ».",
        json_schema_extra=CALCUL,
    )
    licence_rbq: Intitule | None = Field(
        None, title="Licence RBQ", description="Numéro de licence d’entrepreneur en construction."
    )
    employes: Entier | None = Field(
        None,
        title="Employés",
        description="Nombre maximal d’employés depuis douze mois.",
        json_schema_extra=CALCUL,
    )


class ImagesDeLExpediteur(Fait):
    """Les images qu'un modèle Word peut placer : des fichiers PNG ou JPEG, à côté du dossier."""

    signature: CheminDImage | None = Field(
        None,
        title="Signature",
        description="Fichier de la signature numérisée; elle ne se place qu’avec « --signer ».",
        json_schema_extra=CALCUL,
    )
    logo: CheminDImage | None = Field(
        None, title="Logo", description="Fichier du logo de l’expéditeur.", json_schema_extra=CALCUL
    )


class Expediteur(Creancier):
    """La personne ou l'entreprise qui écrit, pour elle-même; un avocat, pour son mandant."""

    d_ordinaire = True

    images: ImagesDeLExpediteur | None = Field(
        None,
        title="Images",
        description="Signature et logo à placer dans un modèle Word qui leur garde une place.",
        json_schema_extra=CALCUL,
    )
    signataire: UnePersonne | None = Field(None, title="Signataire", description="Qui signe; par défaut, l’expéditeur.")
    mandant: Creancier | None = Field(
        None,
        title="Mandant",
        description="La partie représentée; seulement si le signataire est membre du Barreau.",
    )


class Destinataire(Partie):
    """La personne ou l'entreprise à qui l'on écrit."""

    d_ordinaire = True

    qualite: Annotated[Qualite, Mots((("consommatrice", "consommateur"),))] = Field(
        "inconnue",
        title="Qualité",
        description="consommateur, commercant, fabricant, entreprise ou inconnue.",
        json_schema_extra=CALCUL,
    )
    attention: UnePersonne | None = Field(
        None, title="À l’attention de", description="La personne à joindre dans une organisation."
    )
    procureur: UnePersonne | None = Field(
        None,
        title="Procureur",
        description="L’avocat du destinataire, s’il en a un au dossier.",
        json_schema_extra=CALCUL,
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
