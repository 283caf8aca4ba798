"""Les matières : ce que la cause dit sûrement, ce que les mots font craindre, et le tribunal qui s'ensuit."""

from __future__ import annotations

import pytest
from fabrique_de_dossiers import AU, destinataire, dossier, expediteur, facture
from tables import d_un_trait

from lettres.affaire import Affaire, adresse_de, exclusion, peut_porter_des_taxes, soupcon
from lettres.dossier import Creance
from lettres.droit.forum import Exclusion


def ouvert(**blocs: object) -> bool | None:
    return Affaire(dossier(expediteur=expediteur(type="personne"), **blocs), AU).tribunal.ouvert


@pytest.mark.parametrize(
    ("cause", "matiere", "adresse"),
    [
        ("loyer_logement", Exclusion.BAIL_DE_LOGEMENT, "Tribunal administratif du logement"),
        ("salaire", Exclusion.SALAIRE, "CNESST"),
        ("pension_alimentaire", Exclusion.PENSION_ALIMENTAIRE, "percepteur des pensions alimentaires"),
    ],
)
def test_une_cause_exclue_a_son_adresse(cause: str, matiere: Exclusion, adresse: str) -> None:
    creance = Creance.model_validate({"cause": cause, "objet": "Loyer de juillet"})
    assert exclusion(creance) is matiere
    assert soupcon(creance) is None, "la cause suffit : rien à craindre de plus"
    assert adresse_de(matiere, AU) == adresse


@pytest.mark.parametrize("cause", ["service", "bien", "pret", "acompte", "remboursement", "autre", None])
def test_les_autres_causes_ne_sont_pas_exclues(cause: str | None) -> None:
    assert exclusion(Creance.model_validate({"cause": cause})) is None


def test_une_creance_sans_cause_ni_objet_ne_fait_rien_craindre() -> None:
    assert soupcon(Creance.model_validate({})) is None


@d_un_trait
@pytest.mark.parametrize(
    ("cause", "porte"),
    [
        *((cause, True) for cause in ("service", "bien", "autre", None)),
        *((cause, False) for cause in ("pret", "acompte", "remboursement")),
        *((cause, False) for cause in ("loyer_logement", "salaire", "pension_alimentaire")),
    ],
)
def test_un_pret_un_acompte_un_remboursement_ou_une_matiere_exclue_ne_portent_pas_de_taxes(
    cause: str | None, porte: bool
) -> None:
    assert peut_porter_des_taxes(Creance.model_validate({"cause": cause})) is porte


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "attendu"),
    [
        ({}, True),
        ({"cause": "pret"}, True),
        ({"cause": "loyer_logement"}, False),
        ({"cause": "pension_alimentaire"}, False),
        ({"cause": "salaire"}, None),  # -- la source dit où s'adresser, non que la porte est fermée --
        ({"objet": "Loyer de juillet"}, None),
        ({"objet": "Loyer du local commercial"}, True),
        ({"objet": "Salaire de juin"}, None),
        ({"objet": "Pension alimentaire de mai"}, None),
    ],
)
def test_le_tribunal_d_une_matiere_exclue_est_ferme_et_celui_d_un_doute_ne_se_nomme_pas(
    cles: dict[str, str], attendu: bool | None
) -> None:
    assert ouvert(creances=[facture(**cles)]) is attendu


def test_une_somme_exclue_deja_payee_ne_decide_plus_du_tribunal() -> None:
    payee = facture(facture="F-1", cause="loyer_logement", deja_paye="60,00 $")
    assert ouvert(creances=[payee, facture(facture="F-2")]) is True


@pytest.mark.parametrize(
    ("adresse", "attendu"),
    [
        ({}, True),
        ({"province": "Qc"}, True),
        ({"province": "Ontario", "code_postal": "K1A 0B1"}, None),
        ({"code_postal": "K1A 0B1"}, None),
        ({"pays": "France", "code_postal": "75001"}, None),
        ({"pays": "Canada"}, True),
    ],
)
def test_un_debiteur_hors_du_quebec_laisse_le_tribunal_en_suspens(
    adresse: dict[str, str], attendu: bool | None
) -> None:
    ou = {"ligne": "34, avenue du Lac", "ville": "Bromont", "code_postal": "J2L 2B2"} | adresse
    assert ouvert(destinataire=destinataire(adresse=ou), creances=[facture()]) is attendu


def test_un_debiteur_sans_adresse_n_est_pas_tenu_pour_etranger() -> None:
    assert ouvert(destinataire=destinataire(adresse=None), creances=[facture()]) is True


def test_un_commercant_d_ailleurs_ne_ferme_rien_au_consommateur() -> None:
    ou = {"ligne": "1, rue du Lac", "ville": "Ottawa", "province": "Ontario", "code_postal": "K1A 0B1"}
    achat = {"prix": "899,00 $"}
    demandes = [{"type": "rembourser"}]
    assert ouvert(nature="consommation", destinataire=destinataire(adresse=ou), achat=achat, demandes=demandes) is True
