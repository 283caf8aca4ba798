"""Automate : une expression régulière, dépliée en états et en boucles, telle que le moteur de Python la parcourt.

Une répétition sans borne, ou de plus de `DEPLIEE` tours, est une boucle; une plus courte est dépliée tour par tour.
Un regard d'un seul signe est suivi exactement; un plus long est tenu pour vrai, ce qui ne peut qu'ajouter des chemins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser as lecteur  # type: ignore[attr-defined]
from typing import Any

from linearite.ecriture import ecrire, ecrire_un

DEPLIEE = 15
"""Au-delà de ce nombre de tours, une répétition bornée est une boucle, dont on compte les tours."""

_TEMOINS = "aAzZéÉœßİ\u0131\u017f\u212a09٣_ \t\n\r\u00a0\u202f'’.,;:!?¦¶¤«»\"“”-–—@/$%()[]{}<>=#&*+|\\^`~\0\u0301漢😀"
_REPETITIONS = (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)

Signes = frozenset[str]
Condition = Callable[[str, str], bool]
"""Ce qu'un passage exige du signe d'avant et de celui d'après."""
Chemin = tuple[int, tuple[Condition, ...]]


@dataclass(frozen=True, slots=True)
class Boucle:
    """Une répétition : l'état où chaque tour commence, ses états, dont ceux de boucles internes, le nombre de tours
    permis, et les groupes atomiques qui l'enferment.
    """

    tete: int
    etats: frozenset[int]
    internes: frozenset[int]
    signes: Signes
    tours: float
    atomes: tuple[int, ...]
    source: str


@dataclass
class Automate:
    """Un automate à états numérotés; `fin` accepte, et aucun chemin ne sort d'un regard."""

    alphabet: Signes
    lectures: list[list[tuple[Signes, int]]] = field(default_factory=list)
    sauts: list[list[tuple[int, Condition | None]]] = field(default_factory=list)
    debut: int = 0
    fin: int = 0
    boucles: list[Boucle] = field(default_factory=list)
    _portees: dict[int, list[Chemin]] = field(default_factory=dict)

    def etat(self) -> int:
        """Un état de plus."""
        self.lectures.append([])
        self.sauts.append([])
        return len(self.lectures) - 1

    def portee(self, etat: int) -> list[Chemin]:
        """Les états atteints sans rien lire, un par chemin (deux au plus), avec les conditions du chemin."""
        if etat not in self._portees:
            trouves: list[Chemin] = []
            vus: dict[int, int] = {}
            a_voir: list[Chemin] = [(etat, ())]
            while a_voir:
                ici, conditions = a_voir.pop()
                vus[ici] = vus.get(ici, 0) + 1
                if vus[ici] > 2:
                    continue
                if self.lectures[ici] or ici == self.fin:
                    trouves.append((ici, conditions))
                a_voir += [(vers, (*conditions, si) if si else conditions) for vers, si in self.sauts[ici]]
            self._portees[etat] = trouves
        return self._portees[etat]

    def suivants(self, etat: int, avant: str, signes: Signes) -> Iterator[tuple[int, str]]:
        """Chaque état atteint en lisant un de ces signes, une fois par chemin."""
        for ici, conditions in self.portee(etat):
            for lus, vers in self.lectures[ici]:
                for signe in lus & signes:
                    if all(permis(avant, signe) for permis in conditions):
                        yield vers, signe

    def n_echoue_jamais(self, boucle: Boucle) -> bool:
        """Vrai si, d'une boucle où l'on est entré, l'expression est trouvée quoi qui suive : rien n'est à reprendre."""
        tournants = {vers for etat in boucle.internes for _, vers in self.lectures[etat]}
        return all(self._reussit(etat, boucle) for etat in (boucle.tete, *tournants))

    def _reussit(self, etat: int, boucle: Boucle) -> bool:
        """Vrai si, de cet état, chaque signe qui peut suivre, ou la fin du texte, continue la boucle ou accepte."""
        portee = self.portee(etat)
        acceptes = [conditions for ici, conditions in portee if ici == self.fin]
        if any(not conditions for conditions in acceptes):
            return True
        continue_ = frozenset().union(
            *(lus for ici, si in portee if ici in boucle.etats and not si for lus, _ in self.lectures[ici])
        )
        return all(
            suivant in continue_
            or any(all(si(avant, suivant) for si in conditions) for conditions in acceptes for avant in boucle.signes)
            for suivant in (*self.alphabet, "")
        )

    def chercher_partout(self) -> Boucle:
        """Ajoute la recherche elle-même, qui avance d'un signe à chaque départ; rend sa boucle."""
        depart = self.etat()
        self.lectures[depart].append((self.alphabet, depart))
        self.sauts[depart].append((self.debut, None))
        return Boucle(depart, frozenset({depart}), frozenset(), self.alphabet, inf, (), "la recherche")


def construire(motif: str, options: int = 0) -> Automate:
    """L'automate d'une expression, telle que `re.compile(motif, options)` la comprend."""
    arbre = lecteur.parse(motif, options)
    batisseur = _Batisseur(arbre.state.flags, _temoins(arbre))
    auto = batisseur.auto
    auto.debut, auto.fin = auto.etat(), auto.etat()
    batisseur.suite(arbre, auto.debut, auto.fin, ())
    utiles = auto.alphabet = _un_par_sorte(auto.alphabet, batisseur.classes)
    auto.lectures = [[(lus & utiles, vers) for lus, vers in lectures] for lectures in auto.lectures]
    auto.boucles = [replace(boucle, signes=boucle.signes & utiles) for boucle in auto.boucles]
    return auto


def _temoins(arbre: Any) -> Signes:
    """Des témoins de chaque classe, et tout signe que l'expression nomme, avec ses voisins et ses deux casses."""
    points: set[int] = set(map(ord, _TEMOINS))
    a_voir = [arbre]
    while a_voir:
        noeud = a_voir.pop()
        if isinstance(noeud, tuple) and len(noeud) == 2 and noeud[0] in (c.LITERAL, c.NOT_LITERAL, c.RANGE):
            for point in noeud[1] if noeud[0] is c.RANGE else (noeud[1],):
                points |= {point - 1, point, point + 1}
        elif isinstance(noeud, list | tuple | lecteur.SubPattern):
            a_voir += list(noeud)
    signes = {chr(p) for p in points if 0 <= p < 0x110000}
    return frozenset(signes | {x for s in signes for x in (s.lower(), s.upper()) if len(x) == 1})


def _un_par_sorte(alphabet: Signes, classes: Sequence[Signes]) -> Signes:
    """Un seul signe de ceux que rien dans l'expression ne distingue."""
    sortes: dict[tuple[object, ...], str] = {}
    distinctes = set(classes)
    for signe in sorted(alphabet):
        cle = (signe == "\n", bool(re.match(r"\w", signe)), *(signe in classe for classe in distinctes))
        sortes.setdefault(cle, signe)
    return frozenset(sortes.values())


class _Batisseur:
    """Bâtit l'automate, élément par élément, de l'arbre que `re` a lu."""

    def __init__(self, options: int, alphabet: Signes) -> None:
        self.auto = Automate(alphabet)
        self.options = options
        self.atome = 0
        self.classes: list[Signes] = []

    def suite(self, elements: Any, debut: int, fin: int, atomes: tuple[int, ...]) -> None:
        ici = debut
        for op, valeur in elements:
            suivant = self.auto.etat()
            self._element(op, valeur, ici, suivant, atomes)
            ici = suivant
        self._saut(ici, fin)

    def _saut(self, debut: int, fin: int, si: Condition | None = None) -> None:
        self.auto.sauts[debut].append((fin, si))

    def _element(self, op: Any, valeur: Any, debut: int, fin: int, atomes: tuple[int, ...]) -> None:
        signes = self._classe(op, valeur)
        if signes is not None:
            self.auto.lectures[debut].append((signes, fin))
        elif op is c.BRANCH:
            for branche in valeur[1]:
                self.suite(branche, debut, fin, atomes)
        elif op is c.SUBPATTERN:
            gardees, self.options = self.options, (self.options | valeur[1]) & ~valeur[2]
            self.suite(valeur[3], debut, fin, atomes)
            self.options = gardees
        elif op is c.ATOMIC_GROUP:
            self.suite(valeur, debut, fin, self._de_plus(atomes))
        elif op in _REPETITIONS:
            self._repetition(op, valeur, debut, fin, atomes)
        elif op is c.AT:
            self._saut(debut, fin, self._ancre(valeur))
        elif op in (c.ASSERT, c.ASSERT_NOT):
            self._regard(valeur, debut, fin, atomes, nie=op is c.ASSERT_NOT)
        elif op is c.GROUPREF:
            # -- Un renvoi relit d'un coup ce qu'un groupe a lu : rien, ou n'importe quoi --
            self.auto.lectures[debut].append((self.auto.alphabet, fin))
            self._saut(debut, fin)
        else:
            raise NotImplementedError(f"{op} : à ajouter à cet automate")

    def _de_plus(self, atomes: tuple[int, ...]) -> tuple[int, ...]:
        self.atome += 1
        return (*atomes, self.atome)

    def _repetition(self, op: Any, valeur: Any, debut: int, fin: int, atomes: tuple[int, ...]) -> None:
        minimum, maximum, corps = valeur
        possessive = op is c.POSSESSIVE_REPEAT
        if possessive:
            atomes = self._de_plus(atomes)
        sans_fin = maximum is c.MAXREPEAT
        depliee = not sans_fin and maximum <= DEPLIEE
        ici = debut
        for tour in range(maximum if depliee else min(minimum, DEPLIEE)):
            if tour >= minimum:
                self._saut(ici, fin)
            suivant = self.auto.etat()
            self.suite(corps, ici, suivant, atomes)
            ici = suivant
        if depliee:
            self._saut(ici, fin)
            return
        tete = self._boucle(corps, atomes, inf if sans_fin else maximum)
        self._saut(ici, tete)
        seule = self._classe(*corps[0]) if len(corps) == 1 else None
        if possessive and sans_fin and seule is not None:
            self._saut(tete, fin, lambda _, apres: apres not in seule)
        else:
            self._saut(tete, fin)

    def _boucle(self, corps: Any, atomes: tuple[int, ...], tours: float) -> int:
        """Une boucle, et sa tête. Une boucle de boucles n'en fait qu'une : ses tours se multiplient."""
        auto = self.auto
        tete, dedans = auto.etat(), len(auto.boucles)
        self.suite(corps, tete, tete, atomes)
        etats = frozenset(range(tete, len(auto.lectures)))
        internes = frozenset().union(*(boucle.etats for boucle in auto.boucles[dedans:]))
        for boucle in auto.boucles[dedans:]:
            tours *= boucle.tours
        signes: Signes = frozenset().union(*(lus for e in etats for lus, _ in auto.lectures[e]))
        auto.boucles[dedans:] = [Boucle(tete, etats, internes, signes, tours, atomes, ecrire(corps))]
        return tete

    def _regard(self, valeur: Any, debut: int, fin: int, atomes: tuple[int, ...], *, nie: bool) -> None:
        sens, corps = valeur
        condition = self._condition(sens, corps, nie=nie)
        self._saut(debut, fin, condition)
        if sens > 0 and condition is None:
            self.suite(corps, debut, self.auto.etat(), self._de_plus(atomes))

    def _condition(self, sens: int, corps: Any, *, nie: bool) -> Condition | None:
        """La condition exacte d'un regard dont chaque branche tient en un signe ou en une ancre."""
        branches = [list(corps)]
        while len(branches) == 1 and len(branches[0]) == 1 and branches[0][0][0] in (c.BRANCH, c.SUBPATTERN):
            op, valeur = branches[0][0]
            branches = [list(b) for b in valeur[1]] if op is c.BRANCH else [list(valeur[3])]
        if any(len(branche) != 1 for branche in branches):
            return None
        choix = [self._condition_d_un(sens, *branche[0]) for branche in branches]
        connus = [condition for condition in choix if condition is not None]
        if len(connus) < len(choix):
            return None
        return lambda avant, apres: any(si(avant, apres) for si in connus) != nie

    def _condition_d_un(self, sens: int, op: Any, valeur: Any) -> Condition | None:
        signes = self._classe(op, valeur)
        if signes is not None:
            return (lambda _, apres: apres in signes) if sens > 0 else (lambda avant, _: avant in signes)
        return self._ancre(valeur) if op is c.AT else None

    def _ancre(self, ancre: Any) -> Condition:
        lignes = bool(self.options & re.MULTILINE)
        if ancre is c.AT_BEGINNING:
            return lambda avant, _: avant == "" or (lignes and avant == "\n")
        if ancre is c.AT_BEGINNING_STRING:
            return lambda avant, _: avant == ""
        if ancre is c.AT_END:
            return lambda _, apres: apres in ("", "\n")
        if ancre is c.AT_END_STRING:
            return lambda _, apres: apres == ""
        mot = re.compile(r"\w")
        voulu = ancre in (c.AT_BOUNDARY, c.AT_UNI_BOUNDARY)
        return lambda avant, apres: (bool(mot.match(avant)) != bool(mot.match(apres))) == voulu

    def _classe(self, op: Any, valeur: Any) -> Signes | None:
        """Les signes qu'un élément d'un seul signe lit; None pour tout autre élément."""
        ecrit = ecrire_un(op, valeur) if op in (c.ANY, c.LITERAL, c.NOT_LITERAL, c.IN) else None
        if ecrit is None:
            return None
        essai = re.compile(ecrit, int(self.options) & (re.IGNORECASE | re.ASCII | re.DOTALL))
        signes = frozenset(s for s in self.auto.alphabet if essai.match(s))
        self.classes.append(signes)
        return signes
