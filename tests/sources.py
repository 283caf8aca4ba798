"""Sources : le code, tel que les essais le lisent; chaque texte n'est analysé qu'une fois par processus d'essais."""

from __future__ import annotations

import ast
from functools import cache


@cache
def arbre(source: str) -> ast.Module:
    """L'arbre d'une source; qui le reçoit ne le change pas."""
    return ast.parse(source)


@cache
def noeuds(source: str) -> tuple[ast.AST, ...]:
    """Tous les nœuds d'une source, dans l'ordre de `ast.walk`."""
    return tuple(ast.walk(arbre(source)))
