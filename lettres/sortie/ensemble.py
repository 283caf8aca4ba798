"""Ensemble : plusieurs fichiers d'un répertoire, écrits tous ou aucun; ce qui n'est pas à nous n'est pas touché."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from lettres.socle import disque
from lettres.sortie.fichiers import retirable
from lettres.sortie.refus import fichier_d_autrui, refus_systeme

_LU_MAX = 100_000_000
EstANous = Callable[[bytes, str, bytes], bool]
"""Dit, du témoin d'avant, d'un nom et du contenu qu'il a, si le fichier est de l'ensemble d'avant."""


def ecrire_ensemble(
    fichiers: Mapping[str, bytes], repertoire: Path, temoin: str, est_a_nous: EstANous | None = None
) -> list[Path]:
    """Écrit ces fichiers et rend leurs chemins. `temoin` est celui d'entre eux qui retient ce que sont les autres.

    Sans `est_a_nous`, aucun n'en remplace un autre. Lève SortieRefusee, et rien n'est alors écrit.
    """
    pris = {nom: lu for nom in fichiers if (lu := _lire(repertoire / nom)) is not None}
    ancien = pris.get(temoin, b"")
    for nom, lu in pris.items():
        if est_a_nous is not None and not est_a_nous(ancien, nom, lu):
            raise fichier_d_autrui(str(repertoire / nom))
    with ExitStack() as pile:
        return [
            pile.enter_context(retirable(octets, repertoire, nom, ecraser=est_a_nous is not None and nom in pris))
            for nom, octets in fichiers.items()
        ]


def _lire(chemin: Path) -> bytes | None:
    """Ce qu'un fichier contient; None s'il n'y en a pas. Ce qui n'en est pas un ordinaire ne se lit pas."""
    if not os.path.lexists(chemin):
        return None
    try:
        return disque.lire(chemin, _LU_MAX)
    except OSError as faute:
        raise refus_systeme(faute, str(chemin)) from faute
