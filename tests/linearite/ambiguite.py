"""Ambiguïté : combien de façons une expression a-t-elle de lire le même texte, quand ce texte s'allonge?

Le temps d'une recherche croît comme ce nombre. Deux boucles sont *rivales* si un même texte, répété, se lit tout
entier dans la première, tout entier dans la seconde, ou en passant de l'une à l'autre : autant de façons de le
partager que sa longueur. Chercher est une boucle de plus, devant l'expression : elle avance d'un signe à chaque
départ. Une boucle est *double* si elle lit un même texte de deux façons : leur nombre double à chaque tour.

L'analyse compte trop, jamais trop peu : d'une boucle de plusieurs mots, elle ne retient que les signes.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from linearite.automate import Automate, Boucle, Signes, construire

FACONS_MAX = 200
"""Les façons permises, par départ : de quoi placer deux ou trois mots à soixante signes les uns des autres."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Le nombre de façons de lire, par départ de la recherche, et les boucles qui le donnent."""

    facons: float
    boucles: tuple[str, ...] = ()

    @property
    def est_lineaire(self) -> bool:
        """Vrai si le temps croît comme le texte."""
        return self.facons <= FACONS_MAX


def juger(motif: str, options: int = 0, *, cherche: bool = True, longueur: float = inf) -> Verdict:
    """Juge une expression que l'on cherche partout (`search`, `finditer`, `sub`), ou que l'on essaie à une place.

    `longueur` est celle du plus long texte où elle est jamais cherchée, si le code la borne.
    """
    auto = construire(motif, options)
    boucles = auto.boucles
    for boucle in boucles:
        if not auto.n_echoue_jamais(boucle) and _est_double(auto, boucle):
            return Verdict(2.0 ** min(boucle.tours, 1000), (f"{boucle.source} (double)",))
    if cherche:
        boucles = [auto.chercher_partout(), *boucles]
    pires = [Verdict(1, (boucle.source,)) for boucle in boucles]
    for j, premiere in enumerate(boucles):
        # -- Les boucles sont dans l'ordre de l'expression : ce qui précède celle-ci est déjà jugé --
        chemins = _Chemins(auto, premiere)
        for i, suivante in enumerate(boucles[j + 1 :], j + 1):
            if not (_peut_revenir(premiere, suivante) and suivante.tete in chemins.accessibles):
                continue
            facteur = min(_partages(auto, chemins, premiere, suivante), longueur)
            facons = pires[j].facons * facteur
            if facons > pires[i].facons:
                pires[i] = Verdict(facons, (*pires[j].boucles, suivante.source) if facteur > 1 else pires[j].boucles)
    return max(pires, key=lambda v: v.facons, default=Verdict(1))


def _peut_revenir(premiere: Boucle, suivante: Boucle) -> bool:
    """Faux si la première est d'un groupe atomique que la suivante a quitté : son choix n'est plus repris."""
    return premiere.atomes == suivante.atomes[: len(premiere.atomes)]


def _partages(auto: Automate, chemins: _Chemins, premiere: Boucle, suivante: Boucle) -> float:
    """Le nombre de partages d'un même texte entre les deux boucles; 1 si elles ne sont pas rivales.

    Pour passer de l'une à l'autre, il faut lire quelques signes : un partage n'est possible que tous les tant.
    """
    communs = premiere.signes & suivante.signes
    if not communs or auto.n_echoue_jamais(suivante):
        return 1
    distances = chemins.distances(communs)
    distance = min((distances[etat] for etat in _lus(auto, suivante) if etat in distances), default=inf)
    return max(1, min(premiere.tours, suivante.tours) / distance) if distance < inf else 1


class _Chemins:
    """Ce qu'il faut lire pour aller d'une boucle à chaque état."""

    def __init__(self, auto: Automate, depart: Boucle) -> None:
        self._auto = auto
        self._depart = depart
        self._distances: dict[Signes, dict[int, int]] = {}
        self.accessibles: set[int] = set()
        a_voir = list(depart.etats)
        while a_voir:
            etat = a_voir.pop()
            for vers in (*(v for _, v in auto.lectures[etat]), *(v for v, _ in auto.sauts[etat])):
                if vers not in self.accessibles:
                    self.accessibles.add(vers)
                    a_voir.append(vers)

    def distances(self, signes: Signes) -> dict[int, int]:
        """Le moins de signes à lire, parmi ceux-là, pour atteindre chaque état."""
        if signes not in self._distances:
            auto, trouvees = self._auto, dict[int, int]()
            front = {(etat, signe) for etat in _lus(auto, self._depart) for signe in self._depart.signes & signes}
            vus, distance = set(front), 0
            while front:
                distance += 1
                front = {suite for etat, avant in front for suite in auto.suivants(etat, avant, signes)} - vus
                vus |= front
                for etat, _ in front:
                    trouvees.setdefault(etat, distance)
            self._distances[signes] = trouvees
        return self._distances[signes]


def _lus(auto: Automate, boucle: Boucle) -> set[int]:
    """Les états où l'on est après avoir lu un signe de la boucle."""
    return {vers for etat in boucle.etats for _, vers in auto.lectures[etat]}


def _est_double(auto: Automate, boucle: Boucle) -> bool:
    """Vrai si deux chemins différents, sur un même texte, partent d'un état de la boucle et y reviennent ensemble."""
    if sum(map(len, (auto.lectures[etat] for etat in boucle.etats))) == 1 and not _deux_chemins(auto, boucle):
        return False
    return any(
        _divergent(auto, boucle, etat, signe) for etat in _lus(auto, boucle) & boucle.etats for signe in boucle.signes
    )


def _deux_chemins(auto: Automate, boucle: Boucle) -> bool:
    """Vrai si, d'un signe de la boucle au suivant, plus d'un passage mène."""
    return any(sum(ici in boucle.etats for ici, _ in auto.portee(etat)) > 1 for etat in _lus(auto, boucle))


def _divergent(auto: Automate, boucle: Boucle, depart: int, signe: str) -> bool:
    a_voir = [(depart, depart, signe, False)]
    vus = set(a_voir)
    while a_voir:
        un, deux, avant, separes = a_voir.pop()
        pas_un = [s for s in auto.suivants(un, avant, boucle.signes) if s[0] in boucle.etats]
        pas_deux = (
            pas_un if un == deux else [s for s in auto.suivants(deux, avant, boucle.signes) if s[0] in boucle.etats]
        )
        for i, (vers_un, lu) in enumerate(pas_un):
            for j, (vers_deux, aussi) in enumerate(pas_deux):
                if lu != aussi:
                    continue
                suite = (vers_un, vers_deux, lu, separes or un != deux or i != j)
                if suite[3] and vers_un == vers_deux == depart:
                    return True
                if suite not in vus:
                    vus.add(suite)
                    a_voir.append(suite)
    return False
