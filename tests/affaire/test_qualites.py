"""Les qualités : consommateur, organisation, taxes; oui, non, ou on ne sait pas."""

from __future__ import annotations

import pytest
from fabrique_de_dossiers import destinataire, dossier, expediteur

from lettres.affaire import qualites


@pytest.mark.parametrize(
    ("cles", "consommateur"),
    [
        ({"qualite": "consommateur"}, True),
        ({"qualite": "commercant"}, False),
        ({"qualite": "entreprise"}, False),
        ({"qualite": "fabricant"}, False),
        ({}, None),
        ({"civilite": None}, None),
        ({"civilite": None, "nom": "Auberge Exemple inc."}, False),
        ({"civilite": None, "neq": "1100000000"}, False),
        ({"civilite": None, "type": "organisme"}, False),
        ({"civilite": None, "type": "personne"}, None),
    ],
)
def test_un_consommateur_l_est_ne_l_est_pas_ou_l_on_ne_sait_pas(cles: dict[str, object], consommateur: bool | None):
    q = qualites(dossier(destinataire=destinataire(**cles)))
    assert q.consommateur is consommateur
    assert q.consommateur_possible is (consommateur is not False)


@pytest.mark.parametrize(
    ("cles", "inscrit"),
    [
        ({}, None),
        ({"taxes": "inscrit"}, True),
        ({"taxes": "non_inscrit"}, False),
        ({"tps": "123456789 RT0001"}, True),
        ({"tvq": "1234567890 TQ0001"}, True),
    ],
)
def test_un_silence_sur_les_taxes_ne_dit_rien(cles: dict[str, object], inscrit: bool | None):
    assert qualites(dossier(expediteur=expediteur(**cles))).inscrit_aux_taxes is inscrit


def test_le_creancier_est_le_mandant_quand_un_avocat_ecrit():
    signataire = {"nom": "Me Julie Exemple", "barreau": "123456-7"}
    mandant = {"nom": "Conception Web Exemple inc.", "neq": "1100000001", "taxes": "inscrit"}
    q = qualites(dossier(expediteur=expediteur(signataire=signataire, mandant=mandant)))
    assert (q.creancier.nom, q.personne_morale, q.inscrit_aux_taxes) == ("Conception Web Exemple inc.", True, True)
    assert qualites(dossier()).creancier.nom == "Karine Exemple"
