"""Le SDK Open XML ne trouve dans une copie du studio, ni dans une lettre habillée, rien qui ne fût dans l'original."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from exemples_rendus import DOSSIER_DES_EXEMPLES
from papiers import ATELIER, PAPIERS
from test_copie_annotee import PARTOUT, annote
from test_nettoyage import SALES
from test_relecture import copie
from test_validateurs import ecrire, erreurs_du_sdk, ooxml

import lettres
from lettres.studio.copies.nettoyage import nettoyer

pytestmark = ooxml
_NUMERO = re.compile(r"\[\d+\]|\d+(?=\.xml)")

AU = date(2026, 11, 20)
DEMEURE = DOSSIER_DES_EXEMPLES / "minimaux" / "mise_en_demeure-recouvrement.yaml"


def habillee(papier: bytes) -> bytes:
    return ATELIER.generer(lettres.lire(DEMEURE), "mise_en_demeure", au=AU, papier=papier).octets


SALES_ET_PROPRES = {
    f"nettoyée : {nom}": (sale, lambda sale=sale: nettoyer(sale).octets) for nom, (sale, _) in SALES.items()
}
HABILLEES = {f"habillée : {nom}": (f.octets, lambda f=f: habillee(f.octets)) for nom, f in PAPIERS.items()}
COPIES: dict[str, tuple[bytes, Callable[[], bytes]]] = {
    "annotée": (PARTOUT, annote),
    "de relecture": (b"", copie),
    **SALES_ET_PROPRES,
    **HABILLEES,
}


def reproches(octets: bytes, ou: Path) -> set[tuple[str, str]]:
    """Chaque reproche, sans les rangs ni les numéros de parties, qu'un habillage change."""
    return {
        (_NUMERO.sub("", str(e.get("path"))), str(e.get("description"))) for e in erreurs_du_sdk(ecrire(octets, ou))
    }


@pytest.mark.un_sur(6)
@pytest.mark.parametrize(("original", "faire"), COPIES.values(), ids=COPIES)
def test_le_sdk_ne_reproche_a_une_copie_que_ce_que_l_original_avait(
    original: bytes, faire: Callable[[], bytes], tmp_path: Path
):
    avant = reproches(original, tmp_path) if original else set()
    assert reproches(faire(), tmp_path) - avant == set()
