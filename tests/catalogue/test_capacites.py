"""Les capacités : chaque lettre a les siennes, chaque mot est expliqué, et aucune règle ne nomme une lettre."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from tables import d_un_trait

import lettres
from lettres.catalogue import Capacites, capacites
from lettres.dossier import CodeLettre

CODES = get_args(CodeLettre)
TEXTE = (files("lettres.catalogue") / "capacites.yaml").read_text(encoding="utf-8")
MOTS = [*Capacites._fields]
SANS_NOM = ("affaire", "regles", "composition", "escalade", "barriere", "production")


@d_un_trait
@pytest.mark.parametrize("code", CODES)
def test_chaque_lettre_a_des_capacites(code: str):
    assert re.search(rf"^{code}: \[", TEXTE, re.MULTILINE)
    assert capacites(code) != Capacites()


def test_chaque_capacite_est_expliquee_et_une_lettre_au_moins_l_a():
    assert re.findall(r"^#   (\w+)  ", TEXTE, re.MULTILINE) == MOTS
    assert [mot for mot in MOTS if not any(getattr(capacites(code), mot) for code in CODES)] == []


def test_une_lettre_inconnue_ne_fait_rien():
    assert capacites("zut") == Capacites()


def lettres_nommees(source: str) -> Iterator[str]:
    """Les comparaisons d'une valeur au code d'une lettre, écrit tel quel.

    « .type » est celui d'une demande; « .obligation », ce que doit un commerçant.
    """
    for noeud in ast.walk(ast.parse(source)):
        if isinstance(noeud, ast.Compare) and getattr(noeud.left, "attr", None) not in {"type", "obligation"}:
            valeurs = [v for c in noeud.comparators for v in (c.elts if isinstance(c, ast.Set | ast.Tuple) else [c])]
            if any(isinstance(v, ast.Constant) and v.value in CODES for v in valeurs):
                yield ast.unparse(noeud)


def test_rien_ne_se_decide_en_nommant_une_lettre():
    racine = Path(lettres.__file__).parent
    trouvees = {
        str(m.relative_to(racine)): dites
        for etage in SANS_NOM
        for m in sorted((racine / etage).rglob("*.py"))
        if (dites := list(lettres_nommees(m.read_text(encoding="utf-8"))))
    }
    assert trouvees == {}


@pytest.mark.parametrize("source", ['lettre == "opc"', 'l.lettre != "rappel"', 'x in {"rappel", "zut"}'])
def test_l_essai_les_verrait(source: str):
    assert list(lettres_nommees(source)) == [source.replace("{", "{").replace('"', "'")]


def test_le_type_d_une_demande_n_est_pas_une_lettre():
    assert list(lettres_nommees('d.type == "cesser"')) == []
    assert list(lettres_nommees('a.obligation == "garantie"')) == []
