"""Le bilan d'un dossier : solde, intérêt, prescription, forum et prochaine lettre, au jour dit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fabrique_de_dossiers import dossier, expediteur, facture

import lettres
from lettres.droit.prescription import Urgence

AU = date(2026, 11, 22)

CONTRAT = {"piece": "P-1", "interet": {"taux_annuel": "12 %", "piece": "P-1"}}
PIECES = [{"id": "P-1", "titre": "Contrat"}]
RECUE = {"lettre": "mise_en_demeure", "date": "2026-10-01", "recu_le": "2026-10-05"}


def bilan(au: date = AU, **blocs: object) -> lettres.Etat:
    return lettres.bilan(dossier(**{"creances": [facture(montant="1 000,00 $")], **blocs}), au=au)


# -- Le taux et son départ --


@pytest.mark.parametrize(
    ("contrat", "taux", "base"),
    [
        (None, "5", "legal"),
        (CONTRAT, "12", "contrat"),
        ({"piece": "P-1", "interet": {"taux_annuel": "12 %"}}, "12", "contrat"),
        ({"interet": {"taux_annuel": "12 %"}}, "5", "legal"),
        ({"piece": "P-1", "interet": {"taux_mensuel": "2 %"}}, "5", "legal"),
        ({"piece": "P-1", "interet": {"taux_annuel": "35 %"}}, "35", "contrat"),
        ({"piece": "P-1", "interet": {"taux_annuel": "35,01 %"}}, "35.01", "refuse"),
    ],
)
def test_le_taux_est_celui_du_contrat_prouve_sinon_celui_de_la_loi(
    contrat: dict[str, object] | None, taux: str, base: str
):
    (creance,) = bilan(contrat=contrat, pieces=PIECES).creances
    assert (creance.taux.taux, creance.base) == (Decimal(taux), base)


def test_un_taux_criminel_ne_se_calcule_pas():
    contrat = {"piece": "P-1", "interet": {"taux_annuel": "40 %", "demeure_automatique": "oui"}}
    etat = bilan(contrat=contrat, pieces=PIECES, envois=[RECUE])
    assert etat.creances[0].depart.jour is None
    assert etat.total is not None and (etat.total.interet, etat.total.solde) == (0, 1000)


@pytest.mark.parametrize(
    ("automatique", "envois", "depuis"),
    [
        ("oui", [], date(2026, 8, 31)),
        ("oui", [RECUE], date(2026, 8, 31)),
        ("non", [RECUE], date(2026, 10, 5)),
        ("non", [], None),
        ("non", [{**RECUE, "recu_le": None}], None),
        ("non", [{**RECUE, "lettre": "rappel"}], None),
        ("non", [{**RECUE, "recu_le": "2026-11-22"}], date(2026, 11, 22)),
        ("non", [{**RECUE, "recu_le": "2026-11-23"}], None),
    ],
)
def test_l_interet_part_de_l_echeance_ou_de_la_reception(
    automatique: str, envois: list[dict[str, object]], depuis: date | None
):
    contrat = {"piece": "P-1", "interet": {"taux_annuel": "12 %", "demeure_automatique": automatique}}
    assert bilan(contrat=contrat, pieces=PIECES, envois=envois).creances[0].depart.jour == depuis


def test_une_clause_sans_preuve_ne_fait_rien_courir():
    etat = bilan(contrat={"interet": {"taux_annuel": "12 %", "demeure_automatique": "oui"}})
    assert etat.creances[0].depart.jour is None


# -- Les sommes --


def test_le_solde_est_celui_du_compte():
    paiements = [{"date": "2026-10-15", "montant": "200,00 $", "facture": "F-1023"}]
    etat = bilan(envois=[RECUE], paiements=paiements)
    assert etat.total is not None
    # -- 1 000 $ × 5 % × 10 / 365 = 1,37 $; puis 801,37 $ × 5 % × 38 / 365 = 4,17 $ --
    assert (etat.total.interet, etat.total.paye, etat.total.solde) == tuple(map(Decimal, ("5.54", "200", "805.54")))
    assert etat.total.capital + etat.total.interet - etat.total.paye == etat.total.solde
    releve = etat.creances[0].releve
    assert releve is not None and releve.par_jour == Decimal("0.11")


def test_ce_qui_est_paye_en_trop_se_voit():
    etat = bilan(paiements=[{"date": "2026-10-15", "montant": "1 200,00 $"}])
    assert etat.total is not None
    assert (etat.total.paye, etat.total.solde, etat.total.trop_paye) == (1000, 0, 200)
    assert etat.prescriptions == ()


@pytest.mark.parametrize(
    "blocs",
    [
        {"creances": [facture(montant=None)]},
        {"creances": [facture(montant="60"), facture(facture="F-2", montant=None)]},
        {"paiements": [{"date": "2026-10-15", "montant": None}]},
        {"paiements": [{"date": None, "montant": "20"}]},
        {"creances": []},
    ],
)
def test_un_montant_ou_une_date_qui_manque_laisse_les_sommes_absentes(blocs: dict[str, object]):
    etat = bilan(**blocs)
    assert etat.total is None
    assert all(c.releve is None for c in etat.creances)
    assert etat.forum.ouvert is None


def test_des_factures_sans_numero_gardent_chacune_leur_compte():
    creances = [facture(facture=None, montant="10"), facture(facture=None, montant="20", echeance=None, date=None)]
    etat = bilan(creances=creances, paiements=[{"date": "2026-10-15", "montant": "15"}])
    assert [c.releve.solde for c in etat.creances if c.releve] == [0, 15]
    assert etat.creances[1].prescription is None


# -- La prescription --


def test_chaque_facture_a_sa_prescription_et_la_plus_proche_commande():
    creances = [facture(echeance="2026-08-31"), facture(facture="F-2", date="2024-01-01", echeance="2024-01-15")]
    etat = bilan(creances=creances)
    assert [p.fin for p in etat.prescriptions] == [date(2027, 1, 15), date(2029, 8, 31)]
    assert etat.prescription is not None and etat.prescription.fin == date(2027, 1, 15)
    assert etat.urgence is Urgence.A_90_JOURS


def test_sans_echeance_la_prescription_compte_par_prudence_depuis_la_facture():
    assert bilan(creances=[facture(echeance=None)]).creances[0].prescription.fin == date(2029, 8, 1)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("support", "fin"),
    [("facebook", date(2027, 10, 13)), ("journal", date(2027, 1, 13)), ("Journal", date(2027, 1, 13))],
)
def test_un_propos_se_prescrit_selon_son_support(support: str, fin: date):
    propos = {"support": support, "date": "2026-10-12 14:30", "connaissance": "2026-10-13", "citation": "…"}
    etat = bilan(nature="reputation", creances=[], publications=[propos, {"citation": "…"}])
    assert [p.fin for p in etat.prescriptions] == [fin]


def test_un_achat_se_prescrit_depuis_sa_date_et_ses_delais_sont_dits():
    achat = {"date": "2026-07-20", "mode": "en_ligne", "double_recu": "oui", "double_recu_le": "2026-07-20"}
    etat = bilan(nature="consommation", creances=[], achat=achat)
    assert etat.prescription is not None and etat.prescription.fin == date(2029, 7, 20)
    assert any("27\u00a0juillet 2026" in ligne for ligne in etat.delais)


def test_un_dossier_sans_date_n_a_ni_prescription_ni_urgence():
    etat = bilan(creances=[])
    assert (etat.prescription, etat.urgence) == (None, None)


# -- Le forum --


@pytest.mark.parametrize(
    ("blocs", "ouvert", "fiche"),
    [
        ({}, True, "F5.01"),
        ({"creances": [facture(montant="15000")]}, True, "F5.01"),
        ({"creances": [facture(montant="15000.01")]}, None, "F5.02"),
        ({"creances": [facture(montant="16000.01")]}, False, "F5.01"),
        (
            {"creances": [facture(montant="16000.01")], "paiements": [{"date": "2026-10-01", "montant": "1000.01"}]},
            True,
            "F5.01",
        ),
        ({"expediteur": expediteur(nom="Studio inc.", employes=10)}, True, "F5.01"),
        ({"expediteur": expediteur(nom="Studio inc.", employes=11)}, False, "F5.03"),
        ({"expediteur": expediteur(nom="Studio inc.")}, None, "F5.03"),
        ({"expediteur": expediteur(nom="Studio", neq="2200000000", employes=11)}, None, "F5.03"),
        ({"expediteur": expediteur(type="organisme", employes=11)}, False, "F5.03"),
        ({"expediteur": expediteur(civilite="Mme", employes=11)}, True, "F5.01"),
        ({"nature": "reputation", "creances": []}, False, "F14.08"),
        ({"creances": [], "demandes": [{"type": "payer", "montant": "500"}]}, True, "F5.01"),
        ({"creances": [], "demandes": [{"type": "rembourser"}], "achat": {"prix": "899"}}, True, "F5.01"),
        ({"creances": [], "demandes": [{"type": "reparer"}], "achat": {"prix": "899"}}, None, "F5.01"),
        ({"creances": [], "demandes": [{"type": "rembourser"}]}, None, "F5.01"),
    ],
)
def test_les_petites_creances_se_jugent_sur_le_capital_qui_reste_du(
    blocs: dict[str, object], ouvert: bool | None, fiche: str
):
    forum = bilan(**{"expediteur": expediteur(civilite="Mme"), **blocs}).forum
    assert (forum.ouvert, forum.fiche) == (ouvert, fiche)


def test_avant_le_premier_plafond_connu_le_forum_est_indetermine():
    forum = bilan(date(2014, 12, 31), expediteur=expediteur(civilite="Mme")).forum
    assert forum.ouvert is None and "petites_creances.plafond" in forum.motif


# -- La suite --


def test_la_prochaine_lettre_et_ses_constats_viennent_du_dossier():
    etat = bilan()
    assert etat.prochaine_lettre == "rappel"
    assert list(etat.constats) == lettres.verifier(dossier(creances=[facture(montant="1 000,00 $")]), "rappel", au=AU)


def test_toutes_les_lettres_envoyees_il_n_y_a_plus_rien_a_verifier():
    envois = [{"lettre": code, "date": "2026-10-01"} for code in ("rappel", "mise_en_demeure")]
    etat = bilan(envois=envois)
    assert (etat.prochaine_lettre, etat.constats) == (None, ())


def test_le_bilan_garde_sa_reference_et_son_jour():
    assert (bilan().reference, bilan().au) == ("2026-014", AU)
