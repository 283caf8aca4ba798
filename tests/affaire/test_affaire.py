"""L'affaire au jour dit : taux, sommes, prescriptions, tribunal."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from fabrique_de_dossiers import dossier, expediteur, facture
from tables import d_un_trait

import lettres
from lettres.affaire import affaire as affaire_module
from lettres.affaire import echeances
from lettres.droit.prescription import Urgence

AU = date(2026, 11, 22)

CONTRAT = {"piece": "P-1", "interet": {"taux_annuel": "12 %", "piece": "P-1"}}
PIECES = [{"id": "P-1", "titre": "Contrat"}]
RECUE = {"lettre": "mise_en_demeure", "date": "2026-10-01", "recu_le": "2026-10-05"}


def bilan(au: date = AU, **blocs: object) -> lettres.Affaire:
    return lettres.bilan(dossier(**{"creances": [facture(montant="1 000,00 $")], **blocs}), au=au)


# -- Le taux et son départ --


@d_un_trait
@pytest.mark.parametrize(
    ("contrat", "taux", "base", "fiche"),
    [
        (None, "5", "legal", "F3.02"),
        (CONTRAT, "12", "contrat", "F3.01"),
        ({"piece": "P-1", "interet": {"taux_annuel": "12 %"}}, "12", "contrat", "F3.01"),
        ({"interet": {"taux_annuel": "12 %"}}, "5", "legal", "F3.05"),
        ({"piece": "P-1", "interet": {"taux_mensuel": "2 %"}}, "5", "legal", "F3.04"),
        ({"piece": "P-1"}, "5", "legal", "F3.02"),
        ({"piece": "P-1", "interet": {"taux_annuel": "35 %"}}, "35", "contrat", "F3.01"),
        ({"piece": "P-1", "interet": {"taux_annuel": "35,01 %"}}, "35.01", "refuse", "F3.01"),
    ],
)
def test_le_taux_est_celui_du_contrat_prouve_sinon_celui_de_la_loi(
    contrat: dict[str, object] | None, taux: str, base: str, fiche: str
):
    comptes = bilan(contrat=contrat, pieces=PIECES).comptes
    assert (comptes.taux.taux, comptes.base, comptes.taux.fiche) == (Decimal(taux), base, fiche)


def test_un_taux_criminel_ne_se_calcule_pas():
    contrat = {"piece": "P-1", "interet": {"taux_annuel": "40 %", "demeure_automatique": "oui"}}
    affaire = bilan(contrat=contrat, pieces=PIECES, envois=[RECUE])
    depart = affaire.comptes.creances[0].depart
    assert (depart.jour, depart.fiche) == (None, "F3.07")
    assert affaire.comptes.total is not None and (affaire.comptes.total.interet, affaire.comptes.total.solde) == (
        0,
        1000,
    )


@d_un_trait
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
    assert bilan(contrat=contrat, pieces=PIECES, envois=envois).comptes.creances[0].depart.jour == depuis


def test_une_clause_sans_preuve_ne_fait_rien_courir():
    affaire = bilan(contrat={"interet": {"taux_annuel": "12 %", "demeure_automatique": "oui"}})
    assert affaire.comptes.creances[0].depart.jour is None


# -- Les sommes --


def test_le_solde_est_celui_du_compte():
    paiements = [{"date": "2026-10-15", "montant": "200,00 $", "facture": "F-1023"}]
    affaire = bilan(envois=[RECUE], paiements=paiements)
    total = affaire.comptes.total
    assert total is not None
    # -- 1 000 $ × 5 % × 10 / 365 = 1,37 $; puis 801,37 $ × 5 % × 38 / 365 = 4,17 $ --
    assert (total.interet, total.paye, total.solde) == tuple(map(Decimal, ("5.54", "200", "805.54")))
    assert total.capital + total.interet - total.paye == total.solde
    releve = affaire.comptes.creances[0].releve
    assert releve is not None and releve.par_jour == Decimal("0.10")  # -- 0,1097… : vers le bas --


def test_ce_qui_est_paye_en_trop_se_voit():
    affaire = bilan(paiements=[{"date": "2026-10-15", "montant": "1 200,00 $"}])
    assert affaire.comptes.total is not None
    assert (affaire.comptes.total.paye, affaire.comptes.total.solde, affaire.comptes.total.trop_paye) == (1000, 0, 200)
    assert affaire.prescriptions.utiles == ()


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
    affaire = bilan(**blocs)
    assert affaire.comptes.total is None
    assert all(c.releve is None for c in affaire.comptes.creances)
    assert affaire.tribunal.ouvert is None


def test_des_factures_sans_numero_gardent_chacune_leur_compte():
    creances = [facture(facture=None, montant="10"), facture(facture=None, montant="20", echeance=None, date=None)]
    affaire = bilan(creances=creances, paiements=[{"date": "2026-10-15", "montant": "15"}])
    assert [c.releve.solde for c in affaire.comptes.creances if c.releve] == [0, 15]
    assert affaire.prescriptions.creances[1] is None


# -- La prescription --


def test_chaque_facture_a_sa_prescription_et_la_plus_proche_commande():
    creances = [facture(echeance="2026-08-31"), facture(facture="F-2", date="2024-01-01", echeance="2024-01-15")]
    affaire = bilan(creances=creances)
    assert [p.fin for p in affaire.prescriptions.utiles] == [date(2027, 1, 15), date(2029, 8, 31)]
    assert affaire.prescriptions.prochaine is not None and affaire.prescriptions.prochaine.fin == date(2027, 1, 15)
    assert affaire.prescriptions.urgence(AU) is Urgence.A_90_JOURS


def test_sans_echeance_la_prescription_compte_par_prudence_depuis_la_facture():
    assert bilan(creances=[facture(echeance=None)]).prescriptions.creances[0].actuelle.fin == date(2029, 8, 1)


@pytest.mark.parametrize(
    ("support", "fin"),
    [("facebook", date(2027, 10, 13)), ("journal", date(2027, 1, 13)), ("Journal", date(2027, 1, 13))],
)
def test_un_propos_se_prescrit_selon_son_support(support: str, fin: date):
    propos = {"support": support, "date": "2026-10-12 14:30", "connaissance": "2026-10-13", "citation": "…"}
    affaire = bilan(nature="reputation", creances=[], publications=[propos, {"citation": "…"}])
    assert [p.fin for p in affaire.prescriptions.utiles] == [fin]


def test_un_achat_se_prescrit_depuis_sa_date():
    achat = {"date": "2026-07-20", "mode": "en_ligne", "double_recu": "oui", "double_recu_le": "2026-07-20"}
    affaire = bilan(nature="consommation", creances=[], achat=achat)
    assert affaire.prescriptions.prochaine is not None and affaire.prescriptions.prochaine.fin == date(2029, 7, 20)


def test_un_dossier_sans_date_n_a_ni_prescription_ni_urgence():
    affaire = bilan(creances=[])
    assert (affaire.prescriptions.prochaine, affaire.prescriptions.urgence(AU)) == (None, None)


# -- Le forum --


@d_un_trait
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
    forum = bilan(**{"expediteur": expediteur(civilite="Mme"), **blocs}).tribunal
    assert (forum.ouvert, forum.fiche) == (ouvert, fiche)


def test_avant_le_premier_plafond_connu_le_forum_est_indetermine():
    forum = bilan(date(2014, 12, 31), expediteur=expediteur(civilite="Mme")).tribunal
    assert forum.ouvert is None and "petites_creances.plafond" in forum.motif


# -- Une seule fois --


def test_ce_qui_se_deduit_pour_une_lettre_ne_se_calcule_qu_une_fois(monkeypatch: pytest.MonkeyPatch):
    """Les règles, la composition et la barrière le demandent tour à tour; chaque lettre a le sien."""
    comptes: Counter[tuple[str, str]] = Counter()
    for module, nom in ((echeances, "echeance"), (affaire_module, "attentes"), (affaire_module, "empechements")):
        vrai = getattr(module, nom)

        def compter(*recus, nom=nom, vrai=vrai):
            comptes[nom, next(r for r in recus if r in ("rappel", "mise_en_demeure"))] += 1
            return vrai(*recus)

        monkeypatch.setattr(module, nom, compter)
    une = bilan()
    for _ in range(3):
        for lettre in ("rappel", "mise_en_demeure"):
            une.echeance(lettre), une.attentes(lettre), une.empechements(lettre), une.a_payer(lettre)
    noms = ("echeance", "attentes", "empechements")
    assert comptes == {(nom, lettre): 1 for nom in noms for lettre in ("rappel", "mise_en_demeure")}
    assert une.echeance("rappel") == bilan().echeance("rappel")
    une.attentes("rappel", une.demarches)
    assert comptes["attentes", "rappel"] == 2, "les démarches d'une seule créance ne sont pas celles de l'affaire"


def test_deux_jours_n_ont_pas_la_meme_echeance():
    assert bilan(AU).echeance("rappel") != bilan(date(2026, 12, 22)).echeance("rappel")
    une = bilan(AU)
    assert une.le(date(2026, 12, 22)).echeance("rappel") == bilan(date(2026, 12, 22)).echeance("rappel")


@pytest.mark.parametrize(
    ("montant", "combien", "par_jour"),
    # -- 100 $ × 5 % / 365 = 0,0136…; 36,50 $ : un demi-cent, que chaque somme tairait --
    [("100,00 $", 1, "0.01"), ("100,00 $", 3, "0.04"), ("36,50 $", 1, "0.00"), ("36,50 $", 20, "0.10")],
)
def test_l_interet_d_un_jour_du_total_est_celui_que_dirait_la_lettre(montant: str, combien: int, par_jour: str):
    factures = [facture(facture=f"F-{n}", montant=montant) for n in range(combien)]
    affaire = bilan(envois=[RECUE], creances=factures)
    assert affaire.comptes.total is not None
    assert affaire.comptes.total.par_jour == Decimal(par_jour)
    due = affaire.comptes.a_payer(AU)
    assert due is not None
    assert due.par_jour == Decimal(par_jour)
