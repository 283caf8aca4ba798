"""Valeurs nommées : les compléments d'un dossier, pour un modèle à soi; chacun un texte, une somme ou une date."""

from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from lettres.dossier.fait import CALCUL, Fait
from lettres.dossier.refus import refus
from lettres.dossier.types import Jour, Montant, Texte
from lettres.socle.champ import JUMEAUX
from lettres.socle.expression import Expression

_CLE = Expression(r"[a-z][a-z0-9_]{0,39}")


def nommer(cle: str) -> str:
    """Le nom d'un complément, s'il en est un. Lève un refus."""
    if not _CLE.fullmatch(cle):
        message = "Le nom d’un complément n’a que des minuscules sans accent, des chiffres et « _ »."
        raise refus("cle_de_complement", message, "Par exemple : « numero_de_police ».")
    if cle.endswith(tuple(JUMEAUX.values())):
        message = "Ce nom est celui du jumeau d’un autre : il se compare, et ne s’écrit pas au dossier."
        raise refus("cle_de_complement", message, "Retirez « _nombre » ou « _iso » de la fin du nom.")
    return cle


class Complement(Fait):
    """Un texte, une somme ou une date : ce qui est donné, et rien d'autre."""

    texte: Texte | None = Field(None, title="Texte", description="Un texte.", json_schema_extra=CALCUL)
    somme: Montant | None = Field(
        None, title="Somme", description="Une somme, que la lettre met en forme.", json_schema_extra=CALCUL
    )
    date: Jour | None = Field(
        None, title="Date", description="Un jour, que la lettre met en forme.", json_schema_extra=CALCUL
    )

    @model_validator(mode="after")
    def _un_seul(self) -> Self:
        if sum(valeur is not None for valeur in (self.texte, self.somme, self.date)) != 1:
            message = "Un complément est un texte, une somme ou une date : un seul des trois."
            raise refus("incoherence", message, "Écrivez un texte, « {somme: 12,50 $} » ou « {date: 2026-12-01} ».")
        return self


def _de_texte(valeur: object) -> object:
    return {"texte": valeur} if isinstance(valeur, str) else valeur


ValeursNommees = dict[
    Annotated[str, AfterValidator(nommer)],
    Annotated[Complement, BeforeValidator(_de_texte, json_schema_input_type=str | Complement)],
]
"""Les compléments d'un dossier, par nom."""
