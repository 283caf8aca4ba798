"""Les exemples, lus et rendus une fois par processus d'essais."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import lettres
from lettres.lecture.arbre import ArbreLu
from lettres.lecture.formats import lecteur_yaml
from lettres.lecture.source import ouvrir_texte
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.donnees import lire_yaml

RACINE = Path(__file__).parent.parent
DOSSIER_DES_EXEMPLES = RACINE / "exemples"


@dataclass(frozen=True)
class Exemple:
    """Une entrée de `exemples/exemples.yaml`."""

    dossier: str
    lettre: str
    au: date
    titre: str
    nature: str

    @property
    def nom(self) -> str:
        return self.dossier.removesuffix(".yaml") + f"-{self.lettre}"

    @property
    def chemin(self) -> Path:
        return DOSSIER_DES_EXEMPLES / self.dossier

    @property
    def reference(self) -> Path:
        """Le texte de référence de la lettre, à côté du dossier."""
        return self.chemin.with_suffix(".txt")


@dataclass(frozen=True)
class Rendu:
    """Une lettre d'exemple : son dossier, ses octets et son texte (espaces et traits insécables rendus simples)."""

    dossier: lettres.Dossier
    lettre: lettres.Lettre
    exact: str

    @property
    def texte(self) -> str:
        return self.exact.replace("\u00a0", " ").replace("\u2011", "-")


def _charger() -> tuple[Exemple, ...]:
    entrees = lire_yaml(DOSSIER_DES_EXEMPLES / "exemples.yaml")
    natures = {e["dossier"]: lettres.lire(DOSSIER_DES_EXEMPLES / e["dossier"]).nature for e in entrees}
    return tuple(Exemple(**e, nature=natures[e["dossier"]]) for e in entrees)


EXEMPLES = _charger()


ATELIER = lettres.Atelier()
"""Où chaque modèle n'est compilé qu'une fois par processus d'essais."""


@cache
def rendu(exemple: Exemple) -> Rendu:
    dossier = lettres.lire(exemple.chemin)
    lettre = ATELIER.generer(dossier, exemple.lettre, au=exemple.au)
    return Rendu(dossier, lettre, texte_lisible(lettre.octets))


@cache
def _arbre(dossier: str) -> ArbreLu:
    return lecteur_yaml.lire_yaml(ouvrir_texte((DOSSIER_DES_EXEMPLES / dossier).read_bytes(), dossier))


def donnees_de(dossier: str) -> dict[str, Any]:
    """Les données d'un exemple, en texte, à modifier puis à valider."""
    donnees: dict[str, Any] = copy.deepcopy(_arbre(dossier).donnees)
    return donnees
