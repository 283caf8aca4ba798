"""Rapprochement : de chaque clause d'un modèle, celle de l'autre qui en tient lieu; et les mots qui y ont changé.

Les mêmes mots se rapprochent d'abord, où qu'ils soient; puis, de ce qui reste, les deux clauses qui ont le plus de mots
en commun. Le travail croît comme le texte : un modèle hostile n'y coûte pas plus qu'un long.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from operator import itemgetter

from lettres.rendu.paragraphes.lecture import CORPS
from lettres.socle.classes import dataclass
from lettres.studio.comparaison.clauses import ClauseDeModele, plier_la_typographie

PAIRES_MAX = 40_000
"""Clauses à comparer mot à mot, deux à deux; au-delà, chacune ne l'est qu'avec ses voisines."""
MOTS_MAX = 400
"""Mots d'un passage changé; au-delà, il est montré d'un bloc."""
_SEUIL = 0.5
"""Part des mots en commun sous laquelle deux clauses n'ont rien à voir."""
_MOT = re.compile(
    "\\{\\{[^{}]*\\}\\}|\u2045[^\u2045\u2046:]*:|[^\\W\\d_]+(?:['’\u2011-][^\\W\\d_]+)*['’]?|\\d+(?:[ ,.]\\d+)*|\\S"
)


MORCEAUX_MAX = 6
"""Les paragraphes où l'on cherche ce qu'un seul disait."""
ClausesQuiSeSuivent = tuple[ClauseDeModele, ...]


@dataclass(frozen=True, slots=True)
class Rapprochement:
    """Les clauses de deux modèles : celles qui se répondent, celles qui n'ont plus ou pas encore de pendant."""

    paires: tuple[tuple[ClauseDeModele, ClauseDeModele], ...]
    retirees: tuple[ClauseDeModele, ...]
    ajoutees: tuple[ClauseDeModele, ...]
    deplacees: frozenset[int]
    """Le rang, dans `paires`, de celles qui ont changé de place."""
    decoupees: tuple[tuple[ClausesQuiSeSuivent, ClausesQuiSeSuivent], ...] = ()
    """Les clauses coupées en plusieurs, ou réunies en une, sans qu'un mot change."""


def rapprocher(avant: Sequence[ClauseDeModele], apres: Sequence[ClauseDeModele]) -> Rapprochement:
    """Rapproche les clauses de deux modèles; les paires sont dans l'ordre du second."""
    de_a: dict[int, int] = {}
    for cle in (lambda c: (c.genre, c.cle), lambda c: (c.genre, c.sans_conditions), lambda c: c.cle):
        de_a |= _memes(avant, apres, de_a, cle)
    coupees = dict(_coupees(avant, apres, set(de_a), set(de_a.values())))
    des_reunies = {rang for suite in coupees.values() for rang in suite}
    reunies = dict(_coupees(apres, avant, set(de_a.values()) | des_reunies, set(de_a) | set(coupees)))
    pris_a = set(coupees) | {rang for suite in reunies.values() for rang in suite}
    pris_b = set(reunies) | des_reunies
    de_a |= _proches(avant, apres, de_a, pris_a, pris_b)
    paires = sorted(de_a.items(), key=itemgetter(1))
    pris_a, pris_b = pris_a | set(de_a), pris_b | set(de_a.values())
    doubles = _doubles(avant) | _doubles(apres)
    return Rapprochement(
        tuple((avant[a], apres[b]) for a, b in paires),
        tuple(c for rang, c in enumerate(avant) if rang not in pris_a),
        tuple(c for rang, c in enumerate(apres) if rang not in pris_b),
        frozenset(_deplacees([(avant[a], apres[b], a) for a, b in paires], doubles)),
        (
            *(((avant[a],), tuple(apres[b] for b in suite)) for a, suite in coupees.items()),
            *((tuple(avant[a] for a in suite), (apres[b],)) for b, suite in reunies.items()),
        ),
    )


def _coupees(
    entieres: Sequence[ClauseDeModele], morceaux: Sequence[ClauseDeModele], prises: set[int], pris: set[int]
) -> Iterator[tuple[int, range]]:
    """Chaque clause qui se lit, mot pour mot, dans des paragraphes qui se suivent; aucun ne sert deux fois."""
    cherchees = {c.cle: rang for rang, c in enumerate(entieres) if rang not in prises}
    debut = 0
    while debut < len(morceaux):
        suite = morceaux[debut].cle
        for fin in range(debut + 1, min(debut + MORCEAUX_MAX, len(morceaux))):
            if any(rang in pris for rang in (debut, fin)) or morceaux[fin].conditions != morceaux[debut].conditions:
                break
            suite = f"{suite} {morceaux[fin].cle}"
            if suite in cherchees:
                yield cherchees.pop(suite), range(debut, fin + 1)
                debut = fin
                break
        debut += 1


def _memes(
    avant: Sequence[ClauseDeModele],
    apres: Sequence[ClauseDeModele],
    deja: dict[int, int],
    cle: Callable[[ClauseDeModele], object],
) -> dict[int, int]:
    """Les clauses de même clé : la première avec la première, la deuxième avec la deuxième."""
    pris = set(deja.values())
    libres: dict[object, list[int]] = defaultdict(list)
    for rang in reversed(range(len(apres))):
        if rang not in pris:
            libres[cle(apres[rang])].append(rang)
    trouvees = {}
    for rang, clause in enumerate(avant):
        if rang not in deja and libres.get(cle(clause)):
            trouvees[rang] = libres[cle(clause)].pop()
    return trouvees


def _proches(
    avant: Sequence[ClauseDeModele],
    apres: Sequence[ClauseDeModele],
    deja: dict[int, int],
    prises: set[int],
    pris: set[int],
) -> dict[int, int]:
    """De ce qui reste, les clauses qui ont le plus de mots en commun."""
    pris = pris | set(deja.values())
    restent_a = [rang for rang in range(len(avant)) if rang not in deja and rang not in prises]
    restent_b = [rang for rang in range(len(apres)) if rang not in pris]
    mots = {("b", rang): Counter(mots_de(apres[rang].texte)) for rang in restent_b}
    candidates = []
    for a in restent_a:
        siens = Counter(mots_de(avant[a].texte))
        for b in _voisines(a, deja, restent_b, PAIRES_MAX // max(len(restent_a), 1)):
            part = _part_commune(siens, mots["b", b])
            if part >= _SEUIL:
                candidates.append((-part, abs(a - b), a, b))
    trouvees: dict[int, int] = {}
    for *_, a, b in sorted(candidates):
        if a not in trouvees and b not in pris:
            trouvees[a] = b
            pris.add(b)
    return trouvees


def _voisines(a: int, deja: dict[int, int], restent_b: Sequence[int], nombre: int) -> Sequence[int]:
    """Celles à comparer à cette clause : toutes, ou les plus proches de la place qu'elle aurait."""
    if len(restent_b) <= nombre:
        return restent_b
    attendue = next((deja[rang] for rang in range(a, max(a - PAIRES_MAX // 100, -1), -1) if rang in deja), a)
    milieu = bisect_left(restent_b, attendue)
    return restent_b[max(milieu - nombre // 2, 0) : milieu + nombre // 2 + 1]


def _part_commune(uns: Counter[str], autres: Counter[str]) -> float:
    total = uns.total() + autres.total()
    return 2 * (uns & autres).total() / total if total else 0.0


def _doubles(clauses: Sequence[ClauseDeModele]) -> set[str]:
    """Les textes que l'on lit plus d'une fois : rien ne dit laquelle a bougé."""
    return {cle for cle, nombre in Counter(c.cle for c in clauses).items() if nombre > 1}


def _deplacees(paires: Sequence[tuple[ClauseDeModele, ClauseDeModele, int]], doubles: set[str]) -> Iterator[int]:
    """Le rang des paires qui ont bougé : le moins possible, toutes les autres gardant leur ordre."""
    du_corps = [(rang, a) for rang, (x, y, a) in enumerate(paires) if x.genre == y.genre == CORPS]
    gardees = _plus_longue_suite([a for _, a in du_corps])
    en_place = {du_corps[i][0] for i in gardees}
    for rang, (avant, apres, _) in enumerate(paires):
        # -- d'un en-tête à l'autre, l'ordre des parties ne veut rien dire --
        bougee = avant.genre != apres.genre or (avant.genre == CORPS and rang not in en_place)
        if bougee and avant.cle not in doubles and apres.cle not in doubles:
            yield rang


def _plus_longue_suite(nombres: Sequence[int]) -> list[int]:
    """Les rangs de la plus longue suite croissante."""
    fins: list[int] = []
    rangs: list[int] = []
    precedents: list[int] = []
    for rang, nombre in enumerate(nombres):
        place = bisect_left(fins, nombre)
        precedents.append(rangs[place - 1] if place else -1)
        fins[place : place + 1] = [nombre]
        rangs[place : place + 1] = [rang]
    suite: list[int] = []
    rang = rangs[-1] if rangs else -1
    while rang >= 0:
        suite.append(rang)
        rang = precedents[rang]
    return suite[::-1]


# -- Les mots --


def mots_de(texte: str) -> list[str]:
    """Les mots d'une clause, pliés comme on les compare; une balise, ou une condition, est un mot."""
    return [mot for mot in map(plier_la_typographie, _MOT.findall(texte)) if mot]


def mots_changes(avant: str, apres: str) -> tuple[tuple[str, str], ...]:
    """Les passages qui diffèrent, dans l'ordre : les mots d'avant, ceux d'après; l'un des deux peut être vide."""
    uns, autres = _MOT.findall(avant), _MOT.findall(apres)
    cles = [[plier_la_typographie(mot) for mot in mots] for mots in (uns, autres)]
    debut = _communs(cles[0], cles[1])
    fin = _communs(cles[0][debut:][::-1], cles[1][debut:][::-1])
    milieu_a, milieu_b = (mots[debut : len(mots) - fin] for mots in cles)
    if max(len(milieu_a), len(milieu_b)) > MOTS_MAX:
        blocs: Iterable[tuple[str, int, int, int, int]] = [("replace", 0, len(milieu_a), 0, len(milieu_b))]
    else:
        blocs = SequenceMatcher(None, milieu_a, milieu_b, autojunk=False).get_opcodes()
    return tuple(
        (_cite(avant, debut + a, debut + jusqu_a), _cite(apres, debut + b, debut + jusqu_b))
        for geste, a, jusqu_a, b, jusqu_b in blocs
        if geste != "equal"
    )


def _communs(uns: Sequence[str], autres: Sequence[str]) -> int:
    """Combien de mots les deux suites ont en commun, à leur début."""
    return len(list(takewhile(lambda deux: deux[0] == deux[1], zip(uns, autres, strict=False))))


def _cite(texte: str, debut: int, fin: int) -> str:
    """Ces mots, tels que le texte les écrit, avec ce qui est entre eux."""
    bornes = [trouve.span() for trouve in _MOT.finditer(texte)][debut:fin]
    return texte[bornes[0][0] : bornes[-1][1]] if bornes else ""
