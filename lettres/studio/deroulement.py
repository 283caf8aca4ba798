"""Déroulement : le texte d'une partie et ce qui le fait s'imprimer, en un arbre de textes, de tests et de boucles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from jinja2 import TemplateSyntaxError, nodes

from lettres.rendu.balises.arbre_syntaxe import PROFONDEUR_MAX
from lettres.rendu.balises.balises import Balise, balises_de_la_partie
from lettres.rendu.balises.environnement import JINJA
from lettres.rendu.balises.source_jinja import redresser
from lettres.socle.classes import NamedTuple, dataclass, field
from lettres.socle.places import DansWord
from lettres.studio.modele_lu import PartieLue

_BOUCLE = re.compile(r"for\s+(\w+)\s+in\s+(.+)", re.DOTALL)
Visibles = Mapping[str, str]
"""Variable de boucle → chemin de l'élément parcouru : « creances[] »."""


class TexteFixe(NamedTuple):
    """Des mots du modèle, d'un même paragraphe, entre deux balises."""

    texte: str
    place: DansWord


class Imprimee(NamedTuple):
    """Une balise qui imprime, et les boucles où elle se trouve."""

    balise: Balise
    expression: nodes.Expr | None
    portee: Visibles


@dataclass(slots=True)
class BrancheDeTest:
    """Une branche d'un test : sa condition (None pour « else »), sa balise, et ce qu'elle contient."""

    condition: nodes.Expr | None
    balise: Balise
    contenu: list[Fragment] = field(default_factory=list)


@dataclass(slots=True)
class TestEcrit:
    """Un test entier : « if », ses « elif » et son « else »."""

    portee: Visibles
    branches: list[BrancheDeTest]


@dataclass(slots=True)
class Repetition:
    """Une boucle; `rang` la distingue d'une autre boucle sur la même liste."""

    liste: str
    balise: Balise
    rang: int
    contenu: list[Fragment] = field(default_factory=list)
    sinon: list[Fragment] = field(default_factory=list)


Fragment = TexteFixe | Imprimee | TestEcrit | Repetition


def derouler(partie: PartieLue) -> list[Fragment] | None:
    """L'arbre d'une partie; None si ses blocs ne s'emboîtent pas, ce que le moteur dit mieux."""
    fautes: list[object] = []
    balises = balises_de_la_partie(partie.racine, partie.titre, lambda *faute: fautes.append(faute))
    return None if fautes else _Derouleur(partie, balises).arbre()


def derouler_a_plat(partie: PartieLue) -> list[Fragment]:
    """Les textes et les balises qui impriment, à la suite, d'une partie dont les blocs ne s'emboîtent pas.

    Rien n'y dit ce qui fait s'imprimer quoi; les mots s'y lisent quand même.
    """
    fautes: list[object] = []
    balises = balises_de_la_partie(partie.racine, partie.titre, lambda *faute: fautes.append(faute))
    return list(_Derouleur(partie, balises).a_plat())


class _Derouleur:
    def __init__(self, partie: PartieLue, balises: Sequence[Balise]) -> None:
        self._partie = partie
        self._balises = balises
        self._boucles = 0

    def arbre(self) -> list[Fragment] | None:
        racine: list[Fragment] = []
        pile: list[tuple[TestEcrit | Repetition | None, list[Fragment], Visibles]] = [(None, racine, {})]
        for morceau in self._suite():
            ouvert, dedans, portee = pile[-1]
            if isinstance(morceau, TexteFixe):
                dedans.append(morceau)
                continue
            mot, suite = morceau.mot, morceau.contenu.partition(" ")[2]
            if morceau.genre == "{{":
                dedans.append(Imprimee(morceau, _expression(morceau.contenu), portee))
            elif mot == "if":
                condition = TestEcrit(portee, [BrancheDeTest(_expression(suite), morceau)])
                dedans.append(condition)
                pile.append((condition, condition.branches[0].contenu, portee))
            elif mot == "for" and (boucle := _BOUCLE.fullmatch(morceau.contenu)):
                self._boucles += 1
                repetition = Repetition(chemin_de(_expression(boucle[2]), portee) or "", morceau, self._boucles)
                dedans.append(repetition)
                element = f"{repetition.liste}[]#{self._boucles}" if repetition.liste else ""
                pile.append((repetition, repetition.contenu, {**portee, boucle[1]: element, "loop": "loop"}))
            elif mot in ("elif", "else") and ouvert is not None:
                pile[-1] = (ouvert, _continuer(ouvert, morceau, suite), portee)
            elif mot in ("endif", "endfor") and len(pile) > 1:
                pile.pop()
            if len(pile) > PROFONDEUR_MAX:
                return None  # -- le moteur le refuse déjà --
        return racine if len(pile) == 1 else None

    def a_plat(self) -> Iterator[Fragment]:
        """Les textes et les balises qui impriment, dans l'ordre où on les lit."""
        for morceau in self._suite():
            if isinstance(morceau, TexteFixe):
                yield morceau
            elif morceau.genre == "{{":
                yield Imprimee(morceau, _expression(morceau.contenu), {})

    def _suite(self) -> Iterator[TexteFixe | Balise]:
        """Les textes et les balises, dans l'ordre où on les lit."""
        par_paragraphe: dict[int, list[Balise]] = {}
        for balise in self._balises:
            par_paragraphe.setdefault(balise.place.paragraphe or 0, []).append(balise)
        for numero, lu in enumerate(self._partie.paragraphes, start=1):
            if lu.repli:
                continue
            position = 0
            for balise in par_paragraphe.get(numero, ()):
                debut, fin = balise.place.debut or 0, balise.place.fin or 0
                if position < debut:
                    yield TexteFixe(lu.texte[position:debut], lu.place.au_passage(position, debut))
                yield balise
                position = fin
            if position < len(lu.texte):
                yield TexteFixe(lu.texte[position:], lu.place.au_passage(position, len(lu.texte)))


def _continuer(ouvert: TestEcrit | Repetition, balise: Balise, suite: str) -> list[Fragment]:
    if isinstance(ouvert, Repetition):
        return ouvert.sinon
    ouvert.branches.append(BrancheDeTest(_expression(suite) if balise.mot == "elif" else None, balise))
    return ouvert.branches[-1].contenu


@lru_cache(maxsize=4096)
def _expression(source: str) -> nodes.Expr | None:
    try:
        arbre = JINJA.parse(f"{{{{ {redresser(source)} }}}}")
    except (TemplateSyntaxError, RecursionError, ValueError):
        return None
    sortie = arbre.body[0] if arbre.body else None
    seule = sortie.nodes[0] if isinstance(sortie, nodes.Output) and len(sortie.nodes) == 1 else None
    return None if seule is None or _trop_profonde(seule) else seule


def _trop_profonde(expression: nodes.Node) -> bool:
    """Dit si la lire, de nœud en nœud, épuiserait la pile : le moteur la refuse déjà."""
    rang, profondeur = [expression], 0
    while rang and profondeur <= PROFONDEUR_MAX:
        rang = [enfant for noeud in rang for enfant in noeud.iter_child_nodes()]
        profondeur += 1
    return bool(rang)


def chemin_de(noeud: nodes.Node | None, portee: Visibles) -> str | None:
    """Le chemin d'un champ, d'un élément de boucle ou d'un de ses champs; None pour toute autre expression."""
    match noeud:
        case nodes.Name(name=nom):
            return portee.get(nom, nom) or None
        case nodes.Getattr(node=parent, attr=nom):
            avant = chemin_de(parent, portee)
            return f"{avant}.{nom}" if avant else None
        case nodes.Getitem(node=parent, arg=nodes.Const(value=str() as nom)):
            avant = chemin_de(parent, portee)
            return f"{avant}.{nom}" if avant else None
        case nodes.Getitem(node=parent, arg=nodes.Const(value=int())):
            avant = chemin_de(parent, portee)
            return f"{avant}[]" if avant else None
        case _:
            return None


def sans_rang(chemin: str) -> str:
    """« creances[]#2.montant » est le champ « creances[].montant »."""
    return re.sub(r"#\d+", "", chemin)


def imprimees(noeuds: Sequence[Fragment]) -> Iterator[tuple[Imprimee, Fragment | None, Fragment | None]]:
    """Chaque balise qui imprime, et ses voisins immédiats de la même branche."""
    for rang, noeud in enumerate(noeuds):
        if isinstance(noeud, Imprimee):
            avant = noeuds[rang - 1] if rang else None
            apres = noeuds[rang + 1] if rang + 1 < len(noeuds) else None
            yield noeud, avant, apres
        for contenu in contenus(noeud):
            yield from imprimees(contenu)


def textes_fixes_de(noeuds: Sequence[Fragment]) -> Iterator[TexteFixe]:
    """Tous les textes de l'arbre."""
    for noeud in noeuds:
        if isinstance(noeud, TexteFixe):
            yield noeud
        for contenu in contenus(noeud):
            yield from textes_fixes_de(contenu)


def contenus(noeud: Fragment) -> Iterator[list[Fragment]]:
    """Ce qu'un bloc contient, branche par branche."""
    if isinstance(noeud, TestEcrit):
        yield from (branche.contenu for branche in noeud.branches)
    elif isinstance(noeud, Repetition):
        yield noeud.contenu
        yield noeud.sinon
