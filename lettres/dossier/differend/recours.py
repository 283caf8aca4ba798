"""Le recours : ce qu'un avocat ou un tribunal voudra savoir, et que l'autre partie ne lit pas.

Les faiblesses se disent à l'avocat sans les cacher (J-11), ainsi que les témoins (J-14) et ce qu'on lui demande (J-13).
"""

from typing import Annotated

from pydantic import BeforeValidator, Field

from lettres.dossier.fait import Fait
from lettres.dossier.types import Description, IdPiece, Intitule, Texte


class Faiblesse(Fait):
    """Ce qui, au dossier, joue contre l'expéditeur."""

    texte: Texte = Field(title="Texte", description="La faiblesse, sans la cacher ni la juger.")
    pieces: tuple[IdPiece, ...] = Field((), title="Pièces", description="Les pièces qui la montrent.")


class Temoin(Fait):
    """Une personne qui a vu ou entendu, et ce qui la lie aux faits."""

    nom: Intitule = Field(title="Nom", description="Prénom et nom.")
    lien: Description | None = Field(
        None, title="Lien", description="Son lien avec les faits : « présente à la livraison »."
    )


def _temoin_de_texte(valeur: object) -> object:
    return {"nom": valeur} if isinstance(valeur, str) else valeur


UnTemoin = Annotated[Temoin, BeforeValidator(_temoin_de_texte, json_schema_input_type=str | Temoin)]
"""Un témoin, écrit en bloc ou simplement par son nom."""
