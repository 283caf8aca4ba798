"""Mots clés : les mots sans lesquels une règle de mots ne trouve rien dans un dossier.

Une règle qui lit chaque texte pour y trouver des tournures le fait presque toujours en vain. Elle dit ici quels mots il
lui faut; ceux du dossier se regardent une fois pour toutes les règles, et d'un dossier à l'autre, les mêmes reviennent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, reduce
from operator import or_

from lettres.affaire import Affaire
from lettres.langue.pliage import Retenus, plier

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
        for oublier in (_tous.cache_clear, _chacun.cache_clear, _mots.clear, _textes.clear):
            oublier()

    def au_dossier(self, affaire: Affaire) -> bool:
        """Dit si l'un de ces mots est dans les textes du dossier."""
        gardes: dict[str, tuple[int, int]] = affaire.__dict__
        combien, signes = gardes.get("_mots_cles", (0, 0))
        if combien != len(_motifs):
            signes = mots_de([texte for _, texte in affaire.textes])
            gardes["_mots_cles"] = len(_motifs), signes
        return self.parmi(signes)

    def parmi(self, signes: int) -> bool:
        """Dit si l'un de ces mots en est."""
        return signes & self._signe != 0


def mots_de(textes: Iterable[str]) -> int:
    """Les motifs qui se trouvent dans les mots de ces textes, chacun un bit."""
    signes = 0
    for siens in map(_textes.__getitem__, textes):
        signes |= siens
    return signes


def _lire_un_texte(texte: str) -> int:
    """Un mot coupé au bout d'une ligne s'y lit aussi entier."""
    mots = {*texte.split(), *(_CESURE.sub("", texte).split() if "\n" in texte else ())}
    return reduce(or_, map(_mots.__getitem__, mots), 0)


def _lire_un_mot(mot: str) -> int:
    """Sa ponctuation comprise, ou dans l'un de ceux qu'elle joint."""
    bas, plie = mot.lower(), plier(mot)
    dit = " ".join({bas, plie, plie.translate(_IMITES) if _IMITE.search(plie) else plie})
    # -- d'un nom de fichier, d'une adresse, les mots sont déjà connus --
    return _lire(dit) if _MOT.fullmatch(bas) else reduce(or_, map(_mots.__getitem__, _MOT.findall(dit)), 0)


def _lire(dit: str) -> int:
    if _A_PART.search(dit):
        return (1 << len(_motifs)) - 1
    if _tous().search(dit) is None:
        return 0
    return sum(1 << rang for rang, motif in enumerate(_chacun()) if motif.search(dit))


_mots, _textes = Retenus(_lire_un_mot), Retenus(_lire_un_texte)
"""Les motifs qui se trouvent dans un mot, et dans un texte; de dossier en dossier, les mêmes reviennent."""


@cache
def _tous() -> re.Pattern[str]:
    """Ce qui se trouve dans un mot où l'un d'eux se trouve."""
    return re.compile("|".join(_motifs))


@cache
def _chacun() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _motifs))
