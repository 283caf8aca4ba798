"""Pliage : un texte sans accents ni majuscules, apostrophes, traits et espaces unifiés, pour y chercher des mots."""

from __future__ import annotations

import re
import unicodedata

_SIGNES = str.maketrans(
    {
        **dict.fromkeys("\u2019\u2018\u02bc`\u00b4", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u201c\u201d\u201e", '"'),
        "œ": "oe",
        "Œ": "OE",
        "\u00ad": None,
        "\u200b": None,
    }
)
_ACCENTS = re.compile("[\u0300-\u036f]")
_BLANCS = re.compile(r"[^\S\n]+")


def sans_accents(texte: str) -> str:
    """Les lettres sans accents; apostrophes, tirets et guillemets droits. Un motif se plie ainsi."""
    if texte.isascii():
        return texte.translate(_SIGNES)
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", texte.translate(_SIGNES)))


def plier(texte: str) -> str:
    """Le texte où chercher : sans accents, en minuscules, une seule espace entre les mots."""
    commun = texte
    for signe, plie in _FREQUENTS:
        commun = commun.replace(signe, plie)
    try:
        octets = commun.encode("latin-1").translate(_PLIS)
    except UnicodeEncodeError:
        return _plier(texte)
    if _A_PART in octets:
        return _plier(texte)
    lu = octets.decode("latin-1")
    return _BLANCS.sub(" ", lu) if "  " in lu else lu


def _plier(texte: str) -> str:
    return _BLANCS.sub(" ", sans_accents(texte)).lower()


def _octet(signe: str) -> bytes:
    """Ce que devient un signe ordinaire, octet pour octet; `_A_PART` s'il n'en donne pas un seul."""
    try:
        plie = _plier(signe).encode("latin-1")
    except UnicodeEncodeError:
        return _A_PART
    return plie if len(plie) == 1 and (plie != b" " or signe.isspace()) else _A_PART


# -- À quelques signes près, ce qui s'écrit en français tient dans une page de codes, qui se plie d'un seul coup --
_FREQUENTS = (("\u2019", "'"), ("\u2013", "-"), ("\u2011", "-"), ("\u202f", " "), ("œ", "oe"), ("…", "..."))
_A_PART = b"\x00"
_PLIS = b"".join(_octet(chr(code)) for code in range(256))
