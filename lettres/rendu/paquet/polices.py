"""Polices : ce que la licence d'une police incorporée permet, lu dans ses propres octets.

Word brouille les trente-deux premiers octets d'une police incorporée avec la clé qu'il écrit à côté. La table
« OS/2 » dit si l'on peut l'incorporer (`fsType`); une police restreinte, ou dont Word n'a gardé que les signes du
modèle, ne peut pas servir aux mots d'une autre lettre.
"""

from __future__ import annotations

import re
import struct

_SFNT = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_TABLES_MAX = 64
_CLE = re.compile(r"\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")
_BROUILLES = 32
_FSTYPE = 8
_MODIFIABLE = 0x0008
_RESTREINTE, _LECTURE, _IMAGES_SEULES = 0x0002, 0x0004, 0x0200


def debrouiller(octets: bytes, cle: str) -> bytes:
    """La police telle qu'elle est, de celle que Word incorpore et de sa clé (« {1DA52F38-…} »); vide, sans clé."""
    if not _CLE.fullmatch(cle):
        return b""
    suite = bytes.fromhex(re.sub(r"\W", "", cle))[::-1]
    masque = (suite * 2)[:_BROUILLES]
    debut = bytes(o ^ m for o, m in zip(octets[:_BROUILLES], masque, strict=False))
    return debut + octets[_BROUILLES:]


def pourquoi_non(police: bytes) -> str:
    """Ce qui empêche d'incorporer cette police à une lettre que l'on retouche; vide si rien ne l'empêche."""
    droits = _fstype(police)
    if droits is None:
        return "ce n’est pas une police que l’on sache lire"
    if droits & _IMAGES_SEULES:
        return "sa licence ne permet d’en incorporer que les images"
    if droits & _MODIFIABLE or not droits & (_RESTREINTE | _LECTURE):
        return ""
    if droits & _LECTURE:
        return "sa licence ne permet que de la lire et de l’imprimer, non de retoucher la lettre"
    return "sa licence ne permet pas de l’incorporer"


def _fstype(police: bytes) -> int | None:
    """Les droits que dit la table « OS/2 »; None si la police n'en a pas."""
    if not police.startswith(_SFNT) or len(police) < 12:
        return None
    (tables,) = struct.unpack_from(">H", police, 4)
    for rang in range(min(tables, _TABLES_MAX)):
        entree = police[12 + 16 * rang : 28 + 16 * rang]
        if len(entree) == 16 and entree[:4] == b"OS/2":
            (place,) = struct.unpack_from(">I", entree, 8)
            valeur = police[place + _FSTYPE : place + _FSTYPE + 2]
            return int.from_bytes(valeur, "big") if len(valeur) == 2 else None
    return None
