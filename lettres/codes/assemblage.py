"""Assemblage : la table de chaque code, de quelque partie de l'outil qu'il vienne.

Une règle se déclare par son décorateur, une famille de mots et un point de liste dans leur fichier YAML, tout autre
code dans un fichier YAML d'ici. La table ne fait que les réunir, le jour où on la demande.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from typing import Any

from lettres.socle.classes import replace
from lettres.socle.code import Code, Page
from lettres.socle.constats import Constat, Gravite
from lettres.socle.donnees import donnees_de
from lettres.socle.erreurs import ErreurInterne

_DU_CODE = ("tolere", "forcable", "depuis", "retire")


@cache
def table() -> Mapping[str, Code]:
    """Tous les codes. Lève ErreurInterne si un code est déclaré deux fois."""
    from lettres.barriere import listes
    from lettres.langue import mots
    from lettres.regles import REGLES

    codes: dict[str, Code] = {}
    for code in (
        *declares(),
        *(regle.declarer() for regle in REGLES),
        *(famille.declarer() for famille in mots.familles()),
        *(point.declarer() for point in listes.points()),
    ):
        if code.code in codes:
            raise ErreurInterne(f"Le code {code.code} est déclaré deux fois.")
        codes[code.code] = code
    return codes


def declares() -> Iterator[Code]:
    """Les codes des fichiers d'ici, qui ne sont ni des règles, ni des mots, ni des points de liste."""
    for famille, fiches in donnees_de("codes"):
        for code, fiche in fiches.items():
            yield _declare(code, famille, fiche)


def _declare(code: str, famille: str, fiche: dict[str, Any]) -> Code:
    nom, gravite = fiche.pop("nom"), Gravite(fiche.pop("gravite", "erreur"))
    du_code = {cle: fiche.pop(cle) for cle in _DU_CODE if cle in fiche}
    return Code(code, nom, gravite, famille, Page(**fiche), **du_code)


def adoucir_pour_une_ebauche(constats: Iterable[Constat]) -> list[Constat]:
    """Les constats d'une ébauche : ce qu'elle tolère y est une alerte, tout le reste y garde sa gravité."""
    return _adoucir(constats, {code.code for code in table().values() if code.tolere})


def forcer(constats: Sequence[Constat]) -> tuple[list[Constat], tuple[str, ...]]:
    """Les constats d'une lettre forcée, où ce qui se force n'est qu'une alerte, et les codes qui l'ont été."""
    forcables = {code.code for code in table().values() if code.forcable}
    forces = {c.code for c in constats if c.gravite is Gravite.ERREUR and c.code in forcables}
    return _adoucir(constats, forces), tuple(sorted(forces))


def _adoucir(constats: Iterable[Constat], permis: Set[str]) -> list[Constat]:
    """Les constats, où l'erreur d'un code permis devient une alerte."""
    return [
        replace(c, gravite=Gravite.ALERTE) if c.gravite is Gravite.ERREUR and c.code in permis else c for c in constats
    ]
