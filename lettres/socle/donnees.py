"""Données : le YAML livré avec l’outil (droit, modèles, listes, mots), et l’empreinte de ce qu’un bloc dit."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict

Chargeur: TypeAlias = "type[yaml.CSafeLoader] | type[yaml.SafeLoader]"
CHARGEUR: Chargeur = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Le lecteur en C est dix fois plus rapide; une installation sans libyaml lit quand même."""


class Livree(BaseModel):
    """Une donnée livrée avec l'outil : gelée, sans clé inconnue."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def empreinte(bloc: BaseModel) -> str:
    """SHA-256 de ce que dit un bloc, où qu'il ait été lu et dans quelque ordre que ses clés aient été écrites."""
    faits = bloc.model_dump(mode="json")
    canonique = json.dumps(faits, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonique.encode()).hexdigest()


def lire_yaml(fichier: Path) -> Any:
    """Le contenu d'un fichier de données, sans rien en valider : c'est à qui le lit de le faire."""
    return yaml.load(fichier.read_text(encoding="utf-8"), CHARGEUR)  # noqa: S506 -- le lecteur sûr, en C ou non
