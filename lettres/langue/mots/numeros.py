"""Numéros privés : cartes de paiement et numéros d'assurance sociale, reconnus à leur clé de contrôle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from lettres.socle.expression import Expression

SorteDeNumero = Literal["carte", "nas"]

_ENTRE = r"[ .\-\u2010\u2011\u2013]{1,3}"
_FORMES: dict[SorteDeNumero, re.Pattern[str]] = {
    "carte": Expression(
        r"(?<![\da-z])(?<!\d[.,])(?:"
        rf"\d{{4}}{_ENTRE}\d{{4}}{_ENTRE}\d{{4}}{_ENTRE}\d{{1,4}}(?:{_ENTRE}\d{{1,3}})?"
        rf"|\d{{4}}{_ENTRE}\d{{6}}{_ENTRE}\d{{4,5}}"
        rf"|\d{{13,19}}|\d{{2}}(?:{_ENTRE}\d{{2}}){{7}}"
        r")(?![\d]|[.,]\d| ?[$%])"
    ),
    "nas": Expression(
        rf"(?<![\da-z])(?<!\d[.,\- ])(?:\d{{3}}{_ENTRE}\d{{3}}{_ENTRE}\d{{3}}|\d{{9}})(?![\d]|[.,\- ]\d| ?[$%])"
    ),
}
_AU_MOINS: dict[SorteDeNumero, int] = {"carte": 13, "nas": 9}
"""Les chiffres du plus court."""
_CHIFFRES = re.compile(r"\d(?:[ .\-\u2010\u2011\u2013]{0,3}\d){8,}")
"""Assez de chiffres, d'un seul tenant, pour un numéro."""
_NOMMEES: dict[SorteDeNumero, re.Pattern[str]] = {
    "carte": Expression(r"\b(?:cartes?|visa|mastercard|amex|american express)\b"),
    "nas": Expression(r"\b(?:nas|n\.a\.s\.|assurance sociale)(?!\w)"),
}
_AUTRE_NUMERO = Expression(
    r"\b(?:suivi|recommande|reperage|colis|serie|commande|facture|dossier|reference|confirmation|soumission|transaction"
    r"|compte|tps|tvq|neq|tel|telephone|cellulaire|telecopieur|client|permis|modele|imei|serial|bon)\W+(?:\w+\W+){0,4}$"
)
_REGISTRE = Expression(r" ?(?:rt|rp|rc|rm|tq|ca)(?:\d{4})?\b")


def porte_un_numero(texte: str) -> bool:
    """Dit si le texte normalisé a assez de chiffres, d'un seul tenant, pour un numéro."""
    return _CHIFFRES.search(texte) is not None


def porte_une_cle_juste(texte: str) -> bool:
    """Dit si l'un des passages du texte normalisé a la forme et la clé d'un numéro, quoi qu'en disent ses voisins."""
    for suite in _CHIFFRES.finditer(texte):
        for genre in _FORMES:
            for trouve in _en_forme(suite, genre):
                if cle_juste(_chiffres(trouve)):
                    return True
    return False


def _en_forme(suite: re.Match[str], genre: SorteDeNumero) -> Iterable[re.Match[str]]:
    debut, fin = suite.span()
    if fin - debut < _AU_MOINS[genre]:
        return ()
    # -- Deux signes de plus : un numéro se juge aussi sur ce qui le suit --
    return _FORMES[genre].finditer(suite.string, debut, fin + 2)


def _chiffres(trouve: re.Match[str]) -> str:
    return re.sub(r"\D", "", trouve[0])


def numeros(texte: str, genre: SorteDeNumero) -> Iterator[tuple[int, int]]:
    """Les passages du texte normalisé qui sont un numéro de carte ou un numéro d'assurance sociale.

    Un numéro que la phrase nomme autrement (suivi, facture, série) n'en est pas un, même si la clé tombe juste.
    """
    for trouve in (t for suite in _CHIFFRES.finditer(texte) for t in _en_forme(suite, genre)):
        chiffres = _chiffres(trouve)
        avant = texte[max(0, trouve.start() - 60) : trouve.start()]
        nomme = _NOMMEES[genre].search(avant) is not None
        if _plausible(chiffres, genre, nomme=nomme) and (
            nomme or not (_AUTRE_NUMERO.search(avant) or _REGISTRE.match(texte, trouve.end()))
        ):
            yield trouve.span()


def _plausible(chiffres: str, genre: SorteDeNumero, *, nomme: bool) -> bool:
    """La clé tombe juste, et le premier chiffre est de ceux qu'on attribue."""
    if len(set(chiffres)) < 2 or not cle_juste(chiffres):
        return False
    return chiffres[0] in "23456" if genre == "carte" else nomme or _attribue(chiffres)


def cle_juste(chiffres: str) -> bool:
    """Vrai si la clé de Luhn est juste : celle d'une carte, d'un numéro d'assurance sociale."""
    from stdnum import luhn  # -- peu de textes portent un numéro : rien n'en est chargé sans lui --

    return bool(luhn.is_valid(chiffres))


def _attribue(chiffres: str) -> bool:
    from stdnum.ca import sin

    return bool(sin.is_valid(chiffres))
