"""Lettre voulue : celle que le dossier à remplir doit permettre, et son squelette."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import get_args

from lettres.amorce.necessaires import necessaires, tues
from lettres.catalogue import lettres_de, modele_de
from lettres.dossier import Nature
from lettres.lecture.redaction import Branche, Reponses, squelette


class LettreImpossible(ValueError):
    """Cette lettre n'existe pas pour cette nature."""


@dataclass(frozen=True, slots=True)
class LettreVoulue:
    """Une lettre et la nature de son dossier."""

    nature: Nature
    lettre: str
    titre: str

    def squelette(self, schema: str, reponses: Reponses | None = None, *, sauf: Collection[Branche] = ()) -> str:
        """Le dossier à remplir pour elle, ce qu'elle exige étant marqué, `sauf` ces clés; ce qui est répondu y est."""
        tete = f"{self.titre} : ce que cette lettre exige est marqué « obligatoire »."
        exigees = necessaires(self.nature, self.lettre).difference(sauf)
        sans = tues(self.nature, self.lettre)
        return squelette(
            self.nature, self.lettre, schema, obligatoires=exigees, tues=sans, tete=tete, reponses=reponses
        )


def natures_de(lettre: str | None) -> tuple[Nature, ...]:
    """Les natures où cette lettre existe; toutes, sans lettre."""
    return tuple(nature for nature in get_args(Nature) if lettre is None or modele_de(lettre, nature))


def vouloir(nature: Nature, lettre: str | None) -> LettreVoulue:
    """La lettre de cette nature qui est nommée, ou la première de l'escalade. Lève LettreImpossible."""
    code = lettre or lettres_de(nature)[0]
    modele = modele_de(code, nature)
    if modele is None:
        raise LettreImpossible(f"Il n’y a pas de lettre « {code} » pour un dossier de nature « {nature} ».")
    return LettreVoulue(nature, code, modele.titre)
