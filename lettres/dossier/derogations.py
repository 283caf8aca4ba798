"""Les dérogations : une règle adoucie d'un cran, avec un motif écrit."""

from typing import Annotated, Literal

from pydantic import Field

from lettres.dossier.fait import INTERNE, Fait
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.types import LigneDeTexte, Texte


class Derogation(Fait):
    """Une alerte rétrogradée en conseil, ou un conseil qui se tait; jamais une erreur."""

    code: LigneDeTexte = Field(title="Code", description="Le code de la règle : « T106 ».", json_schema_extra=INTERNE)
    motif: Texte = Field(
        title="Motif", description="Pourquoi la règle ne vaut pas ici, en une phrase.", json_schema_extra=INTERNE
    )
    gravite: Annotated[Literal["conseil", "tu"], Mots()] = Field(
        title="Gravité",
        description="conseil (une alerte devient un conseil) ou tu (un conseil se tait).",
        json_schema_extra=INTERNE,
    )
