"""Fournée : beaucoup de fichiers neufs d'un répertoire, tous ou aucun; le disque s'attend par lots, non à chacun.

Chaque fichier est d'abord entier sous un nom provisoire; des fils attendent qu'un lot soit sur le disque, pendant que
l'appelant prépare le suivant. Les noms se donnent ensuite, puis on les fait durer, ensemble.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from itertools import zip_longest
from pathlib import Path

from lettres.socle import disque
from lettres.socle.classes import NamedTuple
from lettres.sortie import volume
from lettres.sortie.noms import defaut
from lettres.sortie.refus import nom_refuse, refus_systeme

PAR_LOT = 64
"""Deux lots au plus sont ouverts à la fois : un système ne permet que quelques centaines de fichiers ouverts."""

PEU, FILS = 16, 8
"""Un lot de moins, ou qui ne se mène pas d'un appel, se partage entre les fils : huit s'attendent comme une."""


class _Prepare(NamedTuple):
    """Un fichier entier, sous son nom provisoire, et encore ouvert."""

    final: Path
    temporaire: Path
    descripteur: int
    etat: os.stat_result


class Fournee:
    """Les fichiers que l'on prépare; voir `cuire`."""

    def __init__(self, repertoire: Path, fils: ThreadPoolExecutor) -> None:
        self._repertoire, self._fils = repertoire, fils
        self._lots: list[list[_Prepare]] = []
        self._menes: list[Future[None]] = []

    def ajouter(self, octets: bytes, nom: str) -> None:
        """Un fichier de plus, lisible par son seul propriétaire, qui ne paraîtra qu'avec les autres.

        Lève SortieRefusee.
        """
        if (mal := defaut(nom)) is not None:
            raise nom_refuse(str(self._repertoire / nom).replace("\0", "?"), mal)
        if len(self._lots) == len(self._menes):
            self._lots.append([])
        final = self._repertoire / nom
        try:
            temporaire, descripteur = disque.ebaucher(octets, self._repertoire)
        except OSError as faute:
            raise refus_systeme(faute, str(final)) from faute
        self._lots[-1].append(_Prepare(final, temporaire, descripteur, os.fstat(descripteur)))
        if len(self._lots[-1]) == PAR_LOT:
            self._confier()

    def _confier(self) -> None:
        """Confie aux fils le lot qu'aucun n'a, une fois le précédent sur le disque."""
        wait(self._menes)
        menes, lot = len(self._menes), self._lots[-1]
        d_un_appel = len(lot) >= PEU and volume.se_mene_d_un_appel(lot[0].descripteur)
        parts = 1 if d_un_appel else min(FILS, len(lot))
        self._lots[menes:] = [lot[rang::parts] for rang in range(parts)]
        for part in self._lots[menes:]:
            self._menes.append(self._fils.submit(_mener, part, d_un_appel=d_un_appel))

    def paraitre(self) -> None:
        """Donne à chacun son nom, ou à aucun; jamais par-dessus un autre. Lève SortieRefusee."""
        if len(self._lots) > len(self._menes):
            self._confier()
        with ExitStack() as a_defaire:
            for lot, mene in zip(self._lots, self._menes, strict=True):
                mene.result()
                for final, temporaire, _, etat in lot:
                    try:
                        a_defaire.callback(disque.retirer, final, etat)
                        disque.nommer(temporaire, final)
                    except OSError as faute:
                        raise refus_systeme(faute, str(final)) from faute
            with suppress(OSError):
                disque.synchroniser_repertoire(self._repertoire)
            a_defaire.pop_all()

    def retirer(self) -> None:
        """Retire les noms provisoires, et ferme ce qu'aucun fil n'a fermé."""
        for lot, mene in zip_longest(self._lots, self._menes):
            for _, temporaire, descripteur, _ in lot:
                if mene is None or mene.cancelled():
                    os.close(descripteur)
                with suppress(OSError):
                    temporaire.unlink()


@contextmanager
def cuire(repertoire: Path) -> Iterator[Fournee]:
    """Une fournée, qui paraît à la fin du bloc; s'il échoue, rien n'en paraît. Lève SortieRefusee."""
    with ThreadPoolExecutor(FILS) as fils:
        fournee = Fournee(repertoire, fils)
        try:
            yield fournee
            fournee.paraitre()
        finally:
            fils.shutdown(cancel_futures=True)
            fournee.retirer()


def _mener(lot: Sequence[_Prepare], *, d_un_appel: bool) -> None:
    """Mène ces fichiers jusqu'au disque, et les ferme. Lève SortieRefusee."""
    with ExitStack() as ouverts:
        for prepare in lot:
            ouverts.callback(os.close, prepare.descripteur)
        for prepare in lot[:1] if d_un_appel else lot:
            try:
                (volume.mener if d_un_appel else os.fsync)(prepare.descripteur)
            except OSError as faute:
                raise refus_systeme(faute, str(prepare.final)) from faute
