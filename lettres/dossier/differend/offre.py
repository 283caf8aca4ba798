"""L'offre : ce que chacun céderait, ce qui se paierait et quand, et jusqu'à quand elle tient.

Une transaction se fait de concessions réciproques et n'exige aucune forme : acceptée, une offre lie, même par courriel
(C.c.Q., art. 2631; F13.01, F13.02). La façon de l'accepter est donc un choix, et non un texte.
"""

from typing import Annotated, Literal

from pydantic import Field

from lettres.dossier.fait import CALCUL, Fait
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.types import Heure, Jour, Montant, Texte

DeQui = Literal["nous", "vous"]
"""Qui cède : l'expéditeur, ou le destinataire."""

ModeDAcceptation = Literal["ecrit_signe", "courriel", "poste", "recommande", "main_propre"]
"""Par où l'on accepte; l'adresse est celle de l'expéditeur, que le dossier a déjà."""


class Concession(Fait):
    """Ce que l'un des deux céderait (H-05)."""

    de: Annotated[
        DeQui,
        Mots((("moi", "nous"), ("je", "nous"), ("expéditeur", "nous"), ("destinataire", "vous"), ("lui", "vous"))),
    ] = Field(title="De", description="nous (l’expéditeur) ou vous (le destinataire).")
    texte: Texte = Field(
        title="Texte", description="Ce qui serait cédé, à l’infinitif : « renoncer à l’intérêt couru »."
    )


class VersementOffert(Fait):
    """Un paiement que l'offre prévoit (H-06)."""

    date: Jour | None = Field(None, title="Date", description="Le jour où ce versement serait fait.")
    montant: Montant | None = Field(None, title="Montant", description="Somme de ce versement, taxes comprises.")


class Offre(Fait):
    """Une offre de règlement; elle part toujours seule, jamais dans une mise en demeure (F1.09)."""

    concessions: tuple[Concession, ...] = Field(
        (), title="Concessions", description="Ce que chacun céderait : au moins une de chaque côté."
    )
    versements: tuple[VersementOffert, ...] = Field(
        (), title="Versements", description="Ce qui serait payé, et quand; un seul tiret pour un seul paiement."
    )
    expire_le: Jour | None = Field(None, title="Expire le", description="Dernier jour où l’offre peut être acceptée.")
    heure: Heure | None = Field(None, title="Heure", description="L’heure où elle expire, ce jour-là : « 17 h ».")
    accepter_par: (
        Annotated[
            ModeDAcceptation,
            Mots(
                (
                    ("écrit", "ecrit_signe"),
                    ("signature", "ecrit_signe"),
                    ("e-mail", "courriel"),
                    ("email", "courriel"),
                    ("courrier recommandé", "recommande"),
                    ("lettre recommandée", "recommande"),
                    ("remise en main propre", "main_propre"),
                )
            ),
        ]
        | None
    ) = Field(
        None,
        title="Accepter par",
        description="ecrit_signe, courriel, poste, recommande ou main_propre.",
    )
    acceptee_le: Jour | None = Field(
        None,
        title="Acceptée le",
        description="Le jour où l’autre l’a acceptée; ensuite, elle lie.",
        json_schema_extra=CALCUL,
    )
