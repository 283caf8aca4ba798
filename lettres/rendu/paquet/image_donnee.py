"""Image donnée : celle qu'un dossier fait placer dans une lettre, jugée sur ses octets, non sur son nom.

Un PNG ou un JPEG entier, immobile, à l'endroit, que Word affiche partout; il perd ce qu'un appareil y a noté de plus
que ses points : lieu, jour, vignette, commentaires.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from lettres.socle.classes import NamedTuple

OCTETS_MAX = 2_000_000
COTE_MAX = 6_000
"""Points de côté : une signature numérisée, un logo, même à l'impression, n'en ont pas tant."""

_PNG, _JPEG, _FIN_JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd9"
_AUTRES = (
    ((b"GIF8",), "une image GIF"),
    ((b"BM",), "une image BMP"),
    ((b"II*\x00", b"MM\x00*"), "une image TIFF"),
    ((b"%PDF",), "un PDF"),
    ((b"<svg", b"<?xml"), "un dessin SVG"),
    ((b"PK",), "un document"),
)
_GARDES_PNG = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs"}
)
_TRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_COURANTES = frozenset({0xC0, 0xC1, 0xC2})
_GARDES_JPEG = frozenset({0xE0, 0xE2, 0xEE})
"""Les segments d'application qui changent l'image : JFIF, son profil de couleurs, celui d'Adobe."""
_EXIF = b"Exif\x00\x00"
_EN_PNG = "Ouvrez-la dans un logiciel d’images, puis enregistrez-la en PNG."


class ImageDonnee(NamedTuple):
    """Une image prête à placer : ses octets, son type, ses points de large et de haut."""

    octets: bytes
    type: str
    largeur: int
    hauteur: int

    @property
    def extension(self) -> str:
        """Celle de son fichier dans la lettre."""
        return "png" if self.type == "image/png" else "jpeg"


class ImageRefusee(ValueError):
    """Une image qu'une lettre ne porte pas : ce qu'elle a, et le remède."""

    def __init__(self, message: str, remede: str = _EN_PNG) -> None:
        super().__init__(message)
        self.remede = remede


def examiner_une_image(octets: bytes) -> ImageDonnee:
    """L'image que sont ces octets, sans ce qui n'est pas ses points. Lève ImageRefusee."""
    if not octets:
        raise ImageRefusee("est vide", "Refaites-en la copie.")
    if len(octets) > OCTETS_MAX:
        raise ImageRefusee("dépasse deux mégaoctets", "Réduisez-la : mille points de large suffisent à une lettre.")
    if octets.startswith(_PNG):
        lue = _png(octets)
    elif octets.startswith(_JPEG):
        lue = _jpeg(octets)
    else:
        raise ImageRefusee(f"est {_nature(octets)}, et non un PNG ou un JPEG")
    if not 0 < min(lue.largeur, lue.hauteur) <= max(lue.largeur, lue.hauteur) <= COTE_MAX:
        raise ImageRefusee(
            f"a {lue.largeur} points sur {lue.hauteur} : au plus {COTE_MAX} de côté",
            "Réduisez-la : mille points de large suffisent à une lettre.",
        )
    return lue


def _nature(octets: bytes) -> str:
    if octets[4:8] == b"ftyp":
        return "une photo de téléphone (HEIC) ou une vidéo"
    if octets[:4] == b"RIFF" and octets[8:12] == b"WEBP":
        return "une image WebP"
    tete = octets.lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((nom for debuts, nom in _AUTRES if tete.startswith(debuts)), "autre chose")


def _png(octets: bytes) -> ImageDonnee:
    morceaux: list[bytes] = [_PNG]
    vus: list[bytes] = []
    for genre, contenu, entier in _morceaux_png(octets):
        vus.append(genre)
        if genre in _GARDES_PNG:
            morceaux.append(entier)
        if genre == b"acTL":
            raise ImageRefusee(
                "est animée : une lettre n’en montrerait qu’un instant", "Enregistrez-en une seule vue, en PNG."
            )
        if genre == b"IHDR":
            largeur, hauteur = _entier(contenu, 0, 4), _entier(contenu, 4, 4)
    if vus[:1] != [b"IHDR"] or b"IDAT" not in vus or vus[-1:] != [b"IEND"]:
        raise _tronquee()
    return ImageDonnee(b"".join(morceaux), "image/png", largeur, hauteur)


def _morceaux_png(octets: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Chaque morceau d'un PNG, son contenu, et lui-même tout entier, somme de contrôle vérifiée."""
    place = len(_PNG)
    while place < len(octets):
        fin = place + 12 + _entier(octets, place, 4)
        entier = octets[place:fin]
        if len(entier) < 12 or fin > len(octets) or zlib.crc32(entier[4:-4]) != _entier(entier, len(entier) - 4, 4):
            raise _tronquee()
        yield entier[4:8], entier[8:-4], entier
        if entier[4:8] == b"IEND":
            return
        place = fin


def _jpeg(octets: bytes) -> ImageDonnee:
    gardes: list[bytes] = [_JPEG]
    taille = (0, 0)
    place = 2
    while True:
        marque, longueur = _entier(octets, place + 1, 1), _entier(octets, place + 2, 2)
        entier = octets[place : place + 2 + longueur]
        if octets[place : place + 1] != b"\xff" or longueur < 2 or len(entier) < 2 + longueur:
            raise _tronquee()
        if marque in _TRAMES:
            if marque not in _COURANTES:
                raise ImageRefusee("est un JPEG d’une sorte que Word n’affiche pas")
            if _entier(entier, 9, 1) not in (1, 3):
                raise ImageRefusee(
                    "est en quadrichromie (CMJN), que les écrans montrent mal", "Enregistrez-la en RVB, ou en PNG."
                )
            taille = _entier(entier, 7, 2), _entier(entier, 5, 2)
        if marque == 0xE1 and _orientation(entier[4:]) not in (0, 1):
            remede = "Ouvrez-la dans un logiciel d’images, redressez-la, puis enregistrez-la en PNG."
            raise ImageRefusee("est couchée : l’appareil a noté de la tourner, ce que Word ne fait pas", remede)
        if not 0xE0 <= marque <= 0xEF or marque in _GARDES_JPEG:
            gardes += [] if marque == 0xFE else [entier]
        place += 2 + longueur
        if marque == 0xDA:
            break
    fin = octets.rfind(_FIN_JPEG, place)
    if fin < 0 or taille == (0, 0):
        raise _tronquee()
    return ImageDonnee(b"".join((*gardes, octets[place : fin + 2])), "image/jpeg", *taille)


def _orientation(application: bytes) -> int:
    """L'orientation qu'un appareil a notée; zéro s'il n'en dit rien."""
    if not application.startswith(_EXIF):
        return 0
    tiff = application[len(_EXIF) :]
    ordre = "little" if tiff[:2] == b"II" else "big"

    def lire(place: int, taille: int) -> int:
        return int.from_bytes(tiff[place : place + taille], "little" if ordre == "little" else "big")

    debut = lire(4, 4)
    for rang in range(min(lire(debut, 2), 200)):
        entree = debut + 2 + 12 * rang
        if lire(entree, 2) == 0x0112:
            return lire(entree + 8, 2)
    return 0


def _tronquee() -> ImageRefusee:
    return ImageRefusee("est incomplète ou abîmée", "Refaites-en la copie, ou enregistrez-la de nouveau en PNG.")


def _entier(octets: bytes, place: int, taille: int) -> int:
    return int.from_bytes(octets[place : place + taille], "big")
