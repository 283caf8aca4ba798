"""Diagnostic : ce qui fait refuser un modèle, ce qui s'y guérit et ce qu'il lit, sans que rien soit levé."""

from __future__ import annotations

from lettres.socle.classes import dataclass
from lettres.socle.constats import Constat


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """L'examen d'un modèle; `anomalies` est vide si, et seulement si, `compiler` l'accepte.

    `soins` : ce qui en est retiré ou réparé en mémoire. `champs_imprimes` et `champs_lus` : ce que ses parties saines
    impriment, et ce qu'elles lisent; une partie fautive n'y compte pas.
    """

    nom: str
    anomalies: tuple[Constat, ...] = ()
    soins: tuple[Constat, ...] = ()
    champs_imprimes: frozenset[str] = frozenset()
    champs_lus: frozenset[str] = frozenset()

    @property
    def constats(self) -> tuple[Constat, ...]:
        """Les anomalies, puis les soins."""
        return (*self.anomalies, *self.soins)
