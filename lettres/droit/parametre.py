"""Paramètres du droit : des valeurs datées, avec leur source et leur certitude, lues de fichiers YAML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConfigDict

from lettres.donnees import lire_yaml

Certitude = Literal["sûr", "probable", "à vérifier", "de mémoire", "choix"]

_MOIS_AVANT_RELECTURE = 12


class _Bloc(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Reference(_Bloc):
    """Un texte de loi : le même objet sert au message, à la lettre et à la documentation.

    `titre` et `url` disent où le texte, ou ce qui en tient lieu, a été lu.
    """

    loi: str
    article: str = ""
    texte: str = ""
    titre: str = ""
    url: str = ""

    def __str__(self) -> str:
        article = f", art. {self.article}" if self.article else ""
        return f"{self.loi}{article}" + (f"; {self.texte}" if self.texte else "")


class _Valeur(_Bloc):
    valeur: Decimal
    depuis: date | None
    jusqu_au: date | None = None
    reference: Reference
    fiche: str
    certitude: Certitude
    verifie_le: date
    exact: bool = True
    note: str = ""

    def couvre(self, jour: date) -> bool:
        """Dit si la valeur est en vigueur ce jour-là."""
        return (self.depuis is None or self.depuis <= jour) and (self.jusqu_au is None or jour <= self.jusqu_au)


class _Parametre(_Bloc):
    titre: str
    unite: str
    valeurs: tuple[_Valeur, ...]


@dataclass(frozen=True, slots=True)
class Parametre:
    """La valeur d'un paramètre à une date.

    `depuis` vaut None pour une valeur sans date d'entrée en vigueur connue; `exact` est faux quand le chiffre n'est pas
    lu tel quel dans un texte : recalculé, ou choisi par l'outil.
    """

    cle: str
    titre: str
    unite: str
    valeur: Decimal
    depuis: date | None
    jusqu_au: date | None
    reference: Reference
    fiche: str
    certitude: Certitude
    verifie_le: date
    exact: bool
    note: str

    @property
    def est_sur(self) -> bool:
        """Dit si une lettre peut l'affirmer."""
        return self.certitude == "sûr"

    def est_a_reverifier(self, au: date) -> bool:
        """Dit si la valeur est incertaine, ou n'a pas été relue depuis plus de douze mois au jour `au`."""
        perimee = self.verifie_le + relativedelta(months=_MOIS_AVANT_RELECTURE) < au
        return self.certitude not in {"sûr", "choix"} or perimee


class ParametreInconnu(LookupError):
    """Aucune valeur connue pour cette clé à cette date : on arrête, on n'extrapole pas."""


@cache
def _tous() -> Mapping[str, _Parametre]:
    parametres: dict[str, _Parametre] = {}
    dossier = files("lettres.droit") / "parametres"
    for fichier in sorted(dossier.iterdir(), key=lambda f: f.name):
        if fichier.name.endswith(".yaml"):
            contenu = lire_yaml(fichier)
            parametres |= {cle: _Parametre.model_validate(bloc) for cle, bloc in contenu.items()}
    return parametres


def cles() -> tuple[str, ...]:
    """Toutes les clés, dans l'ordre alphabétique."""
    return tuple(sorted(_tous()))


def parametre(cle: str, au: date) -> Parametre:
    """Rend la valeur en vigueur au jour `au`. Lève ParametreInconnu s'il n'y en a pas."""
    bloc = _tous().get(cle)
    connues = [v for v in bloc.valeurs if v.couvre(au)] if bloc else []
    if bloc is None or not connues:
        raise ParametreInconnu(f"Aucune valeur connue pour « {cle} » au {au.isoformat()}.")
    v = max(connues, key=lambda v: v.depuis or date.min)
    return _date(cle, bloc, v)


def valeurs(cle: str) -> tuple[Parametre, ...]:
    """Toutes les valeurs d'un paramètre, de la plus ancienne à la plus récente; vide si la clé n'existe pas."""
    bloc = _tous().get(cle)
    if bloc is None:
        return ()
    return tuple(_date(cle, bloc, v) for v in sorted(bloc.valeurs, key=lambda v: v.depuis or date.min))


def _date(cle: str, bloc: _Parametre, v: _Valeur) -> Parametre:
    return Parametre(
        cle=cle,
        titre=bloc.titre,
        unite=bloc.unite,
        valeur=v.valeur,
        depuis=v.depuis,
        jusqu_au=v.jusqu_au,
        reference=v.reference,
        fiche=v.fiche,
        certitude=v.certitude,
        verifie_le=v.verifie_le,
        exact=v.exact,
        note=v.note,
    )


def jours(cle: str, au: date) -> int:
    """Rend un paramètre entier : jours, mois, années ou heure."""
    return int(parametre(cle, au).valeur)
