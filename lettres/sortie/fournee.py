"""Fournée : beaucoup de fichiers neufs d'un répertoire, tous ou aucun; le disque s'attend une fois, non à chacun.

Chaque fichier est d'abord entier, et mené jusqu'au disque, sous un nom provisoire : plusieurs fils l'y attendent,
pendant que l'appelant prépare les suivants. Les noms se donnent ensuite, puis on les fait durer, ensemble.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from lettres.socle import disque
from lettres.sortie.noms import defaut
from lettres.sortie.refus import nom_refuse, refus_systeme

FILS = 8
"""Un disque qui attend une écriture en attend huit aussi bien : il les mène ensemble."""

_Mene = tuple[Path, ExitStack]
"""Un fichier entier, sous son nom provisoire, et de quoi l'en retirer."""


class Fournee:
    """Les fichiers que l'on prépare; voir `cuire`."""

    def __init__(self, repertoire: Path, fils: ThreadPoolExecutor) -> None:
        self._repertoire, self._fils = repertoire, fils
        self._menes: list[tuple[str, Future[_Mene]]] = []

    def ajouter(self, octets: bytes, nom: str) -> None:
        """Un fichier de plus, lisible par son seul propriétaire, qui ne paraîtra qu'avec les autres."""
        if (mal := defaut(nom)) is not None:
            raise nom_refuse(str(self._repertoire / nom).replace("\0", "?"), mal)
        self._menes.append((nom, self._fils.submit(_mener, octets, self._repertoire)))

    def paraitre(self) -> None:
        """Donne à chacun son nom, ou à aucun; jamais par-dessus un autre. Lève SortieRefusee."""
        with ExitStack() as a_defaire:
            for nom, mene in self._menes:
                final = self._repertoire / nom
                try:
                    temporaire, _ = mene.result()
                    a_defaire.callback(disque.retirer, final, temporaire.lstat())
                    disque.nommer(temporaire, final)
                except OSError as faute:
                    raise refus_systeme(faute, str(final)) from faute
            with suppress(OSError):
                disque.synchroniser_repertoire(self._repertoire)
            a_defaire.pop_all()

    def retirer(self) -> None:
        """Retire les noms provisoires."""
        for _, mene in self._menes:
            if not mene.cancelled() and mene.exception() is None:
                mene.result()[1].close()


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


def _mener(octets: bytes, repertoire: Path) -> _Mene:
    with ExitStack() as pile:
        temporaire = pile.enter_context(disque.inacheve(octets, repertoire))
        return temporaire, pile.pop_all()
