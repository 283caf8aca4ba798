"""Données : lit le YAML livré avec l’outil (droit, modèles, listes, mots), par le lecteur en C quand il est là."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

_CHARGEUR = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Livree(BaseModel):
    """Une donnée livrée avec l'outil : gelée, sans clé inconnue."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def lire_yaml(fichier: Path) -> Any:
    """Le contenu d'un fichier de données, sans rien en valider : c'est à qui le lit de le faire."""
    return yaml.load(fichier.read_text(encoding="utf-8"), _CHARGEUR)  # noqa: S506 -- le lecteur sûr, en C ou non
