"""Archive : le zip d’une lettre; ce qui ne change pas d’une lettre à l’autre y est compressé une fois pour toutes.

Mêmes parties, mêmes octets : les dates, les droits, l'ordre et le niveau de compression sont fixes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache, partial
from typing import Literal, TypeAlias

from lettres.socle.classes import NamedTuple, dataclass

Compression: TypeAlias = Literal["zlib", "isal"]

_LOCALE = struct.Struct("<4sHHHHHIIIHH")
_CENTRALE = struct.Struct("<4sBBHHHHHIIIHHHHHII")
_FIN = struct.Struct("<4sHHHHIIH")
_VERSION, _UNIX, _DEFLATE = 20, 3, 8
_HEURE, _JOUR = 0, 0x0021
"""Minuit, le 1er janvier 1980 : la date que Word lui-même écrit."""
_DROITS = 0o600 << 16
_NIVEAU_DES_FIXES, _NIVEAU, _NIVEAU_ISAL = 9, 3, 0
"""Au-delà, une lettre gagne de 2 à 6 % de taille et double le temps de sa compression."""


_COURTE = 1000
"""Une partie courte est un en-tête ou un pied, le même d'une lettre à l'autre; la compresser a un coût fixe."""


class Compresseur(NamedTuple):
    """De quoi compresser une partie et en calculer la somme de contrôle."""

    nom: Compression
    compresser: Callable[[bytes], bytes]
    somme: Callable[[bytes], int]


def compresseur(nom: Compression | None = None) -> Compresseur:
    """Celui qu'on nomme; sans nom, `isal` s'il est installé (quatre fois plus rapide), sinon `zlib`.

    Lève ImportError si l'on exige `isal` et qu'il n'est pas installé.
    """
    if nom != "zlib":
        try:
            from isal import isal_zlib
        except ImportError:
            if nom == "isal":
                raise
        else:
            return Compresseur("isal", partial(isal_zlib.compress, level=_NIVEAU_ISAL, wbits=-15), isal_zlib.crc32)
    return Compresseur("zlib", partial(zlib.compress, level=_NIVEAU, wbits=-15), zlib.crc32)


@dataclass(frozen=True, slots=True)
class Tronc:
    """Les entrées communes à toutes les lettres d'un modèle : leurs octets, leur index, leur nombre."""

    octets: bytes
    index: bytes
    nombre: int


def sceller(premiere: str, *variantes: Mapping[str, bytes]) -> list[Tronc]:
    """Compresse au mieux, une fois chacune, les parties communes de chaque variante d'un modèle.

    La partie `premiere` vient d'abord, puis les autres par ordre de nom.
    """
    compresser = cache(lambda octets: zlib.compress(octets, _NIVEAU_DES_FIXES, -15))
    socles: list[Tronc] = []
    for parties in variantes:
        rangees = ((nom, parties[nom]) for nom in sorted(parties, key=lambda n: (n != premiere, n)))
        donnees, index = _entrees(rangees, compresser, zlib.crc32, 0)
        socles.append(Tronc(b"".join(donnees), b"".join(index), len(index)))
    return socles


def assembler(tronc: Tronc, parties: Iterable[tuple[str, bytes]], avec: Compresseur) -> bytes:
    """Le zip entier : le tronc tel quel, puis les parties de cette lettre."""
    donnees, index = _entrees(parties, avec.compresser, avec.somme, len(tronc.octets))
    corps = b"".join((tronc.octets, *donnees))
    central = b"".join((tronc.index, *index))
    nombre = tronc.nombre + len(index)
    return b"".join((corps, central, _FIN.pack(b"PK\x05\x06", 0, 0, nombre, nombre, len(central), len(corps), 0)))


def rouvrir(tronc: Tronc) -> dict[str, bytes]:
    """Les parties d'un tronc, décompressées."""
    with zipfile.ZipFile(io.BytesIO(assembler(tronc, (), compresseur("zlib")))) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist()}


def _compresser(compresser: Callable[[bytes], bytes], octets: bytes) -> bytes:
    return compresser(octets)


_deja_compresses = lru_cache(maxsize=256)(_compresser)


def _entrees(
    parties: Iterable[tuple[str, bytes]],
    compresser: Callable[[bytes], bytes],
    somme: Callable[[bytes], int],
    position: int,
) -> tuple[list[bytes], list[bytes]]:
    donnees: list[bytes] = []
    index: list[bytes] = []
    for nom, octets in parties:
        compresses = (_deja_compresses if len(octets) <= _COURTE else _compresser)(compresser, octets)
        brut = nom.encode()
        drapeau = 0 if brut.isascii() else 0x800
        mesures = (_DEFLATE, _HEURE, _JOUR, somme(octets), len(compresses), len(octets), len(brut), 0)
        donnees += (_LOCALE.pack(b"PK\x03\x04", _VERSION, drapeau, *mesures), brut, compresses)
        index.append(
            _CENTRALE.pack(b"PK\x01\x02", _VERSION, _UNIX, _VERSION, drapeau, *mesures, 0, 0, 0, _DROITS, position)
            + brut
        )
        position += _LOCALE.size + len(brut) + len(compresses)
    return donnees, index
