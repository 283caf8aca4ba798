"""Une part contestée, de la première mise en demeure au tribunal : tout ce qui en parle dit les mêmes sommes.

La facture est de 3 650 $, la part de 730 $ : à 5 %, 10 cents par jour; le reste en rapporte 40.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from exemples_rendus import ATELIER
from fabrique_de_dossiers import destinataire, dossier, expediteur, facture, piece

import lettres
from lettres import interface
from lettres.affaire import Affaire
from lettres.barriere import controler
from lettres.dossier import Dossier
from lettres.langue.typographie import montant
from lettres.production.consigne import consigne
from lettres.production.etat import dresser
from lettres.production.relances.simulation import simuler
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.constats import Gravite

RAPPELS = [
    {"lettre": "rappel", "date": "2026-09-08", "mode": "courriel", "montant": "3650.00", "echelon": "rappel"},
    {"lettre": "rappel", "date": "2026-09-22", "mode": "courriel", "montant": "3650.00", "echelon": "rappel_ferme"},
]
CONTESTE = {"date": "2026-09-25", "canal": "courriel", "resultat": "contestation", "montant_conteste": "730.00"}
PREMIERE = {"lettre": "mise_en_demeure", "date": "2026-10-05", "recu_le": "2026-10-07", "montant": "2920.00"}
REPONSE = {"lettre": "reponse", "date": "2026-10-20", "mode": "courriel"}
# -- 2 920 × 5 % × 44 / 365 = 17,60, au 20 novembre, sa date limite --
SECONDE = {
    "lettre": "mise_en_demeure",
    "date": "2026-11-03",
    "recu_le": "2026-11-05",
    "montant": "3667.60",
    "echeance": "2026-11-20",
}
LE_3, LE_5 = date(2026, 11, 3), date(2026, 12, 5)


def au_dossier(**blocs: Any) -> Dossier:
    d: dict[str, Any] = {
        "expediteur": expediteur(taxes="non_inscrit", signataire="Karine Exemple"),
        "destinataire": destinataire(courriel="marie@exemple.test", qualite="commercant"),
        "creances": [facture(facture="F-1", montant="3650.00", cause="service", piece="P-1")],
        "envois": [*RAPPELS, PREMIERE, REPONSE],
        "suites": [CONTESTE],
        "accompli": [{"date": "2026-07-15", "texte": "les photos ont été livrées.", "pieces": ["P-1"]}],
        "pieces": [piece(1)],
        "mode_envoi": "recommande",
        "paiement_par": ["virement Interac à karine@exemple.test"],
    }
    return dossier(**d | blocs)


def texte(octets: bytes) -> str:
    return texte_lisible(octets).replace("\xa0", " ")


def test_la_mise_en_demeure_de_la_part_dit_ce_que_l_etat_le_journal_et_la_barriere_disent():
    d = au_dossier()
    lettre, json = ATELIER.generer(d, au=LE_3), interface.etat(dresser(d, au=LE_3))
    dite = texte(lettre.octets)
    assert lettre.lettre == json["decision"]["lettre"] == "mise_en_demeure"
    assert "– 3 667,60 $\n" in dite
    assert "soit 3 650,00 $ de capital et 17,60 $ d’intérêt" in dite
    assert (
        "depuis le 7 octobre 2026, jour où vous avez reçu ma lettre du 5 octobre 2026 (2 920,00 $ de la facture "
        "n° F-1) et la réception de la présente (730,00 $ de la facture n° F-1)"
    ) in dite
    assert "du 7 octobre 2026 au 20 novembre 2026 : 2 920,00 $ × 5 % × 44 / 365 = 17,60 $." in dite
    assert json["a_payer"] is not None
    assert json["a_payer"]["total"] == "3667.60"
    inscrite = consigne(Affaire(d, LE_3), lettre.lettre, echelon=lettre.echelon).inscription
    assert inscrite["montant"] == "3667.60"
    assert [c for c in controler(lettre.octets, dossier=d, au=LE_3) if c.gravite is Gravite.ERREUR] == []
    assert {c.code for c in lettres.verifier(d, au=LE_3)} & {"J103", "J106", "J114", "S122"} == set()


@pytest.mark.parametrize("lettre", ["dossier_petites_creances", "dossier_avocat"])
def test_le_dossier_d_un_tribunal_ou_d_un_avocat_donne_l_interet_part_par_part(lettre: str):
    d = au_dossier(envois=[*RAPPELS, PREMIERE, REPONSE, SECONDE])
    dit = texte(ATELIER.generer(d, lettre, au=LE_5).octets)
    json = interface.etat(dresser(d, au=LE_5))["creances"][0]
    assert [(t["capital"], t["depuis"], t["interet"]) for t in json["tranches"]] == [
        ("2920.00", "2026-10-07", "23.60"),
        ("730.00", "2026-11-05", "3.00"),
    ]
    assert (json["interet"], json["solde"], json["reclame"]) == ("26.60", "3676.60", "3676.60")
    recue = "jour où la mise en demeure a été reçue."
    for ligne in (
        f"Point de départ (2 920,00 $ de la facture n° F-1) : le 7 octobre 2026, {recue}",
        f"Point de départ (730,00 $ de la facture n° F-1) : le 5 novembre 2026, {recue}",
        "Couru et impayé au 5 décembre 2026 : 26,60 $.",
        "Calcul, du 7 octobre 2026 au 5 décembre 2026 : 2 920,00 $ × 5 % × 59 / 365 = 23,60 $.",
        "Calcul, du 5 novembre 2026 au 5 décembre 2026 : 730,00 $ × 5 % × 30 / 365 = 3,00 $.",
    ):
        assert ligne in dit


def test_sans_sa_mise_en_demeure_le_dossier_du_tribunal_dit_que_la_part_ne_porte_rien():
    d = au_dossier()
    dit = texte(ATELIER.generer(d, "dossier_petites_creances", au=LE_5).octets)
    assert "Point de départ (730,00 $ de la facture n° F-1) : aucun encore, faute d’une mise en demeure" in dit
    assert "Couru et impayé au 5 décembre 2026 : 23,60 $." in dit
    assert "O113" in [c.code for c in lettres.verifier(d, "dossier_petites_creances", au=LE_5)]


def test_de_la_lettre_a_la_suivante_les_sommes_ne_se_contredisent_pas():
    """Chaque lettre réclamait ce que le dossier donne encore à son jour; rien n'y change une somme déjà dite."""
    for envois in ([*RAPPELS, PREMIERE], [*RAPPELS, PREMIERE, REPONSE], [*RAPPELS, PREMIERE, REPONSE, SECONDE]):
        constats = lettres.verifier(au_dossier(envois=envois), "mise_en_demeure", au=LE_5)
        assert [c.message for c in constats if c.code == "J103"] == []


def test_une_contestation_retiree_ne_fait_pas_mentir_la_lettre_qui_la_laissait_de_cote():
    retiree = {"corrige": 1, "motif": "Elle la retire."}
    d = au_dossier(envois=[*RAPPELS, PREMIERE], suites=[CONTESTE, retiree])
    assert "J103" not in [c.code for c in lettres.verifier(d, "mise_en_demeure", au=LE_5)]
    lettre = ATELIER.generer(d, au=LE_3)
    assert lettre.lettre == "mise_en_demeure"
    assert "17,60 $ d’intérêt" in texte(lettre.octets)


def test_simuler_suit_le_meme_chemin_jusqu_au_tribunal():
    etapes = simuler(au_dossier(), au=LE_3, jusqu_a=date(2026, 12, 31)).etapes
    decidees = [(e.jour, d.echelon.code) for e in etapes for d in e.decisions if d.echelon and d.statut == "due"]
    assert [code for _, code in decidees] == ["mise_en_demeure", "petites_creances"]
    (lettre, _), (recours, _) = decidees
    assert lettre == LE_3
    # -- et ce jour est celui que donne le dossier où cette lettre est vraiment partie --
    partie = {"lettre": "mise_en_demeure", "date": "2026-11-03", "mode": "recommande", "echelon": "mise_en_demeure"}
    recue = partie | {"recu_le": Affaire(au_dossier(), LE_3).reception.isoformat()}
    reel = au_dossier(envois=[*RAPPELS, PREMIERE, REPONSE, recue])
    assert lettres.evaluer(reel, au=LE_5).des_le == recours


@pytest.mark.parametrize(
    ("envois", "suites", "pas"),
    [
        # -- retirée avant toute mise en demeure, ou après la première : chacune n'en veut qu'une de plus --
        (RAPPELS, [CONTESTE, {"corrige": 1, "motif": "Elle la retire."}], ["mise_en_demeure", "petites_creances"]),
        (
            [*RAPPELS, PREMIERE],
            [CONTESTE, {"corrige": 1, "motif": "Elle la retire."}],
            ["mise_en_demeure", "petites_creances"],
        ),
        (
            [*RAPPELS, PREMIERE | {"montant": "3650.00"}],
            [CONTESTE, {"corrige": 1, "motif": "Elle la retire."}],
            ["petites_creances"],
        ),
    ],
)
def test_ce_qui_est_retire_ne_se_met_en_demeure_qu_une_fois(envois: list[Any], suites: list[Any], pas: list[str]):
    etapes = simuler(au_dossier(envois=envois, suites=suites), au=LE_3, jusqu_a=date(2027, 6, 30)).etapes
    dues = [d.echelon.code for e in etapes for d in e.decisions if d.echelon and d.statut == "due"]
    assert list(dict.fromkeys(dues)) == pas
    assert dues.count("mise_en_demeure") <= 1


@pytest.mark.parametrize(("paye", "capital"), [(None, "3650.00"), ("1000.00", "2660.00")])
def test_ce_qui_est_paye_va_au_meme_endroit_dans_la_lettre_et_dans_l_etat(paye: str | None, capital: str):
    """Le 1er novembre, 25 jours à 40 cents : 10,00 $ vont à l'intérêt, et 990,00 $ au capital qui en porte."""
    d = au_dossier(paiements=[{"date": "2026-11-01", "montant": paye, "facture": "F-1"}] if paye else [])
    assert interface.etat(dresser(d, au=LE_3))["creances"][0]["capital_restant"] == capital
    dit = f"soit {montant(Decimal(capital))} de capital".replace("\xa0", " ")
    assert dit in texte(ATELIER.generer(d, au=LE_3).octets)
