"""Passages : ce qu'un modèle n'imprime qu'à certaines conditions, et lesquels un dossier donné fait s'imprimer.

Les conditions se jugent comme le moteur les juge : les balises d'instruction, et elles seules, font une partition où un
repère tient lieu de chaque passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lettres.rendu.balises.balises import Balise, balises_de_la_partie
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.balises.impression import Impression
from lettres.rendu.balises.partition import ecrire
from lettres.rendu.balises.source_jinja import redresser
from lettres.rendu.moteur.execution import Execution
from lettres.socle.champ import Champ
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import abreger
from lettres.socle.places import DansWord
from lettres.studio.comparaison.clauses import condition, dire
from lettres.studio.deroulement import Fragment, Imprimee, Repetition, TexteFixe, derouler, sans_rang
from lettres.studio.modele_lu import ModeleLu, PartieLue

_OUVRENT = frozenset({"if", "elif", "else", "for"})
_INSTRUCTIONS = _OUVRENT | {"endif", "endfor", "set"}
_REPERE = re.compile(r"\[(\d+)\]")


class PassageConditionnel(NamedTuple):
    """Un passage du modèle : ce qui le fait s'imprimer, le début de ce qu'il imprime, et sa place."""

    dit: str
    extrait: str
    place: DansWord


class PassagesConditionnels:
    """Les passages d'un modèle sain. Lève `SourceCoupee` pour un modèle dont les blocs ne s'emboîtent pas."""

    def __init__(self, modele: ModeleLu, champs: Mapping[str, Champ]) -> None:
        self._connus = ChampsConnus(champs)
        self._executions: list[Execution] = []
        self.tous: dict[int, PassageConditionnel] = {}
        self._rang = 0
        for partie in modele.parties:
            decrits = dict(_decrire(derouler(partie) or (), ()))
            balises = balises_de_la_partie(partie.racine, partie.titre, lambda *_: None)
            source = "".join(self._reperer(balises, decrits, partie))
            self._executions.append(Execution(ecrire(source, self._connus).partition, suivie=True))

    def imprimes(self, contexte: Mapping[str, Any]) -> frozenset[int]:
        """Le rang de chaque passage que ce dossier fait s'imprimer."""
        ecrits = (e.suivre(contexte, Impression(self._connus)) for e in self._executions)
        return frozenset(int(rang) for texte in ecrits for rang in _REPERE.findall(texte) if int(rang) in self.tous)

    def _reperer(
        self, balises: Sequence[Balise], decrits: Mapping[DansWord, PassageConditionnel], partie: PartieLue
    ) -> Iterator[str]:
        for balise in balises:
            if balise.mot not in _INSTRUCTIONS or partie.paragraphes[(balise.place.paragraphe or 1) - 1].repli:
                continue
            yield f"{{% {redresser(balise.contenu)} %}}"
            if balise.mot in _OUVRENT:
                self._rang += 1
                yield f"[{self._rang}]"
                if balise.place in decrits:
                    self.tous[self._rang] = decrits[balise.place]


def _decrire(arbre: Sequence[Fragment], parents: tuple[str, ...]) -> Iterator[tuple[DansWord, PassageConditionnel]]:
    """Chaque passage, à la place de la balise qui l'ouvre."""
    for fragment in arbre:
        if isinstance(fragment, Repetition):
            yield from _un_passage(
                fragment.balise, (*parents, f"pour chaque {sans_rang(fragment.liste)}"), fragment.contenu
            )
            yield from _decrire(fragment.sinon, parents)
        elif not isinstance(fragment, TexteFixe | Imprimee):
            avant: tuple[str, ...] = ()
            for branche in fragment.branches:
                dite = condition(branche, fragment.portee)
                siennes = (*parents, *avant, *([f"si {dite}"] if dite else []))
                yield from _un_passage(branche.balise, siennes, branche.contenu)
                avant = (*avant, f"sauf si {dite}")


def _un_passage(
    balise: Balise, conditions: tuple[str, ...], contenu: Sequence[Fragment]
) -> Iterator[tuple[DansWord, PassageConditionnel]]:
    """Celui-ci, s'il imprime quelque chose de lui-même, puis ceux qu'il contient."""
    dit, extrait = ", ".join(dict.fromkeys(conditions)), abreger(" ".join("".join(_lire(contenu)).split()))
    if extrait:
        yield balise.place, PassageConditionnel(dit, extrait, balise.place)
    yield from _decrire(contenu, conditions)


def _lire(arbre: Sequence[Fragment]) -> Iterator[str]:
    """Le texte d'un passage, sans ce qui n'y tient qu'à une autre condition."""
    for fragment in arbre:
        if isinstance(fragment, TexteFixe):
            yield f"{fragment.texte} "
        elif isinstance(fragment, Imprimee):
            yield f"{{{{ {dire(fragment.balise.contenu, fragment.portee)} }}}} "
