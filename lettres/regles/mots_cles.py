"""Mots clés : les mots sans lesquels une règle de mots ne trouve rien dans un dossier.

Une règle qui lit chaque texte pour y trouver des tournures le fait presque toujours en vain. Elle dit ici quels mots il
lui faut; ceux du dossier se regardent une fois pour toutes les règles, et d'un dossier à l'autre, les mêmes reviennent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache, reduce
from operator import or_

from lettres.affaire import Affaire
from lettres.langue.pliage import COURT, GARDES, plier

_CESURE = re.compile(r"-\s*\n\s*")
_IMITES = str.maketrans("013457@$", "oieastas")
"""Les lettres qu'un chiffre ou un signe imite : « v1déo »."""
_IMITE = re.compile(r"[013457@$](?<=[^\W\d_].)(?=[^\W\d_])")
_MOT = re.compile(r"[^\W_]+")
_A_PART = re.compile("[\u0131\u017f]")
"""Ce qui, sans égard à la casse, se lit comme une lettre dont ce n'est pas la majuscule, et ne se plie pas en elle."""
_motifs: list[str] = []


class MotsCles:
    """Un motif, cherché dans chaque mot du dossier, en minuscules, puis plié.

    Qu'il s'y trouve ne prouve rien; s'il ne s'y trouve pas, la règle ne trouverait rien non plus.
    """

    def __init__(self, motif: str) -> None:
        self._signe = 1 << len(_motifs)
        _motifs.append(motif)
        for retenu in (_tous.cache_clear, _chacun.cache_clear, _lus.clear, _signes.cache_clear):
            retenu()

    def au_dossier(self, affaire: Affaire) -> bool:
        """Dit si l'un de ces mots est dans les textes du dossier."""
        gardes: dict[str, frozenset[str]] = affaire.__dict__
        if "_mots_cles" not in gardes:
            gardes["_mots_cles"] = mots_de(texte for _, texte in affaire.textes)
        return self.parmi(gardes["_mots_cles"])

    def parmi(self, mots: frozenset[str]) -> bool:
        """Dit si l'un de ces mots en est."""
        return _signes(mots) & self._signe != 0


def mots_de(textes: Iterable[str]) -> frozenset[str]:
    """Chaque mot de ces textes, sa ponctuation comprise; un mot coupé au bout d'une ligne y est aussi entier."""
    tous = " ".join(textes)
    return frozenset([*tous.split(), *(_CESURE.sub("", tous).split() if "\n" in tous else ())])


@lru_cache(maxsize=2)
def _signes(mots: frozenset[str]) -> int:
    return reduce(or_, map(_lus.__getitem__, mots), 0)


class _Lus(dict[str, int]):
    """Les motifs qui se trouvent dans un mot, ou dans l'un de ceux que sa ponctuation joint, chacun un bit."""

    def __missing__(self, mot: str) -> int:
        bas, plie = mot.lower(), plier(mot)
        dit = " ".join({bas, plie, plie.translate(_IMITES) if _IMITE.search(plie) else plie})
        # -- d'un nom de fichier, d'une adresse, les mots sont déjà connus --
        signes = _lire(dit) if _MOT.fullmatch(bas) else reduce(or_, map(self.__getitem__, _MOT.findall(dit)), 0)
        if len(mot) <= COURT:
            if len(self) >= GARDES:
                self.clear()
            self[mot] = signes
        return signes


def _lire(dit: str) -> int:
    if _A_PART.search(dit):
        return (1 << len(_motifs)) - 1
    if _tous().search(dit) is None:
        return 0
    return sum(1 << rang for rang, motif in enumerate(_chacun()) if motif.search(dit))


_lus = _Lus()


@cache
def _tous() -> re.Pattern[str]:
    """Ce qui se trouve dans un mot où l'un d'eux se trouve."""
    return re.compile("|".join(_motifs))


@cache
def _chacun() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _motifs))
