"""Entrées : d'où viennent les dossiers d'un lot (déjà lus, fichiers, lignes de JSON) et comment on les lit, un à un."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from lettres.constats import Constat
from lettres.dossier import Dossier
from lettres.lecture import lire, lire_texte
from lettres.lecture.source import TAILLE_MAX

ENTREE_STANDARD = "<entrée>"


@dataclass(frozen=True, slots=True)
class Ligne:
    """Une ligne de JSON, qui est un dossier entier; `numero` compte à partir de 1."""

    octets: bytes
    numero: int
    fichier: str = ENTREE_STANDARD


Source = Dossier | Ligne | bytes | str | PathLike[str]
"""Un dossier déjà lu, une ligne de JSON, ou le chemin d'un fichier."""


@dataclass(frozen=True, slots=True)
class Entree:
    """Un dossier du lot; `nom` est ce qu'on en montre, `contenu` ce qu'un autre processus saura lire."""

    nom: str
    contenu: Dossier | Ligne | str

    def lire(self) -> Dossier:
        """Le dossier. Lève DossierIllisible ou DossierInvalide."""
        if isinstance(self.contenu, Dossier):
            return self.contenu
        if isinstance(self.contenu, str):
            return lire(self.contenu)
        return lire_texte(self.contenu.octets, fichier=self.contenu.fichier, format="json")

    def situer(self, constats: Iterable[Constat]) -> tuple[Constat, ...]:
        """Les constats, à leur place dans ce que l'usager a nommé."""
        return tuple(self._situer(constat) for constat in constats)

    def _situer(self, constat: Constat) -> Constat:
        if constat.fichier is None and not isinstance(self.contenu, Dossier):
            return replace(constat, fichier=self.nom)
        if isinstance(self.contenu, str):
            return replace(constat, fichier=self.nom) if constat.fichier == _lisible(self.contenu) else constat
        if isinstance(self.contenu, Ligne) and constat.fichier == self.contenu.fichier:
            return replace(constat, ligne=(constat.ligne or 1) + self.contenu.numero - 1)
        return constat


def entrees(sources: Iterable[Source], *, absolues: bool = False) -> Iterator[Entree]:
    """Une entrée par source, à mesure qu'on les demande; `absolues` pour qui n'a pas le même dossier courant."""
    for rang, source in enumerate(sources, 1):
        if isinstance(source, bytes):
            source = Ligne(source, rang)
        if isinstance(source, Dossier):
            yield Entree(source.origine.fichier if source.origine else f"dossier {rang}", source)
        elif isinstance(source, Ligne):
            yield Entree(f"{source.fichier}:{source.numero}", source)
        else:
            chemin = os.fspath(source)
            yield Entree(_lisible(chemin), chemin_absolu(chemin) if absolues else chemin)


def lignes(flux: BinaryIO, fichier: str = ENTREE_STANDARD) -> Iterator[Ligne]:
    """Les lignes non vides d'un flux de JSON Lines; d'une ligne trop longue, seul le début est gardé en mémoire."""
    numero = 0
    while octets := flux.readline(TAILLE_MAX + 1):
        numero += 1
        morceau = octets
        while len(morceau) > TAILLE_MAX and not morceau.endswith(b"\n"):
            morceau = flux.readline(TAILLE_MAX + 1)
        if octets.strip():
            yield Ligne(octets, numero, fichier)


def chemin_absolu(chemin: str | PathLike[str]) -> str:
    """Le chemin qui vaut aussi pour un processus d'un autre dossier courant."""
    return str(Path.cwd() / chemin)


def _lisible(chemin: str) -> str:
    """Le chemin tel que les constats le nomment."""
    return os.fsencode(chemin).decode("utf-8", "replace")
