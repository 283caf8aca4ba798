"""Un paquet paresseux : chaque nom se charge à sa première demande, et c'est bien celui que l'on a demandé."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

from lettres import escalade, interface


@pytest.mark.parametrize("paquet", [escalade, interface])
def test_chaque_nom_montre_existe(paquet: ModuleType):
    assert [nom for nom in paquet.__all__ if not hasattr(paquet, nom)] == []


def test_un_nom_inconnu_est_refuse():
    with pytest.raises(AttributeError, match="inconnu"):
        _ = escalade.inconnu  # type: ignore[attr-defined]


@pytest.mark.parametrize("d_abord", ["evaluer", "situer", "Decision"])
def test_un_nom_l_emporte_sur_le_module_qui_le_porte(d_abord: str):
    code = f"from lettres import escalade; escalade.{d_abord}; print(callable(escalade.evaluer))"
    dit = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert dit.stdout.strip() == "True"
