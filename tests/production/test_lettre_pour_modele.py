"""Une lettre déjà faite n'est pas un modèle : sans une balise, tout ce qu'elle dit d'une autre affaire resterait."""

from __future__ import annotations

import io

import docx
import pytest
from exemples_rendus import DOSSIER_DES_EXEMPLES, EXEMPLES, rendu
from paquets import docx as docx_de
from paquets import p

import lettres
from lettres.studio import verifier_un_modele

AUTRE = DOSSIER_DES_EXEMPLES / "minimaux" / "rappel-recouvrement.yaml"
FAITE = rendu(next(e for e in EXEMPLES if e.nom == "refus-de-payer/rappel-rappel")).lettre.octets


def retouchee(ajout: str) -> bytes:
    document, sortie = docx.Document(io.BytesIO(FAITE)), io.BytesIO()
    document.add_paragraph(ajout)
    document.save(sortie)
    return sortie.getvalue()


@pytest.mark.parametrize(
    ("modele", "refusee"),
    [
        (FAITE, True),
        (retouchee("Merci de votre attention."), True),
        (retouchee("Merci, {{ destinataire.nom }}."), False),
        (retouchee("{% if contrat %}Selon le contrat.{% endif %}"), False),
        (docx_de(p("Merci de votre attention.")), False),
    ],
    ids=["telle quelle", "retouchée", "une balise y est mise", "une condition aussi", "un document d’ailleurs"],
)
def test_une_lettre_deja_faite_ne_sert_de_modele_que_si_une_balise_y_est_mise(modele: bytes, refusee: bool):
    verifies = {c.code for c in verifier_un_modele(modele, lettre="rappel", nature="recouvrement").constats}
    assert ("M137" in verifies) is refusee
    try:
        lettres.generer(lettres.lire(AUTRE), "rappel", au="2026-11-22", modele=modele)
    except lettres.ErreurLettres as refus:
        assert ("M137" in {c.code for c in refus.constats}) is refusee
    else:
        assert not refusee
