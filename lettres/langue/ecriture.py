"""Écriture : une somme, un taux et une date en français, une fois pour tout l'outil; et ce qu'on y relit."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NewType

SommeEcrite = NewType("SommeEcrite", str)
"""Une somme que `exact` a écrite, et rien d'autre : `somme_lue` la rend."""
DateEcrite = NewType("DateEcrite", str)
"""Une date que `jour` a écrite, précédée ou suivie de ce qui n'en est pas une autre : `jour_lu` la rend."""

INSECABLE = "\u00a0"
TRAIT_INSECABLE = "\u2011"
"""Le trait d'union d'un numéro, qui ne se coupe pas au bout d'une ligne."""

MOIS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre"),
    *("octobre", "novembre", "décembre"),
)
_JUSQU_A_DIX_NEUF = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize"),
    *("quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
_DIZAINES = ("", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt")
_GRANDS = ((10**12, "billion"), (10**9, "milliard"), (10**6, "million"))
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def nombre(valeur: Decimal) -> str:
    """« 15 000 », « 9,975 » : tranches de trois chiffres, virgule, sans zéro superflu."""
    entier, _, decimales = f"{valeur.normalize():f}".partition(".")
    return _tranches(entier) + (f",{decimales}" if decimales else "")


def dollars(somme: Decimal) -> str:
    """« 1 149,75 $ »; les cents se taisent quand la somme est ronde et grande : « 15 000 $ »."""
    if somme == somme.to_integral_value() and somme >= 1000:
        return f"{nombre(somme)}{INSECABLE}$"
    return exact(somme)


def exact(somme: Decimal) -> SommeEcrite:
    """« 1 000,00 $ » : toujours deux décimales."""
    entier, cents = f"{somme:.2f}".split(".")
    return SommeEcrite(f"{_tranches(entier)},{cents}{INSECABLE}$")


def somme_lue(ecrite: SommeEcrite) -> Decimal:
    """La somme écrite, telle qu'elle s'imprime : au cent près."""
    return Decimal(ecrite.removesuffix(f"{INSECABLE}$").replace(INSECABLE, "").replace(",", "."))


def pour_cent(taux: Decimal) -> str:
    """« 12,5 % »."""
    return f"{nombre(taux)}{INSECABLE}%"


def jour(quand: date) -> DateEcrite:
    """« 1er octobre 2026 »."""
    quantieme = "1er" if quand.day == 1 else str(quand.day)
    return DateEcrite(f"{quantieme}{INSECABLE}{MOIS[quand.month - 1]} {quand.year}")


def jour_et_date(quand: date) -> DateEcrite:
    """« lundi 7 décembre 2026 »."""
    return DateEcrite(f"{JOURS[quand.weekday()]} {jour(quand)}")


def jour_lu(ecrite: DateEcrite) -> date:
    """Le jour écrit, sans l'heure qui peut le suivre."""
    quantieme, mois, annee = re.findall(rf"(?<!\d)(\d{{1,2}})(?:er)?{INSECABLE}(\w{{3,9}}) (\d{{4}})", ecrite)[0]
    return date(int(annee), MOIS.index(mois) + 1, int(quantieme))


@lru_cache(maxsize=1024)
def en_lettres(nombre: int) -> str:
    """« deux cent mille quatre-vingts » : un entier en toutes lettres, orthographe traditionnelle."""
    mots: list[str] = []
    reste = nombre
    for grand, nom in _GRANDS:
        combien, reste = divmod(reste, grand)
        if combien:
            mots += [en_lettres(combien), nom if combien == 1 else f"{nom}s"]
    milliers, reste = divmod(reste, 1000)
    if milliers:
        # -- « mille » ne s'accorde pas, et rien ne s'accorde devant lui --
        mots += [*([] if milliers == 1 else [_moins_de_mille(milliers, seul=False)]), "mille"]
    if reste or not mots:
        mots.append(_moins_de_mille(reste))
    return " ".join(mots)


def _moins_de_mille(nombre: int, *, seul: bool = True) -> str:
    """« deux cents », « deux cent un » : « cent » et « vingt » s'accordent si rien ne les suit."""
    centaines, reste = divmod(nombre, 100)
    mots = [] if centaines < 2 else [_JUSQU_A_DIX_NEUF[centaines]]
    if centaines:
        mots.append("cents" if centaines > 1 and not reste and seul else "cent")
    if reste or not centaines:
        mots.append(_moins_de_cent(reste, seul=seul))
    return " ".join(mots)


def _moins_de_cent(nombre: int, *, seul: bool) -> str:
    if nombre < 20:
        return _JUSQU_A_DIX_NEUF[nombre]
    dizaine, unite = divmod(nombre, 10)
    if dizaine in (7, 9):
        unite += 10
    if not unite:
        return f"{_DIZAINES[dizaine]}{'s' if dizaine == 8 and seul else ''}"
    return f"{_DIZAINES[dizaine]}{' et ' if unite in (1, 11) and dizaine < 8 else '-'}{_JUSQU_A_DIX_NEUF[unite]}"


def compte_de(valeur: int, mot: str) -> str:
    """« 1 jour », « 10 jours » : en français, le pluriel commence à deux."""
    pluriel = mot if valeur < 2 or mot.endswith(("s", "x")) else f"{mot}s"
    return f"{valeur}{INSECABLE}{pluriel}"


def _tranches(entier: str) -> str:
    return f"{int(entier):,}".replace(",", INSECABLE)
