"""Dépôt : le dossier de sortie d'un lot, tenu par un seul processus à la fois, avec son journal.

Une lettre y est entière ou absente, n'en remplace jamais une autre et n'est jamais inscrite deux fois, où que la
machine s'arrête : elle paraît d'abord, son inscription suit, et la reprise reconnaît celle qui manque d'inscription.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from enum import Enum
from os import PathLike
from pathlib import Path
from types import TracebackType

from lettres.sortie.ecriture import TEMPORAIRE, creer_dossier, publier, synchroniser_dossier
from lettres.sortie.journal import NOM_DU_JOURNAL, Inscription, Journal
from lettres.sortie.refus import lot_deja_commence, refus_systeme, sortie_invisible, sortie_occupee

NOM_DU_VERROU = ".verrou"
_LETTRE_MAX = 50_000_000


class Parution(Enum):
    """Ce qu'une lettre est devenue en arrivant dans le dossier."""

    NEUVE = "neuve"
    PRESENTE = "présente"
    AUTRE = "autre"


class Depot:
    """Le dossier de sortie, verrouillé le temps du `with`. Lève SortieRefusee, aussitôt, s'il est déjà tenu."""

    def __init__(self, dossier: str | PathLike[str], *, reprendre: bool = True) -> None:
        self.dossier = Path(dossier)
        self._reprendre = reprendre
        self._pile = ExitStack()

    def __enter__(self) -> Depot:
        with ExitStack() as pile:
            try:
                creer_dossier(self.dossier, [])
                pile.enter_context(_verrou(self.dossier))
                _balayer(self.dossier)
                self.journal = Journal(self.dossier / NOM_DU_JOURNAL)
                pile.callback(self.journal.fermer)
            except OSError as faute:
                raise refus_systeme(faute, os.fspath(self.dossier)) from faute
            if self.journal.etendue.lignes and not self._reprendre:
                raise lot_deja_commence(os.fspath(self.dossier))
            self._pile = pile.pop_all()
        return self

    def __exit__(
        self, genre: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pile.close()

    def inscrire(self, inscriptions: Sequence[Inscription]) -> None:
        """Inscrit au journal des lettres parues. Lève SortieRefusee."""
        if not inscriptions:
            return
        try:
            self.journal.inscrire(inscriptions)
        except OSError as faute:
            raise refus_systeme(faute, os.fspath(self.journal.chemin)) from faute


def deposer(octets: bytes, dossier: Path, nom: str) -> Parution:
    """Fait paraître une lettre dans un dossier tenu par un dépôt, d'ici ou d'un autre processus.

    Un nom déjà pris n'est jamais remplacé : on dit si c'est la même lettre. Lève SortieRefusee si le disque refuse.
    """
    final = dossier / nom
    if not (dossier / NOM_DU_VERROU).is_file():
        raise sortie_invisible(os.fspath(dossier))
    try:
        publier(octets, final)
        synchroniser_dossier(dossier)
    except FileExistsError:
        pareille = empreinte_du_fichier(final) == hashlib.sha256(octets).hexdigest()
        return Parution.PRESENTE if pareille else Parution.AUTRE
    except OSError as faute:
        raise refus_systeme(faute, os.fspath(final)) from faute
    return Parution.NEUVE


def empreinte_du_fichier(chemin: Path) -> str | None:
    """SHA-256 d'un fichier; None s'il n'existe pas; vide pour ce qui n'est pas une lettre (un lien n'est pas suivi)."""
    try:
        etat = chemin.lstat()
        if not stat.S_ISREG(etat.st_mode) or etat.st_size > _LETTRE_MAX:
            return ""
        return hashlib.sha256(chemin.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError:
        return ""


def _verrou(dossier: Path) -> ExitStack:
    from filelock import FileLock, Timeout  # -- à l'usage seulement : l'aide du programme n'en a pas besoin --

    verrou = FileLock(dossier / NOM_DU_VERROU, timeout=0, mode=0o600, thread_local=False)
    try:
        verrou.acquire()
    except Timeout:
        raise sortie_occupee(os.fspath(dossier)) from None
    pile = ExitStack()
    pile.callback(verrou.release)
    return pile


def _balayer(dossier: Path) -> None:
    """Efface les fichiers inachevés d'un lot interrompu."""
    with os.scandir(dossier) as entrees:
        restes = [e.path for e in entrees if TEMPORAIRE.fullmatch(e.name) and e.is_file(follow_symlinks=False)]
    for reste in restes:
        with suppress(FileNotFoundError):
            Path(reste).unlink()
