"""Reçu : ce que l'autre a écrit, réclamé ou menacé de faire. Ses mots restent les siens : on les cite.

Ce qu'il réclame n'est pas une créance du dossier : les créances sont à l'expéditeur, qui répond ici.
"""

from typing import Annotated, Literal

from pydantic import Field

from lettres.dossier.demarches import Canal
from lettres.dossier.fait import CALCUL, INTERNE, Fait
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.types import IdPiece, Intitule, Jour, Montant, OuiNon, Texte

SorteDeRecu = Literal["mise_en_demeure", "contestation", "plainte", "avis"]

PositionPrise = Literal["payer", "contester", "compenser", "proposer"]
"""Où l'on se tient devant ce qui est réclamé; une position dite, un « oui » n'est jamais sous-entendu (F2.05)."""

Jugement = Literal["exact", "inexact", "inconnu"]

ModeDeReception = Literal[
    "courriel", "texto", "telephone", "poste", "recommande", "huissier", "main_propre", "en_ligne", "autre"
]

CauseReclamee = Literal["service", "bien", "pret", "acompte", "remboursement", "dommages", "reputation", "autre"]
"""D'où viendrait la somme que l'autre réclame; de là, le temps qu'il a pour agir (C.c.Q., art. 2925 et 2929; F2.01,
F2.03)."""


class SommeReclamee(Fait):
    """La somme que l'autre réclame. La nommer n'est pas la reconnaître (C.c.Q., art. 2898; F2.05)."""

    montant: Montant | None = Field(None, title="Montant réclamé", description="La somme que l’autre réclame.")
    exigible_le: Jour | None = Field(
        None,
        title="Exigible le",
        description="Jour où cette somme serait devenue exigible; sa prescription se compte de là.",
        json_schema_extra=CALCUL,
    )
    cause: Annotated[CauseReclamee, Mots((("dommages-intérêts", "dommages"),))] | None = Field(
        None,
        title="Cause",
        description="D’où viendrait la somme : service, bien, pret, acompte, remboursement, dommages, reputation "
        "ou autre.",
        json_schema_extra=CALCUL,
    )


class PointRecu(Fait):
    """Une affirmation de l'autre, et ce qu'on en dit (liste S)."""

    texte: Texte = Field(title="Texte", description="Ce que l’autre affirme, dans ses mots : ils seront cités.")
    jugement: (
        Annotated[
            Jugement,
            Mots((("vrai", "exact"), ("faux", "inexact"), ("je ne sais pas", "inconnu"), ("à vérifier", "inconnu"))),
        ]
        | None
    ) = Field(
        None,
        title="Jugement",
        description="exact, inexact ou inconnu : ce que vous en savez.",
    )
    reponse: Texte | None = Field(
        None,
        title="Votre réponse",
        description="Ce que vous y répondez, daté : « les photos ont été livrées le 15 août ».",
    )
    pieces: tuple[IdPiece, ...] = Field((), title="Pièces", description="Les pièces qui appuient votre réponse.")


class LettreRecue(Fait):
    """Ce que l'autre a écrit, et à quoi l'on répond point par point; un avis est une appréciation, publiée ou non."""

    type: Annotated[SorteDeRecu, Mots((("demeure", "mise_en_demeure"), ("commentaire", "avis")))] | None = Field(
        None,
        title="Type",
        description="mise_en_demeure, contestation, plainte ou avis.",
    )
    reference: Intitule | None = Field(
        None, title="Sa référence", description="Le numéro que porte ce que vous avez reçu."
    )
    date: Jour | None = Field(None, title="Date", description="La date qu’il porte, sinon le jour où il est arrivé.")
    mode: (
        Annotated[
            ModeDeReception,
            Mots(
                (
                    ("e-mail", "courriel"),
                    ("email", "courriel"),
                    ("sms", "texto"),
                    ("courrier recommandé", "recommande"),
                    ("poste recommandée", "recommande"),
                    ("lettre recommandée", "recommande"),
                    ("remise en main propre", "main_propre"),
                )
            ),
        ]
        | None
    ) = Field(
        None,
        title="Mode",
        description="courriel, texto, telephone, poste, recommande, huissier, main_propre, en_ligne ou autre.",
    )
    de: Intitule | None = Field(
        None, title="De", description="Qui l’a écrit, si ce n’est pas le destinataire : « Me Camille Exemple »."
    )
    piece: IdPiece | None = Field(None, title="Pièce", description="La copie de ce que vous avez reçu.")
    position: Annotated[PositionPrise, Mots((("contestée", "contester"), ("négocier", "proposer")))] | None = Field(
        None,
        title="Position",
        description="payer, contester, compenser (avec ce que l’autre vous doit) ou proposer (une offre, à part).",
    )
    assureur_avise: OuiNon | None = Field(
        None,
        title="Assureur avisé",
        description="Oui si votre assureur responsabilité sait ce que vous avez reçu, ou si vous n’en avez pas.",
        json_schema_extra=INTERNE,
    )
    reclame: SommeReclamee | None = Field(
        None, title="Réclamé", description="Ce que l’autre réclame; « creances » reste ce que vous réclamez."
    )
    points: tuple[PointRecu, ...] = Field(
        (), title="Points", description="Ce que l’autre affirme, un tiret par point, et votre réponse à chacun."
    )


class Menace(Fait):
    """Une menace de nuire à un nom, citée mot à mot, avant toute publication (liste T)."""

    date: Jour | None = Field(None, title="Date", description="Le jour où elle a été faite.")
    canal: Annotated[Canal, Mots((("sms", "texto"),))] | None = Field(
        None, title="Canal", description="telephone, courriel, texto, poste, en_personne ou autre."
    )
    citation: Texte | None = Field(None, title="Citation", description="Les mots exacts, sans guillemets.")
    piece: IdPiece | None = Field(None, title="Pièce", description="Le message, tel que vous l’avez gardé.")
