"""Même texte : avant de comparer des vitesses, on vérifie que deux moteurs écrivent la même lettre."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNES = {f"{_W}br": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "\u2011"}
_PARTIES = re.compile(r"word/(?:document|header\d+|footer\d+)\.xml")


class TextesDifferents(Exception):
    """Deux moteurs n'écrivent pas la même lettre : leurs vitesses ne se comparent pas."""


def paragraphes(octets: bytes, *, vides: bool = True) -> list[str]:
    """Le texte de chaque paragraphe du corps, de l'en-tête et du pied, dans l'ordre."""
    textes: list[str] = []
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        for nom in sorted(filter(_PARTIES.fullmatch, archive.namelist())):
            for paragraphe in etree.fromstring(archive.read(nom)).iter(f"{_W}p"):
                textes.append("".join(_texte(element) for element in paragraphe.iter()))
    return textes if vides else [texte for texte in textes if texte.strip()]


def _texte(element: etree._Element) -> str:
    return (element.text or "") if element.tag == f"{_W}t" else _SIGNES.get(element.tag, "")


def exiger(nom: str, attendue: bytes, obtenue: bytes, *, vides: bool = True) -> None:
    """Lève `TextesDifferents` à la première différence."""
    attendus, obtenus = paragraphes(attendue, vides=vides), paragraphes(obtenue, vides=vides)
    if attendus == obtenus:
        return
    fautifs = [(a, b) for a, b in zip(attendus, obtenus, strict=False) if a != b]
    a, b = fautifs[0] if fautifs else (f"{len(attendus)} paragraphes", f"{len(obtenus)} paragraphes")
    raise TextesDifferents(f"{nom} n’écrit pas la même lettre.\n  attendu : {a!r}\n  obtenu  : {b!r}")
