"""Plans de paiement et transactions : des dossiers étranges, chacun son verdict, un cent et un jour de chaque côté."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from fabrique_de_dossiers import destinataire, dossier, expediteur, facture
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire
from lettres.droit.etalement import Debut, en_versements
from lettres.regles import verifier_coherence
from lettres.socle.constats import Gravite

AU = date(2026, 11, 20)
"""Un vendredi."""

VERSEMENTS = [{"date": "2026-12-15", "montant": "30,00"}, {"date": "2027-01-15", "montant": "30,00"}]
ETALES = [{"date": jour, "montant": "20,00"} for jour in ("2026-11-10", "2026-12-15", "2027-01-15")]
RECU_20 = [{"date": "2026-11-10", "montant": "20,00", "facture": "F-1023"}]
ENTREPRISE = destinataire(qualite="entreprise")
CHACUN = [{"de": "nous", "texte": "renoncer au reste"}, {"de": "vous", "texte": "ne plus contester"}]
AILLEURS = [{"de": "nous", "texte": "refaire trois retouches"}, CHACUN[1]]
QUITTANCE = {"objet": "la facture F-1023", "etendue": "toute somme due", "taxes_comprises": "oui"}
CONTRAT_A_12 = {
    "forme": "ecrit",
    "date": "2026-06-01",
    "piece": "P-1",
    "interet": {"taux_annuel": "12 %", "piece": "P-1", "demeure_automatique": "oui"},
}
ANCIENNE = {"date": "2023-10-20", "echeance": "2023-11-19"}


def versements(*dits: tuple[str, str]) -> dict[str, Any]:
    return {"versements": [{"date": jour, "montant": montant} for jour, montant in dits]}


def plan(**blocs: Any) -> dict[str, Any]:
    return {"creances": [facture()], "offre": {"versements": VERSEMENTS}} | blocs


def transaction(**offre: Any) -> dict[str, Any]:
    donnee = {"concessions": CHACUN, "versements": [{"date": "2026-12-18", "montant": "30,00"}], "heure": "17 h"}
    return {
        "creances": [facture()],
        "faits": [{"date": "2026-09-20", "texte": "vous avez contesté les frais."}],
        "offre": donnee | {"expire_le": "2026-12-11"} | offre,
        "quittance": QUITTANCE,
    }


def reproches(lettre: str, blocs: dict[str, Any], au: date = AU) -> set[str]:
    """Les erreurs et les alertes; un conseil n'arrête rien."""
    trouves = verifier_coherence(Affaire(dossier(**blocs), au), lettre)
    return {c.code for c in trouves if c.gravite is not Gravite.CONSEIL}


PLANS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "deux versements, la somme juste": (plan(), set()),
    "un cent de trop": (plan(offre=versements(("2026-12-15", "30,00"), ("2027-01-15", "30,01"))), {"W271"}),
    "un cent de moins": (plan(offre=versements(("2026-12-15", "30,00"), ("2027-01-15", "29,99"))), {"W271"}),
    "un versement le jour de Noël": (
        plan(offre=versements(("2026-12-25", "30,00"), ("2027-01-15", "30,00"))),
        {"W274"},
    ),
    "un versement un samedi": (plan(offre=versements(("2026-12-12", "30,00"), ("2027-01-15", "30,00"))), {"W274"}),
    "le premier versement est déjà passé": (
        plan(offre=versements(("2026-11-19", "30,00"), ("2027-01-15", "30,00"))),
        {"W206"},
    ),
    "le premier versement est aujourd’hui": (
        plan(offre=versements(("2026-11-20", "30,00"), ("2027-01-15", "30,00"))),
        set(),
    ),
    "le dernier jour de la prescription repartie": (
        plan(offre=versements(("2026-12-15", "30,00"), ("2029-11-20", "30,00"))),
        set(),
    ),
    "un plan plus long que la prescription": (
        plan(offre=versements(("2026-12-15", "30,00"), ("2029-11-21", "30,00"))),
        {"W275"},
    ),
    "accepté par courriel avant d’être écrit": (
        plan(offre={"versements": VERSEMENTS, "acceptee_le": "2026-11-15"}),
        set(),
    ),
    "une part contestée, mise de côté : les versements paient le reste": (
        plan(
            suites=[{"date": "2026-10-01", "resultat": "contestation", "montant_conteste": "20,00"}],
            offre=versements(("2026-12-15", "20,00"), ("2027-01-15", "20,00")),
        ),
        set(),
    ),
    "une part contestée, que les versements paieraient": (
        plan(suites=[{"date": "2026-10-01", "resultat": "contestation", "montant_conteste": "20,00"}]),
        {"W271"},
    ),
    "toute la somme contestée": (plan(suites=[{"date": "2026-10-01", "resultat": "contestation"}]), {"W277"}),
    "un chèque revenu n’a rien payé": (
        plan(
            paiements=[{"date": "2026-10-01", "montant": "20,00", "facture": "F-1023"}],
            suites=[{"date": "2026-10-05", "resultat": "cheque_sans_provision", "paiement": 1}],
        ),
        set(),
    ),
    "un paiement reçu n’est plus dû": (
        plan(paiements=[{"date": "2026-10-01", "montant": "20,00", "facture": "F-1023"}]),
        {"W271"},
    ),
    "la dette de deux factures": (
        plan(
            creances=[facture(montant="25,00"), facture(facture="F-1024", montant="35,00")],
        ),
        set(),
    ),
    "la seconde facture oubliée": (
        plan(creances=[facture(), facture(facture="F-1024", montant="0,01")]),
        {"W271"},
    ),
    "trop payé : rien n’est plus dû": (
        plan(paiements=[{"date": "2026-10-01", "montant": "60,01", "facture": "F-1023"}]),
        {"W270"},
    ),
    "une entreprise, et deux personnes qui signent": (
        plan(destinataire={"nom": "Auberge Exemple inc.", "type": "entreprise", "courriel": "a@exemple.test"}),
        set(),
    ),
    "un avocat au dossier": (plan(destinataire=destinataire(procureur="Me Exemple")), {"P102"}),
    "un débiteur insolvable": (plan(suites=[{"date": "2026-10-01", "resultat": "insolvabilite"}]), {"J108"}),
    "le dernier jour avant la prescription": (
        plan(creances=[facture(date="2023-10-20", echeance="2023-11-20")]),
        {"A101"},
    ),
    "une dette prescrite d’hier": (plan(creances=[facture(**ANCIENNE)]), {"A102"}),
    "un consommateur, et un taux": (
        plan(destinataire=destinataire(qualite="consommateur"), offre={"versements": VERSEMENTS, "taux_annuel": "5 %"}),
        {"W272"},
    ),
    "on ne sait pas qui paie, et un taux": (plan(offre={"versements": VERSEMENTS, "taux_annuel": "5 %"}), {"W272"}),
    # -- 60,00 à 12 % : 25 jours, 0,49 $; puis 30,49 $ pendant 31 jours, 0,31 $ --
    "une entreprise, à 12 %, l’intérêt compris": (
        plan(
            destinataire=ENTREPRISE,
            offre=versements(("2026-12-15", "30,00"), ("2027-01-15", "30,80")) | {"taux_annuel": "12 %"},
        ),
        set(),
    ),
    "une entreprise, à 12 %, l’intérêt oublié": (
        plan(destinataire=ENTREPRISE, offre={"versements": VERSEMENTS, "taux_annuel": "12 %"}),
        {"W271"},
    ),
    "un taux que les tribunaux réduisent": (
        plan(
            destinataire=ENTREPRISE,
            offre=versements(("2026-12-15", "30,00"), ("2027-01-15", "31,62")) | {"taux_annuel": "24 %"},
        ),
        {"W276"},
    ),
    "un taux criminel": (
        plan(
            destinataire=ENTREPRISE,
            offre=versements(("2026-12-15", "30,00"), ("2027-01-15", "32,44")) | {"taux_annuel": "36 %"},
        ),
        {"W276"},
    ),
    "quelqu’un cède quelque chose : ce n’est plus un plan": (
        plan(offre={"versements": VERSEMENTS, "concessions": CHACUN}),
        {"W273"},
    ),
    # -- un jour dit à venir l'est au jour de la lettre; ce qui est venu d'un plan accepté n'est plus à payer --
    "accepté, le premier versement venu : la lettre étale le reste": (
        plan(offre={"versements": ETALES, "acceptee_le": "2026-11-01"}, paiements=RECU_20),
        set(),
    ),
    "le même, sans dire qu’il fut accepté": (plan(offre={"versements": ETALES}, paiements=RECU_20), {"W206", "W271"}),
    "accepté, le premier versement venu à un cent près": (
        plan(
            offre={"versements": ETALES, "acceptee_le": "2026-11-01"},
            paiements=[RECU_20[0] | {"montant": "19,99"}],
        ),
        {"W206"},
    ),
    "accepté, le premier versement jamais venu": (
        plan(offre={"versements": ETALES, "acceptee_le": "2026-11-01"}),
        {"W206"},
    ),
    "accepté, le chèque du premier versement revenu": (
        plan(
            offre={"versements": ETALES, "acceptee_le": "2026-11-01"},
            paiements=RECU_20,
            suites=[{"date": "2026-11-18", "resultat": "cheque_sans_provision", "paiement": 1}],
        ),
        {"W206"},
    ),
    "accepté, deux versements d’avance : il n’en reste qu’un": (
        plan(offre={"versements": ETALES, "acceptee_le": "2026-11-01"}, paiements=[RECU_20[0] | {"montant": "40,00"}]),
        set(),
    ),
    "accepté, et tout est venu": (
        plan(offre={"versements": ETALES, "acceptee_le": "2026-11-01"}, paiements=[RECU_20[0] | {"montant": "60,00"}]),
        {"W270"},
    ),
    "accepté, tous les versements sont venus, mais non toute la dette": (
        plan(offre={"versements": ETALES[:1], "acceptee_le": "2026-11-01"}, paiements=RECU_20),
        {"W271"},
    ),
    "le terme du plan est passé d’un jour": (
        plan(offre={"versements": VERSEMENTS, "expire_le": "2026-11-19"}),
        {"W201"},
    ),
    "le terme du plan est aujourd’hui": (plan(offre={"versements": VERSEMENTS, "expire_le": "2026-11-20"}), set()),
    "le terme du plan est passé, mais il fut accepté à temps": (
        plan(offre={"versements": VERSEMENTS, "expire_le": "2026-11-19", "acceptee_le": "2026-11-19"}),
        set(),
    ),
    "le plan fut accepté après son terme": (
        plan(offre={"versements": VERSEMENTS, "expire_le": "2026-11-18", "acceptee_le": "2026-11-19"}),
        {"W201", "W207"},
    ),
    "par la poste, le premier versement avant la réception": (
        plan(mode_envoi="poste", offre=versements(("2026-11-26", "30,00"), ("2027-01-15", "30,00"))),
        {"W209"},
    ),
    "par la poste, le premier versement le jour de la réception": (
        plan(mode_envoi="poste", offre=versements(("2026-11-27", "30,00"), ("2027-01-15", "30,00"))),
        set(),
    ),
    "en main propre, le premier versement aujourd’hui": (
        plan(mode_envoi="main_propre", offre=versements(("2026-11-20", "30,00"), ("2027-01-15", "30,00"))),
        set(),
    ),
    "deux versements le même jour": (
        plan(offre=versements(("2026-12-15", "30,00"), ("2026-12-15", "30,00"))),
        {"W279"},
    ),
}


@d_un_trait
@pytest.mark.parametrize("titre", PLANS)
def test_un_plan_etrange_a_son_verdict(titre: str) -> None:
    blocs, attendus = PLANS[titre]
    assert reproches("entente_paiement", blocs) & CONNUS == attendus


@pytest.mark.parametrize("titre", [titre for titre, (_, attendus) in PLANS.items() if attendus == {"W271"}])
def test_le_dernier_versement_que_dit_le_remede_fait_le_compte(titre: str) -> None:
    blocs = PLANS[titre][0]
    trouves = verifier_coherence(Affaire(dossier(**blocs), AU), "entente_paiement")
    (remede,) = [c.remede for c in trouves if c.code == "W271"]
    dit = re.search(r"Portez le dernier à ([\d\s,]+)\s\$", remede)
    if dit is None:
        # -- tous les versements prévus sont venus : il n'y en a pas de dernier --
        assert "Remplacez-les" in remede
        return
    versements = [*blocs["offre"]["versements"][:-1], blocs["offre"]["versements"][-1] | {"montant": dit[1]}]
    corrige = blocs | {"offre": blocs["offre"] | {"versements": versements}}
    assert "W271" not in reproches("entente_paiement", corrige)


CONNUS = {f"W27{n}" for n in range(10)} | {"W170", "W171", "W172"} | {f"W20{n}" for n in range(1, 9)}
CONNUS |= {
    "W173",
    "W174",
    "W175",
    "W280",
    "W281",
    "W209",
    "W210",
    "W211",
    "W215",
    "W216",
    "P102",
    "J108",
    "A101",
    "A102",
}
"""Ce que ces dossiers éprouvent; les plus petits ont d'autres manques, qui ne sont pas d'un plan."""


def test_l_interet_convenu_qu_un_plan_abandonne_se_dit() -> None:
    blocs = plan(destinataire=ENTREPRISE, contrat=CONTRAT_A_12, pieces=[{"id": "P-1", "titre": "Contrat"}])
    conseils = {c.code for c in verifier_coherence(Affaire(dossier(**blocs), AU), "entente_paiement")}
    assert "W278" in conseils
    assert "W278" not in {c.code for c in verifier_coherence(Affaire(dossier(**plan()), AU), "entente_paiement")}


TRANSACTIONS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "moins que la dette, taxes comprises": (transaction(), set()),
    "toute la dette, et une concession ailleurs": (
        transaction(versements=[{"date": "2026-12-18", "montant": "60,00"}], concessions=AILLEURS),
        set(),
    ),
    "toute la dette, et rien à quoi renoncer": (
        transaction(versements=[{"date": "2026-12-18", "montant": "60,00"}]),
        {"W174"},
    ),
    "un cent de plus que la dette": (transaction(versements=[{"date": "2026-12-18", "montant": "60,01"}]), {"W204"}),
    "rien ne dit si les taxes sont comprises": (
        transaction() | {"quittance": {"objet": "la facture F-1023", "etendue": "toute somme due"}},
        {"W170"},
    ),
    "moins que la dette, taxes en sus": (
        transaction() | {"quittance": QUITTANCE | {"taxes_comprises": "non"}},
        {"W171"},
    ),
    "aucun paiement, et rien des taxes": (
        transaction(versements=[]) | {"quittance": {"objet": "la facture F-1023", "etendue": "toute somme due"}},
        {"W216"},
    ),
    "seul l’autre cède": (transaction(concessions=CHACUN[1:]), {"W203"}),
    "un avis retiré, et rien en retour": (
        transaction(concessions=CHACUN[1:])
        | {"quittance": QUITTANCE | {"publications": "vous retirez votre avis du 3 octobre 2026"}},
        {"W172", "W203"},
    ),
    "un avis corrigé, et une somme remise": (
        transaction() | {"quittance": QUITTANCE | {"publications": "vous corrigez votre avis du 3 octobre 2026"}},
        set(),
    ),
    "le terme pour signer est passé d’un jour": (transaction(expire_le="2026-11-19"), {"W201"}),
    "le terme pour signer est aujourd’hui": (transaction(expire_le="2026-11-20"), set()),
    "acceptée par courriel avant d’être écrite": (transaction(acceptee_le="2026-11-18"), set()),
    "acceptée après son terme": (transaction(expire_le="2026-11-17", acceptee_le="2026-11-18"), {"W201", "W207"}),
    "acceptée à temps, écrite après son terme : le terme se dit passé": (
        transaction(expire_le="2026-11-19", acceptee_le="2026-11-18"),
        set(),
    ),
    "acceptée le dernier jour": (transaction(expire_le="2026-11-19", acceptee_le="2026-11-19"), set()),
    "le premier versement est la veille du terme pour signer": (transaction(expire_le="2026-12-21"), {"W209"}),
    "le premier versement est le jour du terme pour signer": (transaction(expire_le="2026-12-18"), set()),
    "le même, d’une offre acceptée": (transaction(expire_le="2026-12-21", acceptee_le="2026-11-18"), set()),
    "par la poste, le terme est passé à la réception": (
        transaction(expire_le="2026-11-26") | {"mode_envoi": "poste"},
        {"W211"},
    ),
    "par la poste, le terme est le jour de la réception": (
        transaction(expire_le="2026-11-27") | {"mode_envoi": "poste"},
        set(),
    ),
    "acceptée, le versement venu": (
        transaction(versements=[{"date": "2026-11-10", "montant": "20,00"}], acceptee_le="2026-11-01")
        | {"paiements": RECU_20},
        set(),
    ),
    "acceptée, toute la dette venue": (
        transaction(
            versements=[{"date": "2026-11-10", "montant": "60,00"}], acceptee_le="2026-11-01", concessions=AILLEURS
        )
        | {"paiements": [RECU_20[0] | {"montant": "60,00"}]},
        set(),
    ),
    "acceptée, le versement jamais venu": (
        transaction(versements=[{"date": "2026-11-10", "montant": "20,00"}], acceptee_le="2026-11-01"),
        {"W206"},
    ),
    "un engagement pour hier": (
        transaction(concessions=[{"de": "nous", "texte": "livrer au plus tard le 19 novembre 2026"}, CHACUN[1]]),
        {"W210"},
    ),
    "un engagement pour aujourd’hui": (
        transaction(concessions=[{"de": "nous", "texte": "livrer d’ici le vendredi 20 novembre 2026"}, CHACUN[1]]),
        set(),
    ),
    "renoncer à l’intérêt couru jusqu’à un jour passé": (
        transaction(
            concessions=[{"de": "nous", "texte": "renoncer à l’intérêt couru jusqu’au 1er octobre 2026"}, CHACUN[1]]
        ),
        set(),
    ),
    "un avis à corriger pour hier": (
        transaction()
        | {"quittance": QUITTANCE | {"publications": "vous le corrigez au plus tard le 19 novembre 2026"}},
        {"W210"},
    ),
    "le versement est déjà passé": (
        transaction(versements=[{"date": "2026-11-19", "montant": "30,00"}]),
        {"W206"},
    ),
    "un versement le jour de Noël": (transaction(versements=[{"date": "2026-12-25", "montant": "30,00"}]), {"W274"}),
    "un versement sans date": (transaction(versements=[{"montant": "30,00"}]), {"W215"}),
    "trop payé : rien n’est plus dû": (
        transaction() | {"paiements": [{"date": "2026-10-01", "montant": "60,00", "facture": "F-1023"}]},
        {"W270", "W204"},
    ),
    "un chèque revenu n’a rien payé": (
        transaction()
        | {
            "paiements": [{"date": "2026-10-01", "montant": "60,00", "facture": "F-1023"}],
            "suites": [{"date": "2026-10-05", "resultat": "cheque_sans_provision", "paiement": 1}],
        },
        set(),
    ),
    "la dette de deux factures": (
        transaction(versements=[{"date": "2026-12-18", "montant": "90,00"}])
        | {"creances": [facture(), facture(facture="F-1024", montant="40,00")]}
        | {"quittance": QUITTANCE | {"objet": "les factures F-1023 et F-1024"}},
        set(),
    ),
    "deux factures décrites, une seule quittée": (
        transaction() | {"creances": [facture(), facture(facture="F-1024", montant="40,00")]},
        {"W173"},
    ),
    "renoncer à l’exacte somme laissée": (
        transaction(concessions=[{"de": "nous", "texte": "renoncer à 30,00 $"}, CHACUN[1]]),
        set(),
    ),
    "renoncer à un cent de plus": (
        transaction(concessions=[{"de": "nous", "texte": "renoncer à 30,01 $"}, CHACUN[1]]),
        {"W174"},
    ),
    "l’expéditeur paie : des taxes en sus ne sont pas les siennes": (
        transaction()
        | {
            "creances": [],
            "expediteur": expediteur(taxes="non_inscrit"),
            "recu": {"type": "mise_en_demeure", "date": "2026-11-10", "reclame": {"montant": "90,00"}},
            "quittance": QUITTANCE | {"objet": "les frais", "taxes_comprises": "non"},
        },
        {"W171"},
    ),
    "il reçoit, et n’est pas inscrit aux taxes": (
        transaction()
        | {"expediteur": expediteur(taxes="non_inscrit"), "quittance": QUITTANCE | {"taxes_comprises": "non"}},
        {"W171", "W175"},
    ),
    "l’offre partie fut refusée": (
        transaction()
        | {
            "envois": [{"lettre": "proposition", "date": "2026-11-10", "mode": "courriel"}],
            "suites": [{"date": "2026-11-12", "resultat": "refus"}],
        },
        {"W281"},
    ),
    "refusée, puis acceptée": (
        transaction(acceptee_le="2026-11-14")
        | {
            "envois": [{"lettre": "proposition", "date": "2026-11-10", "mode": "courriel"}],
            "suites": [{"date": "2026-11-12", "resultat": "refus"}],
        },
        set(),
    ),
    "acceptée, puis refusée": (
        transaction(acceptee_le="2026-11-14") | {"suites": [{"date": "2026-11-15", "resultat": "refus"}]},
        {"W281"},
    ),
    "acceptée le jour d’un refus": (
        transaction(acceptee_le="2026-11-14") | {"suites": [{"date": "2026-11-14", "resultat": "refus"}]},
        set(),
    ),
    "un consommateur, et un taux en cas de défaut": (transaction(taux_annuel="5 %"), {"W272"}),
    "un avocat au dossier": (transaction() | {"destinataire": destinataire(procureur="Me Exemple")}, {"P102"}),
    "une entreprise, et un taux criminel": (
        transaction(taux_annuel="36 %") | {"destinataire": ENTREPRISE},
        {"W276"},
    ),
}


@d_un_trait
@pytest.mark.parametrize("titre", TRANSACTIONS)
def test_une_transaction_etrange_a_son_verdict(titre: str) -> None:
    blocs, attendus = TRANSACTIONS[titre]
    assert reproches("transaction", blocs) & CONNUS == attendus


def signe(reconnu_le: str = "2026-11-20", accepte_le: str | None = "2026-11-23", **blocs: Any) -> dict[str, Any]:
    """Un plan de trois versements, signé et accepté; chacun vient à son jour, sauf si `paiements` dit autrement."""
    dernier = blocs.pop("dernier")
    dus = list(zip(("2026-12-15", "2027-01-15", "2027-02-15"), ("20,00", "20,00", dernier), strict=True))
    offre = {**versements(*dus), **blocs.pop("offre", {})} | ({"acceptee_le": accepte_le} if accepte_le else {})
    entente = {"lettre": "entente_paiement", "date": reconnu_le, "mode": "main_propre"}
    return plan(
        offre=offre,
        envois=[*blocs.pop("avant", ()), *([entente] if reconnu_le else ()), *blocs.pop("apres", ())],
        paiements=blocs.pop("paiements", [{"date": d, "montant": m, "facture": "F-1023"} for d, m in dus]),
        **blocs,
    )


RECUE = {"lettre": "mise_en_demeure", "date": "2026-10-01", "mode": "recommande", "recu_le": "2026-10-05"}
RECUE_APRES = {"lettre": "mise_en_demeure", "date": "2027-01-04", "mode": "recommande", "recu_le": "2027-01-06"}
A_12: dict[str, Any] = {"contrat": CONTRAT_A_12}
"""60,00 $ à 12 % depuis le 31 août : 1,60 $ le 20 novembre, 81 jours plus tard; 1,61 $, le 21."""

SOLDES: dict[str, tuple[dict[str, Any], date, str, str]] = {
    "sans intérêt, suivi au cent : rien ne reste": (signe(dernier="21,60", **A_12), date(2027, 2, 20), "0.00", "0.00"),
    "un cent de moins : un cent reste": (signe(dernier="21,59", **A_12), date(2027, 3, 31), "0.01", "0.00"),
    "la veille du plan, l’intérêt du contrat court": (
        signe(dernier="21,60", **A_12),
        date(2026, 11, 22),
        "61.64",
        "0.01",
    ),
    "le jour où il est accepté, il ne court plus": (
        signe(dernier="21,60", **A_12),
        date(2026, 11, 23),
        "61.60",
        "0.00",
    ),
    "au taux légal, 46 jours d’une demeure reçue": (
        signe(dernier="20,38", avant=[RECUE]),
        date(2027, 2, 20),
        "0.00",
        "0.00",
    ),
    "au taux du plan, que rien ne faisait courir": (
        signe(dernier="20,74", offre={"taux_annuel": "8 %"}, destinataire=ENTREPRISE),
        date(2027, 2, 20),
        "0.00",
        "0.00",
    ),
    "jamais accepté : l’intérêt du contrat court": (
        signe(accepte_le=None, dernier="21,60", paiements=[], **A_12),
        date(2026, 12, 20),
        "62.19",
        "0.01",
    ),
    "accepté sans que rien ne soit signé : il court": (
        signe(reconnu_le="", dernier="21,60", paiements=[], **A_12),
        date(2026, 12, 20),
        "62.19",
        "0.01",
    ),
    "manqué, sans mise en demeure : il ne court pas": (
        signe(dernier="21,60", paiements=[], **A_12),
        date(2027, 1, 5),
        "61.60",
        "0.00",
    ),
    "manqué, mise en demeure reçue : il reprend de ce jour": (
        signe(dernier="21,60", paiements=[], apres=[RECUE_APRES], **A_12),
        date(2027, 1, 16),
        "61.80",
        "0.01",
    ),
    "une demeure d’avant le plan, reçue après : elle ne le rompt pas": (
        signe(dernier="21,60", paiements=[], avant=[{**RECUE_APRES, "date": "2026-11-19"}], **A_12),
        date(2027, 1, 16),
        "61.60",
        "0.00",
    ),
    "un plan d’une autre facture n’arrête rien": (
        signe(dernier="21,60", paiements=[], apres=[], **A_12)
        | {
            "envois": [{"lettre": "entente_paiement", "date": "2026-11-20", "creances": ["F-9"]}],
            "creances": [facture(), facture(facture="F-9")],
        },
        date(2026, 12, 20),
        "123.79",
        "0.01",
    ),
}


@d_un_trait
@pytest.mark.parametrize("cas", SOLDES)
def test_sous_un_plan_signe_l_interet_est_celui_du_plan(cas: str) -> None:
    blocs, au, solde, par_jour = SOLDES[cas]
    total = Affaire(dossier(**blocs), au).comptes.total
    assert total is not None
    assert (str(total.solde), str(total.par_jour), str(total.trop_paye)) == (solde, par_jour, "0.00")


def test_une_autre_offre_n_efface_pas_le_plan_signe():
    """Le journal garde son taux, une reconnaissance le dit signé : rien ne change au compte."""
    for cas, (blocs, au, solde, par_jour) in SOLDES.items():
        offre, envois = blocs["offre"], blocs["envois"]
        rangs = [rang for rang, e in enumerate(envois) if e["lettre"] == "entente_paiement"]
        for rang in rangs if "acceptee_le" in offre else ():
            taux = offre.get("taux_annuel", "sans intérêt")
            gardes = [*envois[:rang], envois[rang] | {"affirme": [f"plan, taux annuel : {taux}"]}, *envois[rang + 1 :]]
            oui = {"date": offre["acceptee_le"], "resultat": "reconnaissance", "envoi": rang + 1}
            remplacee = blocs | {"offre": transaction()["offre"], "envois": gardes, "suites": [oui]}
            total = Affaire(dossier(**remplacee), au).comptes.total
            assert total is not None
            assert (str(total.solde), str(total.par_jour)) == (solde, par_jour), cas


def refait(
    taux_avant: str | None, taux: str | None = None, demeure: bool = False, ecrit: bool = True
) -> dict[str, Any]:
    """Un plan signé le 20 novembre, un autre le 10 février, et rien de payé; le contrat porte 12 %."""
    affirme = [f"plan, taux annuel : {taux_avant}"] if taux_avant else []
    envois = [
        {"lettre": "entente_paiement", "date": "2026-11-20", "mode": "main_propre", "affirme": affirme},
        *([RECUE_APRES] if demeure else []),
        *([{"lettre": "entente_paiement", "date": "2027-02-10", "mode": "main_propre"}] if ecrit else []),
    ]
    envois[0] |= {} if ecrit else {"versements": [{"date": "2026-12-15", "montant": "61.60"}]}
    offre = versements(("2027-04-15", "60,00")) | {"acceptee_le": "2027-02-12"}
    suites = [{"date": "2026-11-23", "resultat": "reconnaissance", "envoi": 1}]
    offre |= {"taux_annuel": taux} if taux else {}
    return plan(offre=offre, envois=envois, suites=suites, paiements=[], destinataire=ENTREPRISE, **A_12)


@d_un_trait
@pytest.mark.parametrize(
    ("blocs", "solde"),
    [
        # -- 60,00 $, et 1,60 $ d'intérêt le 20 novembre; du 20 novembre au 10 février, 82 jours --
        (refait("sans intérêt"), "61.60"),
        (refait("8 %"), "62.68"),
        # -- la demeure reçue le 6 janvier rompt le premier : 35 jours à 12 %, puis le second --
        (refait("sans intérêt", demeure=True), "62.29"),
        # -- du premier, on ne sait plus le taux : celui du contrat, 163 jours --
        (refait(None), "63.22"),
        # -- le second porte 8 % : 19 jours, au 1er mars --
        (refait("sans intérêt", "8 %"), "61.85"),
        (refait("8 %", "8 %"), "62.93"),
        # -- le second accepté, jamais écrit : le premier porte encore son taux, 101 jours --
        (refait("8 %", ecrit=False), "62.93"),
        (refait("sans intérêt", "8 %", ecrit=False), "61.60"),
    ],
)
def test_d_un_plan_refait_chacun_porte_son_taux_pour_son_temps(blocs: dict[str, Any], solde: str):
    total = Affaire(dossier(**blocs), date(2027, 3, 1)).comptes.total
    assert total is not None and str(total.solde) == solde


def test_un_plan_quelconque_paye_au_cent_ne_laisse_rien_ni_ne_fait_trop_payer():
    hasard, du = random.Random(14), date(2026, 11, 20)  # noqa: S311
    for _ in range(100):
        capital = f"{hasard.randint(5000, 500000) / 100:.2f}"
        blocs: dict[str, Any] = {"creances": [facture(montant=capital)], "destinataire": ENTREPRISE}
        blocs["envois"] = [RECUE] if hasard.random() < 0.5 else []
        due = Affaire(dossier(**blocs), du).comptes.a_payer(du)
        assert due is not None
        taux, premier = Decimal(hasard.choice([0, 3, 8, 12])), du + timedelta(days=hasard.randint(5, 40))
        etale = en_versements(Debut(due.capital, taux, du, premier, couru=due.interet), hasard.randint(1, 14))
        dus = [(f"{v.jour}", f"{v.montant}") for v in etale.versements]
        signee = versements(*dus) | {"acceptee_le": "2026-11-24"} | ({"taux_annuel": f"{taux} %"} if taux else {})
        entente = {"lettre": "entente_paiement", "date": f"{du}", "mode": "main_propre"}
        venus = [{"date": jour, "montant": montant, "facture": "F-1023"} for jour, montant in dus]
        blocs |= {"offre": signee, "envois": [*blocs["envois"], entente], "paiements": venus}
        total = Affaire(dossier(**blocs), etale.versements[-1].jour + timedelta(days=90)).comptes.total
        assert total is not None
        assert (total.solde, total.trop_paye) == (0, 0), blocs


def test_un_plan_quelconque_se_suit_de_meme_au_dossier_et_au_journal():
    """Même décision et mêmes constats, que « offre » soit encore le plan, ou que le journal seul l'ait gardé."""
    hasard, du = random.Random(8), date(2026, 9, 25)  # noqa: S311

    def dans(jours: int) -> str:
        return (du + timedelta(days=jours)).isoformat()

    decisions = set()
    for _ in range(60):
        dus = [(dans(20 + 30 * rang), f"{hasard.randint(500, 2500) / 100:.2f}") for rang in range(hasard.randint(1, 3))]
        prevus = versements(*dus)["versements"]
        entente = {"lettre": "entente_paiement", "date": dans(0), "mode": "main_propre", "versements": prevus}
        entente["affirme"] = ["plan, taux annuel : sans intérêt", "plan, délai après avis : dix jours"]
        rappels = [{"lettre": "rappel", "date": dans(j), "mode": "courriel"} for j in hasard.sample(range(-15, 70), 2)]
        envois = [entente, *(r for r in rappels if hasard.random() < 0.7)]
        payes = [(dans(hasard.randint(3, 100)), m) for _, m in dus if hasard.random() < 0.6]
        blocs: dict[str, Any] = {
            "creances": [facture(montant="90.00")],
            "paiements": [{"date": le, "montant": m, "facture": "F-1023"} for le, m in payes],
            "suites": [{"date": dans(3), "resultat": "reconnaissance", "envoi": 1}],
            "envois": envois,
        }
        au = max([date.fromisoformat(le) for le, _ in payes] + [du + timedelta(days=hasard.randint(70, 130))])
        vus = []
        for offre in ({"versements": prevus, "acceptee_le": dans(3)}, None, {"versements": prevus[-1:]}):
            d = dossier(**blocs, **({"offre": offre} if offre else {}))
            decision = lettres.evaluer(d, au=au)
            codes = {c.code for c in lettres.verifier(d, "mise_en_demeure", au=au)} & {"J120", "W284"}
            raisons = tuple(r.code for r in decision.raisons)
            vus.append((decision.statut, decision.lettre, raisons, decision.des_le, frozenset(codes)))
        assert vus[0] == vus[1] == vus[2], (dus, payes, au)
        decisions.add(vus[0][:3])
    assert len(decisions) > 4
