"""Les pièges : chacun donne son code, à sa place dans l'export, et l'export conforme ne le donne pas."""

from __future__ import annotations

from pathlib import Path

import pytest
from cas_d_importation import CasDePiege, constats_de, pieges

from lettres.codes import table
from lettres.importation.pieges import Piege

CAS = list(pieges())
SANS_CAS = {"Z002", "Z006", "Z022", "Z023"}
"""Un fichier démesuré, des octets qui ne sont pas du texte : `test_lecteurs.py` les fait."""


@pytest.mark.parametrize("cas", CAS, ids=[f"{c.code}-{rang}" for rang, c in enumerate(CAS)])
def test_un_piege_donne_son_code_a_sa_place(cas: CasDePiege, tmp_path: Path):
    dits = [c for c in constats_de(cas, tmp_path) if c.code == cas.code]
    assert dits, cas.code
    assert dits[0].place.removeprefix(f"{tmp_path}/") == cas.place
    assert dits[0].remede


@pytest.mark.parametrize("cas", [c for c in CAS if c.conforme], ids=lambda c: c.code)
def test_l_export_conforme_n_y_tombe_pas(cas: CasDePiege, tmp_path: Path):
    assert cas.code not in {c.code for c in constats_de(cas, tmp_path, conforme=True)}


def test_chaque_piege_que_cache_un_export_a_aussi_son_export_conforme():
    caches = {piege.value for piege in Piege if piege.value.startswith("Z1")}
    assert caches - {c.code for c in CAS if c.conforme} == set()


def test_chaque_piege_a_ses_cas_et_sa_page():
    codes = {piege.value for piege in Piege}
    assert {c.code for c in CAS} | SANS_CAS == codes
    assert codes == {code for code, c in table().items() if c.famille == "importation"}
