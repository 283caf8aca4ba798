"""Une lettre ne réclame que les créances qui en sont à son pas; les autres attendent la leur, et rien n'est perdu."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from exemples_rendus import ATELIER
from fabrique_de_dossiers import dossier, expediteur, facture

import lettres
from lettres.barriere import controler
from lettres.dossier import Dossier, Envoi
from lettres.langue import typographie as t
from lettres.production.consigne import consigne
from lettres.rendu.paragraphes.texte import texte_lisible

AU = date(2026, 11, 28)
VIEILLE = facture(facture="F-1", cause="service", montant="600,00 $", piece="P-1")
RECENTE = facture(facture="F-2", cause="service", date="2026-10-20", echeance="2026-11-10", montant="150,00 $")
A_VENIR = facture(facture="F-3", cause="service", date="2026-11-20", echeance="2026-12-20", montant="90,00 $")
RAPPELS = [{"lettre": "rappel", "date": jour, "mode": "courriel"} for jour in ("2026-09-10", "2026-10-05")]


def trois(**blocs: object) -> Dossier:
    faits = {
        "expediteur": expediteur(type="personne", taxes="non_inscrit"),
        "mode_envoi": "recommande",
        "creances": [VIEILLE, RECENTE, A_VENIR],
        "pieces": [{"id": "P-1", "titre": "Facture F-1"}],
        "accompli": [{"date": "2026-08-01", "texte": "J’ai livré les images."}],
        "envois": RAPPELS,
    }
    return dossier(**faits | blocs)


def inscrire(d: Dossier, lettre: lettres.Lettre, au: date) -> Dossier:
    """Le dossier, une fois la lettre inscrite comme la consigne le dit."""
    affaire = lettres.Affaire(d, au).visant(lettre.creances)
    ligne = consigne(affaire, lettre.lettre, lettre.force, echelon=lettre.echelon).inscription
    return d.model_copy(update={"envois": (*d.envois, Envoi.model_validate(dict(ligne)))})


def test_chaque_pas_a_sa_lettre_et_la_suivante_ne_redemande_pas_la_meme_somme():
    premiere = ATELIER.generer(trois(), au=AU)
    texte = texte_lisible(premiere.octets)
    assert (premiere.lettre, premiere.echelon, premiere.creances) == ("mise_en_demeure", "mise_en_demeure", ("F-1",))
    assert t.montant(Decimal(600)) in texte
    assert "F-2" not in texte and "F-3" not in texte
    apres = inscrire(trois(), premiere, AU)
    assert apres.envois[-1].creances == ("F-1",)
    seconde = ATELIER.generer(apres, au=AU)
    texte = texte_lisible(seconde.octets)
    assert (seconde.lettre, seconde.creances) == ("rappel", ("F-2",))
    assert "Objet : Rappel – facture n° F-2" in texte.replace("\u00a0", " ")
    assert t.montant(Decimal(150)) in texte
    assert "F-1" not in texte
    fin = inscrire(apres, seconde, AU)
    with pytest.raises(lettres.DossierInvalide):
        ATELIER.generer(fin, au=AU)
    assert [d.statut for d in lettres.evaluer(fin, au=AU).toutes] == ["non_due"] * 3


def test_ce_qui_n_est_pas_a_ce_pas_n_est_pas_verifie_comme_s_il_y_etait():
    assert "S103" not in {c.code for c in lettres.verifier(trois(), au=AU)}
    assert "S103" in {c.code for c in lettres.verifier(trois(), "mise_en_demeure", au=AU)}


def test_une_lettre_nommee_reclame_tout_ce_qui_est_du():
    deux = trois(creances=[VIEILLE, RECENTE])
    nommee = ATELIER.generer(deux, "mise_en_demeure", au=AU)
    assert (nommee.creances, nommee.echelon) == ((), None)
    assert t.montant(Decimal(750)) in texte_lisible(nommee.octets)


def test_des_creances_au_meme_pas_partagent_une_lettre_qui_n_en_nomme_aucune_au_journal():
    deux = trois(creances=[VIEILLE, VIEILLE | {"facture": "F-9", "piece": None}])
    lettre = ATELIER.generer(deux, au=AU)
    assert lettre.creances == ()
    assert inscrire(deux, lettre, AU).envois[-1].creances == ()


def test_un_paiement_reste_impute_sur_toutes_les_creances():
    d = trois(paiements=[{"date": "2026-10-01", "montant": "100,00 $", "facture": "F-1"}])
    affaire = lettres.Affaire(d, AU, frozenset({"F-1"}))
    assert (affaire.comptes.impaye, affaire.a_payer("mise_en_demeure").total) == (500, 500)  # type: ignore[union-attr]
    assert lettres.Affaire(d, AU, frozenset({"F-2"})).comptes.impaye == 150
    assert lettres.Affaire(d, AU).comptes.impaye == 740
    assert t.montant(Decimal(500)) in texte_lisible(ATELIER.generer(d, au=AU).octets)


def test_la_lettre_relue_avec_son_dossier_est_celle_de_son_pas():
    lettre = ATELIER.generer(trois(), au=AU)
    assert [c for c in controler(lettre.octets, dossier=trois()) if c.gravite == "erreur"] == []
