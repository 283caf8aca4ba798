"""Paramètres du droit : des faits datés, avec leur source et leur certitude, lus de fichiers YAML.

Un paramètre est un nombre (`Parametre`) ou un énoncé (`Enonce`). Ce qui n'a pas été trouvé se dit : une date d'entrée
en vigueur, une adresse sont alors « inconnues »; rien n'y reste vide en silence.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, Literal
from urllib.parse import urlsplit

from dateutil.relativedelta import relativedelta

from lettres.socle.classes import dataclass
from lettres.socle.donnees import Livree, donnees_de

Certitude = Literal["sûr", "probable", "à vérifier", "de mémoire", "choix"]

_MOIS_AVANT_RELECTURE = 12
_HOTES_OFFICIELS = ("gouv.qc.ca", "quebec.ca", "revenuquebec.ca", "gc.ca", "barreau.qc.ca")


class SansDate(StrEnum):
    """Pourquoi un fait n'a pas de date d'entrée en vigueur."""

    INCONNU = "inconnu"
    SANS_OBJET = "sans objet"


class Reference(Livree):
    """Un texte de loi : le même objet sert au message, à la lettre et à la documentation.

    `titre` et `url` disent où le texte, ou ce qui en tient lieu, a été lu; `url` vaut « inconnue » si la source n'en
    donne pas. `officielle` vaut « inconnue » quand `url` n'est pas celle d'une autorité publique.
    """

    loi: str
    article: str = ""
    texte: str = ""
    titre: str = ""
    url: str = ""
    officielle: Literal["", "inconnue"] = ""

    def __str__(self) -> str:
        article = f", art. {self.article}" if self.article else ""
        return f"{self.loi}{article}" + (f"; {self.texte}" if self.texte else "")

    @property
    def adresse(self) -> str:
        """L'adresse Web, vide quand la source n'en donne pas."""
        return "" if self.url == "inconnue" else self.url

    @property
    def est_officielle(self) -> bool:
        """Dit si l'adresse est celle d'une autorité publique."""
        hote = urlsplit(self.url).hostname or ""
        return any(hote == officiel or hote.endswith(f".{officiel}") for officiel in _HOTES_OFFICIELS)


def _debut(depuis: date | SansDate, connu_le: date | None) -> date:
    return (connu_le or date.min) if isinstance(depuis, SansDate) else depuis


class _FaitLu(Livree):
    """Ce que le fichier dit de tout fait."""

    depuis: date | SansDate
    connu_le: date | None = None
    """Le premier jour où la source le dit, quand on ignore depuis quand il vaut et qu'il a déjà valu autre chose."""
    jusqu_au: date | None = None
    reference: Reference
    fiche: str
    certitude: Certitude
    verifie_le: date
    note: str = ""

    @property
    def debut(self) -> date:
        """Le premier jour du fait."""
        return _debut(self.depuis, self.connu_le)

    def couvre(self, jour: date) -> bool:
        """Dit si le fait est en vigueur ce jour-là."""
        return self.debut <= jour and (self.jusqu_au is None or jour <= self.jusqu_au)


class _Valeur(_FaitLu):
    valeur: Decimal
    exact: bool = True


class _Texte(_FaitLu):
    texte: str


class _Parametre(Livree):
    titre: str
    unite: str = ""
    valeurs: tuple[_Valeur | _Texte, ...]


@dataclass(frozen=True, slots=True)
class _Date:
    """Un fait du droit à une date : d'où il vient, depuis quand il vaut et ce qu'on en sait."""

    cle: str
    titre: str
    depuis: date | SansDate
    connu_le: date | None
    jusqu_au: date | None
    reference: Reference
    fiche: str
    certitude: Certitude
    verifie_le: date
    note: str

    @property
    def debut(self) -> date:
        """Le premier jour du fait; sans date d'entrée en vigueur, celui où on le connaît, sinon depuis toujours."""
        return _debut(self.depuis, self.connu_le)

    @property
    def est_sur(self) -> bool:
        """Dit si une lettre peut l'affirmer."""
        return self.certitude == "sûr"

    def est_a_reverifier(self, au: date) -> bool:
        """Dit si le fait est incertain, ou n'a pas été relu depuis plus de douze mois au jour `au`."""
        perime = self.verifie_le + relativedelta(months=_MOIS_AVANT_RELECTURE) < au
        return self.certitude not in {"sûr", "choix"} or perime


@dataclass(frozen=True, slots=True)
class Parametre(_Date):
    """Un fait chiffré. `exact` est faux quand le chiffre n'est pas lu tel quel : recalculé, ou choisi par l'outil."""

    valeur: Decimal
    unite: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Enonce(_Date):
    """Un fait qui se dit en mots : ce qui est interdit, exclu, ou l'endroit où s'adresser."""

    texte: str


FaitDeDroit = Parametre | Enonce
"""Ce que porte une clé."""


class ParametreInconnu(LookupError):
    """Aucune valeur connue pour cette clé à cette date : on arrête, on n'extrapole pas."""


@cache
def _tous() -> Mapping[str, Any]:
    """Ce que disent les fichiers de chaque clé."""
    return {cle: bloc for _, contenu in donnees_de("droit/parametres") for cle, bloc in contenu.items()}


@cache
def _bloc(cle: str) -> _Parametre | None:
    """Une clé, lue le jour où on la demande."""
    return _Parametre.model_validate(_tous()[cle]) if cle in _tous() else None


def cles() -> tuple[str, ...]:
    """Toutes les clés, dans l'ordre alphabétique."""
    return tuple(sorted(_tous()))


@lru_cache(maxsize=4096)
def fait(cle: str, au: date) -> FaitDeDroit:
    """Rend le fait en vigueur au jour `au`, chiffré ou non; jamais deux à la fois. Lève ParametreInconnu sans fait."""
    bloc = _bloc(cle)
    connus = [lu for lu in bloc.valeurs if lu.couvre(au)] if bloc else []
    if bloc is None or not connus:
        raise ParametreInconnu(f"Aucune valeur connue pour « {cle} » au {au.isoformat()}.")
    return _dater(cle, bloc, connus[0])


@lru_cache(maxsize=4096)
def parametre(cle: str, au: date) -> Parametre:
    """Rend la valeur en vigueur au jour `au`. Lève ParametreInconnu s'il n'y en a pas."""
    trouve = fait(cle, au)
    if not isinstance(trouve, Parametre):
        raise ParametreInconnu(f"« {cle} » est un énoncé, non une valeur.")
    return trouve


def enonce(cle: str, au: date) -> Enonce:
    """Rend l'énoncé en vigueur au jour `au`. Lève ParametreInconnu s'il n'y en a pas."""
    trouve = fait(cle, au)
    if not isinstance(trouve, Enonce):
        raise ParametreInconnu(f"« {cle} » est une valeur, non un énoncé.")
    return trouve


def valeurs(cle: str) -> tuple[FaitDeDroit, ...]:
    """Tous les faits d'une clé, du plus ancien au plus récent; vide si la clé n'existe pas."""
    bloc = _bloc(cle)
    if bloc is None:
        return ()
    return tuple(_dater(cle, bloc, lu) for lu in sorted(bloc.valeurs, key=lambda lu: lu.debut))


def _dater(cle: str, bloc: _Parametre, lu: _Valeur | _Texte) -> FaitDeDroit:
    dates, verifie = (lu.depuis, lu.connu_le, lu.jusqu_au), (lu.certitude, lu.verifie_le, lu.note)
    commun = (cle, bloc.titre, *dates, lu.reference, lu.fiche, *verifie)
    if isinstance(lu, _Texte):
        return Enonce(*commun, lu.texte)
    return Parametre(*commun, lu.valeur, bloc.unite, lu.exact)


@lru_cache(maxsize=4096)
def jours(cle: str, au: date) -> int:
    """Rend un paramètre entier : jours, mois, années ou heure."""
    return int(parametre(cle, au).valeur)
