"""Lexique : les mots dont se font les fictions, et ceux qui ne nomment personne."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count

from lettres.langue.pliage import lettres_nues
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
    lus: list[str]
    feminins: list[str]
    masculins: list[str]
    connus: list[str]
    voies: list[str]
    points: list[str]


@cache
def lexique() -> Lexique:
    """Le lexique livré."""
    return Lexique.model_validate(donnees("deguisement/lexique"))


def plie(texte: str) -> str:
    """Le texte sans casse, sans accents et sans ponctuation : ce à quoi deux écritures se reconnaissent la même."""
    nu = lettres_nues(texte.casefold())
    return " ".join(re.findall(r"[^\W_]+", nu))


def sosies(texte: str) -> list[str]:
    """La lettre d'un autre alphabet que chaque mot mêlé de ce texte ajoute aux latines : une règle la voit."""
    trouvees = []
    for mot in map(str, re.findall(r"[^\W\d_]+", texte)):
        alphabets = {signe: unicodedata.name(signe, "").partition(" ")[0] for signe in mot}
        etrangeres: list[str] = [signe for signe, nom in alphabets.items() if nom != "LATIN"]
        if etrangeres and ("LATIN" in alphabets.values() or alphabets[etrangeres[0]] in {"FULLWIDTH", "MATHEMATICAL"}):
            trouvees.append(etrangeres[0])
    return trouvees


def sonorite(mot: str) -> str:
    """« voyelle » si l'on élide devant ce mot, sinon « consonne » : « d'Élise », « de Rosalie »."""
    return "voyelle" if plie(mot)[:1] in set("aeiouh") else "consonne"


def sans_fin(mots: Sequence[str]) -> Iterator[str]:
    """Ces mots, puis les mêmes suivis d'un rang : il y en a toujours un autre."""
    yield from mots
    yield from (f"{mot}-{rang}" for rang in count(2) for mot in mots)
