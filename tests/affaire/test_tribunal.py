"""Le tribunal : ce qui le ferme à coup sûr, ce qui le laisse en suspens, et la fiche qui le dit."""

from __future__ import annotations

from datetime import date

import pytest
from fabrique_de_dossiers import AU, destinataire, dossier, expediteur, facture
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.droit.forum import Forum

AILLEURS = destinataire(adresse={"ligne": "1, rue du Lac", "ville": "Ottawa", "province": "Ontario"})
LOYER = facture(facture="F-2", cause="loyer_logement")
UN_ACHAT = {"nature": "consommation", "creances": []}
PAYER = {"type": "payer", "montant": "500,00 $"}


def tribunal(au: date = AU, **blocs: object) -> Forum:
    personne = expediteur(type="personne")
    return Affaire(dossier(**{"creances": [facture()], "expediteur": personne, **blocs}), au).tribunal


@d_un_trait
@pytest.mark.parametrize(
    ("blocs", "ouvert", "fiche"),
    [
        ({}, True, "F5.01"),
        # -- les mots du contrat font craindre ce que la facture ne dit pas --
        ({"contrat": {"objet": "Bail du 12, rue du Lac"}}, None, "F14.08"),
        ({"contrat": {"objet": "Reportage photographique"}}, True, "F5.01"),
        ({"contrat": {}}, True, "F5.01"),
        ({"creances": [facture(objet="Loyer de juillet")]}, None, "F14.08"),
        ({"destinataire": AILLEURS}, None, "F5.01"),
        # -- qui résout un contrat demande ce qu'il a payé; un achat dont rien n'est demandé ne dit aucune somme --
        (UN_ACHAT | {"achat": {"prix": "899", "resolution": {"cas": "54.8b"}}}, True, "F5.01"),
        (UN_ACHAT | {"achat": {"prix": "15000,01", "resolution": {"cas": "54.8b"}}}, None, "F5.02"),
        (UN_ACHAT | {"achat": {"prix": "899", "annule_le": "2026-09-21"}}, True, "F5.01"),
        (UN_ACHAT | {"achat": {"prix": "899"}}, None, "F5.01"),
        (UN_ACHAT | {"achat": {"resolution": {"cas": "54.8b"}}}, None, "F5.01"),
        # -- une matière exclue ferme, quel que soit le doute --
        ({"creances": [facture(), LOYER]}, False, "F14.08"),
        ({"creances": [facture(), LOYER], "destinataire": AILLEURS}, False, "F14.08"),
        ({"creances": [facture(objet="Salaire de juin"), LOYER]}, False, "F14.08"),
        ({"creances": [LOYER | {"montant": None}]}, False, "F14.08"),
        ({"nature": "reputation", "creances": [], "destinataire": AILLEURS}, False, "F14.08"),
        # -- une créance sans montant ne se lit pas dans les demandes --
        ({"creances": [facture(montant=None)], "demandes": [PAYER]}, None, "F5.01"),
        ({"creances": [], "demandes": [PAYER]}, True, "F5.01"),
        ({"creances": [], "demandes": []}, None, "F5.01"),
        ({"creances": [], "demandes": [{"type": "reparer"}, PAYER]}, None, "F5.01"),
    ],
    ids=str,
)
def test_une_matiere_exclue_ferme_et_un_doute_laisse_en_suspens(
    blocs: dict[str, object], ouvert: bool | None, fiche: str
):
    rendu = tribunal(**blocs)
    assert (rendu.ouvert, rendu.fiche) == (ouvert, fiche)


@d_un_trait
@pytest.mark.parametrize(
    ("sommes", "visees", "ouvert", "fiche"),
    [
        (("9 000 $", "9 000 $"), (), False, "F5.01"),
        (("9 000 $", "9 000 $"), ("F-1", "F-2"), False, "F5.01"),
        # -- l'une tient, non le tout : une créance ne se divise pas, et rien ne dit qu'elles en sont une --
        (("9 000 $", "9 000 $"), ("F-1",), None, "F5.06"),
        (("16 000,01 $", "100 $"), ("F-2",), None, "F5.06"),
        (("16 000,01 $", "100 $"), ("F-1",), False, "F5.01"),
        (("16 000,00 $", "0,01 $"), ("F-1",), None, "F5.06"),
        (("9 000 $", "6 000 $", "1 000,01 $"), ("F-1", "F-2"), None, "F5.06"),
        # -- le tout tient, ou le plafond est à vérifier --
        (("9 000 $", "7 000 $"), ("F-1",), None, "F5.02"),
        (("9 000 $", "6 000 $"), ("F-1",), True, "F5.01"),
        (("16 000,01 $",), ("F-1",), False, "F5.01"),
    ],
    ids=str,
)
def test_une_facture_parmi_d_autres_ne_se_compare_seule_que_si_le_tout_tient(
    sommes: tuple[str, ...], visees: tuple[str, ...], ouvert: bool | None, fiche: str
):
    creances = [facture(facture=f"F-{rang}", montant=somme) for rang, somme in enumerate(sommes, 1)]
    d = dossier(creances=creances, expediteur=expediteur(type="personne"))
    rendu = Affaire(d, AU).visant(visees).tribunal
    assert (rendu.ouvert, rendu.fiche) == (ouvert, fiche)


@pytest.mark.parametrize(
    "blocs",
    [
        {"contrat": {"objet": "Bail du 12, rue du Lac"}},
        {"destinataire": AILLEURS},
        {"creances": [facture(montant=None)]},
        {"creances": [facture(montant=None), LOYER]},
    ],
    ids=["matière à craindre", "débiteur d’ailleurs", "somme inconnue", "matière exclue"],
)
def test_sans_reponse_ouverte_aucune_mediation_n_est_promise(blocs: dict[str, object]):
    assert tribunal(**blocs).mediation_obligatoire is False


@pytest.mark.parametrize(("au", "ouvert"), [(date(2014, 12, 31), None), (date(2015, 1, 1), True)], ids=str)
def test_avant_le_premier_plafond_connu_rien_n_est_dit_ni_promis(au: date, ouvert: bool | None):
    creances = [facture(date="2014-08-01", echeance="2014-08-31")]
    rendu = tribunal(au, creances=creances)
    assert (rendu.ouvert, rendu.fiche, rendu.mediation_obligatoire) == (ouvert, "F5.01", False)
