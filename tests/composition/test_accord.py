"""L'accord : « je » ou « nous », l'appel, la salutation et la mise en demeure."""

from __future__ import annotations

import pytest
from fabrique_de_dossiers import destinataire, dossier, expediteur
from tables import d_un_trait

from lettres.affaire import Qualites, qualites
from lettres.composition import accord, parties


def qui_ecrit(**cles: object) -> Qualites:
    return qualites(dossier(expediteur=expediteur(**cles)))


def a_qui(**cles: object) -> Qualites:
    return qualites(dossier(destinataire={"nom": "Marie Exemple", **cles}))


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "je"),
    [
        ({}, "je"),
        ({"type": "personne"}, "je"),
        ({"type": "entreprise"}, "nous"),
        ({"type": "organisme"}, "nous"),
        ({"type": "personne", "neq": "2200000000"}, "je"),
        ({"civilite": "Mme", "neq": "2200000000"}, "je"),
        ({"neq": "1100000000"}, "nous"),
        ({"nom_commercial": "Studio Karine"}, "nous"),
        ({"signataire": "Karine Exemple"}, "je"),
        ({"nom": "Studio Karine", "signataire": "Karine Exemple"}, "nous"),
        ({"nom": "Studio Exemple inc."}, "nous"),
        ({"nom": "Studio Exemple inc"}, "nous"),
        ({"nom": "Studio Exemple Ltée"}, "nous"),
        ({"nom": "Exemple et Exemple, s.e.n.c."}, "nous"),
        ({"nom": "Exemple Exemple S.E.N.C.R.L."}, "nous"),
        ({"nom": "9123-4567 Québec inc."}, "nous"),
        ({"nom": "Vincent"}, "je"),
        ({"nom": "Marie Quincorp"}, "je"),
    ],
)
def test_une_personne_dit_je_et_une_entreprise_dit_nous(cles: dict[str, object], je: str):
    assert parties.voix(qui_ecrit(**cles))["je"] == je


def test_chaque_mot_de_la_voix_a_deux_formes_et_une_cle_ascii():
    for cle, (je, nous) in accord.VOIX.items():
        assert cle.isascii() and cle.isidentifier()
        assert je and nous
        assert je[0].isupper() == nous[0].isupper() == cle[0].isupper()


def test_l_apostrophe_de_m_est_courbe_et_nous_garde_son_espace():
    assert accord.VOIX["m_"] == ("m’", "nous ")


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "organisation"),
    [
        ({"type": "personne", "qualite": "commercant"}, False),
        ({"civilite": "Mme", "nom_commercial": "Boutique"}, False),
        ({"attention": "Paul Exemple"}, True),
        ({"qualite": "commercant"}, True),
        ({"qualite": "entreprise"}, True),
        ({"qualite": "consommateur"}, False),
        ({"nom": "Immeubles Exemple inc."}, True),
        ({"neq": "1100000000"}, True),
        ({}, None),
    ],
)
def test_le_type_du_destinataire_se_deduit_ou_reste_inconnu(cles: dict[str, object], organisation: bool | None):
    assert a_qui(**cles).destinataire_organisation is organisation


PAUL = {"civilite": "M.", "nom": "Paul Exemple"}


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "appel", "salutation"),
    [
        (
            {"civilite": "Mme"},
            "Madame,",
            "Veuillez recevoir, Madame, mes salutations distinguées.",
        ),
        (
            {"civilite": "M."},
            "Monsieur,",
            "Veuillez recevoir, Monsieur, mes salutations distinguées.",
        ),
        (
            {"civilite": "Me"},
            "Maître,",
            "Veuillez recevoir, Maître, mes salutations distinguées.",
        ),
        (
            {"civilite": "neutre"},
            "Marie Exemple,",
            "Veuillez recevoir mes salutations distinguées.",
        ),
        (
            {},
            "Marie Exemple,",
            "Veuillez recevoir mes salutations distinguées.",
        ),
        (
            {"type": "entreprise", "nom": "Boutique Exemple"},
            "Mesdames, Messieurs,",
            "Veuillez recevoir, Mesdames, Messieurs, mes salutations distinguées.",
        ),
        (
            {"type": "entreprise", "nom": "Boutique Exemple", "attention": PAUL},
            "Monsieur,",
            "Veuillez recevoir, Monsieur, mes salutations distinguées.",
        ),
        (
            {"type": "entreprise", "nom": "Boutique Exemple", "attention": PAUL | {"civilite": "Me"}},
            "Maître,",
            "Veuillez recevoir, Maître, mes salutations distinguées.",
        ),
        (
            {"type": "organisme", "nom": "Club Exemple", "attention": "Paul Exemple"},
            "Paul Exemple,",
            "Veuillez recevoir mes salutations distinguées.",
        ),
    ],
)
def test_la_lettre_s_accorde_au_destinataire(cles: dict[str, object], appel: str, salutation: str):
    d = a_qui(**cles).lecteur
    assert accord.appel(d) == appel
    assert accord.salutation(d, "mes") == salutation


@d_un_trait
@pytest.mark.parametrize("type_", ["personne", "entreprise"])
@pytest.mark.parametrize(
    ("cles", "formule"),
    [
        ({"civilite": "Mme"}, "{je} vous {mets} en demeure"),
        ({"civilite": "M."}, "{je} vous {mets} en demeure"),
        ({"civilite": "neutre"}, "{je} vous {mets} en demeure"),
        ({}, "{je} vous {mets} en demeure"),
        ({"type": "entreprise", "nom": "Auberge Exemple inc."}, "{je} {mets} Auberge Exemple inc. en demeure"),
        # -- la personne à l'attention de qui l'on écrit n'est pas mise en demeure --
        (
            {"type": "entreprise", "nom": "Auberge Exemple inc.", "attention": PAUL},
            "{je} {mets} Auberge Exemple inc. en demeure",
        ),
        ({"type": "organisme", "nom": "Club Exemple", "attention": PAUL}, "{je} {mets} Club Exemple en demeure"),
    ],
)
def test_la_mise_en_demeure_est_a_l_actif_et_nomme_l_organisation(cles: dict[str, object], formule: str, type_: str):
    je, mets = ("Je", "mets") if type_ == "personne" else ("Nous", "mettons")
    d = dossier(expediteur=expediteur(type=type_), destinataire={"nom": "Marie Exemple", **cles})
    compose = parties.destinataire(d.destinataire, qualites(d))
    assert compose.mise_en_demeure == formule.format(je=je, mets=mets)


@pytest.mark.parametrize(
    ("civilite", "complet"),
    [
        ("Mme", "Madame Marie Exemple"),
        ("M.", "Monsieur Marie Exemple"),
        ("Me", "Maître Marie Exemple"),
        ("neutre", "Marie Exemple"),
        (None, "Marie Exemple"),
    ],
)
def test_la_civilite_s_ecrit_en_toutes_lettres_dans_la_vedette(civilite: str | None, complet: str):
    d = dossier(destinataire=destinataire(civilite=civilite))
    assert parties.destinataire(d.destinataire, qualites(d)).nom_complet == complet


def test_l_attention_se_lit_en_toutes_lettres():
    d = dossier(destinataire={"nom": "Marie Exemple", "attention": PAUL})
    compose = parties.destinataire(d.destinataire, qualites(d))
    assert compose.attention == "À l’attention de Monsieur Paul Exemple"
