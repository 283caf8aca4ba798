"""Sortes de pièces : ce qu'un fichier est, d'après son contenu; son extension ne décide que si rien ne le dit."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from lettres.socle import disque
from lettres.socle.classes import NamedTuple


class SorteDePiece(StrEnum):
    """Par où passe une pièce pour devenir des pages."""

    PDF = "pdf"
    IMAGE = "image"
    ECRIT = "écrit"
    """Un document de traitement de texte : LibreOffice en fait des pages."""
    TEXTE = "texte"
    COURRIEL = "courriel"
    AUTRE = "autre"


class Reconnu(NamedTuple):
    """La sorte d'un fichier, et l'extension sous laquelle LibreOffice le lirait."""

    sorte: SorteDePiece
    extension: str = ""


_DEBUT = 1024
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"GIF87a", b"GIF89a")
_ODT = b"application/vnd.oasis.opendocument.text"
_DE_TEXTE = frozenset({".txt", ".text", ".md", ".log", ".csv", ""})


def reconnaitre(chemin: Path, nom: str) -> Reconnu:
    """Ce qu'est ce fichier, que le dossier nomme `nom`. Lève OSError s'il ne s'ouvre pas."""
    debut = disque.lire(chemin, _DEBUT, suivre=True)
    extension = Path(nom).suffix.lower()
    if b"%PDF-" in debut:
        return Reconnu(SorteDePiece.PDF)
    if debut.startswith(_IMAGES) or (debut[:4] == b"RIFF" and debut[8:12] == b"WEBP"):
        return Reconnu(SorteDePiece.IMAGE)
    if debut.startswith(rb"{\rtf"):
        return Reconnu(SorteDePiece.ECRIT, ".rtf")
    if debut.startswith(b"PK\x03\x04"):
        return _dans_une_archive(chemin)
    if debut.startswith(b"\xd0\xcf\x11\xe0") and extension == ".doc":
        return Reconnu(SorteDePiece.ECRIT, ".doc")
    if b"\0" in debut:
        return Reconnu(SorteDePiece.AUTRE)
    if extension == ".eml":
        return Reconnu(SorteDePiece.COURRIEL)
    return Reconnu(SorteDePiece.TEXTE) if extension in _DE_TEXTE else Reconnu(SorteDePiece.AUTRE)


def _dans_une_archive(chemin: Path) -> Reconnu:
    try:
        with zipfile.ZipFile(chemin) as archive:
            noms = set(archive.namelist())
            if "word/document.xml" in noms:
                return Reconnu(SorteDePiece.ECRIT, ".docx")
            if "mimetype" in noms:
                with archive.open("mimetype") as flux:
                    if flux.read(len(_ODT) + 1) == _ODT:
                        return Reconnu(SorteDePiece.ECRIT, ".odt")
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
        return Reconnu(SorteDePiece.AUTRE)
    return Reconnu(SorteDePiece.AUTRE)
