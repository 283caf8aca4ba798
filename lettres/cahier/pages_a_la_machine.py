"""Pages à la machine : un texte en pages, sans LibreOffice, dans la police à chasse fixe que tout lecteur de PDF a."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Pdf

from lettres.cahier.pages_sures import LETTRE

_TAILLE, _INTERLIGNE, _MARGE = 10.0, 13.0, 64.0
_COLONNES = int((LETTRE[0] - 2 * _MARGE) / (0.6 * _TAILLE))
_LIGNES = int((LETTRE[1] - 2 * _MARGE) / _INTERLIGNE)


def police(nom: str) -> Dictionary:
    """Une police que tout lecteur de PDF a, sous le codage qui porte nos accents."""
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{nom}"), Encoding=Name("/WinAnsiEncoding"))


def chaine(texte: str) -> bytes:
    """Le texte, tel qu'une page l'écrit sous ce codage; un signe qu'il n'a pas y devient « ? »."""
    octets = texte.encode("cp1252", "replace")
    return b"<" + octets.hex().encode() + b">"


def taper(texte: str, cible: Path) -> None:
    """Écrit ce texte en pages dans `cible`."""
    lignes = list(_replier(texte))
    with Pdf.new() as pdf:
        fonte = pdf.make_indirect(police("Courier"))
        for debut in range(0, max(1, len(lignes)), _LIGNES):
            page = pdf.add_blank_page(page_size=LETTRE)
            page.obj.Resources = Dictionary(Font=Dictionary(F=fonte))
            haut = LETTRE[1] - _MARGE - _TAILLE
            ecrites = b"\n".join(chaine(ligne) + b" '" for ligne in lignes[debut : debut + _LIGNES])
            # -- « ' » passe d'abord à la ligne : on part d'une ligne plus haut --
            debut_de_page = f"BT /F {_TAILLE} Tf {_INTERLIGNE} TL {_MARGE} {haut + _INTERLIGNE} Td\n".encode()
            page.obj.Contents = pdf.make_stream(debut_de_page + ecrites + b"\nET")
            page.obj.MediaBox = Array([0, 0, *LETTRE])
        pdf.save(cible)


def _replier(texte: str) -> Iterator[str]:
    for ligne in texte.replace("\u202f", "\u00a0").expandtabs(4).split("\n"):
        yield from textwrap.wrap(ligne, _COLONNES, replace_whitespace=False, drop_whitespace=True) or [""]
