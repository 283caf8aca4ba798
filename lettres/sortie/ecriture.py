"""Écriture atomique : le fichier entier, ou rien; jamais par-dessus un autre sans qu'on le demande."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
from contextlib import suppress
from os import PathLike
from pathlib import Path

from lettres.chemins import CheminDeFichier, en_chemin, nom_montre
from lettres.sortie.refus import dossier_refuse, format_refuse, nom_refuse, refus_systeme

_O_BINARY = getattr(os, "O_BINARY", 0)  # -- sous Windows, sans lui, « \n » deviendrait « \r\n » --
_AUTRES_FORMATS = {".doc", ".docm", ".dotx", ".dotm", ".odt", ".pdf", ".rtf", ".txt"}
TEMPORAIRE = re.compile(r"\.tmp-[0-9a-f]{16}")
"""Le nom d'un fichier que l'on est en train d'écrire; s'il reste après une panne, il ne sert à rien."""

_CREER = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _O_BINARY


def chemin_de_sortie(chemin: CheminDeFichier) -> str:
    """Le chemin d'une sortie, en texte. Lève SortieRefusee si ce n'en est pas un."""
    voulu = en_chemin(chemin)
    if voulu is None:
        raise nom_refuse(nom_montre(chemin))
    return voulu


def destination(chemin: CheminDeFichier, nom: str) -> tuple[Path, str]:
    """Comprend un chemin de sortie : un fichier s'il finit par `.docx`, sinon un dossier qui recevra `nom`.

    Lève SortieRefusee pour l'extension d'un autre format : un répertoire nommé « lettre.pdf » tromperait.
    """
    voulu = Path(chemin_de_sortie(chemin))
    if voulu.suffix.lower() in _AUTRES_FORMATS and not voulu.is_dir():
        raise format_refuse(str(voulu))
    if voulu.suffix.lower() == ".docx":
        return voulu.parent, voulu.name
    return voulu, nom


def ecrire(octets: bytes, dossier: str | PathLike[str], nom: str, *, ecraser: bool = False) -> Path:
    """Écrit `octets` dans `dossier/nom`, lisible par son seul propriétaire, et rend le chemin du fichier.

    Le contenu est d'abord écrit en entier à côté, puis publié d'un seul geste : personne ne voit un fichier à
    moitié écrit, et un échec (disque plein, droits, interruption) ne laisse rien. Un lien symbolique qui porte le
    nom voulu n'est jamais suivi. Lève `SortieRefusee`.
    """
    dossier = Path(dossier)
    final = dossier / nom
    if nom in {"", ".", ".."} or "\0" in str(final) or Path(nom).name != nom:
        raise nom_refuse(str(final).replace("\0", "?"))
    crees: list[Path] = []
    reussi = False
    try:
        creer_dossier(dossier, crees)
        publier(octets, final, ecraser=ecraser)
        reussi = True
    except OSError as faute:
        raise refus_systeme(faute, str(final)) from faute
    finally:
        if not reussi:
            for cree in reversed(crees):
                with suppress(OSError):
                    cree.rmdir()
    with suppress(OSError):
        synchroniser_dossier(dossier)
    return final


def creer_dossier(dossier: Path, crees: list[Path]) -> None:
    """Crée le dossier et ses parents absents, pour le seul propriétaire; note ceux qu'il crée."""
    absents = []
    courant = dossier
    while not courant.is_dir():
        if os.path.lexists(courant):
            raise dossier_refuse(str(courant))
        absents.append(courant)
        courant = courant.parent
    for absent in reversed(absents):
        with suppress(FileExistsError):  # -- un autre processus vient de le créer : tant mieux --
            absent.mkdir(mode=0o700)
            crees.append(absent)


def publier(octets: bytes, final: Path, *, ecraser: bool = False) -> None:
    """Fait paraître le fichier entier, d'un seul geste. Lève FileExistsError si le nom est pris, sinon OSError."""
    temporaire = final.with_name(f".tmp-{secrets.token_hex(8)}")
    try:
        _deposer(octets, temporaire)
        if ecraser:
            temporaire.replace(final)
        else:
            _nommer(temporaire, final)
    finally:
        with suppress(OSError):
            temporaire.unlink()


def _nommer(temporaire: Path, final: Path) -> None:
    """Donne son nom au fichier, sans jamais remplacer celui qui l'aurait déjà."""
    try:
        os.link(temporaire, final)
    except FileExistsError:
        raise
    except OSError:
        # -- FAT et certains partages réseau n'ont pas de liens durs : un témoin, que O_EXCL ne laisse créer qu'à un
        #    seul, réserve le nom le temps de le vérifier et de renommer --
        temoin = final.with_name(f".tmp-{hashlib.sha256(os.fsencode(final.name)).hexdigest()[:16]}")
        os.close(os.open(temoin, _CREER, 0o600))
        try:
            if os.path.lexists(final):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(final)) from None
            temporaire.rename(final)
        finally:
            with suppress(OSError):
                temoin.unlink()


def _deposer(octets: bytes, chemin: Path) -> None:
    """Crée le fichier (il ne doit pas exister), l'écrit jusqu'au disque; l'efface s'il n'est pas complet."""
    descripteur = os.open(chemin, _CREER, 0o600)
    complet = False
    try:
        try:
            ecrire_tout(descripteur, octets)
            os.fsync(descripteur)
        finally:
            os.close(descripteur)
        complet = True
    finally:
        if not complet:
            with suppress(OSError):
                chemin.unlink()


def ecrire_tout(descripteur: int, octets: bytes) -> None:
    """Écrit tous les octets, en autant de fois que le système le demande."""
    reste = memoryview(octets)
    while reste:
        reste = reste[os.write(descripteur, reste) :]


def synchroniser_dossier(dossier: Path) -> None:
    """Fait durer les noms du dossier malgré une panne; sans effet là où un dossier ne s'ouvre pas (Windows)."""
    try:
        descripteur = os.open(dossier, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descripteur)
    except OSError as faute:
        if faute.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descripteur)
