"""Les noms des créances : sans numéro, son rang; le journal la vise ainsi, et deux lettres d'un jour s'y démêlent."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from fabrique_de_dossiers import destinataire, dossier, expediteur, facture, piece
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire
from lettres.dossier import Dossier
from lettres.production.consigne import consigne
from lettres.regles import verifier_coherence

AU = date(2026, 11, 22)
RAPPELS = [
    {"lettre": "rappel", "date": "2026-09-08", "mode": "courriel", "creances": ["F-2"]},
    {"lettre": "rappel", "date": "2026-09-25", "mode": "courriel", "creances": ["F-2"]},
]
JOURNAUX: dict[str, dict[str, Any]] = {
    "des lettres": {"envois": RAPPELS},
    "une mise en demeure reçue": {
        "envois": [*RAPPELS, RAPPELS[0] | {"lettre": "mise_en_demeure", "date": "2026-10-12", "recu_le": "2026-10-13"}]
    },
    "un paiement": {"paiements": [{"date": "2026-09-10", "montant": "30", "facture": "F-2"}]},
    "un paiement de tout": {"paiements": [{"date": "2026-09-10", "montant": "90", "facture": "F-2"}]},
    "un chèque sans provision": {
        "paiements": [{"date": "2026-09-10", "montant": "90", "facture": "F-2"}],
        "suites": [{"date": "2026-09-14", "resultat": "cheque_sans_provision", "paiement": 1}],
    },
    "une note de crédit": {"avoirs": [{"numero": "NC-1", "date": "2026-09-01", "montant": "20", "facture": "F-2"}]},
    "une promesse": {
        "suites": [{"date": "2026-11-20", "resultat": "promesse", "promis_le": "2026-11-30", "creances": ["F-2"]}]
    },
    "une promesse rompue": {
        "suites": [{"date": "2026-10-20", "resultat": "promesse", "promis_le": "2026-10-30", "creances": ["F-2"]}]
    },
    "une contestation": {"suites": [{"date": "2026-10-20", "resultat": "contestation", "creances": ["F-2"]}]},
    "un aveu": {
        "suites": [
            {"date": "2026-10-20", "resultat": "reconnaissance", "montant": "90", "piece": "P-1", "creances": ["F-2"]}
        ]
    },
    "une suspension": {"suspensions": [{"motif": "mediation", "du": "2026-11-01", "creances": ["F-2"]}]},
    "une clôture": {"clotures": [{"date": "2026-11-01", "issue": "abandon", "creances": ["F-2"]}]},
    "une réouverture": {
        "clotures": [
            {"date": "2026-11-01", "issue": "abandon"},
            {"date": "2026-11-02", "issue": "rouverte", "creances": ["F-2"]},
        ]
    },
    "tout de deux": {
        "envois": [*RAPPELS, RAPPELS[0] | {"date": "2026-10-20", "creances": ["F-1", "F-2"]}],
        "paiements": [{"date": "2026-09-10", "montant": "30", "facture": "F-2"}],
        "suites": [{"date": "2026-11-20", "resultat": "contestation", "creances": ["F-1", "F-2"]}],
    },
}


def lu(nom: str | None, **blocs: Any) -> Dossier:
    """Trois créances; celle du milieu a ce numéro, ou n'en a pas, et le journal la nomme alors par son rang."""
    creances = [
        facture(facture="F-1", montant="60", cause="service"),
        facture(facture=nom, montant="90", cause="pret", objet="Un prêt"),
        facture(facture=None, montant="120", cause="pret", objet="Un autre prêt"),
    ]
    faits = {
        "expediteur": expediteur(taxes="non_inscrit"),
        "destinataire": destinataire(courriel="marie@exemple.test", qualite="commercant"),
        "creances": creances,
        "pieces": [piece(1)],
        "mode_envoi": "recommande",
    }
    nommes = json.loads(json.dumps(blocs).replace('"F-2"', json.dumps(nom or "créance 2")))
    return dossier(**faits | nommes)


def vue(d: Dossier) -> Any:
    """Ce que l'affaire et la décision en disent, le nom mis à part."""
    affaire = Affaire(d, AU)
    decision = lettres.evaluer(d, au=AU)

    def sans_nom(texte: str) -> str:
        return texte.replace("créance 2", "F-2").replace(" (F-2)", "")

    return {
        "soldes": [c.releve.solde if c.releve else None for c in affaire.comptes.creances],
        "depuis": [c.depart.jour for c in affaire.comptes.creances],
        "prescriptions": [p and p.actuelle.fin for p in affaire.prescriptions.creances],
        "decisions": [
            (
                g.statut,
                g.echelon and g.echelon.code,
                g.des_le,
                [sans_nom(n) for n in g.creances],
                [(r.code, sans_nom(r.phrase)) for r in g.raisons],
                [(c.evenement, sans_nom(str(c.donnees)), c.statut) for c in g.contraires],
            )
            for g in decision.toutes
        ],
        "constats": sorted(c.code for c in verifier_coherence(affaire, "rappel") if c.code[0] in "JS"),
    }


@d_un_trait
@pytest.mark.parametrize("journal", JOURNAUX.values(), ids=JOURNAUX)
def test_sans_numero_une_creance_suit_le_journal_comme_avec(journal: dict[str, Any]):
    assert vue(lu(None, **journal)) == vue(lu("F-2", **journal))


@d_un_trait
@pytest.mark.parametrize("nom", [nom for nom in JOURNAUX if nom != "une réouverture"])
def test_ce_qui_nomme_l_une_ne_change_rien_a_l_autre_qui_n_a_pas_de_numero(nom: str):
    journal = JOURNAUX[nom]
    sans, avec = vue(lu(None)), vue(lu(None, **journal))
    assert avec["soldes"][2] == sans["soldes"][2]
    (reste,) = [g for g in avec["decisions"] if "créance 3" in g[3]]
    (seule,) = [g for g in sans["decisions"] if "créance 3" in g[3]]
    # -- d'un groupe au même pas, le jour est celui de la dernière ouverte --
    assert reste[:2] == seule[:2]
    assert reste[2] == seule[2] or len(reste[3]) > 1


def test_deux_lettres_d_un_jour_se_demelent_au_journal():
    """L'une des sommes sans numéro est à sa mise en demeure, les autres au premier rappel : chacune dit la sienne."""
    d = lu(None, envois=RAPPELS)
    decision = lettres.evaluer(d, au=AU)
    pas = {g.echelon.code: g.creances for g in decision.toutes if g.echelon}
    assert pas == {"mise_en_demeure": ("créance 2",), "rappel": ("F-1", "créance 3")}
    inscrites = []
    for code, noms in pas.items():
        visees = consigne(Affaire(d, AU).visant(frozenset(noms)), code).inscription["creances"]
        assert tuple(visees) == noms
        inscrites.append({"lettre": code, "date": AU.isoformat(), "recu_le": AU.isoformat(), "creances": [*visees]})
    apres = lettres.evaluer(lu(None, envois=[*RAPPELS, *inscrites]), au=AU)
    assert {g.echelon.code: g.creances for g in apres.toutes if g.echelon} == {
        "petites_creances": ("créance 2",),
        "rappel_ferme": ("F-1", "créance 3"),
    }


@pytest.mark.parametrize("fautif", ["créance 1", "créance 4", "créance deux", "no 2"])
def test_un_nom_que_le_dossier_n_a_pas_se_dit_et_ne_vise_rien(fautif: str):
    d = lu(None, clotures=[{"date": "2026-11-01", "issue": "abandon", "creances": [fautif]}])
    (constat,) = [c for c in verifier_coherence(Affaire(d, AU), "rappel") if c.code == "J115"]
    assert constat.remede.endswith("F-1, créance 2, créance 3.")
    assert not Affaire(d, AU).est_close
    assert all(g.statut != "terminee" for g in lettres.evaluer(d, au=AU).toutes)


def test_une_facture_qui_porte_le_nom_d_un_rang_le_garde():
    d = dossier(creances=[facture(facture="créance 2"), facture(facture=None)])
    assert d.noms_des_creances == ("créance 2", "créance 2 (sans numéro)")
    ferme = d.model_copy(update={"clotures": lu(None, clotures=[FERME]).clotures})
    assert [g.creances for g in lettres.evaluer(ferme, au=AU).toutes if g.statut == "terminee"] == [("créance 2",)]


FERME = {"date": "2026-11-01", "issue": "abandon", "creances": ["créance 2"]}
