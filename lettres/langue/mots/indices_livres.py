"""Indices livrés : ceux de tous les motifs du catalogue, lus d'avance et gardés avec lui.

Les lire dans les motifs prend plus de temps que toute une lettre; ils ne changent qu'avec le catalogue, ou avec la
façon de les lire. `python -m lettres.langue.mots` les récrit. Un motif que le fichier n'a pas se lit
sur-le-champ : les indices sont les mêmes, un peu plus tard.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from lettres.langue.mots.indices import Indices, indices
from lettres.langue.mots.motifs import citations, familles

FICHIER = Path(__file__).with_name("donnees") / "indices.json"
_CLE = 16


def indices_du_catalogue(motif: str) -> tuple[Indices, ...]:
    """Les jeux d'indices d'un motif du catalogue, tel qu'il sera compilé : ceux de `indices`, sans le relire."""
    jeux = _livres().get(_cle(motif))
    return indices(motif) if jeux is None else tuple(map(frozenset, jeux))


def en_texte() -> str:
    """Ce que le fichier doit contenir : un motif par ligne, à jour du catalogue."""
    sources = {f.source(rang) for f in familles() for rang in range(len(f.fiches))}
    motifs = sorted({*sources, citations().rapportes.pattern}, key=_cle)
    lignes = [f'"{_cle(m)}":{json.dumps([sorted(jeu) for jeu in indices(m)], ensure_ascii=False)}' for m in motifs]
    return "{\n" + ",\n".join(lignes) + "\n}\n"


def _cle(motif: str) -> str:
    return hashlib.sha256(motif.encode()).hexdigest()[:_CLE]


@cache
def _livres() -> Mapping[str, list[list[str]]]:
    lus: Mapping[str, list[list[str]]] = json.loads(FICHIER.read_text(encoding="utf-8"))
    return lus
