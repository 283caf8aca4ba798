"""Fournée : beaucoup de fichiers neufs d'un répertoire, tous ou aucun; le disque s'attend une fois, non à chacun.

Chaque fichier est d'abord entier sous un nom provisoire; puis tous sont menés jusqu'au disque, ensemble. Alors
seulement les noms se donnent, et on les fait durer : une panne ne laisse pas de nom sans son contenu.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from lettres.socle import disque
from lettres.sortie.noms import defaut
from lettres.sortie.refus import nom_refuse, refus_systeme

PEU = 8
"""Jusque-là, chacun se mène seul : tout le volume, ce serait attendre aussi ce que d'autres y écrivent."""


class _Prepare(NamedTuple):
    """Un fichier entier, sous son nom provisoire."""

    final: Path
    temporaire: Path


class Fournee:
    """Les fichiers que l'on prépare; voir `cuire`."""

    def __init__(self, repertoire: Path) -> None:
        self._repertoire = repertoire
        self._prepares: list[_Prepare] = []
        self._marque = os.urandom(4).hex()

    def ajouter(self, octets: bytes, nom: str) -> None:
        """Un fichier de plus, lisible par son seul propriétaire, qui ne paraîtra qu'avec les autres.

        Lève SortieRefusee.
        """
        if (mal := defaut(nom)) is not None:
            raise nom_refuse(str(self._repertoire / nom).replace("\0", "?"), mal)
        final = self._repertoire / nom
        try:
            marque = f"{self._marque}{len(self._prepares):08x}"
            temporaire, descripteur = disque.ebaucher(octets, self._repertoire, marque)
            self._prepares.append(_Prepare(final, temporaire))
            os.close(descripteur)
        except OSError as faute:
            raise refus_systeme(faute, str(final)) from faute

    def paraitre(self) -> None:
        """Donne à chacun son nom, ou à aucun; jamais par-dessus un autre. Lève SortieRefusee."""
        self._mener()
        with ExitStack() as a_defaire:
            for final, temporaire in self._prepares:
                try:
                    a_defaire.callback(disque.retirer, final, temporaire.lstat())
                    disque.nommer(temporaire, final)
                except OSError as faute:
                    raise refus_systeme(faute, str(final)) from faute
            with suppress(OSError):
                disque.synchroniser_repertoire(self._repertoire)
            a_defaire.pop_all()

    def _mener(self) -> None:
        """Mène chaque contenu jusqu'au disque. Lève SortieRefusee."""
        try:
            if len(self._prepares) > PEU and disque.synchroniser_le_volume(self._repertoire):
                return
            for prepare in self._prepares:
                disque.synchroniser(prepare.temporaire)
        except OSError as faute:
            raise refus_systeme(faute, str(self._repertoire)) from faute

    def retirer(self) -> None:
        """Retire les noms provisoires."""
        for _, temporaire in self._prepares:
            with suppress(OSError):
                temporaire.unlink()


@contextmanager
def cuire(repertoire: Path) -> Iterator[Fournee]:
    """Une fournée, qui paraît à la fin du bloc; s'il échoue, rien n'en paraît. Lève SortieRefusee."""
    fournee = Fournee(repertoire)
    try:
        yield fournee
        fournee.paraitre()
    finally:
        fournee.retirer()
