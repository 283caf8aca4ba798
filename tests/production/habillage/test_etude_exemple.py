"""Le papier d'exemple, « Étude Exemple » : une avocate y écrit pour son client, et l'en-tête dit qui écrit."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path

import pytest
from exemples_rendus import DOSSIER_DES_EXEMPLES, donnees_de

import lettres
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.studio import est_un_papier, verifier_un_papier

ETUDE = DOSSIER_DES_EXEMPLES / "etude-exemple.docx"
REFERENCE = Path(__file__).with_name("mise-en-demeure-habillee.txt")
AVOCATE = {
    "type": "entreprise",
    "nom": "Étude Exemple",
    "adresse": {"ligne": "1, rue du Palais", "complement": "bureau 200", "ville": "Granby", "code_postal": "J2G 1A1"},
    "courriel": "julie@exemple.test",
    "telephone": "450 555-0120",
    "signataire": {"nom": "Julie Exemple", "titre": "avocate", "barreau": "123456-7"},
    "mandant": {
        "type": "entreprise",
        "nom": "Conception Web Exemple inc.",
        "neq": "1100000001",
        "tps": "123456782 RT0001",
        "tvq": "1234567890 TQ0001",
        "adresse": {"ligne": "150, rue Saint-Charles Ouest", "ville": "Longueuil", "code_postal": "J4H 1C9"},
    },
}


def test_le_papier_d_exemple_est_sans_reproche_et_reconnu():
    assert est_un_papier(ETUDE)
    assert verifier_un_papier(ETUDE).constats == ()


def test_la_lettre_de_l_etude_est_celle_de_sa_reference(request: pytest.FixtureRequest):
    faits = copy.deepcopy(donnees_de("refus-de-payer/dossier.yaml")) | {"expediteur": AVOCATE, "paiement_par": []}
    lettre = lettres.generer(faits, "mise_en_demeure", au=date(2026, 11, 28), papier=ETUDE)
    texte = texte_lisible(lettre.octets)
    if request.config.getoption("--maj-references"):
        REFERENCE.write_text(texte, encoding="utf-8")
    assert texte == REFERENCE.read_text(encoding="utf-8")
