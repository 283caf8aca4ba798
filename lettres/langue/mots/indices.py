"""Indices : les mots sans lesquels un motif ne peut rien trouver, lus dans le motif lui-même.

« plaintes? (?:criminelles?|penales?) » ne trouve rien dans un texte où aucun mot ne contient « plainte », ou bien où
aucun ne contient « criminelle » ni « penale » : il est alors inutile de l'y chercher. Là où le motif dit que le mot
commence ou finit (« \\b », une espace), l'indice le dit aussi : « |plainte ». Un motif qui offre un choix a plusieurs
tournures, chacune avec ses mots. Un motif écrit d'une façon que ce lecteur ne connaît pas n'a pas d'indice, et se
cherche toujours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import product
from math import fsum, prod

from lettres.socle.classes import NamedTuple
from lettres.socle.expression import Expression

BORNE = "|"
"""Le bout d'un mot, dans un indice."""
Indices = frozenset[str]
"""Des suites de lettres : tout passage que le motif trouve en contient une, dans un de ses mots bornés (« |mot| »)."""

Tournure = tuple[Indices, ...]
"""Une façon de trouver un motif : des jeux d'indices, qu'il y faut tous."""

_JEUX_MAX = 4
"""Une tournure de plusieurs mots a plusieurs jeux d'indices; au-delà, les plus courants n'écartent plus rien."""
_TOURNURES_MAX = 24
"""Au-delà, des tournures se fondent en une seule, qui en dit moins."""

_FORMES_MAX = 120
"""Au-delà, on ne garde plus toutes les formes d'un bout de motif, mais l'un de ses mots."""
_JETON = Expression(
    r"(?P<regard>\(\?<?[=!])|(?P<groupe>\((?:\?(?::|P<\w+>))?(?!\?))|(?P<ferme>\))|(?P<ou>\|)"
    r"|(?P<classe>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<combien>(?:[*+?]|\{(?:\d+(?:,\d*)?|,\d*)\})[?+]?)"
    r"|(?P<echappe>\\.)|(?P<signes>[\w ',]+(?![*+?{])|[^(])",
    re.DOTALL,
)
_SANS_CASSE = "(?i)"
_MOT = Expression(r"\w+")


class _Bout(NamedTuple):
    """Un bout de motif : toutes les formes qu'il lit, si elles sont peu nombreuses; sinon, ses tournures."""

    formes: frozenset[str] | None
    retenues: tuple[Tournure, ...] = ((),)

    @property
    def tournures(self) -> tuple[Tournure, ...]:
        """Les tournures retenues; ou, de formes d'autant de mots, une : leurs mots rangés de la façon qui dit le plus.

        Les premiers, puis les suivants, comme un motif aligne ses choix; ou les plus rares, puis les moins rares.
        """
        if self.formes is None:
            return self.retenues
        par_nombre: defaultdict[int, list[list[str]]] = defaultdict(list)
        for forme in self.formes:
            mots = list(_bornes(forme))
            par_nombre[len(mots)].append(mots)
        return tuple(
            min(_alignes(formes), _alignes([sorted(mots, key=_du_plus_rare) for mots in formes]), key=_chances)
            for _, formes in sorted(par_nombre.items())
        )


def _alignes(formes: Iterable[Sequence[str]]) -> Tournure:
    """Le premier mot de chaque forme, puis le suivant."""
    return tuple(map(frozenset, zip(*formes, strict=True)))


def _bornes(forme: str) -> Iterator[str]:
    """Les mots d'une forme, bornés de chaque côté où un signe de la forme, ou son bout de mot, les arrête."""
    for mot in _MOT.finditer(forme):
        yield f"{BORNE * (mot.start() > 0)}{mot[0]}{BORNE * (mot.end() < len(forme))}"


_VIDE = _Bout(frozenset({""}))
_BOUT_DE_MOT = _Bout(frozenset({BORNE}))
_INCONNU = _Bout(None)


class _Illisible(Exception):
    """Le motif emploie une écriture que ce lecteur ne connaît pas."""


def indices(motif: str) -> tuple[Tournure, ...]:
    """Les tournures d'un motif, dont il faut en trouver une entière; aucune s'il faut toujours le chercher."""
    sans_casse = motif.startswith(_SANS_CASSE)
    try:
        jetons = list(_jetons(motif.removeprefix(_SANS_CASSE)))
        bouts, lus = _branches(jetons, 0)
    except _Illisible:
        return ()
    if lus < len(jetons):
        return ()
    # -- de plusieurs motifs écrits en un seul, chacun garde ses tournures : fondues, elles se trouveraient partout --
    dites = {tournure for bout in bouts for tournure in bout.tournures}
    tournures = {_retenir(jeu for jeu in tournure if not (sans_casse and _a_un_i(jeu))) for tournure in dites}
    utiles = [tournure for tournure in tournures if not any(set(autre) < set(tournure) for autre in tournures)]
    # -- l'ordre des mots tranche : le même motif a les mêmes indices dans tout processus --
    return tuple(sorted(utiles, key=lambda tournure: [sorted(jeu) for jeu in tournure])) if all(tournures) else ()


def _retenir(jeux: Iterable[Indices]) -> Tournure:
    """Les jeux d'une tournure les moins rencontrés, d'abord le moins."""
    return tuple(sorted({_sans_redite(jeu) for jeu in jeux}, key=frequence))[:_JEUX_MAX]


def _a_un_i(jeu: Indices) -> bool:
    """Sans égard à la casse, « i » se lit aussi sans son point, ce qu'aucun indice ne sait."""
    return any("i" in mot.lower() for mot in jeu)


def _sans_redite(jeu: Indices) -> Indices:
    """Le même jeu, sans les mots qui en contiennent un autre."""
    return frozenset(mot for mot in jeu if not any(autre != mot and autre in mot for autre in jeu))


def _jetons(motif: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(motif):
        jeton = _JETON.match(motif, place)
        if jeton is None:
            raise _Illisible
        yield jeton.lastgroup or "", jeton[0]
        place = jeton.end()


def _choix(jetons: Sequence[tuple[str, str]], place: int, *, borne: bool = False) -> tuple[_Bout, int]:
    """Lit des branches séparées par « | », jusqu'à la parenthèse fermante ou à la fin; `borne` : un mot y commence."""
    bouts, place = _branches(jetons, place, borne=borne)
    return _ou(bouts), place


def _branches(jetons: Sequence[tuple[str, str]], place: int, *, borne: bool = False) -> tuple[list[_Bout], int]:
    """Ces branches, chacune à part."""
    branches: list[list[_Bout]] = []
    while True:
        elements, place = _elements(jetons, place, borne=borne)
        branches.append(elements)
        if place == len(jetons) or jetons[place][0] != "ou":
            fin = [_BOUT_DE_MOT] if _arrete_un_mot(jetons, place + 1) else []
            return [_suite([*elements, *fin]) for elements in branches], place
        place += 1


def _arrete_un_mot(jetons: Sequence[tuple[str, str]], place: int) -> bool:
    """Dit si rien de ce qui suit un groupe ne continue son dernier mot."""
    if place >= len(jetons):
        return False
    genre, signes = jetons[place]
    suivi = place + 1 < len(jetons) and jetons[place + 1][0] == "combien"
    return signes == r"\b" or (genre == "signes" and not suivi and not _MOT.match(signes) and signes[0] in " ',")


def _elements(jetons: Sequence[tuple[str, str]], place: int, *, borne: bool) -> tuple[list[_Bout], int]:
    """Les éléments d'une branche, chacun avec son nombre de fois."""
    elements: list[_Bout] = [_BOUT_DE_MOT] if borne else []
    while place < len(jetons) and jetons[place][0] not in {"ou", "ferme"}:
        genre, signes = jetons[place]
        place += 1
        if genre in {"groupe", "regard"}:
            bout, place = _choix(jetons, place, borne=genre == "groupe" and _finit_un_mot(elements))
            if place == len(jetons):
                raise _Illisible
            place += 1
            # -- Un regard en avant ou en arrière ne lit rien --
            elements.append(bout if genre == "groupe" else _VIDE)
        elif genre == "combien":
            elements[-1] = _repete(elements[-1], signes)
        else:
            elements.append(_simple(genre, signes))
    return elements, place


def _finit_un_mot(elements: Sequence[_Bout]) -> bool:
    """Dit si ce qui précède un groupe se termine toujours par un signe qui n'est pas d'un mot."""
    formes = elements[-1].formes if elements else None
    return bool(formes) and all(forme and not _MOT.match(forme[-1]) for forme in formes or ())


def _simple(genre: str, signes: str) -> _Bout:
    if genre == "classe":
        dedans = signes[1:-1]
        ordinaire = dedans[0] != "^" and not set(dedans) & set("\\-")
        return _Bout(frozenset(dedans)) if ordinaire else _INCONNU
    if genre == "echappe":
        return _echappe(signes[1])
    return _VIDE if signes in "^$" else _INCONNU if signes == "." else _Bout(frozenset({signes}))


def _echappe(signe: str) -> _Bout:
    if signe == "b":
        return _BOUT_DE_MOT
    if signe in "BAZ":
        return _VIDE
    if signe in "dDsSwWnt":
        return _INCONNU
    if signe.isalnum():
        raise _Illisible
    return _Bout(frozenset({signe}))


def _repete(bout: _Bout, combien: str) -> _Bout:
    if combien[0] == "?" and bout.formes is not None:
        return _Bout(bout.formes | {""})
    if combien[0] in "*?" or combien.startswith(("{0", "{,")):
        return _INCONNU
    return _Bout(None, bout.tournures)


def _suite(elements: Iterable[_Bout]) -> _Bout:
    """Des éléments qui se suivent : leurs formes se combinent, tant qu'elles sont peu nombreuses."""
    candidats: list[_Bout] = []
    courantes = {""}
    for element in elements:
        if element.formes is not None and _se_combinent(len(courantes), len(element.formes)):
            courantes = {a + b for a, b in product(courantes, element.formes)}
        else:
            candidats += [_Bout(frozenset(courantes)), element]
            courantes = {""}
    dernier = _Bout(frozenset(courantes))
    if not candidats:
        return dernier
    return _Bout(None, reduce(_l_une_puis_l_autre, [bout.tournures for bout in (*candidats, dernier)]))


def _l_une_puis_l_autre(tournures: Sequence[Tournure], suite: Sequence[Tournure]) -> tuple[Tournure, ...]:
    """Chaque tournure, suivie de chaque autre; trop nombreuses, les moins nombreuses des deux se fondent d'abord."""
    if len(tournures) * len(suite) > _TOURNURES_MAX:
        if len(tournures) < len(suite):
            tournures = _fondues(tournures)
        else:
            suite = _fondues(suite)
    return tuple(a + b for a, b in product(tournures, suite))


def _fondues(tournures: Sequence[Tournure]) -> tuple[Tournure, ...]:
    """Une seule tournure : le meilleur jeu de chacune, puis le suivant si toutes en ont un."""
    rangees = [sorted(tournure, key=frequence) for tournure in tournures]
    return (tuple(Indices().union(*jeux) for jeux in zip(*rangees, strict=False)),)


def _se_combinent(debuts: int, suites: int) -> bool:
    """Un bout de mot ne fait pas une forme de plus; à part lui, les formes restent peu nombreuses."""
    return debuts == 1 or suites == 1 or debuts * suites <= _FORMES_MAX


def _ou(branches: Sequence[_Bout]) -> _Bout:
    """L'une des branches : leurs formes, ou les tournures de chacune."""
    if len(branches) == 1:
        return branches[0]
    en_formes = _Bout(Indices().union(*(b.formes for b in branches if b.formes is not None)))
    autres = [tournure for b in branches if b.formes is None for tournure in b.tournures]
    if not autres:
        return en_formes
    tournures = (*(en_formes.tournures if en_formes.formes else ()), *autres)
    return _Bout(None, tournures if len(tournures) <= _TOURNURES_MAX else _fondues(tournures))


def frequence(mots: Indices) -> tuple[float, list[str]]:
    """Ce qui range les jeux d'indices, le moins rencontré d'abord : peu de mots, et rares; à égalité, l'alphabet."""
    return fsum(3.0 ** -_rarete(mot) for mot in mots), sorted(mots)


def _chances(tournure: Tournure) -> float:
    """Ce qui compare deux tournures : combien un texte ordinaire a de chances d'avoir l'une."""
    return prod(frequence(jeu)[0] for jeu in tournure)


def _du_plus_rare(mot: str) -> tuple[int, str]:
    return -_rarete(mot), mot


def _rarete(mot: str) -> int:
    """La longueur d'un mot; une lettre seule, ou un mot que toute lettre écrit, n'écarte presque rien."""
    nu = mot.strip(BORNE)
    return 1 if len(nu) == 1 or nu in _COURANTS else len(mot)


_COURANTS = frozenset(
    (
        *("ai", "apres", "article", "au", "aussi", "autre", "aux", "avant", "avec", "avez", "avis", "avons"),
        *("ce", "ces", "cette", "compte", "contrat", "dans", "date", "de", "demande", "demeure", "des"),
        *("deux", "du", "elle", "en", "est", "et", "ete", "etes", "etre", "facture", "faire", "fait"),
        *("frais", "ici", "il", "je", "jour", "la", "le", "les", "leur", "ma", "madame", "me", "meme", "mes"),
        *("mise", "moi", "mois", "mon", "monsieur", "ne", "nos", "notre", "nous", "objet", "on", "ont", "ou"),
        *("par", "pas", "paye", "payer", "piece", "plus", "point", "pour", "presente", "prix", "propos"),
        *("qu", "que", "quebec", "qui", "rappel", "recu", "reponse", "rue", "sa", "sans", "se", "sera"),
        *("ses", "si", "soit", "solde", "somme", "son", "sont", "sous", "sur", "tard", "te", "tout", "trois"),
        *("tu", "un", "une", "vos", "votre", "vous"),
    )
)
"""Les mots les plus fréquents des lettres, sans accents."""
