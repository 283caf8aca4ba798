"""Mots clés : les mots, ou les tournures, sans lesquels une règle de mots ne trouve rien dans un dossier.

Une règle qui lit chaque texte pour y trouver des tournures le fait presque toujours en vain. Elle dit ici quels mots il
lui faut; ceux du dossier se regardent une fois pour toutes les règles, et d'un dossier à l'autre, les mêmes reviennent.
"""

from __future__ import annotations

import re
from functools import cache, reduce
from operator import or_

from lettres.affaire import Affaire
from lettres.langue.pliage import Retenus, plier
from lettres.socle.constats import Chemin

_CESURE = re.compile(r"-\s*\n\s*")
_IMITES = str.maketrans("013457@$", "oieastas")
"""Les lettres qu'un chiffre ou un signe imite : « v1déo »."""
_IMITE = re.compile(r"[013457@$](?<=[^\W\d_].)(?=[^\W\d_])")
_MOT = re.compile(r"[^\W_]+")
_A_PART = re.compile("[\u0131\u017f]")
"""Ce qui, sans égard à la casse, se lit comme une lettre dont ce n'est pas la majuscule, et ne se plie pas en elle."""
_motifs: dict[int, str] = {}
_tournures: dict[int, str] = {}
"""Par leur signe, ceux des mots et ceux des textes."""


class MotsCles:
    """Un motif, cherché dans chaque mot du dossier, en minuscules, puis plié.

    Qu'il s'y trouve ne prouve rien; s'il ne s'y trouve pas, la règle ne trouverait rien non plus.
    """

    def __init__(self, motif: str) -> None:
        self.signe = _retenir(_motifs, motif)

    def au_dossier(self, affaire: Affaire) -> bool:
        """Dit si l'un de ces mots est dans les textes du dossier."""
        return self.parmi(signes_de(affaire))

    def textes(self, affaire: Affaire) -> list[tuple[Chemin, str]]:
        """Les textes du dossier où l'un d'eux est."""
        (_, tous, chacun), signe = _signes(affaire), self.signe
        return [lu for lu, siens in zip(affaire.textes, chacun, strict=True) if siens & signe] if tous & signe else []

    def parmi(self, signes: int) -> bool:
        """Dit si l'un de ces mots en est."""
        return signes & self.signe != 0


class MotifDeTexte(MotsCles):
    """Un motif, cherché dans chaque texte du dossier tel qu'il s'écrit."""

    def __init__(self, motif: str) -> None:
        self.signe = _retenir(_tournures, motif)


def signes_de(affaire: Affaire) -> int:
    """Les motifs qui se trouvent dans les textes du dossier, chacun un bit."""
    return _signes(affaire)[1]


def _retenir(parmi: dict[int, str], motif: str) -> int:
    """Le signe d'un motif de plus, un bit qui n'est qu'à lui."""
    signe = 1 << len(_motifs) + len(_tournures)
    parmi[signe] = motif
    for oublier in (_un_d_eux.cache_clear, _chacun.cache_clear, _mots.clear, _textes.clear):
        oublier()
    return signe


def _signes(affaire: Affaire) -> tuple[int, int, list[int]]:
    """Combien on en connaît, ceux qui se trouvent dans les textes du dossier, et dans chacun."""
    gardes: dict[str, tuple[int, int, list[int]]] = affaire.__dict__
    connus, combien = gardes.get("_signes"), len(_motifs) + len(_tournures)
    if connus is None or connus[0] != combien:
        chacun = [_textes[texte] for _, texte in affaire.textes]
        connus = gardes["_signes"] = combien, reduce(or_, chacun, 0), chacun
    return connus


def _lire_un_texte(texte: str) -> int:
    """Un mot coupé au bout d'une ligne s'y lit aussi entier."""
    mots = {*texte.split(), *(_CESURE.sub("", texte).split() if "\n" in texte else ())}
    siennes = sum(signe for signe, motif in _chacun(tournures=True) if motif.search(texte))
    return reduce(or_, map(_mots.__getitem__, mots), siennes)


def _lire_un_mot(mot: str) -> int:
    """Sa ponctuation comprise, ou dans l'un de ceux qu'elle joint."""
    bas, plie = mot.lower(), plier(mot)
    dit = " ".join({bas, plie, plie.translate(_IMITES) if _IMITE.search(plie) else plie})
    # -- d'un nom de fichier, d'une adresse, les mots sont déjà connus --
    return _lire(dit) if _MOT.fullmatch(bas) else reduce(or_, map(_mots.__getitem__, _MOT.findall(dit)), 0)


def _lire(dit: str) -> int:
    if _A_PART.search(dit):
        return sum(_motifs)
    if _un_d_eux().search(dit) is None:
        return 0
    return sum(signe for signe, motif in _chacun() if motif.search(dit))


_mots, _textes = Retenus(_lire_un_mot), Retenus(_lire_un_texte)
"""Les motifs qui se trouvent dans un mot, et dans un texte; de dossier en dossier, les mêmes reviennent."""


@cache
def _un_d_eux() -> re.Pattern[str]:
    """Ce qui se trouve dans un mot où l'un d'eux se trouve."""
    return re.compile("|".join(_motifs.values()))


@cache
def _chacun(*, tournures: bool = False) -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((signe, re.compile(motif)) for signe, motif in (_tournures if tournures else _motifs).items())
