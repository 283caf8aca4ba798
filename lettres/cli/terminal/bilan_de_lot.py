"""Bilan d'un lot : la barre pendant qu'il se fait, le tableau ou le JSON quand il est fini."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from lettres import interface
from lettres.cli.options.avec_le_lot import en_texte
from lettres.cli.terminal.affichage import (
    constat_en_texte,
    constats_en_texte,
    dire,
    en_json,
    largeur_du_terminal,
    pluriel,
    propre,
    signaler,
)
from lettres.cli.terminal.tableau import tableau
from lettres.interface.notations import VERSION
from lettres.interface.objets import ResumeJson
from lettres.socle.constats import Constat, Gravite, dans_l_ordre_du_fichier
from lettres.socle.erreurs import ErreurLettres

if TYPE_CHECKING:
    from lettres.production.lots import ACoteDuLot, ResultatDeLot

LARGEUR_MAX = 200
"""Celle de la barre : une largeur déclarée sans mesure en ferait une de plusieurs gigaoctets."""

_ETATS = {"faite": "faites", "deja_faite": "déjà faites", "refusee": "refusées"}


class Bilan:
    """Ce qu'on retient d'un lot : des nombres, et les constats des refus; rien qui croisse avec les lettres faites."""

    def __init__(self) -> None:
        self.nombres: Counter[str] = Counter()
        self.refus: list[tuple[str, Constat]] = []
        self.familles: set[type[ErreurLettres]] = set()
        self.a_cote: ACoteDuLot | None = None
        """Ce que le lot écrit de plus que ses lettres."""
        self._avis: dict[str, Constat] = {}
        self._fois: Counter[str] = Counter()

    @property
    def commence(self) -> bool:
        """Dit si un résultat est déjà compté : ce qui arrive ensuite n'efface pas ce qui est fait."""
        return bool(self.nombres)

    def dater(self, jour: date) -> None:
        """Retient le jour des lettres."""

    def ajouter(self, resultat: ResultatDeLot) -> None:
        """Compte un résultat."""
        self.nombres[resultat.etat] += 1
        if resultat.refus is not None:
            self.familles.add(type(resultat.refus))
            constats = dans_l_ordre_du_fichier(resultat.constats)
            self.refus += [(resultat.source, constat) for constat in constats]
        else:
            self._fois.update({c.code for c in resultat.constats})
            for constat in resultat.constats:
                self._avis.setdefault(constat.code, constat)

    @property
    def resume(self) -> ResumeJson:
        """Le nombre de lettres de chaque état."""
        n = self.nombres
        return {"faite": n["faite"], "deja_faite": n["deja_faite"], "refusee": n["refusee"]}

    def finir(self, constats: Sequence[Constat], sortie: str) -> None:
        """Montre les constats, puis le tableau."""
        refus = "\n".join(_refus_en_texte(source, constat) for source, constat in self.refus)
        for texte in (refus, self._avis_en_texte(), constats_en_texte(constats)):
            if texte:
                signaler(texte)
        rangees = [(mot, str(self.nombres[etat])) for etat, mot in _ETATS.items()]
        dire(tableau([("LETTRES", "NOMBRE"), *rangees], largeur_du_terminal()))
        dire("\n".join([f"Répertoire de sortie : {propre(sortie)}", *(en_texte(self.a_cote) if self.a_cote else ())]))

    def _avis_en_texte(self) -> str:
        """Les alertes et les conseils des lettres faites : le premier de chaque code, et combien d'autres lettres."""
        ordre = list(Gravite)
        tries = sorted(self._avis.values(), key=lambda c: (ordre.index(c.gravite), -self._fois[c.code], c.code))
        return "\n".join(self._avis_en_une_ligne(constat) for constat in tries)

    def _avis_en_une_ligne(self, constat: Constat) -> str:
        autres = self._fois[constat.code] - 1
        suite = f" (et {pluriel(autres, 'autre')} {'lettres' if autres >= 2 else 'lettre'})" if autres else ""
        place = propre(constat.place)
        return f"{place}: {constat.code} [{constat.gravite}] {propre(constat.message)}{suite}"


def _refus_en_texte(source: str, constat: Constat) -> str:
    """Un refus; s'il nomme la lettre et non son dossier, comme celui d'une sortie, le dossier suit."""
    texte = constat_en_texte(constat)
    dit = constat.ligne is not None or constat.fichier in (None, source)
    return texte if dit else f"{texte}\n  Dossier : {propre(source)}"


class BilanEnJson(Bilan):
    """Le même, pour un autre logiciel : un seul objet JSON, écrit à mesure."""

    def __init__(self, entete: dict[str, object]) -> None:
        super().__init__()
        self._entete = {"version": VERSION, **entete}
        self._commence = False

    def dater(self, jour: date) -> None:
        self._entete["au"] = jour.isoformat()

    def ajouter(self, resultat: ResultatDeLot) -> None:
        super().ajouter(resultat)
        self._ouvrir(virgule=True)
        dire(en_json(interface.lettre_de_lot(resultat), retrait=None))

    def finir(self, constats: Sequence[Constat], sortie: str) -> None:
        self._ouvrir(virgule=False)
        fin: dict[str, object] = {
            **({} if self.a_cote is None else self.a_cote.ecrits),
            "resume": self.resume,
            "constats": [*(interface.refus_du_lot(*refus) for refus in self.refus), *interface.constats(constats)],
        }
        dire(f"], {en_json(fin, retrait=None)[1:]}")

    def _ouvrir(self, *, virgule: bool) -> None:
        if not self._commence:
            self._commence = True
            dire(f'{en_json(self._entete, retrait=None)[:-1]}, "lettres": [')
        elif virgule:
            dire(",")


@contextmanager
def progression(total: int | None) -> Iterator[Callable[[], None]]:
    """Une barre, avec le débit et le temps restant, sur le flux des ennuis; rien hors d'un terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    # -- à l'usage seulement : hors d'un terminal, et pour toute autre commande, rien de tout cela ne se charge --
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
    from rich.text import Text

    class Debit(ProgressColumn):
        """« 52 lettres/s »."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.0f} lettres/s" if task.speed else "")

    # -- la largeur et la hauteur sont dites : rich croirait COLUMNS et LINES, qui peuvent n'être pas même un nombre --
    largeur = min(largeur_du_terminal(), LARGEUR_MAX)
    console = Console(stderr=True, markup=False, emoji=False, highlight=False, width=largeur, height=24)
    barre = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        Debit(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with barre:
        tache = barre.add_task("", total=total)
        yield lambda: barre.advance(tache)
