"""Erreurs : trois familles pour l'usager (dossier, modèle, sortie), une pour nos propres fautes."""

from __future__ import annotations

from collections.abc import Sequence

from lettres.socle.constats import Constat, Gravite, par_gravite


class ErreurLettres(Exception):
    """Racine des erreurs attendues. Chacune porte ses constats; la ligne de commande seule les imprime.

    `constats` les donne tous, et le texte de l'exception aussi : les erreurs, puis les alertes, puis les conseils; de
    même gravité, dans l'ordre du fichier. `erreurs` n'a que ceux qui empêchent la lettre, dans le même ordre.
    """

    def __init__(self, constats: Sequence[Constat]) -> None:
        self.constats: tuple[Constat, ...] = par_gravite(constats)
        super().__init__("\n".join(str(c) for c in self.constats))

    def __reduce__(self) -> tuple[type[ErreurLettres], tuple[tuple[Constat, ...]]]:
        # -- sans cela, une erreur qui revient d'un autre processus se referait de son texte, sans ses constats --
        return type(self), (self.constats,)

    @property
    def erreurs(self) -> tuple[Constat, ...]:
        """Les constats de gravité « erreur »."""
        return tuple(c for c in self.constats if c.gravite is Gravite.ERREUR)


class DossierIllisible(ErreurLettres):
    """Le fichier ne peut pas être lu : absent, trop gros, mal encodé, syntaxe fautive (code de sortie 2)."""


class DossierInvalide(ErreurLettres):
    """Le dossier se lit, mais des constats de gravité « erreur » empêchent la lettre (code de sortie 1).

    `erreurs` dit ce qu'il faut corriger; `constats` y ajoute les alertes et les conseils.
    """


class ModeleInvalide(ErreurLettres):
    """Le modèle Word est refusé (code de sortie 3)."""


class ValeursAbsentes(ModeleInvalide):
    """Le modèle imprime des valeurs que le contexte n'a pas; chaque constat porte le chemin de l'une d'elles."""


class SortieRefusee(ErreurLettres):
    """Le fichier de sortie ne peut pas être écrit : il existe, disque plein, droits (code de sortie 4)."""


class FauteDeLOutil(ErreurLettres):
    """Une faute de l'outil, ou de ce qui le porte, a arrêté une lettre d'un lot, et elle seule (code de sortie 70)."""


class ErreurInterne(RuntimeError):
    """Une faute de l'outil lui-même (code de sortie 70)."""
