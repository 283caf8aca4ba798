"""Ce que le papier dit déjà de l'expéditeur ne se redit pas; ce qu'il ne dit pas se dit."""

from __future__ import annotations

from typing import Any

import pytest
from tables import d_un_trait

from lettres.dossier import Expediteur
from lettres.production.habillage import tenus

IDENTITE = {"expediteur.nom", "expediteur.adresse.complete"}
COMMERCIAL = {"expediteur.nom_commercial"}
COORDONNEES, LICENCE = {"expediteur.coordonnees"}, {"expediteur.licence_rbq"}


def expediteur(**changes: Any) -> Expediteur:
    faits = {
        "nom": "Studio Karine Exemple inc.",
        "adresse": {"ligne": "12 rue Saint-Érable", "ville": "Granby", "code_postal": "J2G 1A1"},
        "courriel": "karine@exemple.test",
        "telephone": "450 555-0101",
    }
    return Expediteur.model_validate({**faits, **changes})


@pytest.mark.parametrize(
    "papier",
    [
        "Studio Karine Exemple inc., 12, rue Saint-Érable, Granby (Québec)  J2G 1A1",
        "STUDIO KARINE EXEMPLE INC.\n12, RUE SAINT-ERABLE\nGRANBY QC J2G1A1",
        "J2G 1A1 Granby\tStudio  Karine\u00a0Exemple Inc\t12 rue St-Érable",
        "Studio Karine Exemple inc. · 12, rue Saint\u2011Érable, bureau 300 · Granby · J2G\u202f1A1",
        "{{ expediteur.nom }}\n{{ expediteur.adresse.complete }}",
        "{{expediteur.nom}} {{ expediteur.adresse.ligne }} {{ expediteur.adresse.ville }}",
        "Studio Karine Exemple inc. {{ expediteur.adresse.complete }}",
    ],
)
def test_le_nom_et_l_adresse_se_reconnaissent_comme_on_les_ecrit(papier: str):
    assert tenus(papier, expediteur()) == IDENTITE


@d_un_trait
@pytest.mark.parametrize(
    "papier",
    [
        "",
        "Studio Karine Exemple inc.",
        "12, rue Saint-Érable, Granby J2G 1A1",
        "Studio Karine Exemple, 12, rue Saint-Érable, Granby J2G 1A1",
        "Studio Karine Exemple inc., 112, rue Saint-Érable, Granby J2G 1A1",
        "Studio Karine Exemple inc., 12, rue Saint-Érable, Bromont J2G 1A1",
        "Studio Karine Exemple inc., 12, rue Saint-Érable, Granby J2G 1A2",
        "Studio Karine Exemple inc., 12 A rue Saint-Érable, Granby",
        "Studio Karine Exemple incorporée, 12, rue Saint-Érable, Granby J2G 1A1",
        "Studio Karine Exemple inc., karine@exemple.test, 450 555-0101",
        "{{ expediteur.nom }}",
        "{{ destinataire.nom }} {{ destinataire.adresse.complete }}",
    ],
)
def test_l_un_sans_l_autre_ou_presque_le_meme_ne_tient_rien(papier: str):
    assert tenus(papier, expediteur()) == frozenset()


BASE = "Studio Karine Exemple inc. 12, rue Saint-Érable, Granby J2G 1A1 "


@d_un_trait
@pytest.mark.parametrize(
    ("changes", "papier", "attendus"),
    [
        ({}, "450 555-0101", COORDONNEES),
        ({}, "(450) 555.0101", COORDONNEES),
        ({}, "Karine@Exemple.test", COORDONNEES),
        ({}, "info@exemple.test, 450 555-0102", set()),
        ({}, "{{ expediteur.courriel }}", COORDONNEES),
        ({"site": "exemple.test/karine"}, "exemple.test/karine", COORDONNEES),
        ({"licence_rbq": "5555-1234-01"}, "RBQ 5555-1234-01", LICENCE),
        ({"licence_rbq": "5555-1234-01"}, "RBQ 5555-1234-02", set()),
        ({"licence_rbq": "5555-1234-01"}, "{{ expediteur.licence_rbq }}", LICENCE),
        ({"nom_commercial": "Studio Karine"}, "", COMMERCIAL),
        ({"nom_commercial": "Photos Exemple"}, "", set()),
        ({"nom_commercial": "Photos Exemple"}, "photos exemple", COMMERCIAL),
        ({"nom_commercial": "Photos Exemple"}, "{{ expediteur.nom_commercial }}", COMMERCIAL),
        ({"adresse": {"ligne": "12 boulevard du Lac", "ville": "Granby"}}, "12, boul. du Lac", set()),
    ],
)
def test_les_coordonnees_et_la_licence_se_tiennent_a_part(changes: dict[str, Any], papier: str, attendus: set[str]):
    assert tenus(BASE + papier, expediteur(**changes)) == IDENTITE | attendus


def test_un_nom_commercial_ne_tient_pas_lieu_du_nom_legal():
    e = expediteur(nom="9999-9999 Québec inc.", nom_commercial="Studio Karine Exemple inc.")
    assert tenus(BASE, e) == frozenset()


def test_sans_adresse_au_dossier_le_nom_suffit():
    assert tenus("Studio Karine Exemple inc.", expediteur(adresse=None)) == IDENTITE
