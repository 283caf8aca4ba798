"""Cinquante documents au hasard, cinq mille pour un essai long, donnent la lettre de docxtpl.

Ils se comparent comme les modèles écrits à la main.
"""

from __future__ import annotations

import pytest
from compilateur import compiler
from documents_au_hasard import Hasard
from ecarts_permis import ramener
from forme_canonique import canonique, differences
from oracle import par_docxtpl, par_nous

PAQUET = 25
COURTS, LONGS = 2, 200
"""Le nombre de paquets."""

PERMIS = (
    "SAUTS",
    "LEVEE",
    "CELLULE_SANS_PARAGRAPHE",
    "TABLEAU_VIDE",
    "RECIPIENT_VIDE",
    "NOTE_SANS_APPEL",
    "DESSINS",
    "GRILLE",
)


@pytest.mark.parametrize(
    "paquet", [*range(COURTS), *(pytest.param(paquet, marks=pytest.mark.long) for paquet in range(COURTS, LONGS))]
)
def test_des_documents_au_hasard_ont_la_lettre_de_docxtpl(paquet: int):
    for graine in range(PAQUET * paquet, PAQUET * (paquet + 1)):
        hasard = Hasard(graine)
        octets, contexte = hasard.document(), hasard.contexte()
        docxtpl = canonique(par_docxtpl(octets, contexte))
        nous = canonique(par_nous(compiler(octets), contexte))
        ramener(docxtpl, nous, PERMIS)
        assert list(differences(docxtpl, nous)) == [], f"graine {graine}"
