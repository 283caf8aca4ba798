"""De petites images écrites octet par octet, et des modèles qui leur gardent une place."""

from __future__ import annotations

import struct
import zlib

from paquets import PAQUET, REL, docx

PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def morceau(genre: bytes, contenu: bytes) -> bytes:
    return struct.pack(">I", len(contenu)) + genre + contenu + struct.pack(">I", zlib.crc32(genre + contenu))


def png(largeur: int = 40, hauteur: int = 20, *ajouts: bytes) -> bytes:
    """Un PNG noir et blanc; `ajouts` : d'autres morceaux, avant les points."""
    points = zlib.compress(b"\0" * ((largeur + 7) // 8 + 1) * hauteur)
    tete = morceau(b"IHDR", struct.pack(">IIBBBBB", largeur, hauteur, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + tete + b"".join(ajouts) + morceau(b"IDAT", points) + morceau(b"IEND", b"")


def segment(marque: int, contenu: bytes) -> bytes:
    return bytes((0xFF, marque)) + struct.pack(">H", len(contenu) + 2) + contenu


def jpeg(largeur: int = 40, hauteur: int = 20, *ajouts: bytes, couleurs: int = 3, trame: int = 0xC0) -> bytes:
    """La structure d'un JPEG; ses points n'y sont que du bruit."""
    cadre = struct.pack(">BHHB", 8, hauteur, largeur, couleurs) + b"\1\x11\0" * couleurs
    points = segment(0xDA, bytes((couleurs,)) + b"\1\0" * couleurs + b"\0\x3f\0") + b"\x12\x34"
    return b"\xff\xd8" + b"".join(ajouts) + segment(trame, cadre) + points + b"\xff\xd9"


def exif(orientation: int) -> bytes:
    """Ce qu'un appareil note : l'orientation, et un lieu que nul ne doit lire."""
    entree = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    return segment(0xE1, b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entree + b"GPS 45.4 -73.5")


def dessin(texte: str, relation: str = "rImage", cadre: tuple[int, int] = (2_000_000, 1_000_000)) -> str:
    """Un paragraphe qui porte une image dans son cadre."""
    cotes = f'cx="{cadre[0]}" cy="{cadre[1]}"'
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent {cotes}/><wp:docPr id="1" name="Image 1" descr="{texte}"/>'
        f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}">'
        '<pic:nvPicPr><pic:cNvPr id="0" name="a.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:srcRect l="5"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {cotes}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


DE_L_AUTEUR = png(7, 7)
"""L'image que l'auteur du modèle y a laissée."""


def modele_a_images(corps: str, entetes: dict[str, str] | None = None) -> bytes:
    """Un modèle dont `rImage` est, dans le corps comme dans l'en-tête, l'image de son auteur."""
    relation = f'<Relationship Id="rImage" Type="{REL}/image" Target="media/image1.png"/>'
    siennes = f'<Relationships xmlns="{PAQUET}/relationships">{relation}</Relationships>'
    parties: dict[str, str | bytes] = {"word/media/image1.png": DE_L_AUTEUR}
    parties |= {"word/_rels/header1.xml.rels": siennes} if entetes else {}
    return docx(corps, entetes=entetes, parties=parties, relations=relation)
