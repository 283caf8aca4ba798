"""Données livrées : les fichiers YAML du catalogue, transcrits en un seul fichier JSON, bien plus vite lu.

Les YAML font foi : on n'écrit que là. `python -m lettres.langue.mots` les transcrit; un essai dit si on l'a oublié.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from lettres.socle.donnees import lire_yaml

FICHIER = Path(__file__).with_name("donnees") / "catalogue.json"


def donnees(nom: str) -> Mapping[str, object]:
    """Ce que dit un fichier du catalogue, nommé sans son extension."""
    return _livrees()[nom]


def en_texte() -> str:
    """Ce que le fichier doit contenir : un fichier YAML par ligne."""
    fichiers = sorted(FICHIER.parent.glob("*.yaml"))
    lignes = [f'"{f.stem}":{json.dumps(lire_yaml(f), ensure_ascii=False)}' for f in fichiers]
    return "{\n" + ",\n".join(lignes) + "\n}\n"


@cache
def _livrees() -> Mapping[str, Mapping[str, object]]:
    lues: Mapping[str, Mapping[str, object]] = json.loads(FICHIER.read_text(encoding="utf-8"))
    return lues
