"""Copie des modèles : les livrés, un catalogue à remplir et le guide, chez l’usager; rien n’y est écrasé."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from lettres.catalogue import Modele, dossier_des_modeles
from lettres.production.maison import CATALOGUE, GUIDE
from lettres.socle.classes import NamedTuple
from lettres.sortie import chemin_de_sortie, retirable
from lettres.studio.trousse.guide import guide_en_word


class Copie(NamedTuple):
    """Ce qui a été écrit, et ce qui était déjà là : l'usager le garde tel quel."""

    repertoire: str
    ecrits: tuple[str, ...]
    gardes: tuple[str, ...]


@contextmanager
def copier(repertoire: str, modeles: Iterable[Modele]) -> Iterator[Copie]:
    """Copie ces modèles; tout, ou rien : ce que le bloc ne finit pas se retire. Lève SortieRefusee."""
    ou = Path(chemin_de_sortie(repertoire))
    ecrits: list[str] = []
    gardes: list[str] = []
    with ExitStack() as pile:
        for nom, octets in _fichiers(modeles):
            if os.path.lexists(ou / nom):
                gardes.append(nom)
            else:
                pile.enter_context(retirable(octets, ou, nom))
                ecrits.append(nom)
        yield Copie(str(ou), tuple(ecrits), tuple(gardes))


def _fichiers(modeles: Iterable[Modele]) -> Iterator[tuple[str, bytes]]:
    livres = dossier_des_modeles()
    for nom in dict.fromkeys(modele.fichier for modele in modeles):
        yield nom, (livres / nom).read_bytes()
    yield CATALOGUE, (livres / "maison" / CATALOGUE).read_bytes()
    guide = (livres / "LISEZMOI.md").read_text(encoding="utf-8")
    yield "LISEZMOI.md", guide.encode()
    yield GUIDE, guide_en_word(guide)
