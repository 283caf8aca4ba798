"""Disque : les gestes prudents de tous ceux qui lisent ou écrivent un fichier.

On n'ouvre qu'un fichier ordinaire, sans attendre un tube et sans suivre de lien; on n'écrit que ce que l'on a créé,
pour le seul propriétaire quel que soit le masque; un fichier paraît entier, d'un seul geste, ou pas du tout.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lettres.socle.expression import Expression

TEMPORAIRE = Expression(r"\.tmp-[0-9a-f]{16}")
"""Le nom d'un fichier que l'on est en train d'écrire; s'il reste après une panne, il ne sert à rien."""

_BINAIRE = getattr(os, "O_BINARY", 0)  # -- sous Windows, sans lui, « \n » deviendrait « \r\n » --
_SANS_ATTENDRE = getattr(os, "O_NONBLOCK", 0)
_SANS_SUIVRE = getattr(os, "O_NOFOLLOW", 0)
_CREER = os.O_CREAT | os.O_EXCL | _BINAIRE
_BLOC = 1 << 20


class PasOrdinaire(OSError):
    """Ce qui porte ce nom n'est pas un fichier ordinaire : répertoire, lien, tube, prise ou périphérique."""

    def __init__(self, chemin: str | os.PathLike[str], mode: int) -> None:
        self.repertoire = stat.S_ISDIR(mode)
        numero = errno.EISDIR if self.repertoire else errno.ENXIO
        super().__init__(numero, os.strerror(numero), os.fspath(chemin))


# -- Lire --


def ouvrir(chemin: Path, acces: int = os.O_RDONLY, *, suivre: bool = False) -> int:
    """Le descripteur d'un fichier ordinaire qui existe; un lien n'est suivi que si l'on y consent.

    Lève PasOrdinaire ou une autre OSError; ValueError pour un nom impossible.
    """
    # -- ouvrir un périphérique peut déjà le faire agir : on regarde avant; on regarde après, car le nom peut changer --
    _exiger_ordinaire(chemin, os.stat(chemin, follow_symlinks=suivre))  # noqa: PTH116 -- lien suivi ou non
    descripteur = os.open(chemin, acces | _BINAIRE | _SANS_ATTENDRE | (0 if suivre else _SANS_SUIVRE))
    try:
        _exiger_ordinaire(chemin, os.fstat(descripteur))
    except OSError:
        os.close(descripteur)
        raise
    return descripteur


def lire(chemin: Path, maximum: int, *, suivre: bool = False) -> bytes:
    """Les premiers octets d'un fichier ordinaire, `maximum` au plus. Lève comme `ouvrir`."""
    descripteur = ouvrir(chemin, suivre=suivre)
    try:
        return lire_le_debut(descripteur, maximum)
    finally:
        os.close(descripteur)


def lire_le_debut(descripteur: int, maximum: int) -> bytes:
    """Les octets qui suivent dans un fichier ouvert, `maximum` au plus."""
    morceaux: list[bytes] = []
    reste = maximum
    while reste and (morceau := os.read(descripteur, min(reste, _BLOC))):
        morceaux.append(morceau)
        reste -= len(morceau)
    return b"".join(morceaux)


def en_morceaux(chemin: Path) -> Iterator[bytes]:
    """Le contenu d'un fichier ordinaire, morceau par morceau. Lève comme `ouvrir`."""
    descripteur = ouvrir(chemin)
    try:
        while morceau := os.read(descripteur, _BLOC):
            yield morceau
    finally:
        os.close(descripteur)


def est_un_repertoire(chemin: str | os.PathLike[str]) -> bool:
    """Un répertoire, ou un lien qui y mène; un nom impossible n'en est pas un."""
    return os.path.isdir(chemin)  # noqa: PTH112 -- Path.is_dir lève pour un nom trop long


def est_a_nous(etat: os.stat_result) -> bool:
    """À l'usager, et que nul autre ne peut écrire; Windows garde seul le répertoire de l'usager."""
    if not hasattr(os, "getuid"):
        return True
    return etat.st_uid == os.getuid() and not etat.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _exiger_ordinaire(chemin: Path, etat: os.stat_result) -> None:
    if not stat.S_ISREG(etat.st_mode):
        raise PasOrdinaire(chemin, etat.st_mode)


# -- Écrire --


def creer(chemin: Path, acces: int = os.O_WRONLY) -> int:
    """Crée un fichier, qui ne doit pas exister, et que seul son propriétaire lit. Lève OSError."""
    descripteur = os.open(chemin, acces | _CREER, 0o600)
    fermer_aux_autres(descripteur)
    return descripteur


def fermer_aux_autres(descripteur: int) -> None:
    """Donne le fichier à son seul propriétaire, quel que soit le masque; un support sans droits n'en change pas."""
    if hasattr(os, "fchmod") and stat.S_IMODE(os.fstat(descripteur).st_mode) != 0o600:
        with suppress(PermissionError):
            os.fchmod(descripteur, 0o600)


def creer_repertoire(repertoire: Path, crees: list[Path]) -> None:
    """Crée le répertoire et ses parents absents, pour le seul propriétaire; note ceux qu'il crée.

    Lève NotADirectoryError, qui le nomme, si un fichier ou un lien vers rien en tient la place.
    """
    for absent in absents(repertoire):
        try:
            absent.mkdir(mode=0o700)
        except FileExistsError:  # -- un autre processus vient de le créer : tant mieux --
            continue
        crees.append(absent)
        if os.name == "posix" and absent.lstat().st_mode & 0o700 != 0o700:
            with suppress(PermissionError):
                absent.chmod(0o700)


def absents(repertoire: Path) -> list[Path]:
    """Ce qui manque de ce chemin, du premier au dernier. Lève NotADirectoryError."""
    manquent: list[Path] = []
    courant = repertoire
    while not est_un_repertoire(courant):
        if os.path.lexists(courant):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), os.fspath(courant))
        manquent.append(courant)
        courant = courant.parent
    return manquent[::-1]


def publier(octets: bytes, final: Path) -> None:
    """Fait paraître le fichier entier, d'un seul geste. Lève FileExistsError si le nom est pris, sinon OSError."""
    with inacheve(octets, final.parent) as temporaire:
        nommer(temporaire, final)


@contextmanager
def inacheve(contenu: bytes | Iterable[bytes], repertoire: Path, marque: str = "") -> Iterator[Path]:
    """Le fichier, entier et mené jusqu'au disque, sous un nom provisoire qui s'efface à la fin du bloc.

    `contenu` : ses octets, ou ses morceaux, un à un. `marque` : les seize chiffres de ce nom, pour qui veut retrouver
    ce qu'une panne y aurait laissé.
    """
    temporaire, descripteur = ebaucher(contenu, repertoire, marque)
    try:
        try:
            os.fsync(descripteur)
        finally:
            os.close(descripteur)
        yield temporaire
    finally:
        with suppress(OSError):
            temporaire.unlink()


def ebaucher(contenu: bytes | Iterable[bytes], repertoire: Path, marque: str = "") -> tuple[Path, int]:
    """Le fichier, entier sous un nom provisoire, et son descripteur : rien ne l'a encore mené jusqu'au disque.

    Lève OSError.
    """
    temporaire = repertoire / f".tmp-{marque or os.urandom(8).hex()}"
    descripteur = creer(temporaire)
    try:
        for morceau in (contenu,) if isinstance(contenu, bytes) else contenu:
            ecrire_tout(descripteur, morceau)
    except BaseException:
        os.close(descripteur)
        with suppress(OSError):
            temporaire.unlink()
        raise
    return temporaire, descripteur


def nommer(temporaire: Path, final: Path) -> None:
    """Donne son nom au fichier, sans jamais remplacer ce qui l'aurait déjà."""
    try:
        os.link(temporaire, final)
    except FileExistsError:
        raise
    except OSError:
        # -- FAT et certains partages réseau n'ont pas de liens durs : un témoin, que O_EXCL ne laisse créer qu'à un
        #    seul, réserve le nom le temps de le vérifier et de renommer --
        temoin = final.with_name(f".tmp-{hashlib.sha256(os.fsencode(final.name)).hexdigest()[:16]}")
        os.close(creer(temoin))
        try:
            exiger_libre(final)
            temporaire.rename(final)
        finally:
            with suppress(OSError):
                temoin.unlink()


def remplacer(temporaire: Path, final: Path) -> None:
    """Donne au fichier le nom d'un autre, qui disparaît. Lève PasOrdinaire si ce n'est pas un fichier ordinaire."""
    exiger_remplacable(final)
    temporaire.replace(final)


def exiger_libre(final: Path) -> None:
    """Lève FileExistsError si quoi que ce soit porte ce nom."""
    if os.path.lexists(final):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(final))


def exiger_remplacable(final: Path) -> None:
    """Lève PasOrdinaire si ce qui porte ce nom n'est pas un fichier ordinaire; un nom libre convient."""
    with suppress(FileNotFoundError):
        _exiger_ordinaire(final, final.lstat())


def retirer(chemin: Path, etat: os.stat_result) -> None:
    """Efface un fichier que l'on a créé, si c'est encore lui qui porte ce nom; renonce sans bruit."""
    with suppress(OSError):
        if os.path.samestat(chemin.lstat(), etat):
            chemin.unlink()


def ecrire_tout(descripteur: int, octets: bytes) -> None:
    """Écrit tous les octets, en autant de fois que le système le demande."""
    reste = memoryview(octets)
    while reste:
        reste = reste[os.write(descripteur, reste) :]


def synchroniser_repertoire(repertoire: Path) -> None:
    """Fait durer les noms du répertoire malgré une panne; sans effet là où un répertoire ne s'ouvre pas (Windows)."""
    try:
        descripteur = os.open(repertoire, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descripteur)
    except OSError as faute:
        if faute.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descripteur)
