"""Pareil : un fichier que l'on refait à chaque fois; il paraît une fois, et se reconnaît quand il est déjà là."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from lettres.socle import disque
from lettres.sortie.fichiers import preparer_repertoire, retirer_repertoires
from lettres.sortie.noms import defaut
from lettres.sortie.refus import fichier_d_un_autre_lot, nom_refuse, refus_systeme


def poser(contenu: Iterable[bytes], final: Path) -> bool:
    """Pose ce contenu sous ce nom, d'un seul geste; faux s'il y était déjà, le même.

    Lève SortieRefusee si un autre fichier a ce nom, sans y toucher : quelqu'un a pu y écrire.
    """
    if (mal := defaut(final.name)) is not None:
        raise nom_refuse(str(final).replace("\0", "?"), mal)
    crees: list[Path] = []
    try:
        preparer_repertoire(final.parent, crees)
        with disque.inacheve(contenu, final.parent) as temporaire:
            try:
                disque.nommer(temporaire, final)
            except FileExistsError:
                if _pareils(temporaire, final):
                    return False
                raise fichier_d_un_autre_lot(str(final)) from None
            disque.synchroniser_repertoire(final.parent)
    except OSError as faute:
        retirer_repertoires(crees)
        raise refus_systeme(faute, str(final)) from faute
    return True


def _pareils(un: Path, autre: Path) -> bool:
    if os.stat(un).st_size != os.lstat(autre).st_size:  # noqa: PTH116 -- le lien, s'il en est un, n'est pas suivi
        return False
    return all(a == b for a, b in zip(disque.en_morceaux(un), disque.en_morceaux(autre), strict=True))
