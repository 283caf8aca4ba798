"""Comparaisons : l'ordre demandé entre des textes mis en forme, qui se lit lettre à lettre et trompe en silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jinja2 import nodes

from lettres.socle.champ import Champ
from lettres.socle.constats import Constat, Gravite
from lettres.studio.deroulement import BrancheDeTest, Fragment, chemin_de, conditions, sans_rang

_ORDRES = frozenset({"lt", "lteq", "gt", "gteq", "le", "ge"})
_VOIE = "Testez plutôt un oui ou non du dossier; « lettres modeles champs » les nomme. Sinon, retirez la condition."


def comparaisons(arbre: Sequence[Fragment], champs: Mapping[str, Champ]) -> Iterator[Constat]:
    """Chaque test qui range une somme, une date ou un autre texte avant ou après quelque chose."""
    for branche, portee in conditions(arbre):
        if branche.condition is None:
            continue
        for noeud in (branche.condition, *branche.condition.find_all((nodes.Compare, nodes.Test))):
            gauche, autres = _ordonnes(noeud)
            chemin = sans_rang(chemin_de(gauche, portee) or "") if gauche is not None else ""
            champ = champs.get(chemin)
            if champ is not None and champ.genre == "texte":
                yield _constat(branche, chemin, autres)
                break


def _ordonnes(noeud: nodes.Node) -> tuple[nodes.Node | None, Sequence[nodes.Node]]:
    if isinstance(noeud, nodes.Compare) and any(o.op in _ORDRES for o in noeud.ops):
        return noeud.expr, [o.expr for o in noeud.ops]
    if isinstance(noeud, nodes.Test) and noeud.name in _ORDRES:
        return noeud.node, noeud.args
    return None, ()


def _constat(branche: BrancheDeTest, chemin: str, autres: Sequence[nodes.Node]) -> Constat:
    place = branche.balise.place
    if any(isinstance(a, nodes.Const) and not isinstance(a.value, str) for a in autres):
        message = f"« {chemin} » est un texte déjà mis en forme : le comparer à un nombre arrêterait la lettre."
        return Constat("M605", Gravite.ERREUR, message, _VOIE, dans=place)
    message = (
        f"« {chemin} » est un texte déjà mis en forme, qui se compare lettre à lettre : « 1 200,00 $ » y vient "
        "avant « 900,00 $ »."
    )
    return Constat("M709", Gravite.ALERTE, message, _VOIE, dans=place)
