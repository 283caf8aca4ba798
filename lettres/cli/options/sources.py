"""Sources : ce qu'une ligne de commande nomme (fichiers, motifs, répertoires, entrée standard), dossier par dossier."""

from __future__ import annotations

import errno
import glob
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from lettres.cli.options.arguments import usage_fautif
from lettres.socle.chemins import COMPAGNONS
from lettres.socle.constats import Constat, abreger
from lettres.socle.disque import est_un_repertoire, ouvrir
from lettres.socle.erreurs import DossierIllisible

if TYPE_CHECKING:
    from lettres.production.lots import Ligne

ArgumentDossiers = Annotated[
    list[str],
    typer.Argument(
        metavar="DOSSIER",
        help="Des fichiers YAML, JSON, TOML ou JSON Lines, des motifs, des répertoires; « - » lit l’entrée "
        "standard, un dossier JSON par ligne.",
    ),
]

ENTREE = "-"
_EXTENSIONS = {".yaml", ".yml", ".json", ".toml"}
_LIGNES = ".jsonl"
FICHIER_SCHEMA = "lettres.schema.json"
"""Le schéma que « nouveau » pose à côté d'un dossier, pour l'éditeur de texte : ce n'est pas un dossier."""


def developper(noms: Sequence[str]) -> list[str]:
    """Les fichiers nommés : « *.yaml » que l'interpréteur n'a pas développé, et tous les dossiers d'un répertoire."""
    fichiers: list[str] = []
    for nom in noms:
        for trouve in [nom] if nom == ENTREE else trouver(nom):
            fichiers += _du_repertoire(trouve) if trouve != ENTREE and est_un_repertoire(trouve) else [trouve]
    if fichiers.count(ENTREE) > 1:
        raise usage_fautif(
            "U005", "DOSSIER", "L’entrée standard ne se lit qu’une fois.", "N’écrivez « - » qu’une fois."
        )
    if not fichiers:
        message = f"Aucun dossier ici : {abreger(', '.join(noms))}."
        raise usage_fautif("U005", "DOSSIER", message, "Nommez des fichiers en .yaml, .json, .toml ou .jsonl.")
    return fichiers


def du_repertoire(nom: str) -> list[str]:
    """Les dossiers d'un répertoire, un par fichier, comme `developper` les trouve; tout autre nom, lui seul."""
    if not est_un_repertoire(nom):
        return [nom]
    fichiers = [f for f in _du_repertoire(nom) if not f.lower().endswith(_LIGNES)]
    if not fichiers:
        message = f"Aucun dossier dans ce répertoire : {abreger(nom)}."
        raise usage_fautif("U005", "DOSSIER", message, "Nommez des fichiers en .yaml, .json ou .toml.")
    return fichiers


def trouver(nom: str) -> list[str]:
    """Les fichiers d'un motif que l'interpréteur n'a pas développé (Windows); tout autre nom, lui seul."""
    # -- « ? » et « [ » sont permis dans un nom de fichier : s'il existe, c'est lui --
    motif = glob.has_magic(nom) and not os.path.lexists(nom)
    return sorted(glob.glob(nom, recursive=True)) if motif else [nom]  # noqa: PTH207


def compter(fichiers: Sequence[str]) -> int | None:
    """Le nombre de dossiers, quand on le sait d'avance."""
    return None if any(f == ENTREE or f.lower().endswith(_LIGNES) for f in fichiers) else len(fichiers)


def lire_les_sources(fichiers: Sequence[str]) -> Iterator[Ligne | str]:
    """Chaque dossier à son tour : le chemin d'un fichier, ou une ligne de JSON.

    Lève DossierIllisible, une fois tous les autres donnés, si l'entrée ou un fichier de lignes cesse de se lire.
    """
    from lettres.lecture.codes_lus import CodeLu, illisible
    from lettres.production.lots import lignes
    from lettres.production.lots.entrees import ENTREE_STANDARD

    illisibles: list[Constat] = []
    for fichier in fichiers:
        if fichier != ENTREE and not fichier.lower().endswith(_LIGNES):
            yield fichier
            continue
        descripteur = None if fichier == ENTREE else _ouvrir(fichier)
        if fichier != ENTREE and descripteur is None:
            yield fichier  # -- la lecture dira pourquoi il ne s'ouvre pas --
            continue
        nom = ENTREE_STANDARD if fichier == ENTREE else fichier
        try:
            with _flux(descripteur) as flux:
                yield from lignes(flux, nom)
        except (OSError, ValueError):
            message, remede = "Cette entrée ne se lit pas, ou ne se lit plus.", "Vérifiez ce qui l’alimente."
            illisibles += illisible(nom, CodeLu.OUVERTURE, message, remede).constats
    if illisibles:
        raise DossierIllisible(illisibles)


def _ouvrir(fichier: str) -> int | None:
    """Un fichier ordinaire, ouvert sans attendre; None s'il ne s'ouvre pas."""
    try:
        return ouvrir(Path(fichier), suivre=True)
    except (OSError, ValueError):
        return None


def _flux(descripteur: int | None) -> AbstractContextManager[BinaryIO]:
    """Les octets d'un fichier de lignes ouvert, sinon ceux de l'entrée standard, que l'on ne ferme pas."""
    if descripteur is not None:
        return os.fdopen(descripteur, "rb")
    if sys.stdin is None:  # -- fermée, ou un programme lancé sans console --
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return nullcontext(sys.stdin.buffer)


def _du_repertoire(nom: str) -> list[str]:
    """Les dossiers d'un répertoire et de ses sous-répertoires, dans l'ordre; ni ce qui est caché, ni un compagnon."""
    trouves: list[str] = []
    for racine, repertoires, noms in os.walk(nom):
        repertoires[:] = sorted(r for r in repertoires if not r.startswith("."))
        trouves += [
            str(Path(racine, f))
            for f in sorted(noms)
            if not f.startswith(".") and f not in COMPAGNONS and Path(f).suffix.lower() in _EXTENSIONS | {_LIGNES}
        ]
    return trouves
