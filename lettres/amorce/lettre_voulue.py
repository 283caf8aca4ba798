"""Lettre voulue : celle que le dossier à remplir doit permettre, et son squelette."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import get_args

from lettres.amorce.necessaires import necessaires, tues
from lettres.catalogue import Modele, lettres_de, modele_de
from lettres.dossier import Nature
from lettres.lecture.redaction import Branche, Reponses, connues, squelette
from lettres.socle.classes import dataclass


class LettreImpossible(ValueError):
    """Cette lettre n'existe pas pour cette nature."""


@dataclass(frozen=True, slots=True)
class LettreVoulue:
    """Une lettre et la nature de son dossier; de la maison, la lettre livrée dont elle tient lieu."""

    nature: Nature
    lettre: str
    titre: str
    code: str = ""
    """Ce qu'on donne à « --lettre »."""
    en_plus: frozenset[Branche] = frozenset()
    """Ce qu'une lettre de la maison exige de plus."""

    @property
    def exigees(self) -> frozenset[Branche]:
        """Les clés sans lesquelles elle ne se fait pas."""
        return necessaires(self.nature, self.lettre) | self.en_plus

    def squelette(self, schema: str, reponses: Reponses | None = None, *, sauf: Collection[Branche] = ()) -> str:
        """Le dossier à remplir pour elle, ce qu'elle exige étant marqué, `sauf` ces clés; ce qui est répondu y est."""
        tete = f"{self.titre} : ce que cette lettre exige est marqué « obligatoire »."
        exigees = self.exigees.difference(sauf)
        if ailleurs := sorted(".".join(cle) for cle in self.en_plus - connues(self.nature, self.lettre)):
            tete += f"\n# Elle exige aussi, à ajouter à la fin : {', '.join(ailleurs)}."
        sans = tues(self.nature, self.lettre)
        return squelette(
            self.nature, self.lettre, schema, obligatoires=exigees, tues=sans, tete=tete, reponses=reponses
        )


def natures_de(lettre: str | None, maison: Sequence[Modele] = ()) -> tuple[Nature, ...]:
    """Les natures où cette lettre existe, livrée ou de la maison; toutes, sans lettre."""
    return tuple(n for n in get_args(Nature) if lettre is None or _modele(lettre, n, maison))


def vouloir(nature: Nature, lettre: str | None, maison: Sequence[Modele] = ()) -> LettreVoulue:
    """La lettre de cette nature qui est nommée, ou la première de l'escalade. Lève LettreImpossible."""
    code = lettre or lettres_de(nature)[0]
    modele = _modele(code, nature, maison)
    if modele is None:
        raise LettreImpossible(f"Il n’y a pas de lettre « {code} » pour un dossier de nature « {nature} ».")
    en_plus = frozenset(_exigees(modele)) if modele.code else frozenset()
    return LettreVoulue(nature, modele.lettre, modele.titre, code, en_plus)


def _modele(code: str, nature: Nature, maison: Sequence[Modele]) -> Modele | None:
    return modele_de(code, nature) or next((m for m in maison if (m.code, m.nature) == (code, nature)), None)


def _exigees(modele: Modele) -> Iterator[Branche]:
    """Les clés qu'exige cette lettre; de deux dont l'une suffit, la première."""
    for exigence in modele.exige:
        yield tuple(exigence.chemin.split("|")[0].strip().replace("[]", "").split("."))
