"""Conduite : mène un lot, d'un processus ou de plusieurs, et rend les résultats dans l'ordre des dossiers."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from itertools import chain, islice

from lettres.lecture.fichier import Format
from lettres.production.lots import constats_de_lot as dits
from lettres.production.lots.entrees import Entree, LettreDue, SourceDeLot, entrees
from lettres.production.lots.resultats import Faite, Refusee, ResultatDeLot
from lettres.production.lots.travail import Reglage, empaqueter, jamais, lire_faits, traiter, travailler
from lettres.production.reserve import Reserve
from lettres.socle.classes import replace
from lettres.socle.erreurs import FauteDeLOutil, SortieRefusee
from lettres.sortie.depot import Depot
from lettres.sortie.journal import Inscription
from lettres.sortie.refus import sortie_invisible

SEUIL = 200
"""En deçà, lancer des processus coûte plus que les lettres : un seul processus suffit."""

MORCEAU = 50
"""Les dossiers d'un paquet : une lettre par tâche coûterait plus en transport qu'en travail."""


def conduire(
    sources: Iterable[SourceDeLot | LettreDue],
    commande: Reglage,
    reserve: Reserve,
    *,
    travailleurs: int = 1,
    executeur: Executor | None = None,
    reprendre: bool = True,
    arreter: Callable[[], bool] = jamais,
    format: Format = "json",
) -> Iterator[ResultatDeLot]:
    """Les résultats du lot, à mesure. Voir `Atelier.generer_lot`."""
    reserve.compiler_ceux_de_l_usager(commande.modele)
    with ExitStack() as pile:
        depot = None
        if commande.sortie is not None:
            depot = pile.enter_context(Depot(commande.sortie, reprendre=reprendre))
            commande = replace(commande, etendue=depot.journal.etendue)
        pannes: list[Exception] = []
        attente = entrees(sources, pannes, absolues=executeur is not None, format=format)
        tampon = [] if executeur is None and travailleurs == 1 else list(islice(attente, SEUIL))
        attente = chain(tampon, attente)
        if executeur is None and len(tampon) < SEUIL:
            yield from _un_a_un(attente, commande, reserve, depot, arreter)
        else:
            tache: Callable[[bytes], bytes] = travailler
            if executeur is None:
                # -- à l'usage seulement : un lot d'un seul processus n'a pas besoin de multiprocessing --
                from lettres.production.lots.executeurs import executeur_local, travailler_sous_garde

                executeur, tache = pile.enter_context(executeur_local(travailleurs)), travailler_sous_garde
            taille = max(1, min(MORCEAU, -(-len(tampon) // (2 * travailleurs))))
            volee = _Volee(executeur, tache, commande, depot, 2 * travailleurs + 1)
            yield from volee.mener(_morceaux(attente, taille), arreter)
        if pannes:
            raise pannes[0]


def _un_a_un(
    attente: Iterator[Entree],
    commande: Reglage,
    reserve: Reserve,
    depot: Depot | None,
    arreter: Callable[[], bool],
) -> Iterator[ResultatDeLot]:
    registre = depot.journal if depot else None
    while not arreter() and (entree := next(attente, None)) is not None:
        (fait,) = _regler([traiter(entree, commande, reserve, registre)], depot)
        yield _rendre(fait)


class _Volee:
    """Des paquets confiés à un exécuteur, quelques-uns à la fois, recueillis dans l'ordre."""

    def __init__(
        self,
        executeur: Executor,
        tache: Callable[[bytes], bytes],
        commande: Reglage,
        depot: Depot | None,
        en_vol_max: int,
    ) -> None:
        self._executeur = executeur
        self._tache = tache
        self._commande = commande
        self._depot = depot
        self._max = en_vol_max
        self._en_vol: deque[tuple[Future[bytes], Sequence[Entree]]] = deque()

    def mener(self, morceaux: Iterator[Sequence[Entree]], arreter: Callable[[], bool]) -> Iterator[ResultatDeLot]:
        try:
            while not arreter():
                while len(self._en_vol) < self._max and (morceau := next(morceaux, None)) is not None:
                    self._lancer(morceau)
                if not self._en_vol:
                    return
                yield from map(_rendre, self._recueillir())
            self._annuler()
            while self._en_vol:
                yield from map(_rendre, self._recueillir())
        finally:
            # -- le lecteur est parti, ou le disque refuse : ce qui est déjà paru entre quand même au journal --
            self._annuler()
            while self._en_vol:
                self._recueillir()

    def _lancer(self, morceau: Sequence[Entree]) -> None:
        try:
            futur = self._executeur.submit(self._tache, empaqueter(self._commande, morceau))
        except RuntimeError as faute:  # -- l'exécuteur est rompu, ou fermé --
            futur = Future()
            futur.set_exception(faute)
        self._en_vol.append((futur, morceau))

    def _annuler(self) -> None:
        self._en_vol = deque((futur, morceau) for futur, morceau in self._en_vol if not futur.cancel())

    def _recueillir(self) -> list[ResultatDeLot]:
        futur, morceau = self._en_vol.popleft()
        try:
            faits = lire_faits(futur.result())
        except Exception as faute:  # noqa: BLE001 -- chaque exécuteur échoue à sa façon
            constats = (dits.travailleur_arrete(faute),)
            faits = [Refusee(e.nom, refus=FauteDeLOutil(e.situer(constats))) for e in morceau]
        return _regler(faits, self._depot)


def _regler(faits: Sequence[ResultatDeLot], depot: Depot | None) -> list[ResultatDeLot]:
    """Inscrit au journal les lettres parues, et elles seules, une fois chacune."""
    if depot is None:
        return list(faits)
    a_inscrire: dict[str, Inscription] = {}
    regles: list[ResultatDeLot] = []
    for fait in faits:
        nouvelle = fait.a_inscrire
        if nouvelle is None:
            regles.append(fait)
            continue
        final = depot.repertoire / nouvelle.fichier
        connue = a_inscrire.get(final.name)
        if connue is None and not isinstance(fait, Faite):
            connue = depot.journal.trouver(final.name) or depot.journal.trouver_ajoutee(final.name)
        if isinstance(fait, Refusee) or (connue is not None and connue.cle != nouvelle.cle):
            refus = SortieRefusee([dits.nom_pris(str(final), nouvelle, connue)])
            regles.append(Refusee(fait.source, fait.reference, fait.lettre, fait.titre, fait.nom, refus=refus))
            continue
        if not os.path.lexists(final):
            raise sortie_invisible(str(depot.repertoire))
        if connue is None:
            a_inscrire[final.name] = nouvelle
        regles.append(replace(fait, a_inscrire=None))
    depot.inscrire(list(a_inscrire.values()))
    return regles


def _rendre(fait: ResultatDeLot) -> ResultatDeLot:
    if isinstance(fait, Refusee) and fait.arrete:
        raise fait.refus
    return fait


def _morceaux(attente: Iterator[Entree], taille: int) -> Iterator[Sequence[Entree]]:
    while morceau := list(islice(attente, taille)):
        yield morceau
