"""Les versions : celle de l'outil est une; chaque paquet épinglé y est, à une version permise; le README s'en sert."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tables import d_un_trait

from lettres.socle.version import VERSION

RACINE = Path(__file__).parents[1]
LIGNES = (RACINE / ".ci/contraintes.txt").read_text(encoding="utf-8").splitlines()
EPINGLES = {canonicalize_name(nom): version for nom, _, version in (ligne.partition("==") for ligne in LIGNES)}
PROJET = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXIGES = [*PROJET["dependencies"], *PROJET["optional-dependencies"]["dev"]]


def test_l_outil_et_son_paquet_ont_la_meme_version():
    assert PROJET["version"] == VERSION


def test_une_ligne_n_est_qu_un_nom_et_une_version():
    assert [ligne for ligne in LIGNES if not re.fullmatch(r"[A-Za-z][\w.-]*==\d[\w.]*", ligne)] == []
    assert len(EPINGLES) == len(LIGNES)
    assert "lettres" not in EPINGLES


@d_un_trait
@pytest.mark.parametrize("exige", EXIGES)
def test_ce_que_le_projet_exige_est_epingle_a_une_version_permise(exige: str):
    exigence = Requirement(exige)
    assert exigence.specifier.contains(EPINGLES[canonicalize_name(exigence.name)])


@pytest.mark.parametrize("repere", ["lettre", "essais"])
def test_les_deux_lignes_du_readme_installent_ces_versions(repere: str):
    readme = (RACINE / "README.md").read_text(encoding="utf-8")
    ligne = re.search(rf"<!-- {repere} -->\n```console\n(python3 .*)\n```", readme)
    assert ligne
    assert " -c .ci/contraintes.txt " in ligne[1]
