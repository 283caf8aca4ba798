"""Valeurs : les montants et les dates qu'un texte français écrit, lus en `Decimal` et en `date`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lettres.langue.pliage import sans_accents
from lettres.langue.typographie import JOURS, MOIS
from lettres.socle.expression import Expression

_MOIS = {sans_accents(mois): rang for rang, mois in enumerate(MOIS, 1)}
_JOURS = {sans_accents(jour): rang for rang, jour in enumerate(JOURS)}
_NOMBRE = r"\d{1,3}(?:[ ,]\d{3}){1,4}(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?"
_SUITE_D_UN_NOMBRE = r"\d{0,2}(?:[ ,]\d{3}){1,4}(?:[.,]\d{2})?|\d{0,40}(?:[.,]\d{1,2})?"
# -- Le premier signe, puis ce qui le précède : un motif qui commence par un regard s'essaie à chaque place --
_MONTANT = re.compile(
    r"(?P<premier>[\d$])(?<![\w.,-].)"
    rf"(?:(?<=\d)(?P<suite>{_SUITE_D_UN_NOMBRE}) ?(?:\$|dollars\b|cad\b)|(?<=\$) ?(?P<apres>{_NOMBRE}))"
)
_SANS_SEPARATEURS = str.maketrans("", "", " .,")
_EN_LETTRES = re.compile(r"\(([a-z' -]*)\)")
_DOLLARS = re.compile(r"\bdollars?\b")
_DATE = re.compile(
    rf"(?P<premier>\d)(?<!\w.)(?:(?P<suite>(?<=1)er|\d|) (?P<mois>{'|'.join(_MOIS)}) (?P<annee>\d{{4}})"
    r"|(?P<iso>\d{3}-\d\d-\d\d))\b"
)
_SANS_ANNEE = Expression(rf"\b(\d\d?|premier)(?: ?er)? ({'|'.join(_MOIS)})\b(?! \d{{4}})")
_HORS_D_UNE_DATE = "abcdefghijklmnopqrstuvwxyz, "
"""Ce qui précède une date, dans ce qui la nomme : son jour de semaine."""
_SEMAINE_MAX = len("mercredi, le ")
_SEMAINE = re.compile(rf"({'|'.join(_JOURS)}),? (?:le )?\Z")

DateLue = tuple[date | None, int | None, str]
"""Une date, le rang de son jour de semaine, et les signes qui l'écrivent."""


def montants(plie: str) -> Iterator[tuple[Decimal, str]]:
    """Chaque montant en dollars d'un texte plié, et les signes qui l'écrivent."""
    if not _signes(plie):
        return
    for trouve in _MONTANT.finditer(plie):
        yield _decimal(trouve["apres"] or trouve["premier"] + trouve["suite"]), trouve[0].strip()


def ecrit_ce_montant(plie: str, signes: str) -> bool:
    """Dit si un texte plié écrit un montant de ces signes mêmes, d'un bout à l'autre."""
    place = plie.find(signes)
    while place >= 0:
        trouve = _MONTANT.match(plie, place)
        if trouve and trouve[0].strip() == signes:
            return True
        place = plie.find(signes, place + 1)
    return False


def sommes(plie: str) -> set[Decimal]:
    """Les mêmes montants, chacun une fois."""
    # -- un montant ne passe pas d'une ligne à l'autre, et peu de lignes en portent --
    toutes = plie.split("\n")
    lignes = "\n".join([ligne for signe in _signes(plie) for ligne in toutes if signe in ligne])
    return {_decimal(apres or premier + suite) for premier, suite, apres in {*_MONTANT.findall(lignes)}}


def _signes(plie: str) -> list[str]:
    """Ce qui, dans ce texte, peut y faire lire un montant en dollars."""
    return [signe for signe in ("$", "dollars", "cad") if signe in plie]


def _decimal(nombre: str) -> Decimal:
    """« 1 149,75 », « 1,149.75 », « 60 » : les deux derniers chiffres après un signe sont des cents."""
    rang = max(nombre.rfind(",", -3), nombre.rfind(".", -3))
    entier, cents = (nombre, "") if rang < 0 else (nombre[:rang], nombre[rang + 1 :])
    return Decimal(f"{entier.translate(_SANS_SEPARATEURS)}.{cents.ljust(2, '0')}")


def sommes_en_lettres(plie: str) -> Iterator[str]:
    """Chaque montant écrit en toutes lettres entre parenthèses, comme une lettre le répète après les chiffres."""
    if "dollar" in plie:
        yield from (mots.strip() for mots in _EN_LETTRES.findall(plie) if _DOLLARS.search(mots))


def dates(plie: str) -> Iterator[DateLue]:
    """Chaque date entière d'un texte plié, son jour de semaine s'il est écrit, et ses signes.

    Un jour qui n'existe pas au calendrier (le 31 novembre) rend None.
    """
    lu = 0
    for trouve in _DATE.finditer(plie):
        nomme = _jour_nomme(plie, max(lu, trouve.start() - _SEMAINE_MAX), trouve.start())
        debut, lu = (nomme or trouve).start(), trouve.end()
        yield _jour(*trouve.groups("")), _JOURS[nomme[1]] if nomme else None, plie[debut:lu]


def ecrit_cette_date(plie: str, signes: str) -> bool:
    """Dit si un texte plié écrit une date de ces signes mêmes, avec ou sans son jour de semaine."""
    signes = signes.lstrip(_HORS_D_UNE_DATE)
    place = plie.find(signes)
    while place >= 0:
        trouve = _DATE.match(plie, place)
        if trouve and trouve[0] == signes:
            return True
        place = plie.find(signes, place + 1)
    return False


def _jour_nomme(plie: str, debut: int, fin: int) -> re.Match[str] | None:
    """Le jour de la semaine qui précède une date; tous ont « di » dans leur nom."""
    return _SEMAINE.search(plie, debut, fin) if plie.find("di", debut, fin) >= 0 else None


def jours(plie: str) -> set[date]:
    """Les mêmes dates, chacune une fois; sans celles qui n'existent pas."""
    lus = {_jour(*trouve) for trouve in {*_DATE.findall(plie)}}
    return {lu for lu in lus if lu is not None}


def jours_autour(plie: str, repere: date) -> set[date]:
    """Les jours d'un texte plié, dits ce jour-là : une date sans son année est la plus proche de ce repère."""
    lus = jours(plie)
    for quantieme, mois in _SANS_ANNEE.findall(plie):
        ecrit = f"{quantieme.replace('premier', '1')} {mois}"
        proches = (jours(f"{ecrit} {annee}") for annee in (repere.year - 1, repere.year, repere.year + 1))
        lus |= set(sorted((jour for lu in proches for jour in lu), key=lambda jour: abs(jour - repere))[:1])
    return lus


def _jour(premier: str, suite: str, mois: str, annee: str, iso: str) -> date | None:
    try:
        if iso:
            return date.fromisoformat(premier + iso)
        return date(int(annee), _MOIS[mois], int(premier + suite.strip("er")))
    except ValueError:
        return None


def jour_de_semaine(rang: int) -> str:
    """« lundi » pour 0."""
    return JOURS[rang]
