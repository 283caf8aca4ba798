"""Codage : des octets au texte, en UTF-8 ou en Windows-1252, ou ce qu'est le fichier s'il n'est ni l'un ni l'autre.

Windows-1252 donne un texte à presque n'importe quels octets : il n'est retenu que si tous ses signes sont de ceux que
l'on tape en français. Le premier mot accentué est alors cité, pour qu'un œil en juge.
"""

from __future__ import annotations

import re

from lettres.socle.classes import NamedTuple
from lettres.socle.expression import Expression

_ACCENTUEES = "àâäçéèêëîïôöùûüÿñáíóúœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÑÁÍÓÚŒÆ"
_SIGNES = "«»’‘“”…–—•°º€£§¢·×½¼¾²³©®\u00a0"
_FRANCAIS = Expression(f"[\x00-\x7f{_ACCENTUEES}{_SIGNES}]*+")
_MELE = Expression("Â[\u00a0«»°·©®§]")
"""Un signe écrit en UTF-8 et lu en Windows-1252."""

_MOT = Expression(r"[\w’'-]+|[^\x00-\x7f]")
_ACCENT = Expression(f"[{_ACCENTUEES}]")

_SIGNATURES = {
    b"%PDF": "un PDF",
    b"PK\x03\x04": "un document Word ou Excel, ou une archive",
    b"\xd0\xcf\x11\xe0": "un document Word ou Excel, ou une archive",
    b"{\\rtf": "un document RTF",
    b"\x89PNG": "une image",
    b"\xff\xd8\xff": "une image",
    b"GIF8": "une image",
    b"\x1f\x8b": "un fichier compressé",
}
_MARQUES_ETRANGERES = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_UTF_16_OU_32 = re.compile(rb"(?:[^\x00]\x00{1,3}){4}|(?:\x00{1,3}[^\x00]){4}")


class MotAccentue(NamedTuple):
    """Un mot, et la place de sa première lettre dans le texte."""

    mot: str
    indice: int


def sorte_de_fichier(octets: bytes) -> str:
    """« un PDF », « une image »… quand les premiers octets le disent; sinon rien."""
    return next((nom for debut, nom in _SIGNATURES.items() if octets.startswith(debut)), "")


def est_en_utf_16_ou_32(octets: bytes) -> bool:
    """Dit si ce sont des octets d'UTF-16 ou d'UTF-32, marqués ou non : des octets nuls y alternent avec les signes."""
    return octets.startswith(_MARQUES_ETRANGERES) or _UTF_16_OU_32.match(octets) is not None


def lire_windows_1252(octets: bytes) -> str | None:
    """Le texte de ces octets en Windows-1252; None si ce n'en est visiblement pas."""
    try:
        texte = octets.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return texte if _FRANCAIS.fullmatch(texte) and not _MELE.search(texte) else None


def premier_mot_accentue(texte: str) -> MotAccentue:
    """Le premier mot accentué d'un texte qui n'est pas en ASCII; sans accent, celui de son premier signe étranger."""
    etrangers = [mot for mot in _MOT.finditer(texte) if not mot[0].isascii()]
    premier = next((mot for mot in etrangers if _ACCENT.search(mot[0])), etrangers[0])
    return MotAccentue(premier[0], premier.start())
