"""Verrou : un répertoire n'a qu'un maître à la fois, que le système relâche de lui-même si le processus meurt.

Le fichier qui le porte n'est jamais écrit, et un fichier qui était déjà là garde ses octets, ses droits et sa date.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lettres.socle import disque

if sys.platform == "win32":
    import msvcrt

    def _prendre(descripteur: int) -> bool:
        try:
            msvcrt.locking(descripteur, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _prendre(descripteur: int) -> bool:
        try:
            fcntl.flock(descripteur, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # -- certains partages réseau disent le second --
            return False
        return True

    @contextmanager
    def attendre(chemin: Path) -> Iterator[int]:
        """Tient le verrou d'un fichier qui existe le temps du bloc, et donne son descripteur; attend qu'on le relâche.

        Lève OSError si le fichier ne s'ouvre pas. Windows n'a pas ce verrou : il y empêcherait de lire le fichier.
        """
        while True:
            descripteur = disque.ouvrir(chemin, os.O_RDWR)
            try:
                fcntl.flock(descripteur, fcntl.LOCK_EX)
                if _est_toujours_la(chemin, descripteur):
                    yield descripteur
                    return
            finally:
                os.close(descripteur)


class Occupe(Exception):
    """Un autre tient le verrou."""


@contextmanager
def tenir(chemin: Path) -> Iterator[None]:
    """Tient le verrou le temps du bloc; si le bloc échoue, le fichier ne reste que s'il était déjà là.

    Lève Occupe aussitôt si un autre le tient, OSError si le fichier ne s'ouvre pas.
    """
    descripteur, neuf = _ouvrir(chemin)
    try:
        yield
    except BaseException:
        if neuf:
            disque.retirer(chemin, os.fstat(descripteur))
        raise
    finally:
        os.close(descripteur)


def _ouvrir(chemin: Path) -> tuple[int, bool]:
    while True:
        try:
            descripteur, neuf = disque.ouvrir(chemin, os.O_RDWR), False
        except FileNotFoundError:
            try:
                descripteur, neuf = disque.creer(chemin, os.O_RDWR), True
            except FileExistsError:
                continue
        try:
            if not _prendre(descripteur):
                raise Occupe
            if _est_toujours_la(chemin, descripteur):
                return descripteur, neuf
        except BaseException:
            os.close(descripteur)
            raise
        os.close(descripteur)


def _est_toujours_la(chemin: Path, descripteur: int) -> bool:
    """Entre l'ouverture et la prise, celui qui le tenait a pu l'effacer; Windows n'efface pas un fichier ouvert."""
    if os.name != "posix":
        return True
    try:
        return os.path.samestat(os.fstat(descripteur), chemin.lstat())
    except FileNotFoundError:
        return False
