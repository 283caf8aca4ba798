"""Lexique : les mots dont se font les fictions, et ceux qui ne nomment personne."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count

from lettres.socle.donnees import Livree, donnees

Sonorites = dict[str, list[str]]


class Lexique(Livree):
    """Ce que livre `lexique.yaml`."""

    prenoms: dict[str, Sonorites]
    familles: list[str]
    raisons: Sonorites
    villes: Sonorites
    particules: list[str]
    formes: list[str]
    feminins: list[str]
    masculins: list[str]
    connus: list[str]


@cache
def lexique() -> Lexique:
    """Le lexique livré."""
    return Lexique.model_validate(donnees("deguisement/lexique"))


def plie(texte: str) -> str:
    """Le texte sans casse, sans accents et sans ponctuation : ce à quoi deux écritures se reconnaissent la même."""
    nu = "".join(s for s in unicodedata.normalize("NFD", texte.casefold()) if not unicodedata.combining(s))
    return " ".join(re.findall(r"[^\W_]+", nu))


def sonorite(mot: str) -> str:
    """« voyelle » si l'on élide devant ce mot, sinon « consonne » : « d'Élise », « de Rosalie »."""
    return "voyelle" if plie(mot)[:1] in set("aeiouh") else "consonne"


def sans_fin(mots: Sequence[str]) -> Iterator[str]:
    """Ces mots, puis les mêmes suivis d'un rang : il y en a toujours un autre."""
    yield from mots
    yield from (f"{mot}-{rang}" for rang in count(2) for mot in mots)
