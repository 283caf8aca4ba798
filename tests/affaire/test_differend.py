"""Le différend au jour dit : ce que l'autre réclame, où en est l'offre, ce que la fin laisse à régler."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from fabrique_de_dossiers import AU, dossier, expediteur, facture
from tables import d_un_trait

from lettres.affaire import Affaire, EtatDeLOffre, plan
from lettres.droit.etalement import Cadence, Debut, en_versements
from lettres.droit.prescription import Matiere

OUVERTE, EXPIREE, ACCEPTEE = EtatDeLOffre


def affaire(au: date = AU, **blocs: object) -> Affaire:
    return Affaire(dossier(**blocs), au)


def jour(texte: str) -> date:
    return date.fromisoformat(texte)


# -- Ce que l'autre réclame --


@d_un_trait
@pytest.mark.parametrize(
    ("reclame", "au", "prescrite"),
    [
        # -- trois ans, le dernier jour compris --
        ({"exigible_le": "2023-11-22"}, "2026-11-21", False),
        ({"exigible_le": "2023-11-22"}, "2026-11-22", False),
        ({"exigible_le": "2023-11-22"}, "2026-11-23", True),
        ({"exigible_le": "2023-11-22", "cause": "dommages"}, "2026-11-23", True),
        # -- un an quand seule la réputation est en cause --
        ({"exigible_le": "2025-11-22", "cause": "reputation"}, "2026-11-22", False),
        ({"exigible_le": "2025-11-22", "cause": "reputation"}, "2026-11-23", True),
        ({"exigible_le": "2025-11-22", "cause": "dommages"}, "2026-11-23", False),
        # -- pas encore exigible, elle ne se prescrit pas --
        ({"exigible_le": "2027-01-31"}, "2026-11-22", False),
        # -- sans jour, on ne sait pas --
        ({"montant": "500,00 $"}, "2026-11-22", None),
    ],
    ids=str,
)
def test_ce_que_l_autre_reclame_se_prescrit_du_jour_ou_ce_serait_exigible(
    reclame: dict[str, str], au: str, prescrite: bool | None
):
    pretention = affaire(jour(au), recu={"reclame": reclame}).pretention
    assert pretention is not None
    assert pretention.est_prescrite is prescrite
    assert (pretention.prescription is None) is (prescrite is None)


@pytest.mark.parametrize(("au", "exigible"), [("2026-11-21", False), ("2026-11-22", True)])
def test_une_somme_est_exigible_du_jour_meme(au: str, exigible: bool):
    pretention = affaire(jour(au), recu={"reclame": {"exigible_le": "2026-11-22"}}).pretention
    assert pretention is not None
    assert pretention.est_exigible is exigible


def test_ce_que_l_autre_reclame_n_est_pas_une_creance_du_dossier():
    a = affaire(recu={"reclame": {"montant": "500,00 $", "exigible_le": "2026-08-01"}})
    assert a.pretention is not None and a.pretention.prescription is not None
    assert (a.pretention.montant, a.pretention.prescription.matiere) == (Decimal("500.00"), Matiere.GENERALE)
    assert (a.comptes.creances, a.prescriptions.utiles, a.capital_reclame) == ((), (), None)


@pytest.mark.parametrize("blocs", [{}, {"recu": {"type": "plainte"}}])
def test_sans_somme_reclamee_il_n_y_a_pas_de_pretention(blocs: dict[str, object]):
    assert affaire(**blocs).pretention is None


# -- L'offre --


@d_un_trait
@pytest.mark.parametrize(
    ("offre", "au", "etat"),
    [
        ({}, "2026-11-22", OUVERTE),
        # -- son dernier jour en est encore un, quelle que soit l'heure --
        ({"expire_le": "2026-12-10", "heure": "9 h"}, "2026-12-10", OUVERTE),
        ({"expire_le": "2026-12-10"}, "2026-12-11", EXPIREE),
        # -- acceptée du jour où elle l'est, jusqu'au dernier jour compris; elle le reste --
        ({"expire_le": "2026-12-10", "acceptee_le": "2026-12-01"}, "2026-11-30", OUVERTE),
        ({"expire_le": "2026-12-10", "acceptee_le": "2026-12-01"}, "2026-12-01", ACCEPTEE),
        ({"expire_le": "2026-12-10", "acceptee_le": "2026-12-10"}, "2027-03-01", ACCEPTEE),
        ({"acceptee_le": "2026-12-10"}, "2026-12-10", ACCEPTEE),
        # -- acceptée trop tard, elle avait expiré --
        ({"expire_le": "2026-12-10", "acceptee_le": "2026-12-11"}, "2026-12-11", EXPIREE),
    ],
    ids=str,
)
def test_une_offre_est_ouverte_puis_expiree_ou_acceptee(offre: dict[str, str], au: str, etat: EtatDeLOffre):
    lue = affaire(jour(au), offre=offre).offre
    assert lue is not None
    assert lue.etat is etat


def offre(*montants: str | None, **cles: object) -> dict[str, Any]:
    return {"versements": [{"date": "2026-12-15", "montant": m} for m in montants], **cles}


@d_un_trait
@pytest.mark.parametrize(
    ("blocs", "total", "ecart"),
    [
        # -- la facture de 60 $, que rien ne fait porter intérêt --
        ({"offre": offre("60,00 $")}, "60.00", "0.00"),
        ({"offre": offre("20,00 $", "39,99 $")}, "59.99", "0.01"),
        ({"offre": offre("60,01 $")}, "60.01", "-0.01"),
        # -- un paiement reçu avant l'offre en est déduit; après l'acceptation, il paie ce qu'elle prévoit --
        ({"offre": offre("40,00 $"), "paiements": [{"date": "2026-11-01", "montant": "20"}]}, "40.00", "0.00"),
        (
            {
                "offre": offre("60,00 $", acceptee_le="2026-11-10"),
                "paiements": [{"date": "2026-11-15", "montant": "20"}],
            },
            "60.00",
            "0.00",
        ),
        # -- sans créance, ce que l'autre réclame --
        ({"creances": [], "offre": offre("300"), "recu": {"reclame": {"montant": "500"}}}, "300.00", "200.00"),
        # -- ce qu'on ne sait pas ne se compte pas --
        ({"creances": [], "offre": offre("300"), "recu": {"reclame": {}}}, "300.00", None),
        ({"creances": [], "offre": offre("300")}, "300.00", None),
        ({"creances": [facture(montant=None)], "offre": offre("300")}, "300.00", None),
        ({"offre": offre("60,00 $", None)}, None, None),
        ({"offre": {"expire_le": "2026-12-10"}}, None, None),
    ],
    ids=str,
)
def test_les_versements_se_comparent_a_ce_que_l_offre_reglerait(
    blocs: dict[str, object], total: str | None, ecart: str | None
):
    lue = affaire(**{"creances": [facture()], **blocs}).offre
    assert lue is not None
    assert (lue.total, lue.ecart) == (total and Decimal(total), ecart and Decimal(ecart))


def test_l_interet_convenu_court_jusqu_au_dernier_versement():
    """12 % de 1 000 $ du 31 août au 15 décembre 2026, 106 jours : 34,85 $."""
    interet = {"taux_annuel": "12 %", "piece": "P-1", "demeure_automatique": "oui"}
    lue = affaire(
        creances=[facture(montant="1 000,00 $")], contrat={"interet": interet}, offre=offre("500,00 $", "500,00 $")
    ).offre
    assert lue is not None
    assert (lue.reglee, lue.ecart) == (Decimal("1034.85"), Decimal("34.85"))


@pytest.mark.parametrize(
    ("blocs", "nous"),
    [
        ({"creances": [], "recu": {"reclame": {"montant": "500"}}}, True),
        ({"creances": [facture()], "recu": {"reclame": {"montant": "500"}}}, False),
        ({"creances": [facture()]}, False),
        ({"creances": []}, False),
    ],
    ids=str,
)
def test_qui_verse_est_celui_a_qui_l_on_reclame(blocs: dict[str, object], nous: bool):
    lue = affaire(**blocs, offre={}).offre
    assert lue is not None
    assert lue.nous_payons is nous


def test_chacun_cede_ce_que_l_offre_dit_de_lui():
    concessions = [{"de": "nous", "texte": "a"}, {"de": "vous", "texte": "b"}, {"de": "nous", "texte": "c"}]
    lue = affaire(offre={"concessions": concessions}).offre
    assert lue is not None
    assert (lue.cede, lue.demande) == (("a", "c"), ("b",))
    assert affaire().offre is None


# -- La fin de la relation --

FIN = {"effet_le": "2026-12-31", "avis_le": "2026-10-01", "prochaine_echeance": "2027-01-10"}


def test_les_temps_de_la_fin_se_comptent_en_jours():
    """Postée le 22 novembre, la lettre devrait être reçue le 27; de là au 31 décembre, 34 jours."""
    lue = affaire(rupture=FIN, mode_envoi="poste").rupture
    assert lue is not None
    assert lue.apprise_le == date(2026, 11, 27)
    assert (lue.preavis, lue.depuis_l_avis, lue.avant_l_echeance) == (34, 91, 10)


@pytest.mark.parametrize(
    ("envois", "apprise_le"),
    [
        ([], "2026-11-22"),
        ([{"lettre": "fin_de_relation", "date": "2026-11-01", "mode": "main_propre"}], "2026-11-01"),
        ([{"lettre": "fin_de_relation", "date": "2026-11-01", "mode": "poste", "recu_le": "2026-11-04"}], "2026-11-04"),
        ([{"lettre": "rappel", "date": "2026-11-01", "mode": "main_propre"}], "2026-11-22"),
        ([{"lettre": "fin_de_relation", "date": "2026-11-23", "mode": "main_propre"}], "2026-11-22"),
        (
            [
                {"lettre": "fin_de_relation", "date": "2026-11-01", "mode": "main_propre"},
                {"corrige": 1, "motif": "Jamais partie."},
            ],
            "2026-11-22",
        ),
    ],
    ids=str,
)
def test_l_autre_apprend_la_fin_par_la_lettre_deja_partie_sinon_par_celle_ci(envois: list[Any], apprise_le: str):
    lue = affaire(rupture=FIN, mode_envoi="main_propre", envois=envois).rupture
    assert lue is not None
    assert lue.apprise_le == jour(apprise_le)


def test_une_date_absente_ne_donne_aucun_compte():
    lue = affaire(rupture={}).rupture
    assert lue is not None
    assert (lue.preavis, lue.depuis_l_avis, lue.avant_l_echeance) == (None, None, None)
    assert affaire().rupture is None


@d_un_trait
@pytest.mark.parametrize(
    ("avances", "travaux", "a_rendre", "a_facturer"),
    [
        (["500"], [("fait", "300")], "200.00", "0.00"),
        (["500"], [("fait", "500")], "0.00", "0.00"),
        (["500"], [("fait", "300"), ("en_cours", "250")], "0.00", "50.00"),
        (["500", "100"], [("fait", "0")], "600.00", "0.00"),
        # -- ce qui reste à faire ne gagne rien, et n'a pas à se chiffrer --
        (["500"], [("a_faire", "400")], "500.00", "0.00"),
        (["500"], [("fait", "300"), ("a_faire", None)], "200.00", "0.00"),
        ([], [("fait", "300")], "0.00", "300.00"),
        ([], [], "0.00", "0.00"),
        # -- une valeur manque : rien ne se calcule --
        (["500"], [], None, None),
        (["500"], [("fait", None)], None, None),
        ([None], [("fait", "300")], None, None),
    ],
    ids=str,
)
def test_une_avance_se_gagne_par_le_travail_fait_et_le_reste_se_rend(
    avances: list[str | None],
    travaux: list[tuple[str, str | None]],
    a_rendre: str | None,
    a_facturer: str | None,
):
    lue = affaire(
        rupture={
            "avances": [{"montant": m} for m in avances],
            "travaux": [{"texte": "Le logo", "etat": e, "montant": m} for e, m in travaux],
        }
    ).rupture
    assert lue is not None
    assert (lue.a_rendre, lue.a_facturer) == (a_rendre and Decimal(a_rendre), a_facturer and Decimal(a_facturer))


# -- La réduction volontaire --


@pytest.mark.parametrize(
    ("reduction", "abandon", "ouvert"),
    [
        (None, None, False),
        ("15 000,00 $", "5000.00", True),
        ("15 000,01 $", "4999.99", None),
        ("16 000,01 $", "3999.99", False),
        # -- elle ne réduit rien --
        ("20 000,00 $", None, False),
        ("25 000,00 $", None, False),
    ],
)
def test_une_reclamation_reduite_se_compare_reduite_au_plafond(
    reduction: str | None, abandon: str | None, ouvert: bool | None
):
    a = affaire(creances=[facture(montant="20 000,00 $")], expediteur=expediteur(type="personne"), reduction=reduction)
    assert a.capital_reclame == Decimal("20000.00")
    assert (a.abandon, a.tribunal.ouvert) == (abandon and Decimal(abandon), ouvert)
    assert a.tribunal.motif.startswith("Réclamation réduite à ") is (abandon is not None)


# -- Un plan : ce que « calculer versements » étale, le dossier l'étale au même cent --


@pytest.mark.parametrize("graine", [*range(12), *(pytest.param(g, marks=pytest.mark.long) for g in range(12, 1000))])
def test_ce_que_l_on_calcule_et_ce_que_l_on_fait_signer_sont_le_meme_plan(graine: int):
    hasard = random.Random(graine)  # noqa: S311 -- un tirage reproductible, et non un secret
    capital = Decimal(hasard.randint(500, 900_000)).scaleb(-2)
    taux = Decimal(hasard.choice(["0", "5", "12", "9.975"]))
    debut = Debut(capital, taux, AU, AU + timedelta(days=hasard.randint(1, 60)), hasard.choice(list(Cadence)))
    prevus = en_versements(debut, hasard.randint(1, 36)).versements
    offre = {"versements": [{"date": v.jour.isoformat(), "montant": f"{v.montant:.2f}"} for v in prevus]}
    offre |= {"taux_annuel": f"{taux} %".replace(".", ",")} if taux else {}
    du_jour = affaire(creances=[facture(montant=f"{capital:.2f}")], offre=offre)
    signe = plan(du_jour.offre, du_jour.comptes.a_payer(AU), AU)
    assert signe is not None
    assert [(v.jour, v.interet, v.capital) for v in signe.versements] == [
        (v.jour, v.interet, v.capital) for v in prevus
    ]
    assert (signe.reste, signe.reconnue.total) == (0, capital)
    assert signe.interet == sum(v.interet for v in prevus)


def test_un_versement_incomplet_ne_fait_pas_de_plan():
    offre = {"versements": [{"date": "2026-12-15", "montant": "30"}, {"montant": "30"}]}
    du_jour = affaire(creances=[facture()], offre=offre | {"acceptee_le": "2026-11-01"})
    assert plan(du_jour.offre, du_jour.comptes.a_payer(AU), AU) is None
    assert du_jour.offre_acceptee.attendu(du_jour.inscriptions, AU) is None


@d_un_trait
@pytest.mark.parametrize(
    ("paye", "attendu"),
    [
        ([], ("2026-11-01", "20.00", "40.00")),
        ([("2026-11-01", "20")], ("2026-11-15", "20.00", "20.00")),
        ([("2026-11-01", "19.99")], ("2026-11-01", "0.01", "20.01")),
        ([("2026-11-01", "25")], ("2026-11-15", "15.00", "15.00")),
        ([("2026-11-01", "40")], ("2026-12-15", "20.00", "0.00")),
        ([("2026-11-01", "60")], None),
        # -- reçu la veille de l'acceptation, ou après le jour dit, il ne compte pas --
        ([("2026-10-14", "20")], ("2026-11-01", "20.00", "40.00")),
        ([("2026-10-15", "20")], ("2026-11-15", "20.00", "20.00")),
        ([("2026-11-23", "20")], ("2026-11-01", "20.00", "40.00")),
    ],
)
def test_ce_qui_est_recu_paie_le_premier_versement_d_abord(paye, attendu):
    jours = ("2026-11-01", "2026-11-15", "2026-12-15")
    offre = {"versements": [{"date": j, "montant": "20"} for j in jours], "acceptee_le": "2026-10-15"}
    paiements = [{"date": j, "montant": m, "facture": "F-1023"} for j, m in paye]
    du_jour = affaire(creances=[facture()], offre=offre, paiements=paiements)
    trouve = du_jour.offre_acceptee.attendu(du_jour.inscriptions, AU)
    lu = trouve and (trouve.jour.isoformat(), f"{trouve.montant:.2f}", f"{trouve.arriere:.2f}")
    assert lu == attendu


@d_un_trait
@pytest.mark.parametrize(("facture_payee", "arriere"), [("F-1023", None), (None, None), ("F-9", "20.00")])
def test_ce_qui_paie_une_autre_facture_n_est_pas_un_versement_du_plan(facture_payee, arriere):
    """L'entente ne nomme que F-1023; qui paie F-9 ne paie pas son versement, où que le plan se lise."""
    prevus = [{"date": "2026-11-01", "montant": "20"}, {"date": "2026-12-15", "montant": "40"}]
    entente = {"lettre": "entente_paiement", "date": "2026-10-12", "mode": "main_propre", "creances": ["F-1023"]}
    paye = {"date": "2026-10-30", "montant": "20"} | ({"facture": facture_payee} if facture_payee else {})
    du_dossier = {"offre": {"versements": prevus, "acceptee_le": "2026-10-15"}, "envois": [entente]}
    oui = {"date": "2026-10-15", "resultat": "reconnaissance", "envoi": 1}
    du_journal = {"envois": [entente | {"versements": prevus}], "suites": [oui]}
    for blocs in (du_dossier, du_journal):
        du_jour = affaire(creances=[facture(), facture(facture="F-9", montant="20")], paiements=[paye], **blocs)
        manque = du_jour.defaut_du_plan and f"{du_jour.defaut_du_plan.manque.arriere:.2f}"
        assert manque == arriere
        if du_jour.offre is not None:
            assert du_jour.offre.verse == (0 if arriere else 20)
