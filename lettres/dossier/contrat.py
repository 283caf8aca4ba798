"""Le contrat : sa forme, ses clauses, l'intérêt convenu."""

from typing import Annotated, Literal

from pydantic import Field

from lettres.dossier.fait import CALCUL, Fait
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.types import Description, IdPiece, Intitule, Jour, NumeroDePage, OuiNon, Taux, Texte


class Clause(Fait):
    """Un passage de l'entente : clause d'un contrat écrit, ou extrait d'un courriel ou d'un texto."""

    numero: Intitule | None = Field(None, title="Numéro", description="« 4.2 ».")
    page: NumeroDePage | None = Field(None, title="Page", description="Page du contrat où se lit la clause.")
    source: Description | None = Field(
        None,
        title="Source",
        description="Sans contrat écrit : d’où vient le passage, « courriel de Mme Exemple ».",
    )
    date: Jour | None = Field(None, title="Date", description="Date du courriel ou du texto cité.")
    texte: Texte = Field(title="Texte", description="Le passage, mot à mot.")
    piece: IdPiece | None = Field(None, title="Pièce", description="La pièce qui contient le passage.")


class InteretConvenu(Fait):
    """L'intérêt convenu au contrat. Fondement : C.c.Q., art. 1617; Loi sur l'intérêt, art. 4 (F3.01, F3.04)."""

    taux_annuel: Taux | None = Field(
        None, title="Taux annuel", description="Taux par année écrit au contrat : « 12 % »."
    )
    taux_mensuel: Intitule | None = Field(
        None,
        title="Taux mensuel",
        description="Taux par mois écrit au contrat; jamais converti en taux annuel.",
        json_schema_extra=CALCUL,
    )
    piece: IdPiece | None = Field(None, title="Pièce", description="La pièce qui prouve que le taux a été accepté.")
    demeure_automatique: OuiNon = Field(
        False,
        title="Demeure automatique",
        description="Oui si le contrat dit que le débiteur est en demeure par le seul écoulement du temps.",
        json_schema_extra=CALCUL,
    )


class Contrat(Fait):
    """L'entente entre les parties."""

    forme: Annotated[Literal["ecrit", "verbal", "echanges"], Mots()] = Field(
        "ecrit", title="Forme", description="ecrit, verbal ou echanges (courriels, textos)."
    )
    date: Jour | None = Field(None, title="Date", description="Date de l’entente.")
    fin: Jour | None = Field(
        None,
        title="Fin",
        description="Jour où l’entente a pris ou prendra fin : à son terme, ou par un avis.",
        json_schema_extra=CALCUL,
    )
    objet: Description | None = Field(None, title="Objet", description="« Reportage photographique de mariage ».")
    piece: IdPiece | None = Field(None, title="Pièce", description="La pièce qui contient le contrat.")
    clauses: tuple[Clause, ...] = Field((), title="Clauses", description="Les passages que la lettre cite.")
    interet: InteretConvenu | None = Field(
        None, title="Intérêt convenu", description="Seulement si le contrat en prévoit."
    )

    @property
    def preuve_de_l_interet(self) -> str | None:
        """La pièce qui prouve l'intérêt convenu : la sienne, sinon celle du contrat; None sans l'une ni l'autre."""
        return (self.interet.piece or self.piece) if self.interet else None

    @property
    def met_en_demeure(self) -> bool:
        """Oui si une clause prouvée met le débiteur en demeure par le seul écoulement du temps (F1.05)."""
        return bool(self.interet and self.interet.demeure_automatique and self.preuve_de_l_interet)
