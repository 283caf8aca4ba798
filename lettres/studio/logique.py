"""Logique : une condition peut-elle être vraie, peut-elle être fausse, là où elle se trouve ?

On n'essaie que ce que des dossiers peuvent donner : un oui/non, un texte présent, ou absent s'il est facultatif, une
liste vide, ou de tant d'éléments. Ce qui n'est pas compris est libre : on ne condamne jamais une condition sans l'avoir
prouvée.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence

from jinja2 import nodes

from lettres.socle.champ import Champ
from lettres.socle.classes import NamedTuple
from lettres.studio.deroulement import (
    BrancheDeTest,
    Fragment,
    Imprimee,
    Repetition,
    TestEcrit,
    Visibles,
    chemin_de,
    sans_rang,
)

_PRESENT = "\ufffc"
"""Un texte quelconque, que rien n'égale d'autre que lui-même."""
QUELQUES = 3
"""Les éléments d'une liste dont on ne dit pas la longueur : un premier, un dernier, et un entre les deux."""
_LISTES = ("liste", "liste_de_textes")
_COMPARE: Mapping[str, Callable[[int, int], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "gteq": operator.ge,
    "lt": operator.lt,
    "lteq": operator.le,
}
_A_L_ENVERS = {"gt": "lt", "gteq": "lteq", "lt": "gt", "lteq": "gteq"}
EXIGEES_MAX = 60
"""Au-delà de tant de conditions les unes sous les autres, on ne juge plus."""

ESSAIS_D_UNE_FOIS, ESSAIS_MAX = 5_000, 200_000
"""Essais de valeurs, pour une condition et pour un modèle entier."""

Monde = dict[str, object]
Atteinte = tuple["Imprimee | BrancheDeTest | Repetition", "tuple[Exigee, ...]"]
"""Une balise, et ce qu'il faut pour y arriver."""


class Exigee(NamedTuple):
    """Ce qu'il faut pour qu'un passage s'imprime : cette condition vraie, ou fausse."""

    condition: nodes.Expr
    vraie: bool
    portee: Visibles


class Verdict(NamedTuple):
    """Une branche dont la condition est toujours vraie, ou toujours fausse."""

    de: BrancheDeTest | Repetition
    toujours: bool
    tait: bool
    """Un texte ne s'imprime jamais à cause d'elle."""


class Logique:
    """Les verdicts sur les conditions d'un modèle, d'après ce que chaque champ peut valoir."""

    def __init__(self, champs: Mapping[str, Champ], facultatifs: frozenset[str]) -> None:
        self._champs = champs
        self._facultatifs = facultatifs
        self._essais = 0

    def juger(self, arbre: Sequence[Fragment], exigees: tuple[Exigee, ...] = ()) -> Iterator[Verdict]:
        """Chaque condition sans effet; ce qui est dans une branche condamnée n'est pas jugé de nouveau."""
        for morceau in arbre:
            if isinstance(morceau, TestEcrit):
                yield from self._juger_un_test(morceau, exigees)
            elif isinstance(morceau, Repetition):
                pleine = self._liste(morceau, exigees, vraie=True)
                if pleine and not self.possible(pleine):
                    yield Verdict(morceau, toujours=False, tait=True)
                    continue
                yield from self.juger(morceau.contenu, pleine or exigees)
                yield from self.juger(morceau.sinon, self._liste(morceau, exigees, vraie=False) or exigees)

    def _juger_un_test(self, test: TestEcrit, exigees: tuple[Exigee, ...]) -> Iterator[Verdict]:
        avant = exigees
        for rang, branche in enumerate(test.branches):
            if branche.condition is None:
                yield from self.juger(branche.contenu, avant)
                return
            vraie = (*avant, Exigee(branche.condition, vraie=True, portee=test.portee))
            fausse = (*avant, Exigee(branche.condition, vraie=False, portee=test.portee))
            reste = test.branches[rang + 1 :]
            if not self.possible(vraie):
                yield Verdict(branche, toujours=False, tait=True)
            else:
                yield from self.juger(branche.contenu, vraie)
                if not self.possible(fausse) and (reste or rang == 0):
                    yield Verdict(branche, toujours=True, tait=bool(reste))
                    return
            avant = fausse

    def _liste(self, boucle: Repetition, exigees: tuple[Exigee, ...], *, vraie: bool) -> tuple[Exigee, ...]:
        if not boucle.liste:
            return ()
        return (*exigees, Exigee(nodes.Name(boucle.liste, "load"), vraie=vraie, portee={}))

    def possible(self, exigees: Sequence[Exigee]) -> bool:
        """Dit si des valeurs satisfont tout; oui, quand on ne sait pas."""
        return self.temoin(exigees) is not None

    def temoin(self, exigees: Sequence[Exigee]) -> Monde | None:
        """Des valeurs qui satisfont tout, par champ; aucune quand on renonce à chercher, None s'il n'y en a pas."""
        lues = [dict(self._inconnues(e.condition, e.portee)) for e in exigees[: EXIGEES_MAX + 1]]
        inconnues: dict[str, dict[object, None]] = {}
        for siennes in lues:
            for cle, valeurs in siennes.items():
                inconnues.setdefault(cle, {}).update(dict.fromkeys(valeurs))
        if len(exigees) > EXIGEES_MAX or len(inconnues) > EXIGEES_MAX or self._essais > ESSAIS_MAX:
            return {}
        rangs = {cle: rang for rang, cle in enumerate(inconnues)}
        # -- une condition se juge dès que tout ce qu'elle lit est fixé, et une seule fois --
        a_juger: list[list[Exigee]] = [[] for _ in range(len(rangs) + 1)]
        for exigee, siennes in zip(exigees, lues, strict=True):
            a_juger[max((rangs[cle] + 1 for cle in siennes), default=0)].append(exigee)
        return self._satisfaire(list(inconnues.items()), a_juger, {}, 0, self._essais + ESSAIS_D_UNE_FOIS)

    def _satisfaire(
        self,
        inconnues: Sequence[tuple[str, Mapping[object, None]]],
        a_juger: Sequence[Sequence[Exigee]],
        monde: Monde,
        rang: int,
        jusqu_a: int,
    ) -> Monde | None:
        """Essaie les valeurs l'une après l'autre; au-delà du nombre d'essais permis, on ne sait pas."""
        self._essais += 1
        if self._essais > jusqu_a:
            return {}
        if any(bool(_valeur(e.condition, e.portee, monde)) is not e.vraie for e in a_juger[rang]):
            return None
        if rang == len(inconnues):
            return dict(monde)
        cle, valeurs = inconnues[rang]
        for valeur in valeurs:
            monde[cle] = valeur
            if (trouve := self._satisfaire(inconnues, a_juger, monde, rang + 1, jusqu_a)) is not None:
                return trouve
        del monde[cle]
        return None

    def chemins(self, arbre: Sequence[Fragment], exigees: tuple[Exigee, ...] = ()) -> Iterator[Atteinte]:
        """Chaque balise qui imprime et chaque branche, avec ce qu'il faut pour y arriver."""
        for morceau in arbre:
            if isinstance(morceau, Imprimee):
                yield morceau, exigees
            elif isinstance(morceau, TestEcrit):
                avant = exigees
                for branche in morceau.branches:
                    ici = avant
                    if branche.condition is not None:
                        ici = (*avant, Exigee(branche.condition, vraie=True, portee=morceau.portee))
                        avant = (*avant, Exigee(branche.condition, vraie=False, portee=morceau.portee))
                    yield branche, ici
                    yield from self.chemins(branche.contenu, ici)
            elif isinstance(morceau, Repetition):
                pleine = self._liste(morceau, exigees, vraie=True) or exigees
                yield morceau, pleine
                yield from self.chemins(morceau.contenu, pleine)
                yield from self.chemins(morceau.sinon, self._liste(morceau, exigees, vraie=False) or exigees)

    def _inconnues(self, noeud: nodes.Node, portee: Visibles) -> Iterator[tuple[str, tuple[object, ...]]]:
        """Ce que la condition lit, et ce que chaque lecture peut valoir."""
        match noeud:
            case nodes.Const():
                return
            case nodes.And(left=gauche, right=droite) | nodes.Or(left=gauche, right=droite):
                yield from self._inconnues(gauche, portee)
                yield from self._inconnues(droite, portee)
            case nodes.Not(node=dedans) | nodes.Test(node=dedans, name="defined" | "none", args=[]):
                yield from self._inconnues(dedans, portee)
            case _ if (longueur := _longueur(noeud)) and (liste := self._liste_lue(longueur.liste, portee)):
                autour = (longueur.borne + ecart for ecart in (-1, 0, 1))
                yield liste, (QUELQUES, None, *(n for n in autour if n > 0))
                yield from self._groupes(liste)
            case _ if comparaison := _egalite(noeud):
                (cle, valeurs) = self._d_un_chemin(comparaison[0], portee)
                yield cle, (*valeurs, *self._possibles(cle, comparaison[1]))
                yield from self._groupes(cle)
            case _ if (chemin := chemin_de(noeud, portee)) is not None:
                yield self._d_un_chemin(noeud, portee)
                yield from self._groupes(chemin)
            case _:
                yield _libre(noeud), (True, False)

    def _possibles(self, chemin: str, constantes: Sequence[object]) -> list[object]:
        """Les constantes que ce champ peut égaler : un texte n'égale jamais un nombre."""
        champ = self._champs.get(sans_rang(chemin))
        est_un_texte = champ is not None and champ.genre == "texte"
        return [c for c in constantes if isinstance(c, str) or not est_un_texte]

    def _groupes(self, chemin: str) -> Iterator[tuple[str, tuple[object, ...]]]:
        """Les groupes qui peuvent manquer, et le champ avec eux."""
        while "." in chemin:
            chemin = chemin.rpartition(".")[0]
            if sans_rang(chemin) in self._facultatifs:
                yield chemin, (_PRESENT, None)

    def _d_un_chemin(self, noeud: nodes.Node, portee: Visibles) -> tuple[str, tuple[object, ...]]:
        chemin = chemin_de(noeud, portee)
        if chemin is None:
            return _libre(noeud), (True, False)
        nom = sans_rang(chemin)
        champ = self._champs.get(nom)
        if nom.startswith("loop") or (champ is not None and champ.genre == "oui_non"):
            return chemin, (True, False)
        if champ is not None and champ.genre in _LISTES:
            return chemin, (QUELQUES, None)
        if champ is None or nom in self._facultatifs:
            return chemin, (_PRESENT, None)
        return chemin, (_PRESENT,)

    def _liste_lue(self, noeud: nodes.Node, portee: Visibles) -> str | None:
        """Le chemin de la liste dont une condition lit la longueur; None si ce n'en est pas une que l'on connaît."""
        chemin = chemin_de(noeud, portee)
        champ = self._champs.get(sans_rang(chemin)) if chemin else None
        return chemin if champ is not None and champ.genre in _LISTES else None


def _valeur(noeud: nodes.Node, portee: Visibles, monde: Monde) -> object:
    match noeud:
        case nodes.Const(value=valeur):
            return valeur
        case nodes.And(left=gauche, right=droite):
            return _valeur(gauche, portee, monde) and _valeur(droite, portee, monde)
        case nodes.Or(left=gauche, right=droite):
            return _valeur(gauche, portee, monde) or _valeur(droite, portee, monde)
        case nodes.Not(node=dedans):
            return not _valeur(dedans, portee, monde)
        case nodes.Test(node=dedans, name="defined", args=[]):
            return _valeur(dedans, portee, monde) is not None
        case nodes.Test(node=dedans, name="none", args=[]):
            return _valeur(dedans, portee, monde) is None
    longueur = _longueur(noeud)
    if longueur is not None and chemin_de(longueur.liste, portee) in monde:
        lue = _valeur(longueur.liste, portee, monde)
        return longueur.satisfaite(lue if isinstance(lue, int) else 0)
    if comparaison := _egalite(noeud):
        lue = _valeur(comparaison[0], portee, monde)
        egale = lue in comparaison[1]
        return egale if comparaison[2] else not egale
    chemin = chemin_de(noeud, portee)
    if chemin is None:
        return monde[_libre(noeud)]
    if any(chemin.startswith(f"{cle}.") and not valeur for cle, valeur in monde.items()):
        return None  # -- un groupe absent n'a aucun champ --
    return monde[chemin]


class _Longueur(NamedTuple):
    """Une condition sur la longueur d'une liste : « creances|length > 1 »."""

    liste: nodes.Node
    signe: str
    borne: int

    def satisfaite(self, longueur: int) -> bool:
        """Dit si une liste de tant d'éléments la remplit."""
        return _COMPARE[self.signe](longueur, self.borne)


def _longueur(noeud: nodes.Node) -> _Longueur | None:
    match noeud:
        case nodes.Filter(node=nodes.Expr() as liste, name="length" | "count", args=[]):
            return _Longueur(liste, "gt", 0)
        case nodes.Compare(
            expr=nodes.Filter() as filtre, ops=[nodes.Operand(op=op, expr=nodes.Const(value=int() as n))]
        ):
            signe = op
        case nodes.Compare(
            expr=nodes.Const(value=int() as n), ops=[nodes.Operand(op=op, expr=nodes.Filter() as filtre)]
        ):
            signe = _A_L_ENVERS.get(op, op)
        case _:
            return None
    dedans = _longueur(filtre)
    return _Longueur(dedans.liste, signe, n) if dedans and signe in _COMPARE else None


def _egalite(noeud: nodes.Node) -> tuple[nodes.Node, tuple[object, ...], bool] | None:
    """Ce qu'une égalité compare, à quelles constantes, et si elle veut l'égalité : « x == "a" », « x not in […] »."""
    if not isinstance(noeud, nodes.Compare) or len(noeud.ops) != 1:
        return None
    signe, droite = noeud.ops[0].op, noeud.ops[0].expr
    if signe in ("eq", "ne") and isinstance(droite, nodes.Const):
        return noeud.expr, (droite.value,), signe == "eq"
    if signe in ("in", "notin") and isinstance(droite, nodes.List | nodes.Tuple):
        constantes = [e.value for e in droite.items if isinstance(e, nodes.Const)]
        return (noeud.expr, tuple(constantes), signe == "in") if len(constantes) == len(droite.items) else None
    return None


def _libre(noeud: nodes.Node) -> str:
    return f"?{noeud!r}"
