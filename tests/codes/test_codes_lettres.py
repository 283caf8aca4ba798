"""Les lettres d'un code ne décident de rien : ce qu'il faut savoir d'un code se demande à la table."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sources import noeuds
from tables import d_un_trait

import lettres

PAQUET = Path(lettres.__file__).parent
MODULES = sorted(PAQUET.rglob("*.py"))
_UN_DEBUT = re.compile(r"[A-Z]\d{1,2}")
_PREFIXES = {"startswith", "endswith", "removeprefix", "removesuffix", "partition", "isdigit", "isalpha"}


def _est_un_code(noeud: ast.AST) -> bool:
    """`code`, `c.code`, `point.code`, `un_code` : ce que la source nomme un code de constat."""
    nom = noeud.attr if isinstance(noeud, ast.Attribute) else noeud.id if isinstance(noeud, ast.Name) else ""
    return nom == "code" or nom.endswith("_code")


def decisions_sur_les_lettres(source: str) -> Iterator[str]:
    """Ce qui, dans une source, lit un code lettre à lettre, ou n'en garde que le début."""
    for n in noeuds(source):
        match n:
            case ast.Call(func=ast.Attribute(value=valeur, attr=attr)) if attr in _PREFIXES and _est_un_code(valeur):
                yield ast.unparse(n)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"))) if any(map(_est_un_code, n.args)):
                yield ast.unparse(n)
            case ast.Call(func=ast.Attribute(attr="match" | "fullmatch" | "search")) if any(map(_est_un_code, n.args)):
                yield ast.unparse(n)
            case ast.Subscript(value=valeur, slice=ast.Slice() | ast.Constant(value=int()) | ast.UnaryOp()) if (
                _est_un_code(valeur)
            ):
                yield ast.unparse(n)
            case ast.Compare(ops=[ast.Lt() | ast.LtE() | ast.Gt() | ast.GtE(), *_]) if any(
                map(_est_un_code, [n.left, *n.comparators])
            ):
                yield ast.unparse(n)
            case ast.Compare(ops=[ast.In() | ast.NotIn()], comparators=[membre]) if (
                isinstance(membre, ast.Constant) and _est_un_code(n.left)
            ) or (isinstance(n.left, ast.Constant) and _est_un_code(membre)):
                yield ast.unparse(n)
            case ast.Constant(value=str(texte)) if _UN_DEBUT.fullmatch(texte):
                yield repr(texte)


def test_aucune_decision_ne_tient_aux_lettres_d_un_code():
    trouvees = {
        str(m.relative_to(PAQUET)): list(decisions_sur_les_lettres(m.read_text(encoding="utf-8"))) for m in MODULES
    }
    assert {module: decisions for module, decisions in trouvees.items() if decisions} == {}


@d_un_trait
@pytest.mark.parametrize(
    "source",
    [
        "c.code.startswith('B3')",
        "constat.code.startswith(('V', 'B'))",
        "code[0] in 'VB'",
        "c.code[:2] == 'B1'",
        "c.code[1:]",
        "c.code[-1]",
        "re.match('B1', c.code)",
        "_MOTIF.fullmatch(code)",
        "'V' in c.code",
        "c.code >= 'M200'",
        "code.removeprefix('M')",
        "FERMES = frozenset({'B1'})",
        "prefixe = 'M12'",
    ],
)
def test_une_decision_sur_les_lettres_est_vue(source: str):
    assert list(decisions_sur_les_lettres(source)) != []


@d_un_trait
@pytest.mark.parametrize(
    "source",
    [
        "c.code in {'B203', 'B204'}",
        "c.code == MANQUE",
        "table()[c.code].tolere",
        "codes[code]",
        "nom.startswith('V')",
        "code.upper()",
        "pieces = 'P-1'",
        "lignes[0]",
    ],
)
def test_une_question_a_la_table_passe(source: str):
    assert list(decisions_sur_les_lettres(source)) == []
