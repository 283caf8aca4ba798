"""Contrôles des pièces : chaque pièce citée est jointe, une seule fois."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from lettres.constats import Chemin, Constat, Gravite
from lettres.dossier import Dossier

_CLES_DE_PIECE = ("piece", "pieces", "preuve")


def _citees(valeur: object, chemin: Chemin) -> Iterator[tuple[Chemin, str]]:
    """Chaque renvoi à une pièce, où qu'il soit dans le dossier."""
    if isinstance(valeur, BaseModel):
        for nom in type(valeur).model_fields:
            yield from _citees(getattr(valeur, nom), (*chemin, nom))
    elif isinstance(valeur, tuple):
        for i, element in enumerate(valeur):
            yield from _citees(element, (*chemin, i))
    elif isinstance(valeur, str) and any(pas in _CLES_DE_PIECE for pas in chemin[-2:]):
        yield chemin, valeur


def piece_citee_mais_absente(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Une pièce citée doit figurer dans « pieces » : sinon la lettre annonce une preuve qu'elle ne joint pas."""
    jointes = {p.id for p in dossier.pieces}
    for chemin, identifiant in _citees(dossier, ()):
        if chemin[0] != "pieces" and identifiant not in jointes:
            yield Constat(
                "P201",
                Gravite.ERREUR,
                f"La pièce {identifiant} est citée, mais elle n’est pas dans « pieces ».",
                f"Ajoutez à « pieces » : {{id: {identifiant}, titre: …}}, ou corrigez le renvoi.",
                chemin=chemin,
            )


def piece_doublee(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Deux pièces portent le même numéro."""
    comptes = Counter(p.id for p in dossier.pieces)
    vues: set[str] = set()
    for i, p in enumerate(dossier.pieces):
        if comptes[p.id] > 1 and p.id in vues:
            yield Constat(
                "P202",
                Gravite.ERREUR,
                f"Deux pièces se nomment {p.id}.",
                "Donnez à chaque pièce son propre numéro.",
                chemin=("pieces", i, "id"),
            )
        vues.add(p.id)
