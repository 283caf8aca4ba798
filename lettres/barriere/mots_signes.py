"""Mots signés : ce que les deux signent, ils le disent tous deux, guillemets compris.

Ailleurs, les mots que la lettre rapporte ne sont pas ceux de qui l'écrit. Dans une entente, dans une transaction,
l'objet du contrat, la description d'une facture, une concession se signent mot pour mot : seul un fait y rapporte
encore ce que l'autre a écrit ou dit.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from lettres.barriere.lecture import Paragraphe
from lettres.barriere.listes import TypeDeLettre
from lettres.barriere.zones import Zones
from lettres.catalogue import capacites
from lettres.langue.pliage import sans_guillemets
from lettres.socle.classes import replace
from lettres.socle.expression import Expression

_UN_FAIT = Expression(r"\W{0,4}(?:le (?:ou vers le )?\d|\(?pieces? \S)[^\n:]{0,80} : ")
"""Le début d'une ligne de récit : « Le 9 novembre 2026 (pièce P-5) : »."""

_APRES_LE_NOM = Expression(r"[,;:(–—]| - ")
_PARLE = Expression(r"\b(?:qui|renonc\w+|s'engage\w*)\b")


def tels_qu_on_les_signe(zones: Zones, type_: TypeDeLettre) -> Zones:
    """Les zones d'une lettre de ce type, où les mots entre guillemets de ce qui se signe sont dits par qui le signe."""
    if not capacites(type_.lettre).se_signe:
        return zones
    dits = tuple([(p, dit if _UN_FAIT.match(p.su.plie) else p.su.plie) for p, dit in zones.dits])
    return replace(zones, dits=dits, noms=cache(lambda: noms_seuls(zones.noms(), type_)))


def noms_seuls(propres: Sequence[str], type_: TypeDeLettre) -> tuple[str, ...]:
    """Les noms qui n'excusent que ce qui nomme : de ce qui se signe, rien après la virgule, ni un nom qui parle."""
    if not capacites(type_.lettre).se_signe:
        return tuple(propres)
    seuls = {_APRES_LE_NOM.split(nom)[0].strip() for nom in propres}
    return tuple(sorted((nom for nom in seuls if " " in nom and not _PARLE.search(nom)), key=len, reverse=True))


def mots_signes(paragraphes: Sequence[Paragraphe], type_: TypeDeLettre) -> list[str]:
    """Leurs mots, signe pour signe; de ce qui se signe, sans les guillemets qui les diraient d'un autre."""
    if not capacites(type_.lettre).se_signe:
        return [p.texte for p in paragraphes]
    return [p.texte if _UN_FAIT.match(p.su.plie) else sans_guillemets(p.texte) for p in paragraphes]
