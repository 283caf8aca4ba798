"""Les parties composées : adresses, signature, coordonnées."""

from __future__ import annotations

import pytest
from fabrique_de_dossiers import dossier, expediteur

from lettres.affaire import qualites
from lettres.composition import parties
from lettres.dossier import Adresse, Creancier

S = "\u00a0"


def composer(**cles: object):
    d = dossier(expediteur=expediteur(**cles))
    return parties.expediteur(d.expediteur, qualites(d))


@pytest.mark.parametrize(
    ("cles", "ville", "complete"),
    [
        (
            {"ville": "Granby", "code_postal": "J2G 1A1"},
            "Granby (Québec)  J2G 1A1",
            "12, rue des Érables, Granby (Québec) J2G 1A1",
        ),
        ({"ville": "Granby"}, "Granby (Québec)", "12, rue des Érables, Granby (Québec)"),
        (
            {"ville": "Granby", "complement": "bureau 3", "code_postal": "j2g1a1"},
            "Granby (Québec)  J2G 1A1",
            "12, rue des Érables, bureau 3, Granby (Québec) J2G 1A1",
        ),
        (
            {"ville": "Ottawa", "province": "Ontario", "code_postal": "K1A 0B1"},
            "Ottawa (Ontario)  K1A 0B1",
            "12, rue des Érables, Ottawa (Ontario) K1A 0B1",
        ),
        (
            {"ville": "Granby", "pays": "Canada", "code_postal": "J2G 1A1"},
            "Granby (Québec)  J2G 1A1",
            "12, rue des Érables, Granby (Québec) J2G 1A1, Canada",
        ),
        ({"ville": "75001 Paris", "pays": "France"}, "75001 Paris", "12, rue des Érables, 75001 Paris, France"),
        (
            {"ville": "Albany", "province": "New York", "pays": "États-Unis"},
            "Albany (New York)",
            "12, rue des Érables, Albany (New York), États-Unis",
        ),
    ],
)
def test_une_adresse_met_la_province_entre_parentheses_et_deux_espaces_avant_le_code(
    cles: dict[str, str], ville: str, complete: str
):
    compose = parties.adresse(Adresse.model_validate({"ligne": "12, rue des Érables", **cles}))
    assert compose is not None
    assert compose.ville == ville
    assert compose.complete == complete


def test_sans_adresse_il_n_y_a_pas_de_bloc_d_adresse():
    assert parties.adresse(None) is None


@pytest.mark.parametrize(
    ("cles", "joindre", "ecrire"),
    [
        ({}, "par courriel à karine@exemple.test", "par courriel à karine@exemple.test"),
        (
            {"telephone": "450 555-0123"},
            f"par courriel à karine@exemple.test ou par téléphone au 450{S}555\u20110123",
            "par courriel à karine@exemple.test",
        ),
        (
            {"telephone": "450 555-0123", "courriel": None},
            f"par téléphone au 450{S}555\u20110123",
            "par la poste, au 12, rue des Érables, Granby (Québec) J2G 1A1",
        ),
        (
            {"courriel": None},
            "par la poste, au 12, rue des Érables, Granby (Québec) J2G 1A1",
            "par la poste, au 12, rue des Érables, Granby (Québec) J2G 1A1",
        ),
        ({"courriel": None, "adresse": None}, None, None),
    ],
)
def test_la_lettre_dit_comment_joindre_l_expediteur_avec_ce_que_le_dossier_donne(
    cles: dict[str, object], joindre: str | None, ecrire: str | None
):
    compose = composer(**cles)
    assert (compose.joindre, compose.ecrire) == (joindre, ecrire)


@pytest.mark.parametrize(
    ("ligne", "ecrit"),
    [
        ("12, rue des Érables", "au 12, rue des Érables, Granby (Québec)"),
        ("Case postale 40", f"à l’adresse suivante{S}: Case postale 40, Granby (Québec)"),
    ],
)
def test_l_adresse_s_ecrit_en_toutes_lettres_ou_la_lettre_en_parle(ligne: str, ecrit: str):
    assert parties.a_l_adresse(Adresse(ligne=ligne, ville="Granby")) == ecrit


CLIENT = {"nom": "Client inc.", "tps": "1 RT", "tvq": "2 TQ", "licence_rbq": "5600-0000-01"}
AVOCATE = {"nom": "Julie Exemple", "titre": "avocate", "barreau": "000000-0"}


def test_les_taxes_sont_celles_du_creancier_meme_si_un_avocat_ecrit():
    compose = composer(nom="Avocats inc.", tps="9 RT", mandant=CLIENT)
    assert (compose.tps, compose.tvq) == ("1 RT", "2 TQ")


def test_la_licence_d_un_client_ne_passe_pas_pour_celle_de_son_avocat():
    assert composer(licence_rbq="5600-0000-02").licence_rbq == "5600-0000-02"
    assert composer(nom="Avocats inc.", mandant=CLIENT).licence_rbq is None
    du_client = parties.mandant(Creancier.model_validate(CLIENT))
    assert du_client is not None
    assert du_client.licence_rbq == "5600-0000-01"


@pytest.mark.parametrize(
    ("cles", "presentation"),
    [
        ({}, "Client inc."),
        ({"neq": "1100000001"}, f"Client inc. (NEQ{S}1100000001)"),
        ({"nom_commercial": "Chez Client", "licence_rbq": "5"}, f"Client inc. (Chez Client, licence RBQ{S}5)"),
        (
            {"adresse": {"ligne": "1, rue du Lac", "ville": "Granby", "code_postal": "J2G 1A1"}},
            "Client inc., 1, rue du Lac, Granby (Québec) J2G 1A1",
        ),
    ],
)
def test_le_mandant_est_presente_par_son_nom_ses_numeros_et_son_adresse(cles: dict[str, object], presentation: str):
    compose = parties.mandant(Creancier.model_validate({"nom": "Client inc."} | cles))
    assert compose is not None
    assert compose.presentation == presentation


@pytest.mark.parametrize(("type_", "voix"), [("personne", "je"), ("entreprise", "nous")])
def test_la_lettre_d_un_avocat_parle_de_la_voix_de_son_client_et_garde_le_nom_du_cabinet(type_: str, voix: str):
    client = {"nom": "Client", "type": type_}
    faits = dossier(expediteur=expediteur(nom="Avocats inc.", signataire=AVOCATE, mandant=client))
    siennes = qualites(faits)
    assert parties.voix(siennes)["je"] == voix
    assert parties.expediteur(faits.expediteur, siennes).organisation == "Avocats inc."


@pytest.mark.parametrize(
    ("cles", "coordonnees"),
    [
        ({}, "karine@exemple.test"),
        ({"telephone": "450 555-0123"}, f"450{S}555\u20110123{S}·{S}karine@exemple.test"),
        (
            {"telephone": "450 555-0123", "site": "exemple.test"},
            f"450{S}555\u20110123{S}·{S}karine@exemple.test{S}·{S}exemple.test",
        ),
        ({"courriel": None}, None),
    ],
)
def test_les_coordonnees_tiennent_sur_une_ligne(cles: dict[str, object], coordonnees: str | None):
    assert composer(**cles).coordonnees == coordonnees


@pytest.mark.parametrize(
    ("cles", "signataire", "titre", "organisation"),
    [
        ({}, "Karine Exemple", None, None),
        ({"signataire": "Karine Exemple"}, "Karine Exemple", None, None),
        (
            {"nom": "Studio inc.", "signataire": {"nom": "Karine Exemple", "titre": "présidente"}},
            "Karine Exemple",
            "présidente",
            "Studio inc.",
        ),
        ({"nom": "Studio inc."}, "Studio inc.", None, None),
        ({"type": "personne", "signataire": "Paul Exemple"}, "Paul Exemple", None, None),
    ],
)
def test_l_organisation_ne_suit_la_signature_que_si_elle_la_complete(
    cles: dict[str, object], signataire: str, titre: str | None, organisation: str | None
):
    compose = composer(**cles)
    assert (compose.signataire, compose.titre, compose.organisation) == (signataire, titre, organisation)


@pytest.mark.parametrize(
    ("cles", "inscrit"),
    [({}, False), ({"tps": "000000000 RT0001"}, True), ({"tvq": "0000000000 TQ0001"}, True)],
)
def test_un_seul_numero_suffit_pour_etre_inscrit_aux_taxes(cles: dict[str, str], inscrit: bool):
    assert composer(**cles).inscrit_aux_taxes is inscrit
