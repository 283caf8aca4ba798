"""Partition : la source Jinja d'une partie, permise nœud par nœud, récrite en données que le moteur exécute.

Une partition n'est faite que de listes, de textes, de nombres et de oui/non : elle se garde telle quelle au cache. Ses
instructions, dans l'ordre de la lettre : un texte; « imprimer », « si », « boucle », « poser », chacune avec le numéro
de son paragraphe, plus un; « garnir », qui ne laisse pas vide ce qu'elle entoure. `moteur/execution.py` dit ce que
chacune fait, et refuse toute autre.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from jinja2 import TemplateSyntaxError, nodes

from lettres.rendu.anomalies import Anomalie
from lettres.rendu.balises.arbre_syntaxe import Analyse
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.balises.environnement import JINJA
from lettres.rendu.balises.reperes import BORNES, REPERE_POSE
from lettres.rendu.balises.source_jinja import rendre_les_accolades
from lettres.socle.classes import dataclass

Partition: TypeAlias = "list[object]"


class SourceCoupee(Exception):
    """La structure du XML coupe un bloc : la source ne se lit pas."""


@dataclass(frozen=True, slots=True)
class Ecrite:
    """La partition d'une source, et ce qu'elle lit; ou les anomalies qui l'interdisent."""

    partition: Partition
    anomalies: tuple[Anomalie, ...] = ()
    imprimes: frozenset[str] = frozenset()
    lus: frozenset[str] = frozenset()


def ecrire(source: str, champs: ChampsConnus) -> Ecrite:
    """La partition d'une source Jinja. Lève `SourceCoupee` si elle ne se lit pas."""
    try:
        arbre = JINJA.parse(source)
    except (TemplateSyntaxError, RecursionError, ValueError) as erreur:
        raise SourceCoupee from erreur
    analyse = Analyse(champs)
    analyse.analyser(arbre)
    if analyse.anomalies:
        return Ecrite([], tuple(analyse.anomalies))
    partition = recrire(arbre, analyse.annoncees)
    return Ecrite(partition, (), frozenset(analyse.imprimes), frozenset(analyse.lus | analyse.imprimes))


def recrire(arbre: nodes.Template, annoncees: Mapping[nodes.For, bool]) -> Partition:
    """La partition d'un arbre déjà permis."""
    return _Ecriture(annoncees).corps(arbre.body)


class _Ecriture:
    """Récrit un arbre, dans l'ordre : chaque repère rencontré donne le paragraphe de ce qui le suit."""

    def __init__(self, annoncees: Mapping[nodes.For, bool]) -> None:
        self._annoncees = annoncees
        self._paragraphe = 0

    def corps(self, corps: Sequence[nodes.Node]) -> Partition:
        instructions: Partition = []
        for noeud in corps:
            match noeud:
                case nodes.Output():
                    instructions += [sortie for valeur in noeud.nodes for sortie in self._sorties(valeur)]
                case nodes.If():
                    ligne = self._ligne(noeud.body)
                    cas = [[_expression(c.test), self.corps(c.body)] for c in (noeud, *noeud.elif_)]
                    instructions.append(["si", ligne, cas, self.corps(noeud.else_)])
                case nodes.Assign(target=nodes.Name(name=nom)):
                    instructions.append(["poser", self._ligne(), nom, _expression(noeud.node)])
                case nodes.For(target=nodes.Name(name=cible)):
                    liste = _expression(noeud.iter)
                    liste = ["parmi", liste, cible, _expression(noeud.test)] if noeud.test is not None else liste
                    boucle = ["boucle", self._ligne(noeud.body), cible, liste]
                    boucle += [self._annoncees.get(noeud, False), self.corps(noeud.body), self.corps(noeud.else_)]
                    instructions.append(boucle)
        return _plier(instructions)

    def _sorties(self, valeur: nodes.Expr) -> list[object]:
        """Ce qu'une sortie imprime : une valeur, ou un texte que les bornes coupent."""
        if not isinstance(valeur, nodes.TemplateData):
            return [["imprimer", self._ligne(), _expression(valeur)]]
        reperes = REPERE_POSE.findall(valeur.data)
        self._paragraphe = int(reperes[-1]) if reperes else self._paragraphe
        return list(filter(None, _BORNE.split(rendre_les_accolades(REPERE_POSE.sub("", valeur.data)))))

    def _ligne(self, corps: Sequence[nodes.Node] = ()) -> int:
        """Le numéro du paragraphe, plus un; un bloc est dans celui qui précède son corps."""
        suivant = _premier_repere(corps)
        return max(self._paragraphe, suivant - 1 if suivant else 0) + 1


_BORNE = re.compile(f"([{''.join(borne for bornes in BORNES.values() for borne in bornes)}])")
_OUVRENT = {debut: genre for genre, (debut, _) in BORNES.items()}
_FERMENT = {fin: genre for genre, (_, fin) in BORNES.items()}


def _plier(instructions: Partition) -> Partition:
    """Réunit sous « garnir » ce que deux bornes entourent; des bornes que la structure sépare ne disent rien."""
    ouverts: list[tuple[str, Partition]] = [("", [])]
    for instruction in instructions:
        if not isinstance(instruction, str) or instruction not in {**_OUVRENT, **_FERMENT}:
            ouverts[-1][1].append(instruction)
        elif instruction in _OUVRENT:
            ouverts.append((_OUVRENT[instruction], []))
        elif ouverts[-1][0] == _FERMENT[instruction]:
            genre, corps = ouverts.pop()
            ouverts[-1][1].append(["garnir", genre, corps])
    return [instruction for _, corps in ouverts for instruction in corps]


def _premier_repere(corps: Sequence[nodes.Node]) -> int:
    """Le premier paragraphe d'un corps de bloc; 0 s'il n'en ouvre aucun avant sa première valeur."""
    premier = corps[0] if corps else None
    if isinstance(premier, nodes.Output) and isinstance(premier.nodes[0], nodes.TemplateData):
        trouve = REPERE_POSE.search(premier.nodes[0].data)
        return int(trouve[1]) if trouve else 0
    return 0


def _expression(noeud: nodes.Node | None) -> object:
    """L'expression, en listes : son premier mot dit laquelle; « sans », celle que l'on n'a pas écrite."""
    match noeud:
        case nodes.Const(value=valeur):
            return ["constante", valeur]
        case nodes.List(items=elements):
            return ["liste", [_expression(e) for e in elements]]
        case nodes.Name(name=nom):
            return ["nom", nom]
        case nodes.Getattr(node=groupe, attr=cle):
            return ["champ", _expression(groupe), cle]
        case nodes.Getitem(node=groupe, arg=nodes.Const(value=str() as cle)):
            return ["champ", _expression(groupe), cle]
        case nodes.Getitem(node=liste, arg=nodes.Slice(start=debut, stop=fin, step=pas)):
            return [
                "tranche",
                _expression(liste),
                [b.value if isinstance(b, nodes.Const) else None for b in (debut, fin, pas)],
            ]
        case nodes.Getitem(node=liste, arg=nodes.Const(value=rang)):
            return ["rang", _expression(liste), rang]
        case nodes.Filter(name=nom, node=valeur, args=arguments):
            return ["filtre", nom, _expression(valeur), [_expression(a) for a in arguments]]
        case nodes.Test(name=nom, node=valeur, args=arguments):
            return ["test", nom, _expression(valeur), [_expression(a) for a in arguments]]
        case _:
            return _combinaison(noeud)


def _combinaison(noeud: nodes.Node | None) -> object:
    match noeud:
        case nodes.Not(node=valeur):
            return ["non", _expression(valeur)]
        case nodes.And(left=gauche, right=droite):
            return ["et", _expression(gauche), _expression(droite)]
        case nodes.Or(left=gauche, right=droite):
            return ["ou", _expression(gauche), _expression(droite)]
        case nodes.CondExpr(test=test, expr1=oui, expr2=None):
            return ["choix", _expression(test), _expression(oui), ["constante", ""]]
        case nodes.CondExpr(test=test, expr1=oui, expr2=non):
            return ["choix", _expression(test), _expression(oui), _expression(non)]
        case nodes.Compare(expr=valeur, ops=operandes):
            return ["comparer", _expression(valeur), [[o.op, _expression(o.expr)] for o in operandes]]
        case nodes.Mul(left=nodes.Const(value=largeur), right=longueur):
            return ["fois", largeur, _expression(longueur)]
        case _:
            return ["sans"]
