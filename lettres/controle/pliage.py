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
    return _BLANCS.sub(" ", sans_accents(texte)).lower()
