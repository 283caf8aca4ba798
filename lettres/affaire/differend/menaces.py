"""Menaces : on menace un nom, et rien n'est encore publié; une lettre le dit, et elle seule."""

from __future__ import annotations

from lettres.dossier import Dossier


def avant_publication(dossier: Dossier) -> bool:
    """Dit si le dossier porte des menaces, et aucun propos publié."""
    return dossier.nature == "reputation" and bool(dossier.menaces) and not dossier.publications
