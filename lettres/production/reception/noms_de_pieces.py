"""Noms de pièces : le nom qu'un inconnu donne à un fichier, montré sans risque, et celui qu'on lui donne ici."""

from __future__ import annotations

import mimetypes
from collections.abc import Container

from lettres.sortie import nom_de_fichier

_LONGUEUR_MAX = 120
_CONNUES = frozenset(
    {"pdf", "doc", "docx", "odt", "rtf", "txt", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp", "eml", "ics", "vcf"}
    | {"jpg", "jpeg", "png", "gif", "tif", "tiff", "heic", "webp", "bmp", "zip", "mp3", "m4a", "wav", "mp4", "mov"}
)
"""Ce qui s'ouvre sans s'exécuter, et que l'outil ne prend pas pour un dossier; toute autre extension est doublée."""


def nom_dit(nom: str | None, sorte: str) -> str:
    """Le nom de la pièce, sans répertoire ni signe invisible; s'il manque, d'après sa sorte."""
    lu = "".join(s if s.isprintable() else " " for s in (nom or "").replace("\\", "/").rpartition("/")[2])
    propre = " ".join(lu.split()).strip(" .")
    if len(propre) > _LONGUEUR_MAX:
        fin = propre[-_LONGUEUR_MAX:].rpartition(".")[2]
        propre = propre[: _LONGUEUR_MAX - len(fin) - 1] + f".{fin}" if len(fin) < 10 else propre[:_LONGUEUR_MAX]
    return propre or f"piece{mimetypes.guess_extension(sorte) or ''}"


def nom_au_dossier(jour: str, nom: str, pris: Container[str]) -> str:
    """Un nom neuf et sûr, qui commence par le jour : « 2026-11-24_facture.pdf », « …_facture-2.pdf »."""
    radical, point, suite = nom.rpartition(".")
    tige, extension = (radical, suite.lower()) if point and radical else (nom, "")
    if extension not in _CONNUES:
        # -- « dossier.yaml » deviendrait un dossier du prochain lot; « facture.exe », un programme d'un double clic --
        tige, extension = nom, "txt" if extension in {"yaml", "yml", "json", "jsonl", "toml", "html"} else "inconnu"
    rang = 1
    while (essai := nom_de_fichier(jour, tige if rang == 1 else f"{tige} {rang}", extension=extension)) in pris:
        rang += 1
    return essai
