"""Ce qui compte au journal : rien de corrigé ni d'annulé, ni lettre revenue, ni paiement sans provision."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from fabrique_de_dossiers import dossier, facture
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire, Raison, inscriptions
from lettres.affaire.suite.sommes_d_alors import sommes_d_alors
from lettres.composition import recit
from lettres.dossier import Annulation

AU = date(2026, 11, 28)
SANS_MOTIF = {"motif": "Inscrite par erreur."}


def affaire(au: date = AU, **blocs: Any) -> Affaire:
    return Affaire(dossier(creances=[facture(montant=60)], **blocs), au)


def annule(rang: int) -> dict[str, Any]:
    return {"corrige": rang} | SANS_MOTIF


def lettre(code: str = "rappel", le: str = "2026-11-20", **cles: Any) -> dict[str, Any]:
    return {"lettre": code, "date": le, **cles}


def suite(resultat: str, le: str = "2026-11-25", **cles: Any) -> dict[str, Any]:
    return {"resultat": resultat, "date": le, **cles}


# -- Corriger : ce qui est annulé ne compte plus nulle part --


@pytest.mark.parametrize(
    ("envois", "rangs"),
    [
        ([lettre()], [0]),
        ([lettre(), annule(1)], []),
        ([lettre(), lettre(le="2026-11-21", corrige=1, **SANS_MOTIF)], [1]),
        ([lettre(), lettre("mise_en_demeure"), annule(1)], [1]),
        ([lettre(), lettre(le="2026-11-21", corrige=1, **SANS_MOTIF), annule(2)], []),
        ([lettre(), annule(1), lettre()], [2]),
    ],
    ids=["seule", "annulée", "remplacée", "une sur deux", "remplacée puis annulée", "annulée puis inscrite"],
)
def test_une_lettre_corrigee_ne_compte_plus_et_ce_qui_est_annule_le_reste(envois: list[Any], rangs: list[int]):
    assert [d.rang for d in affaire(envois=envois).demarches.envois] == rangs


def test_une_correction_vaut_quel_que_soit_le_jour():
    envois = [lettre(le="2026-10-01"), annule(1)]
    assert affaire(date(2026, 10, 2), envois=envois).demarches.envois == ()


@pytest.mark.parametrize(("corrigee", "solde"), [(False, 20), (True, 60)])
def test_un_paiement_annule_n_est_pas_paye(corrigee: bool, solde: int):
    paiements = [{"date": "2026-11-01", "montant": 40}, *([annule(1)] if corrigee else [])]
    a = affaire(paiements=paiements)
    assert a.comptes.impaye == solde
    assert a.restes_dus.le(AU) == solde


def test_un_paiement_corrige_compte_une_fois_a_son_nouveau_montant():
    paiements = [{"date": "2026-11-01", "montant": 40}, {"date": "2026-11-01", "montant": 4, "corrige": 1} | SANS_MOTIF]
    a = affaire(paiements=paiements)
    assert a.comptes.impaye == 56
    assert [r.montant for r in a.comptes.recus] == [Decimal(4)]


@pytest.mark.parametrize(
    ("journal", "raison"),
    [
        ({"envois": [lettre(le="2026-11-27", echeance="2026-12-10")]}, Raison.DELAI),
        ({"suites": [suite("promesse", promis_le="2026-12-10")]}, Raison.PROMESSE),
        ({"suites": [suite("contestation")]}, Raison.CONTESTATION),
        ({"suspensions": [{"motif": "mediation", "du": "2026-11-01"}]}, Raison.SUSPENSION),
    ],
)
def test_ce_qui_est_annule_ne_fait_plus_attendre(journal: dict[str, list[Any]], raison: Raison):
    ((nom, lignes),) = journal.items()
    assert [a.raison for a in affaire(**journal).attentes("mise_en_demeure")] == [raison]
    assert affaire(**{nom: [*lignes, annule(1)]}).attentes("mise_en_demeure") == ()


@pytest.mark.parametrize(
    "journal",
    [
        {"suites": [suite("procureur_constitue")]},
        {"suites": [suite("insolvabilite")]},
        {"suspensions": [{"motif": "insolvabilite", "du": "2026-11-01"}]},
    ],
)
def test_ce_qui_est_annule_n_empeche_plus_rien(journal: dict[str, list[Any]]):
    ((nom, lignes),) = journal.items()
    assert len(affaire(**journal).empechements("rappel")) == 1
    assert affaire(**{nom: [*lignes, annule(1)]}).empechements("rappel") == ()


def test_un_aveu_annule_ne_fait_plus_repartir_la_prescription():
    aveu, pieces = suite("reconnaissance", piece="P-1"), [{"id": "P-1", "titre": "Courriel"}]
    (avec,) = affaire(suites=[aveu], pieces=pieces).prescriptions.creances
    (sans,) = affaire(suites=[aveu, annule(1)], pieces=pieces).prescriptions.creances
    assert avec is not None
    assert avec.reconnue_le == date(2026, 11, 25)
    assert sans is not None
    assert sans.reconnue_le is None


def test_une_mise_en_demeure_annulee_ne_fait_plus_courir_l_interet():
    recue = lettre("mise_en_demeure", "2026-10-01", recu_le="2026-10-02")
    (avec,) = affaire(envois=[recue]).comptes.creances
    (sans,) = affaire(envois=[recue, annule(1)]).comptes.creances
    assert (avec.depart.jour, sans.depart.jour) == (date(2026, 10, 2), None)


def test_une_annulation_ne_s_imprime_ni_ne_se_raconte():
    d = dossier(envois=[lettre(), annule(1)])
    assert isinstance(d.envois[1], Annulation)
    assert lettres.prochaine_lettre(d, au=AU) == "rappel"


# -- Une lettre revenue n'a été reçue de personne --

REVENUE = suite("retour_courrier", "2026-11-26", envoi=1)


@pytest.mark.parametrize(("au", "compte"), [(date(2026, 11, 25), True), (date(2026, 11, 26), False)])
def test_une_lettre_revenue_ne_compte_plus_des_qu_on_le_sait(au: date, compte: bool):
    a = affaire(au, envois=[lettre(echeance="2026-12-10")], suites=[REVENUE])
    assert bool(a.demarches.envois) == compte
    assert bool(a.attentes("mise_en_demeure")) == compte
    # -- à terme, son retour compte, même s'il est encore à venir --
    assert a.inscriptions.a_terme(a.dossier, au) == inscriptions(a.dossier)
    assert not a.inscriptions.a_terme(a.dossier, au).envois
    echelon = lettres.evaluer(a.dossier, au=au, relire=True).echelon
    assert echelon is not None
    assert echelon.code == ("rappel_ferme" if compte else "rappel")


def test_une_mise_en_demeure_revenue_n_a_mis_personne_en_demeure():
    envois = [lettre("mise_en_demeure", "2026-10-01", recu_le="2026-10-02")]
    (compte,) = affaire(envois=envois, suites=[REVENUE]).comptes.creances
    assert compte.depart.jour is None


def test_une_lettre_revenue_se_raconte_encore():
    d = dossier(nature="recouvrement", creances=[facture()], envois=[lettre(mode="poste")], suites=[REVENUE])
    a = Affaire(d, AU)
    assert [(rang, e.lettre) for rang, e in a.demarches.revenus] == [(0, "rappel")]


def test_le_retour_de_la_lettre_corrigee_est_celui_de_sa_remplacante():
    envois = [lettre(), lettre(le="2026-11-21", corrige=1, **SANS_MOTIF), lettre("mise_en_demeure")]
    a = affaire(envois=envois, suites=[REVENUE])
    assert [d.rang for d in a.demarches.envois] == [2]
    assert [rang for rang, _ in a.demarches.revenus] == [1]


def test_un_retour_annule_rend_la_lettre():
    a = affaire(envois=[lettre()], suites=[REVENUE, annule(1)])
    assert [d.rang for d in a.demarches.envois] == [0]


def test_une_autre_suite_qui_nomme_la_lettre_ne_la_retire_pas():
    a = affaire(envois=[lettre()], suites=[suite("sans_reponse", envoi=1)])
    assert [d.rang for d in a.demarches.envois] == [0]


# -- Un chèque sans provision n'a rien payé --

REFUSE = suite("cheque_sans_provision", paiement=1)


@pytest.mark.parametrize(("au", "solde"), [(date(2026, 11, 24), 20), (date(2026, 11, 25), 60)])
def test_un_cheque_sans_provision_n_a_rien_paye_des_qu_on_le_sait(au: date, solde: int):
    a = affaire(au, paiements=[{"date": "2026-11-01", "montant": 40}], suites=[REFUSE])
    assert a.comptes.impaye == solde
    assert bool(a.inscriptions.impayes) == (solde == 60)


def test_seul_le_paiement_nomme_est_refuse():
    paiements = [{"date": "2026-11-01", "montant": 40}, {"date": "2026-11-02", "montant": 5}]
    assert affaire(paiements=paiements, suites=[REFUSE]).comptes.impaye == 55


def test_une_promesse_payee_d_un_cheque_sans_provision_n_est_pas_tenue():
    promesse = suite("promesse", "2026-11-10", montant=40, promis_le="2026-12-10")
    paiements = [{"date": "2026-11-12", "montant": 40}]
    assert affaire(paiements=paiements, suites=[promesse]).attentes("rappel") == ()
    refuse = affaire(paiements=paiements, suites=[promesse, REFUSE]).attentes("rappel")
    assert [a.raison for a in refuse] == [Raison.PROMESSE]


# -- Ce qui ne change rien --


@pytest.mark.parametrize("resultat", ["appel_fait", "injoignable"])
def test_un_appel_ne_change_pas_la_prochaine_lettre(resultat: str):
    a = affaire(suites=[suite(resultat)])
    assert lettres.prochaine_lettre(a.dossier, au=AU) == "rappel"
    assert a.attentes("rappel") == ()


def test_les_sommes_d_alors_ne_dependent_pas_du_rang_des_autres_envois():
    envois = [
        lettre("rappel", "2026-10-01", montant=60),
        lettre("mise_en_demeure", "2026-11-20", montant=60),
    ]
    a = affaire(envois=envois, suites=[suite("retour_courrier", "2026-10-15", envoi=1)])
    ((_, demandables),) = sommes_d_alors(a)
    assert Decimal(60) in demandables


# -- Ce qu'une lettre visait : sans liste, les factures qu'elle affirmait; celle qu'on inscrit après elle n'y est pas --


@pytest.mark.parametrize(
    ("affirme", "cles", "visees", "depuis"),
    [
        ([], {}, (), (True, True)),
        (["facture F-1, montant : 60,00 $"], {}, ("F-1",), (True, False)),
        (["Facture F-1, échéance : 2026-08-31", "contrat, date : 2026-06-01"], {}, ("F-1",), (True, False)),
        (["facture F-1, montant : 60,00 $", "facture F-10, montant : 60,00 $"], {}, (), (True, True)),
        (["facture F-1, montant : 60,00 $"], {"creances": ["F-10"]}, ("F-10",), (False, True)),
        (["contrat, date : 2026-06-01"], {}, (), (True, True)),
        (["facture F-2, montant : 60,00 $"], {}, (), (True, True)),
    ],
    ids=[
        *("rien d’affirmé", "une sur deux", "son échéance seule", "les deux", "une autre est nommée", "aucune facture"),
        "une facture que le dossier n’a plus",
    ],
)
def test_une_lettre_sans_liste_vise_les_factures_qu_elle_affirmait(
    affirme: list[str], cles: dict[str, Any], visees: tuple[str, ...], depuis: tuple[bool, bool]
):
    creances = [facture(facture=nom, montant=60) for nom in ("F-1", "F-10")]
    partie = lettre("mise_en_demeure", recu_le="2026-11-21", affirme=affirme, **cles)
    lue = Affaire(dossier(creances=creances, envois=[partie]), AU)
    assert lue.demarches.envois[0].envoi.creances == visees
    assert tuple(compte.depart.jour is not None for compte in lue.comptes.creances) == depuis


@pytest.mark.parametrize(
    "autre",
    [{"facture": "F-10", "echeance": date(2026, 11, 20)}, {"facture": None}],
    ids=["échue ensuite", "sans numéro"],
)
def test_de_ce_qui_n_est_pas_sur_la_lettre_vise_tout(autre: dict[str, Any]):
    creances = [facture(facture="F-1", montant=60), facture(montant=60, **autre)]
    partie = lettre("mise_en_demeure", affirme=["facture F-1, montant : 60,00 $"])
    assert Affaire(dossier(creances=creances, envois=[partie]), AU).demarches.envois[0].envoi.creances == ()


@d_un_trait
@pytest.mark.parametrize(
    ("resultat", "de_la_lettre"),
    [
        *((dit, True) for dit in ("reconnaissance", "contestation", "refus", "promesse", "paiement_annonce")),
        *((dit, True) for dit in ("sans_reponse", "en_approbation", "retour_courrier")),
        # -- un avocat, une insolvabilité sont de la personne : toute lettre s'arrête --
        ("procureur_constitue", False),
        ("insolvabilite", False),
    ],
)
def test_une_suite_sans_facture_vise_celles_de_la_lettre_a_laquelle_elle_repond(resultat: str, de_la_lettre: bool):
    """Ce qu'elle nomme elle-même l'emporte; d'une lettre qui ne nomme rien, ou annulée, elle les vise toutes."""
    creances = [facture(facture=nom, montant=60) for nom in ("F-310", "F-400")]
    d_une = [lettre(creances=["F-400"]), lettre("entente_paiement", creances=["F-310"])]
    de_l_autre = lettre("entente_paiement", creances=["F-400"], corrige=2, motif="L’autre facture.")
    siennes, toutes = ({"F-310"} if de_la_lettre else {"F-310", "F-400"}), {"F-310", "F-400"}
    for envois, cles, visees in (
        (d_une, {"envoi": 2}, siennes),
        (d_une, {"envoi": 2, "creances": ["F-400"]}, {"F-400"}),
        (d_une, {"envoi": 2, "creances": ["F-310", "F-400"]}, toutes),
        (d_une, {}, toutes),
        ([d_une[0], lettre("entente_paiement")], {"envoi": 2}, toutes),
        ([d_une[0], lettre("entente_paiement", creances=["F-310", "F-400"])], {"envoi": 2}, toutes),
        ([*d_une, annule(2)], {"envoi": 2}, toutes),
        ([*d_une, de_l_autre], {"envoi": 2}, {"F-400"} if de_la_lettre else toutes),
    ):
        if resultat == "retour_courrier" and "envoi" not in cles:
            continue
        lue = Affaire(dossier(creances=creances, envois=envois, suites=[suite(resultat, **cles)]), AU)
        concernees = {nom: lue.visant({nom}) for nom in ("F-310", "F-400")}
        assert {nom for nom, sienne in concernees.items() if sienne.demarches.suites} == visees, (envois, cles)
        # -- la lettre de l'autre facture ne raconte rien de ce qui ne la regarde pas --
        racontees = {
            nom
            for nom, sienne in concernees.items()
            if "25\N{NO-BREAK SPACE}novembre" in " ".join(recit.demarches(sienne))
        }
        assert racontees == visees, (envois, cles)
