"""Métafichiers : une image EMF ou WMF n'est qu'une suite d'ordres de dessin; on n'en garde que les bornées et inertes.

Un logo dessiné dans Word, une vieille signature, sont souvent de ces images. Chaque ordre annonce sa longueur : on les
compte, sans en suivre aucun. Ceux qui parlent à l'imprimante (« escape ») ont déjà servi à exécuter du code.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

OCTETS_MAX = 2_000_000
ORDRES_MAX = 100_000
_EMF, _ENTETE_EMF, _SIGNE_EMF = 1, 88, b" EMF"
_FIN_EMF = 14
_VERS_L_IMPRIMANTE = frozenset({105, 106, 110})
"""« DrawEscape », « ExtEscape », « NamedEscape » : ce que le dessin remettrait, tel quel, à un pilote."""
_OPENGL = frozenset({102, 103})
_WMF_PLACE, _ENTETE_PLACE = b"\xd7\xcd\xc6\x9a", 22
_WMF_NUS, _ENTETE_WMF = (b"\x01\x00\x09\x00", b"\x02\x00\x09\x00"), 18
_ESCAPE_WMF, _COMMENTAIRE_WMF = 0x0626, 15


def est_emf(octets: bytes) -> bool:
    """Dit si l'image commence comme un EMF."""
    return len(octets) >= _ENTETE_EMF and _entier(octets, 0) == _EMF and octets[40:44] == _SIGNE_EMF


def est_wmf(octets: bytes) -> bool:
    """Dit si l'image commence comme un WMF, posé à une place ou non."""
    return octets.startswith((_WMF_PLACE, *_WMF_NUS))


def est_inerte(octets: bytes) -> bool:
    """Dit si un métafichier est borné, entier, et ne fait que dessiner."""
    if len(octets) > OCTETS_MAX:
        return False
    if est_emf(octets):
        return _finit_bien(_ordres_emf(octets), _FIN_EMF, _VERS_L_IMPRIMANTE | _OPENGL)
    return est_wmf(octets) and _finit_bien(_ordres_wmf(octets), 0, frozenset({_ESCAPE_WMF}))


def _finit_bien(ordres: Iterator[int], fin: int, defendus: frozenset[int]) -> bool:
    for compte, ordre in enumerate(ordres):
        if ordre == fin:
            return True
        if ordre in defendus or compte >= ORDRES_MAX:
            return False
    return False


def _ordres_emf(octets: bytes) -> Iterator[int]:
    place = 0
    while place + 8 <= len(octets):
        longueur = _entier(octets, place + 4)
        if longueur < 8 or longueur % 4 or place + longueur > len(octets):
            return
        yield _entier(octets, place)
        place += longueur


def _ordres_wmf(octets: bytes) -> Iterator[int]:
    """Les ordres, en mots de deux octets; un « escape » qui n'est qu'un commentaire n'en est pas un."""
    place = (_ENTETE_PLACE if octets.startswith(_WMF_PLACE) else 0) + _ENTETE_WMF
    while place + 6 <= len(octets):
        mots, ordre = struct.unpack_from("<IH", octets, place)
        if mots < 3 or place + 2 * mots > len(octets):
            return
        commente = ordre == _ESCAPE_WMF and octets[place + 6 : place + 8] == struct.pack("<H", _COMMENTAIRE_WMF)
        yield -1 if commente else ordre
        place += 2 * mots


def _entier(octets: bytes, place: int) -> int:
    return int.from_bytes(octets[place : place + 4], "little")
