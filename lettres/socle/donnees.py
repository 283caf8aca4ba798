"""Données : ce qui est livré avec l’outil (droit, modèles, listes, mots), et l’empreinte de ce qu’un bloc dit.

Les YAML font foi : on n'écrit que là. `python -m lettres.socle` les transcrit tous en un seul fichier, un par ligne,
vingt fois plus vite lu; un essai dit si on l'a oublié.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from pydantic import BaseModel, ConfigDict

PAQUET = Path(__file__).parents[1]
LIVREES = PAQUET / "donnees.txt"
"""Par ligne, le nom d'un fichier et ce qu'il dit, en JSON; une tabulation entre les deux."""

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


def donnees(nom: str) -> Any:
    """Ce que dit un fichier livré, nommé depuis `lettres/` sans son extension : « droit/calendriers ».

    Les dates y sont des textes. Rien n'en est validé : c'est à qui le demande de le faire.
    """
    return json.loads(_lignes()[nom])


def donnees_de(repertoire: str) -> Iterator[tuple[str, Any]]:
    """Chaque fichier livré d'un répertoire : son nom, sans extension, et ce qu'il dit."""
    for nom in _lignes():
        ou, _, fichier = nom.rpartition("/")
        if ou == repertoire:
            yield fichier, donnees(nom)


def transcrire(modeles: Path) -> str:
    """Ce que le fichier doit contenir : tous les YAML du paquet, et le catalogue des modèles."""
    fichiers = {f.relative_to(PAQUET).with_suffix("").as_posix(): f for f in PAQUET.rglob("*.yaml")}
    fichiers["modeles/catalogue"] = modeles / "catalogue.yaml"
    return "".join(f"{nom}\t{_en_json(lire_yaml(f))}\n" for nom, f in sorted(fichiers.items()))


def _en_json(valeur: object) -> str:
    return json.dumps(valeur, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


@cache
def _lignes() -> Mapping[str, str]:
    lignes = LIVREES.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return {nom: dit for nom, _, dit in (ligne.partition("\t") for ligne in lignes)}
