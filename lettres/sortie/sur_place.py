"""Sur place : le fichier de l'usager gagne un contenu d'un seul geste, sans changer de propriétaire ni de droits.

Le verrou est sur le fichier même : entre nos processus, un seul le relit et le remplace. Un éditeur ne le prend pas;
c'est pourquoi le contenu se compare encore juste avant. Jamais à travers un lien.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lettres.socle import disque
from lettres.sortie import verrou
from lettres.sortie.refus import fichier_irremplacable, refus_systeme


class Change(Exception):
    """Le fichier n'a plus le contenu que l'on avait lu : il faut le relire."""


@contextmanager
def remplace(chemin: Path, lus: bytes, nouveaux: bytes) -> Iterator[None]:
    """Remplace ces octets lus par les nouveaux, le temps du bloc et ensuite; s'il échoue, les anciens reviennent.

    Attend qu'un autre processus ait fini d'y écrire. Lève Change, avant le bloc, si le fichier n'a plus ces octets;
    SortieRefusee si le disque refuse, ou si ce n'est pas un fichier ordinaire que l'on puisse remplacer.
    """
    try:
        with _tenu(chemin) as etat:
            if etat.st_nlink > 1:
                raise fichier_irremplacable(os.fspath(chemin))
            _poser(nouveaux, chemin, etat, a_la_place_de=lus)
            try:
                yield
            except BaseException:
                with suppress(OSError, Change):  # -- un autre l'a récrit depuis : ce qu'il y a mis lui reste --
                    _poser(lus, chemin, etat, a_la_place_de=nouveaux)
                raise
    except OSError as faute:
        raise refus_systeme(faute, os.fspath(chemin)) from faute


@contextmanager
def _tenu(chemin: Path) -> Iterator[os.stat_result]:
    """Tient le fichier le temps du bloc, et donne son état; lève Change si un autre le tient, sans l'attendre."""
    if sys.platform != "win32":
        with verrou.attendre(chemin) as descripteur:
            yield os.fstat(descripteur)
        return
    # -- Windows ne remplace ni ne laisse lire un fichier tenu : un témoin, à côté, l'est à sa place --
    temoin = chemin.with_name(f".{chemin.name}.verrou")
    try:
        with verrou.tenir(temoin):
            yield chemin.lstat()
    except verrou.Occupe:
        raise Change from None
    finally:
        with suppress(OSError):
            temoin.unlink()


def _poser(octets: bytes, chemin: Path, etat: os.stat_result, *, a_la_place_de: bytes) -> None:
    """Donne ce contenu au fichier d'un seul geste, s'il a encore l'autre; lève Change, SortieRefusee ou OSError."""
    _exiger(a_la_place_de, chemin)
    marque = hashlib.sha256(os.fsencode(chemin.name)).hexdigest()[:16]
    with suppress(FileNotFoundError):  # -- ce qu'une panne a laissé d'un remplacement d'avant --
        (chemin.parent / f".tmp-{marque}").unlink()
    with disque.inacheve(octets, chemin.parent, marque) as temporaire:
        _rendre_pareil(temporaire, etat, chemin)
        _exiger(a_la_place_de, chemin)
        disque.remplacer(temporaire, chemin)
    with suppress(OSError):
        disque.synchroniser_repertoire(chemin.parent)


def _exiger(lus: bytes, chemin: Path) -> None:
    if disque.lire(chemin, len(lus) + 1) != lus:
        raise Change


def _rendre_pareil(temporaire: Path, etat: os.stat_result, chemin: Path) -> None:
    """Donne au fichier le propriétaire, le groupe et les droits de celui qu'il remplacera."""
    if sys.platform == "win32":
        return
    neuf = temporaire.lstat()
    if (neuf.st_uid, neuf.st_gid) != (etat.st_uid, etat.st_gid):
        try:
            os.chown(temporaire, etat.st_uid, etat.st_gid)
        except PermissionError:
            raise fichier_irremplacable(os.fspath(chemin)) from None
    if stat.S_IMODE(neuf.st_mode) != stat.S_IMODE(etat.st_mode):
        temporaire.chmod(stat.S_IMODE(etat.st_mode))
