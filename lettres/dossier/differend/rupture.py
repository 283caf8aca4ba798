"""La rupture : pourquoi et quand la relation prend fin, où en est le travail, et ce que chacun remet à l'autre.

Le prestataire qui met fin à un contrat de service a un motif sérieux, et ne le fait pas à contretemps (F7.04); une
avance qui n'est pas gagnée se rembourse (F7.03, F14.14).
"""

from typing import Annotated, Literal

from pydantic import Field

from lettres.dossier.fait import Fait
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.types import IdPiece, Jour, Montant, MontantOuZero, Texte

SorteDeMotif = Literal[
    "defaut_de_paiement",
    "ingerence",
    "modification_unilaterale",
    "refus_de_collaborer",
    "manque_de_respect",
]
"""Les motifs que l'on invoque (liste I bis); une incompatibilité de caractère n'en est pas un (F14.14)."""

EtatDuTravail = Literal["fait", "en_cours", "a_faire"]


class MotifDeRupture(Fait):
    """Un motif sérieux, daté et prouvé : une faute ne s'impute pas sans preuve (I-03, I-14)."""

    type: Annotated[SorteDeMotif, Mots((("impayé", "defaut_de_paiement"), ("non-paiement", "defaut_de_paiement")))] = (
        Field(
            title="Type",
            description="defaut_de_paiement, ingerence, modification_unilaterale, refus_de_collaborer ou "
            "manque_de_respect.",
        )
    )
    date: Jour | None = Field(None, title="Date", description="Le jour où c’est arrivé.")
    texte: Texte | None = Field(
        None, title="Texte", description="Ce qui est arrivé, en une phrase, sans reproche à la personne."
    )
    pieces: tuple[IdPiece, ...] = Field((), title="Pièces", description="Les pièces qui le prouvent.")


class Travail(Fait):
    """Une partie du travail, où elle en est, et ce qu'elle vaut si elle n'est pas encore facturée (I-05, I-08)."""

    texte: Texte = Field(title="Texte", description="La partie du travail : « les retouches de l’album ».")
    etat: Annotated[EtatDuTravail, Mots((("terminé", "fait"), ("livré", "fait"), ("commencé", "en_cours")))] | None = (
        Field(None, title="État", description="fait, en_cours ou a_faire.")
    )
    montant: MontantOuZero | None = Field(
        None,
        title="Valeur",
        description="Ce que vaut ce qui est fait et pas encore facturé, taxes comprises; 0 si c’est déjà facturé.",
    )


class Remise(Fait):
    """Ce qui revient à l'autre : fichiers, accès, mots de passe, biens (I-06)."""

    texte: Texte = Field(title="Texte", description="Ce qui est remis : « les fichiers d’origine du logo ».")
    date: Jour | None = Field(None, title="Date", description="Le jour où c’est remis, ou le sera.")
    pieces: tuple[IdPiece, ...] = Field((), title="Pièces", description="Les pièces qui le prouvent.")


class Avance(Fait):
    """Une somme reçue d'avance, qu'aucune facture n'a encore prise (I-07)."""

    date: Jour | None = Field(None, title="Date", description="Le jour où elle a été reçue.")
    montant: Montant | None = Field(None, title="Montant", description="La somme reçue.")
    piece: IdPiece | None = Field(None, title="Pièce", description="La pièce qui le prouve.")


class Rupture(Fait):
    """La fin de la relation, telle que l'expéditeur la prépare (listes I et I bis)."""

    motifs: tuple[MotifDeRupture, ...] = Field((), title="Motifs", description="Ce qui y mène, un tiret par motif.")
    effet_le: Jour | None = Field(None, title="Prend effet le", description="Le jour où la relation prend fin.")
    avis_le: Jour | None = Field(
        None, title="Averti le", description="Le jour où vous avez déjà averti l’autre que la relation pouvait finir."
    )
    prochaine_echeance: Jour | None = Field(
        None,
        title="Prochaine échéance",
        description="Quand l’autre aura besoin du travail : la fin ne doit pas tomber à contretemps.",
    )
    travaux: tuple[Travail, ...] = Field((), title="Travaux", description="Où en est le travail, partie par partie.")
    remises: tuple[Remise, ...] = Field(
        (), title="Remises", description="Ce que vous remettez : fichiers, accès, mots de passe."
    )
    avances: tuple[Avance, ...] = Field(
        (), title="Avances", description="Les sommes reçues d’avance et pas encore portées à une facture."
    )
    propriete: Texte | None = Field(
        None,
        title="Propriété",
        description="À qui sont les œuvres, et ce que l’autre peut en faire une fois le compte payé.",
    )
    renseignements: Texte | None = Field(
        None,
        title="Renseignements personnels",
        description="Ce qu’il advient de ceux que vous avez : rendus, ou détruits, et quand.",
    )
