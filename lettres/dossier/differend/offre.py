"""L'offre : ce que chacun céderait, ce qui se paierait et quand, jusqu'à quand elle tient; et la quittance qui la suit.

Une transaction se fait de concessions réciproques et n'exige aucune forme : acceptée, une offre lie, même par courriel
(C.c.Q., art. 2631; F13.01, F13.02). La façon de l'accepter est donc un choix, et non un texte.
"""

from typing import Annotated, Literal

from pydantic import Field

from lettres.dossier.fait import Fait
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.types import Heure, Jour, Montant, OuiNon, Taux, Texte

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
    taux_annuel: Taux | None = Field(
        None,
        title="Taux annuel",
        description="L’intérêt par année d’un plan de paiement : « 5 % »; vide, le plan est sans intérêt.",
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
    )


class Quittance(Fait):
    """Ce qu'une transaction règle, et ce dont chacun tient l'autre quitte une fois la somme encaissée (liste R)."""

    objet: Texte | None = Field(
        None, title="Objet", description="Le différend que la transaction règle, et lui seul : « la facture F-1023 »."
    )
    etendue: Texte | None = Field(
        None,
        title="Étendue",
        description="Ce dont chacun tient l’autre quitte : « toute somme due pour ce reportage ».",
    )
    publications: Texte | None = Field(
        None,
        title="Publications",
        description="Ce qui sera corrigé ou retiré, et par qui : « vous remplacez l’avis par la pièce P-2 ».",
    )
    taxes_comprises: OuiNon | None = Field(
        None,
        title="Taxes comprises",
        description="Oui si les sommes à payer comprennent toute taxe; non, si elle s’ajoute.",
    )
