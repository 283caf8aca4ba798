"""Cinq cents documents au hasard donnent la lettre de docxtpl, comparés comme les modèles écrits à la main."""

from __future__ import annotations

import os

import pytest
from compilateur import compiler
from documents_au_hasard import Hasard
from ecarts_permis import ramener
from forme_canonique import canonique, differences
from oracle import par_docxtpl, par_nous

DOCUMENTS = 5_000 if os.environ.get("LETTRES_ESSAIS_LONGS") else 500
PAQUETS = 20
PERMIS = ("SAUTS", "CELLULE_SANS_PARAGRAPHE", "TABLEAU_VIDE", "RECIPIENT_VIDE", "NOTE_SANS_APPEL", "DESSINS", "GRILLE")


@pytest.mark.parametrize("rang", range(PAQUETS))
def test_des_documents_au_hasard_ont_la_lettre_de_docxtpl(rang: int):
    for graine in range(rang, DOCUMENTS, PAQUETS):
        hasard = Hasard(graine)
        octets, contexte = hasard.document(), hasard.contexte()
        docxtpl = canonique(par_docxtpl(octets, contexte))
        nous = canonique(par_nous(compiler(octets), contexte))
        ramener(docxtpl, nous, PERMIS)
        assert list(differences(docxtpl, nous)) == [], f"graine {graine}"
