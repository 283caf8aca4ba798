"""Défenses : pourquoi une construction de Jinja est refusée, et quoi écrire à sa place."""

from __future__ import annotations

from difflib import get_close_matches

from jinja2 import nodes

from lettres.rendu.anomalies import Anomalie

INCLUSION = Anomalie("M302", "Un modèle n’inclut aucun autre fichier.", "Copiez le texte dans ce modèle.")
ECHAPPEMENT = Anomalie("M303", "L’échappement des valeurs ne se débranche pas.", "Retirez « autoescape ».")


def est_fusion(noeud: nodes.Mul) -> bool:
    """`n * loop.length`, que `{% hm %}` fabrique pour fusionner des cellules."""
    match noeud:
        case nodes.Mul(
            left=nodes.Const(value=int() as largeur),
            right=nodes.Getattr(node=nodes.Name(name="loop"), attr="length"),
        ):
            return 0 < largeur < 64
        case _:
            return False


def inconnu(quoi: str, nom: str, connus: list[str]) -> tuple[str, str]:
    """Le message et le remède d'un nom qui n'existe pas, avec le plus proche qui existe."""
    proches = get_close_matches(nom, connus, n=1)
    suggestion = f" Vouliez-vous dire « {proches[0]} » ?" if proches else ""
    return f"{quoi} « {nom} » n’existe pas.{suggestion}", f"Permis : {', '.join(connus)}."


def defendu(noeud: nodes.Node) -> Anomalie:
    """L'anomalie d'un nœud hors de la liste blanche."""
    match noeud:
        case nodes.Call():
            return Anomalie("M304", "Un modèle n’appelle aucune fonction.", "Retirez les parenthèses et leur contenu.")
        case nodes.Sub():
            return Anomalie(
                "M211",
                "Un modèle ne soustrait pas.",
                "Un nom ne contient pas de tiret : écrivez « _ » au lieu de « - ».",
            )
        case nodes.Include() | nodes.Import() | nodes.FromImport() | nodes.Extends():
            return INCLUSION
        case nodes.ScopedEvalContextModifier() | nodes.EvalContextModifier():
            return ECHAPPEMENT
        case nodes.BinExpr() | nodes.UnaryExpr() | nodes.Concat():
            return Anomalie("M301", "Un modèle ne calcule pas.", "Imprimez une valeur déjà calculée par le dossier.")
        case nodes.Dict() | nodes.Tuple() | nodes.Keyword() | nodes.Pair():
            return Anomalie("M301", "Cette écriture n’est pas permise dans un modèle.", "Écrivez {{ groupe.champ }}.")
        case _:
            return Anomalie(
                "M301",
                f"La construction « {type(noeud).__name__} » n’est pas permise dans un modèle.",
                "Permis : {{ champ }}, {% if %}, {% for %}.",
            )
