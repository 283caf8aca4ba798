"""Paramètres du droit : des valeurs datées, avec leur source et leur certitude, lues de fichiers YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict


class _Bloc(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Reference(_Bloc):
    """Un texte de loi : le même objet sert au message, à la lettre et à la documentation."""

    loi: str
    article: str = ""
    texte: str = ""

    def __str__(self) -> str:
        article = f", art. {self.article}" if self.article else ""
        return f"{self.loi}{article}" + (f"; {self.texte}" if self.texte else "")


class _Valeur(_Bloc):
    valeur: Decimal
    depuis: date | None
    jusqu_au: date | None = None
    reference: Reference
    fiche: str
    certitude: Literal["sûr", "probable", "à vérifier", "de mémoire", "choix"]
    verifie_le: date

    def couvre(self, jour: date) -> bool:
        """Dit si la valeur est en vigueur ce jour-là."""
        return (self.depuis is None or self.depuis <= jour) and (self.jusqu_au is None or jour <= self.jusqu_au)


class _Parametre(_Bloc):
    titre: str
    unite: str
    valeurs: tuple[_Valeur, ...]


@dataclass(frozen=True, slots=True)
class Parametre:
    """La valeur d'un paramètre à une date."""

    cle: str
    titre: str
    unite: str
    valeur: Decimal
    reference: Reference
    fiche: str
    certitude: str


class ParametreInconnu(LookupError):
    """Aucune valeur connue pour cette clé à cette date : on arrête, on n'extrapole pas."""


@cache
def _tous() -> Mapping[str, _Parametre]:
    parametres: dict[str, _Parametre] = {}
    dossier = files("lettres.droit") / "parametres"
    for fichier in sorted(dossier.iterdir(), key=lambda f: f.name):
        if fichier.name.endswith(".yaml"):
            contenu = yaml.safe_load(fichier.read_text(encoding="utf-8"))
            parametres |= {cle: _Parametre.model_validate(bloc) for cle, bloc in contenu.items()}
    return parametres


def parametre(cle: str, au: date) -> Parametre:
    """Rend la valeur en vigueur au jour `au`. Lève ParametreInconnu s'il n'y en a pas."""
    bloc = _tous().get(cle)
    connues = [v for v in bloc.valeurs if v.couvre(au)] if bloc else []
    if bloc is None or not connues:
        raise ParametreInconnu(f"Aucune valeur connue pour « {cle} » au {au.isoformat()}.")
    v = max(connues, key=lambda v: v.depuis or date.min)
    return Parametre(cle, bloc.titre, bloc.unite, v.valeur, v.reference, v.fiche, v.certitude)


def jours(cle: str, au: date) -> int:
    """Rend un paramètre entier : jours, mois, années ou heure."""
    return int(parametre(cle, au).valeur)
