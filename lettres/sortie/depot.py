"""Dépôt : le répertoire de sortie d'un lot, tenu par un seul processus à la fois, avec son journal.

Une lettre y est entière ou absente, n'en remplace jamais une autre et n'est jamais inscrite deux fois, où que la
machine s'arrête : elle paraît d'abord, son inscription suit, et la reprise reconnaît celle qui manque d'inscription.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import ExitStack
from enum import Enum
from os import PathLike
from pathlib import Path
from types import TracebackType

from lettres.socle import disque
from lettres.sortie import verrou
from lettres.sortie.balayage import balayer
from lettres.sortie.fichiers import preparer_repertoire, retirer_repertoires
from lettres.sortie.journal import NOM_DU_JOURNAL, Inscription, Journal, Registre
from lettres.sortie.refus import lot_deja_commence, refus_systeme, sortie_invisible, sortie_occupee

NOM_DU_VERROU = ".verrou"
LETTRE_MAX = 50_000_000
_DEBUTS = (b"PK\x03\x04", b"%PDF", b"<!DO")
"""Les quatre premiers octets d'une lettre, en Word, en PDF ou en page Web."""


class Parution(Enum):
    """Ce qu'une lettre est devenue en arrivant dans le répertoire."""

    NEUVE = "neuve"
    PRESENTE = "présente"
    AUTRE = "autre"


class Depot:
    """Le répertoire de sortie, verrouillé le temps du `with`. Lève SortieRefusee, aussitôt, s'il est déjà tenu."""

    def __init__(self, repertoire: str | PathLike[str], *, reprendre: bool = True) -> None:
        self.repertoire = Path(repertoire)
        self._reprendre = reprendre
        self._pile = ExitStack()

    def __enter__(self) -> Depot:
        chemin = self.repertoire / NOM_DU_JOURNAL
        crees: list[Path] = []
        with ExitStack() as pile:
            a_defaire = pile.enter_context(ExitStack())
            a_defaire.callback(retirer_repertoires, crees)
            try:
                preparer_repertoire(self.repertoire, crees)
                if os.path.lexists(chemin) and not os.path.lexists(self.repertoire / NOM_DU_VERROU):
                    Registre(chemin).fermer()  # -- un journal étranger se refuse avant que le verrou ne soit créé --
                pile.enter_context(verrou.tenir(self.repertoire / NOM_DU_VERROU))
                self.journal = Journal(chemin)
                pile.callback(self.journal.fermer)
                if self.journal.etendue.lignes and not self._reprendre:
                    raise lot_deja_commence(os.fspath(self.repertoire))
                balayer(self.repertoire, *_DEBUTS)
            except verrou.Occupe:
                raise sortie_occupee(os.fspath(self.repertoire)) from None
            except OSError as faute:
                raise refus_systeme(faute, os.fspath(faute.filename or self.repertoire)) from faute
            a_defaire.pop_all()
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


def deposer(octets: bytes, repertoire: Path, nom: str) -> Parution:
    """Fait paraître une lettre dans un répertoire tenu par un dépôt, d'ici ou d'un autre processus.

    Un nom déjà pris n'est jamais remplacé : on dit si c'est la même lettre. Lève SortieRefusee si le disque refuse.
    """
    final = repertoire / nom
    if not (repertoire / NOM_DU_VERROU).is_file():
        raise sortie_invisible(os.fspath(repertoire))
    try:
        disque.publier(octets, final)
        disque.synchroniser_repertoire(repertoire)
    except FileExistsError:
        pareille = empreinte_du_fichier(final) == hashlib.sha256(octets).hexdigest()
        return Parution.PRESENTE if pareille else Parution.AUTRE
    except OSError as faute:
        raise refus_systeme(faute, os.fspath(final)) from faute
    return Parution.NEUVE


def empreinte_du_fichier(chemin: Path) -> str | None:
    """SHA-256 d'un fichier; None s'il n'existe pas; vide pour ce qui n'est pas une lettre (un lien n'est pas suivi)."""
    try:
        octets = disque.lire(chemin, LETTRE_MAX + 1)
    except FileNotFoundError:
        return None
    except OSError:
        return ""
    return hashlib.sha256(octets).hexdigest() if len(octets) <= LETTRE_MAX else ""
