"""Reconnaissables : à quoi un nom, un numéro ou une rue se reconnaissent dans une phrase, quoi que l’on en abrège."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from lettres.deguisement.lexique import lexique, plie
from lettres.langue.pliage import lettres_nues

_ENTRE = r"[\s,.’'\u00a0-]"
_COLLE_MIN = 6
"""D'au moins tant de lettres, un nom de plusieurs mots se reconnaît aussi collé : « stpierre »."""

_LATINES = [chr(place) for place in (*range(0xC0, 0x180), *range(0x1E00, 0x1F00))]
_ACCENTUEES = {
    base: base + "".join(s for s in _LATINES if unicodedata.normalize("NFD", s)[0] == base)
    for base in string.ascii_letters
}
"""Une lettre, et toutes celles qui ne s'en distinguent que par leur accent."""

_NUMERO_DE_PORTE = re.compile(r"^\W*\d+\s?[A-Za-z]?(?!\w)\W*")
_DERNIERE_MENTION = re.compile(r"(?:,|\s(?:app|apt|bureau|suite|unité|local)\b).*", re.IGNORECASE | re.DOTALL)


def motif_du_nom(morceaux: Sequence[str], *, casse: bool) -> str:
    """Ce texte, avec ou sans accents, jusque dans un identifiant : « JFBlanc_Granby », « zoe.marchand »."""
    vu = _sans_accent(morceaux[0])
    for avant, apres in pairwise(morceaux):
        # -- entre une lettre et un chiffre, rien ne sépare toujours --
        vu += f"{_ENTRE}{{{int(avant[-1].isdigit() == apres[0].isdigit())},3}}{_sans_accent(apres)}"
    if not all(m.isalpha() for m in morceaux):
        return rf"(?<!\w)(?i:{vu})(?!\w)"
    entier = rf"(?<![^\W\d_])(?i:{vu})(?![^\W\d_])"
    if casse:
        capitales = _sans_accent(morceaux[0].upper())
        colle = rf"(?<=\w[._])(?i:{vu})(?![^\W\d_])|(?<![^\W\d_])(?i:{vu})(?=[._]\w)"
        entier = rf"(?<![^\W\d_])(?:{vu}{f'|{capitales}' if len(morceaux) == 1 else ''})(?![^\W\d_])|{colle}"
    elif len(morceaux) > 1 and sum(map(len, morceaux)) >= _COLLE_MIN:
        entier += rf"|(?<![^\W\d_])(?i:{''.join(map(_sans_accent, morceaux))})(?![^\W\d_])"
    if len(morceaux) == 1 and len(morceaux[0]) > 3 and morceaux[0].istitle():
        entier += rf"|{vu}(?![a-zß-ÿ])"
    return entier


def motif_de_la_voie(voie: str) -> str | None:
    """Cette rue, abrégée ou non : « 77 des Pins », « av. des Pins O. »; None si rien ne la distingue.

    Le numéro de porte, s'il est dit, est le groupe du motif.
    """
    mots = _DERNIERE_MENTION.sub("", _NUMERO_DE_PORTE.sub("", voie.strip())).split()
    if mots and plie(mots[0]) in lexique().voies:
        mots = mots[1:]
    if len(mots) > 1 and plie(mots[-1]) in lexique().points:
        mots = mots[:-1]
    morceaux = re.findall(r"[^\W_]+", " ".join(mots))
    if not any(len(m) > 2 and m[0].isupper() for m in morceaux):
        return None
    genres, points = "|".join(map(_sans_accent, lexique().voies)), "|".join(lexique().points)
    coeur = rf"{_ENTRE}{{1,3}}".join(map(_sans_accent, morceaux))
    devant = rf"(?<![\w-])(?:(\d+[A-Za-z]?)\b,?\s+(?:(?i:{genres})\b\.?\s+)?|(?i:{genres})\b\.?\s+)"
    return rf"{devant}{coeur}(?!\w)(?:\s+(?i:{points})\b\.?)?"


def _sans_accent(mot: str) -> str:
    """Le motif de ce mot, avec ou sans ses accents, ses ligatures défaites ou non."""
    signes = [f"[{_ACCENTUEES[s]}]" if s in _ACCENTUEES else re.escape(s) for s in lettres_nues(mot)]
    motif = "".join(signes)
    for deux, une in (("oe", "œ"), ("ae", "æ"), ("OE", "Œ"), ("Oe", "Œ")):
        classes = "".join(f"[{_ACCENTUEES[s]}]" for s in deux)
        motif = motif.replace(classes, f"(?:{classes}|{une})")
    return motif
