"""L'inscription : une ligne du journal, ce qu'elle corrige, et l'annulation, qui n'en laisse rien."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias, TypeVar

from pydantic import Discriminator, Field, Tag

from lettres.dossier.fait import JOURNAL, Fait
from lettres.dossier.types import Texte, UnRang


class LigneDuJournal(Fait):
    """Une ligne du journal. Elle peut en remplacer une autre de la même liste, qui dès lors ne compte plus."""

    corrige: UnRang | None = Field(
        None,
        title="Corrige",
        description="Le rang, dans la même liste, de l’inscription que celle-ci remplace.",
        json_schema_extra=JOURNAL,
    )


class LigneMotivee(LigneDuJournal):
    """Une ligne du journal qui dit ses raisons."""

    motif: Texte | None = Field(
        None, title="Motif", description="Pourquoi l’on corrige, ou ce qui l’explique.", json_schema_extra=JOURNAL
    )


class Annulation(Fait):
    """Une inscription annulée, sans rien pour la remplacer : ce qu'elle disait n'a pas eu lieu."""

    corrige: UnRang = Field(
        title="Corrige",
        description="Le rang, dans la même liste, de l’inscription annulée.",
        json_schema_extra=JOURNAL,
    )
    motif: Texte = Field(title="Motif", description="Pourquoi elle est annulée.", json_schema_extra=JOURNAL)


_ECRITES = (dict, Mapping)
"""D'abord la sorte de presque toutes les lignes : une sorte abstraite se demande bien plus lentement."""


def _sorte(ligne: object) -> str:
    """Une ligne qui ne fait que corriger est une annulation."""
    if isinstance(ligne, _ECRITES):
        seule = "corrige" in ligne and set(ligne) <= Annulation.model_fields.keys()
        return "annulation" if seule else "inscription"
    return "annulation" if isinstance(ligne, Annulation) else "inscription"


_L = TypeVar("_L", bound=Fait)

OuAnnulation: TypeAlias = Annotated[
    Annotated[_L, Tag("inscription")] | Annotated[Annulation, Tag("annulation")], Discriminator(_sorte)
]
"""Une inscription de cette sorte, ou l'annulation d'une autre de la même liste."""
