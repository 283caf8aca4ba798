"""Notations lues : une somme ou une date, telles qu'un export les écrit. Rien n'est deviné : l'ambigu est refusé.

Une somme ne passe jamais par un nombre à virgule flottante : du texte, on fait des chiffres, et rien ne s'arrondit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from dateutil import tz
from pydantic_core import PydanticCustomError

from lettres.dossier.saisie.lecture_de_sommes import MONTANT_MAX
from lettres.dossier.types import lire_date
from lettres.socle.expression import Expression

Decimales = Literal["point", "virgule"]
FormatDeDate = Literal[
    "AAAA-MM-JJ", "AAAAMMJJ", "JJ/MM/AAAA", "MM/JJ/AAAA", "JJ/MM/AA", "MM/JJ/AA", "AA-MM-JJ", "mois en lettres",
    "unix", "xero",
]  # fmt: skip

_DEVISE = r"(?:CAD|CAN|CDN|CA|C)?\s?\$|CAD|CAN|CDN|\$\s?CAN?|\$"
_MONNAIE = Expression(rf"^(?:{_DEVISE})\s?|\s?(?:{_DEVISE})$")
_GROUPES = re.compile(r"(?<=[0-9])[\s\u00a0\u202f'’](?=[0-9]{3}(?![0-9]))")
_SIMPLE = Expression(r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?")
_ANGLAIS = Expression(r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_FRANCAIS = Expression(r"[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?")
_ORDINAIRE = re.compile(r"[0-9]{1,7}(?:\.[0-9]{1,2})?")
"""Ce que presque tous les exports écrivent, et qui n'a qu'un sens."""
_ENTIER = Expression(r"-?[0-9]{1,12}")
_CENT = Decimal("0.01")
_MOINS = ("-", "\u2212")


class Illisible(ValueError):
    """Une valeur qui ne se lit pas; son texte dit pourquoi, en une phrase."""


class PasDesCents(Illisible):
    """Une somme qui devait être un nombre entier de cents."""


class Ambigue(Illisible):
    """Une valeur qui se lit de deux façons; si c'est une date, `jours` les dit, et `formats`, ce qui y mène."""

    def __init__(self, message: str, jours: tuple[str, ...] = (), formats: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.jours, self.formats = jours, formats


# -- Les sommes --


@lru_cache(4096)
def lire_somme(texte: str, decimales: Decimales | None = None, *, mineure: bool = False) -> Decimal:
    """La somme, en dollars et cents, signe compris; lève Illisible, Ambigue. `mineure` : comptée en cents entiers."""
    ecrit = texte.strip()
    if not mineure and decimales != "virgule" and _ORDINAIRE.fullmatch(ecrit):
        return Decimal(ecrit).quantize(_CENT)
    if mineure:
        if not _ENTIER.fullmatch(ecrit):
            raise PasDesCents("ce n’est pas un nombre entier de cents")
        signe, somme = (-1 if ecrit.startswith("-") else 1), Decimal(ecrit.removeprefix("-")) / 100
    else:
        nu = _MONNAIE.sub("", _GROUPES.sub("", _MONNAIE.sub("", ecrit)))
        negatif = nu[:1] in _MOINS or (nu.startswith("(") and nu.endswith(")"))
        nu = nu[1:] if nu[:1] in _MOINS else nu[1:-1] if negatif else nu
        signe, somme = (-1 if negatif else 1), Decimal(_au_point(_MONNAIE.sub("", nu), decimales))
    if somme > MONTANT_MAX:
        raise Illisible("le montant est trop grand")
    if somme != somme.quantize(_CENT):
        raise Illisible("il a plus de deux décimales")
    return signe * somme.quantize(_CENT)


def _au_point(nu: str, decimales: Decimales | None) -> str:
    """Les chiffres, le point pour seule marque."""
    a_l_anglaise, a_la_francaise = _ANGLAIS.fullmatch(nu), _FRANCAIS.fullmatch(nu)
    if decimales is None and a_l_anglaise and a_la_francaise and not nu.isdigit():
        # -- « 1,234 » et « 1.234 » : mille deux cent trente-quatre, ou un et des millièmes --
        raise Ambigue("rien n’y dit ce qui sépare les milliers")
    if a_l_anglaise and decimales != "virgule":
        return nu.replace(",", "")
    if a_la_francaise and decimales != "point":
        return nu.replace(".", "").replace(",", ".")
    if decimales != "virgule" and _SIMPLE.fullmatch(nu):
        return nu
    if decimales is not None and (a_l_anglaise or a_la_francaise):
        raise Ambigue("ses décimales ne se marquent pas comme celles de cet export")
    raise Illisible("ce n’est pas un montant")


def en_texte(somme: Decimal) -> str:
    """La somme telle qu'un dossier l'écrit : « 1149.75 »."""
    return f"{somme:.2f}"


# -- Les dates --

_HEURE = r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[AaPp][Mm])?)?"
_NUMERIQUE = Expression(rf"([0-9]{{1,2}})[/.\- ]([0-9]{{1,2}})[/.\- ]([0-9]{{2}}|[0-9]{{4}}){_HEURE}")
_ANNEE_COURTE = Expression(rf"([0-9]{{2}})-([0-9]{{2}})-([0-9]{{2}}){_HEURE}")
_ISO = Expression(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ][0-9:.]*(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?")
_COLLEE = Expression(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_XERO = Expression(r"/Date\((-?[0-9]{1,14})(?:[+-][0-9]{4})?\)/")
_MOIS_ANGLAIS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_A_L_ANGLAISE = Expression(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})")
_JOUR_DEVANT = Expression(r"([0-9]{1,2})[- ]([A-Za-z]{3,9})\.?,?[- ]([0-9]{4})")
_QUEBEC = "America/Toronto"

_NUMERIQUES: Mapping[FormatDeDate, tuple[int, int, int]] = MappingProxyType(
    {"JJ/MM/AAAA": (0, 1, 4), "MM/JJ/AAAA": (1, 0, 4), "JJ/MM/AA": (0, 1, 2), "MM/JJ/AA": (1, 0, 2)}
)
"""Le rang du jour, celui du mois, et les chiffres de l'année."""


@lru_cache(4096)
def lire_jour(texte: str, formats: tuple[FormatDeDate, ...]) -> date:
    """Le jour, selon le seul format permis qui y mène; lève Illisible, ou Ambigue si deux mènent à deux jours."""
    jours: dict[date, FormatDeDate] = {}
    for format_ in formats:
        if (jour := _selon(texte.strip(), format_)) is not None:
            jours.setdefault(jour, format_)
    if not jours:
        raise Illisible("ce n’est pas une date que cette source écrit")
    if len(jours) > 1:
        raise Ambigue("elle désigne deux jours", tuple(jour.isoformat() for jour in jours), tuple(jours.values()))
    return next(iter(jours))


def formats_possibles(textes: Iterable[str], formats: Sequence[FormatDeDate]) -> tuple[FormatDeDate, ...]:
    """Ceux de ces formats où le jour et le mois ont l'ordre des dates qui n'en permettent qu'un.

    Un export n'a qu'un ordre : si deux de ses dates se contredisent, aucune n'éclaire les autres.
    """
    ordres: set[tuple[int, int]] = set()
    for texte in textes:
        permis = {_NUMERIQUES[f][:2] for f in formats if f in _NUMERIQUES and _selon(texte.strip(), f) is not None}
        if len(permis) == 1:
            ordres |= permis
        if len(ordres) > 1:
            return tuple(formats)
    return tuple(f for f in formats if not ordres or f not in _NUMERIQUES or _NUMERIQUES[f][:2] in ordres)


def _selon(texte: str, format_: FormatDeDate) -> date | None:
    try:
        if format_ in _NUMERIQUES:
            return _numerique(texte, *_NUMERIQUES[format_])
        match format_:
            case "AAAA-MM-JJ" if m := _ISO.fullmatch(texte):
                return _a_portee(date(int(m[1]), int(m[2]), int(m[3])))
            case "AA-MM-JJ" if m := _ANNEE_COURTE.fullmatch(texte):
                return _a_portee(date(2000 + int(m[1]), int(m[2]), int(m[3])))
            case "AAAAMMJJ" if m := _COLLEE.fullmatch(texte):
                return _a_portee(date(int(m[1]), int(m[2]), int(m[3])))
            case "unix" if texte.isascii() and texte.isdigit() and 9 <= len(texte) <= 11:
                # -- l'instant devient le jour que vivait le Québec --
                return _a_portee(datetime.fromtimestamp(int(texte), tz.gettz(_QUEBEC)).date())
            case "xero" if m := _XERO.fullmatch(texte):
                return _a_portee(datetime.fromtimestamp(int(m[1]) // 1000, UTC).date())
            case "mois en lettres":
                return _en_lettres(texte)
    except (ValueError, OverflowError, OSError):
        pass
    return None


def _numerique(texte: str, jour: int, mois: int, chiffres: int) -> date | None:
    m = _NUMERIQUE.fullmatch(texte)
    if m is None or len(m[3]) != chiffres:
        return None
    annee = int(m[3]) if chiffres == 4 else 2000 + int(m[3])
    return _a_portee(date(annee, int(m[mois + 1]), int(m[jour + 1])))


def _en_lettres(texte: str) -> date | None:
    if m := _A_L_ANGLAISE.fullmatch(texte):
        mois, quantieme, annee = m[1], m[2], m[3]
    elif m := _JOUR_DEVANT.fullmatch(texte):
        quantieme, mois, annee = m[1], m[2], m[3]
    else:
        return _en_francais(texte)
    abrege = mois[:3].lower()
    if abrege in _MOIS_ANGLAIS:
        return _a_portee(date(int(annee), _MOIS_ANGLAIS.index(abrege) + 1, int(quantieme)))
    return _en_francais(texte)


def _en_francais(texte: str) -> date | None:
    try:
        return lire_date(texte)
    except PydanticCustomError:
        return None


def _a_portee(jour: date) -> date:
    return lire_date(jour)
