"""Paroles : à qui s'adresse une phrase de l'usager."""

from __future__ import annotations

from lettres.socle.expression import Expression

_CITATIONS = Expression(r"«[^«»]*»|“[^“”]*”")
_VOUS = Expression(r"(?i)(?<!rendez-)(?<!rendez )(?<!\w)(?:vous|votre|vos|vôtres?)(?!\w)")


def s_adresse_au_destinataire(texte: str) -> bool:
    """Dit si une phrase parle au destinataire (« vous avez refusé »), hors des mots qu'elle cite."""
    return bool(_VOUS.search(_CITATIONS.sub("", texte)))
