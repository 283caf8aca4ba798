"""Valeurs : les montants et les dates qu'un texte français écrit, lus en `Decimal` et en `date`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lettres.langue.pliage import sans_accents
from lettres.langue.typographie import JOURS, MOIS

_MOIS = {sans_accents(mois): rang for rang, mois in enumerate(MOIS, 1)}
_JOURS = {sans_accents(jour): rang for rang, jour in enumerate(JOURS)}
_NOMBRE = r"\d{1,3}(?:[ ,]\d{3}){1,4}(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?"
_MONTANT = re.compile(rf"(?<![\w.,-])(?:(?P<avant>{_NOMBRE}) ?(?:\$|dollars\b|cad\b)|\$ ?(?P<apres>{_NOMBRE}))")
_MONNAIES = ("$", "dollars", "cad")
_EN_LETTRES = re.compile(r"\(([a-z' -]*)\)")
_DOLLARS = re.compile(r"\bdollars?\b")
_CHIFFRES = re.compile(r"\d+")
_DATE = re.compile(
    rf"\b(?:(?P<jour>1er|\d{{1,2}}) (?P<mois>{'|'.join(_MOIS)}) (?P<annee>\d{{4}})|(?P<iso>\d{{4}}-\d\d-\d\d))\b"
)
_SEMAINE_MAX = len("mercredi, le ")
_SEMAINE = re.compile(rf"({'|'.join(_JOURS)}),? (?:le )?\Z")

DateLue = tuple[date | None, int | None, str]
"""Une date, le rang de son jour de semaine, et les signes qui l'écrivent."""


def montants(plie: str) -> Iterator[tuple[Decimal, str]]:
    """Chaque montant en dollars d'un texte plié, et les signes qui l'écrivent."""
    if not any(monnaie in plie for monnaie in _MONNAIES):
        return
    for trouve in _MONTANT.finditer(plie):
        yield _decimal(trouve["avant"] or trouve["apres"]), trouve[0].strip()


def _decimal(nombre: str) -> Decimal:
    """« 1 149,75 », « 1,149.75 », « 60 » : les deux derniers chiffres après un signe sont des cents."""
    entier, cents = nombre, "00"
    if re.search(r"[.,]\d{1,2}$", nombre):
        entier, cents = re.split(r"[.,](?=\d{1,2}$)", nombre)
    return Decimal(f"{re.sub(r'[ .,]', '', entier)}.{cents.ljust(2, '0')}")


def sommes_en_lettres(plie: str) -> Iterator[str]:
    """Chaque montant écrit en toutes lettres entre parenthèses, comme une lettre le répète après les chiffres."""
    if "dollar" in plie:
        yield from (mots.strip() for mots in _EN_LETTRES.findall(plie) if _DOLLARS.search(mots))


def dates(plie: str) -> Iterator[DateLue]:
    """Chaque date entière d'un texte plié, son jour de semaine s'il est écrit, et ses signes.

    Un jour qui n'existe pas au calendrier (le 31 novembre) rend None.
    """
    lu = 0
    for chiffres in _CHIFFRES.finditer(plie):
        # -- Une date commence par un chiffre : on ne la cherche que là --
        trouve = _DATE.match(plie, chiffres.start()) if chiffres.start() >= lu else None
        if trouve is None:
            continue
        nomme = _SEMAINE.search(plie, max(lu, trouve.start() - _SEMAINE_MAX), trouve.start())
        debut, lu = (nomme or trouve).start(), trouve.end()
        yield _jour(trouve), _JOURS[nomme[1]] if nomme else None, plie[debut:lu]


def _jour(trouve: re.Match[str]) -> date | None:
    try:
        if trouve["iso"]:
            return date.fromisoformat(trouve["iso"])
        quantieme = 1 if trouve["jour"] == "1er" else int(trouve["jour"])
        return date(int(trouve["annee"]), _MOIS[trouve["mois"]], quantieme)
    except ValueError:
        return None


def jour_de_semaine(rang: int) -> str:
    """« lundi » pour 0."""
    return JOURS[rang]
