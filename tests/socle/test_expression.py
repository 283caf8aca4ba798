"""Une expression : elle ne se compile qu'à sa première recherche, et trouve ce que trouverait un `re.Pattern`."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from tables import d_un_trait

from lettres.socle.expression import Expression

METHODES = ("search", "match", "fullmatch", "findall", "split")


def test_une_expression_ne_se_compile_qu_a_sa_premiere_recherche_et_une_seule_fois():
    with patch("lettres.socle.expression.re.compile", wraps=re.compile) as compiler:
        expression = Expression("a+b")
        assert compiler.call_count == 0
        assert expression.search("caab")
        assert expression.search("rien") is None
        assert compiler.call_count == 1


@d_un_trait
@pytest.mark.parametrize("texte", ["", "ab", "xaabx", "aab ab"])
@pytest.mark.parametrize("methode", METHODES)
def test_une_expression_trouve_ce_que_trouverait_un_motif(methode: str, texte: str):
    attendu, obtenu = (getattr(m, methode)(texte) for m in (re.compile("(a+)b", re.I), Expression("(a+)b", re.I)))
    assert en_clair(obtenu) == en_clair(attendu)


def test_une_expression_remplace_et_enumere():
    expression = Expression("(?i)a")
    assert expression.sub("x", "aAa", count=2) == "xxa"
    assert expression.sub(lambda m: m[0] * 2, "ba") == "baa"
    assert [m.start() for m in expression.finditer("aba", 1)] == [2]


def test_une_expression_n_a_que_ce_qu_a_un_motif():
    expression = Expression("a(b)", re.I)
    assert (expression.pattern, expression.groups) == ("a(b)", 1)
    assert not hasattr(expression, "inconnue")


def en_clair(trouve: object) -> object:
    return trouve.span() if isinstance(trouve, re.Match) else trouve
