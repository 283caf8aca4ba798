"""Les qualités : consommateur, organisation, taxes; oui, non, ou on ne sait pas."""

from __future__ import annotations

import pytest
from fabrique_de_dossiers import destinataire, dossier, expediteur
from tables import d_un_trait

from lettres.affaire import qualites


@d_un_trait
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


# -- Ce que dit un nom --


@d_un_trait
@pytest.mark.parametrize(
    ("nom", "societe"),
    [
        ("Auberge Exemple inc.", True),
        ("Auberge Exemple inc", True),
        ("AUBERGE EXEMPLE INC.", True),
        ("Auberge Exemple ltée", True),
        ("Auberge Exemple ltée.", True),
        ("Auberge Exemple ltd", True),
        ("Auberge Exemple Ltd.", True),
        ("Exemple et Exemple s.e.n.c.", True),
        ("Exemple et Exemple SENC", True),
        ("Exemple et Exemple S.E.N.C.R.L.", True),
        ("Auberge Exemple corp.", True),
        ("Auberge Exemple enr.", True),
        ("9123-4567 Québec inc. (Auberge Exemple)", True),
        ("Auberge Exemple", None),
        ("Vinc Exemple", None),
        ("Inc. Exemple", None),
        ("Karine Québec", None),
    ],
)
def test_une_forme_sociale_a_la_fin_du_nom_dit_une_societe(nom: str, societe: bool | None):
    q = qualites(dossier(expediteur=expediteur(nom=nom)))
    assert (q.organisation, q.personne_morale) == (societe, societe)


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "organisation", "personne_morale"),
    [
        ({}, None, None),
        ({"type": "personne"}, False, False),
        ({"type": "entreprise"}, True, None),
        ({"type": "organisme"}, True, True),
        # -- la sorte dite l'emporte sur le nom, le nom sur le reste --
        ({"type": "personne", "nom": "Studio Exemple inc."}, False, False),
        ({"type": "entreprise", "nom": "Studio Exemple inc."}, True, True),
        ({"civilite": "Mme"}, False, False),
        ({"civilite": "Mme", "neq": "2200000000"}, False, False),
        ({"nom_commercial": "Studio Exemple"}, True, None),
        ({"neq": "2200000000"}, True, None),
        # -- qui signe pour un autre que soi écrit pour une organisation --
        ({"signataire": {"nom": "Karine Exemple"}}, False, False),
        ({"signataire": {"nom": "Paul Exemple"}}, True, None),
    ],
    ids=str,
)
def test_celui_qui_ecrit_est_une_personne_une_organisation_ou_l_on_ne_sait_pas(
    cles: dict[str, object], organisation: bool | None, personne_morale: bool | None
):
    q = qualites(dossier(expediteur=expediteur(**cles)))
    assert (q.organisation, q.personne_morale) == (organisation, personne_morale)
    assert q.au_singulier is (organisation is not True)


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "organisation", "commercant"),
    [
        ({}, None, None),
        ({"type": "personne"}, False, False),
        ({"type": "entreprise"}, True, None),
        ({"qualite": "commercant"}, True, True),
        ({"qualite": "entreprise"}, True, True),
        ({"qualite": "fabricant"}, None, True),
        ({"qualite": "consommateur"}, False, False),
        ({"qualite": "consommateur", "nom": "Studio Exemple inc."}, True, False),
        ({"attention": {"nom": "Paul Exemple"}}, True, None),
        ({"attention": {"nom": "Paul Exemple"}, "qualite": "consommateur"}, True, False),
        ({"civilite": "Mme", "qualite": "commercant"}, False, True),
    ],
    ids=str,
)
def test_le_destinataire_est_une_organisation_et_un_commercant_ou_non_ou_l_on_ne_sait_pas(
    cles: dict[str, object], organisation: bool | None, commercant: bool | None
):
    d = dossier(destinataire=destinataire(**{"civilite": None, **cles}))
    q = qualites(d)
    assert (q.destinataire_organisation, q.commercant) == (organisation, commercant)
    assert q.lecteur == (d.destinataire.attention if organisation else d.destinataire)


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "hors"),
    [
        ({}, False),
        ({"code_postal": None}, False),
        ({"pays": "Canada"}, False),
        ({"pays": "CANADA"}, False),
        ({"pays": "France", "code_postal": "H75001"}, True),
        ({"province": "Ontario", "code_postal": None}, True),
        ({"province": "Québec", "pays": "France", "code_postal": None}, True),
        *(({"province": p}, False) for p in ("QUÉBEC", "quebec", "QC", "Qc.", "Qué", "qué.", "PQ", "P.Q.")),
        *(({"code_postal": f"{lettre}1A 1A1"}, False) for lettre in "GHJ"),
        *(({"code_postal": f"{lettre}1A 1A1"}, True) for lettre in "EK"),
    ],
    ids=str,
)
def test_une_adresse_est_hors_du_quebec_par_son_pays_sa_province_ou_son_code_postal(cles: dict[str, str], hors: bool):
    adresse = {"ligne": "34, avenue du Lac", "ville": "Bromont", "code_postal": "J2L 2B2", **cles}
    assert qualites(dossier(destinataire=destinataire(adresse=adresse))).hors_du_quebec is hors


def test_sans_adresse_rien_ne_dit_que_le_destinataire_est_hors_du_quebec():
    assert qualites(dossier(destinataire=destinataire(adresse=None))).hors_du_quebec is False


@pytest.mark.parametrize(
    ("cles", "peut"),
    [
        ({}, True),
        ({"type": "personne"}, True),
        ({"type": "entreprise"}, False),
        ({"type": "organisme"}, False),
        ({"neq": "2200000000"}, False),
        ({"nom_commercial": "Studio Exemple"}, True),
    ],
    ids=str,
)
def test_se_plaint_en_consommateur_qui_ne_se_dit_ni_entreprise_ni_organisme(cles: dict[str, object], peut: bool):
    assert qualites(dossier(expediteur=expediteur(**cles))).peut_se_plaindre is peut
