"""Passages : ce qu'une lettre qui n'est plus en Word a d'ordonné, tel qu'on le relit."""

from __future__ import annotations

from lettres.socle.classes import NamedTuple


class PassageRelu(NamedTuple):
    """Un paragraphe, ou une rangée de tableau dont « ¦ » sépare les cellules."""

    texte: str
    style: str = ""
    rangee: bool = False
    en_tete: bool = False
    en_pied: bool = False
