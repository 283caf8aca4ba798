"""Caractères : ceux qu'une lettre ne peut pas imprimer."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLES = frozenset(
    {0x00AD, 0x061C, 0x200B, 0x200C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF}
    | {*range(0x202A, 0x202F)}
    | {*range(0x2060, 0x2070)}
    | {*range(0xE0000, 0xE0080)}
)
"""Trait d'union conditionnel, marques de sens, espaces de largeur nulle, séparateurs de ligne, étiquettes.

Le liant U+200D est permis : il soude les emojis.
"""

_DRAPEAU_DE_REGION = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
"""Un drapeau noir et le code d'une région, en étiquettes : la seule suite où une étiquette se voit."""


def caracteres_refuses(texte: str) -> list[tuple[int, str]]:
    """Rend la position et le code `U+XXXX` de chaque caractère qu'une lettre ne peut pas imprimer."""
    refuses = [(i, f"U+{ord(c):04X}") for i, c in enumerate(texte) if c not in "\n\t" and _ne_s_imprime_pas(c)]
    if not refuses:
        return refuses
    dessines = {i for drapeau in _DRAPEAU_DE_REGION.finditer(texte) for i in range(*drapeau.span())}
    return [(i, nom) for i, nom in refuses if i not in dessines]


def _ne_s_imprime_pas(caractere: str) -> bool:
    point = ord(caractere)
    hors_caractere = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return point in _INVISIBLES or hors_caractere or unicodedata.category(caractere) in {"Cc", "Cs", "Co"}
