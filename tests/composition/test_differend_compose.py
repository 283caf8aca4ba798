"""Ce qu'impriment les lettres d'un différend : les mots qui menacent, l'offre et qui la paie, le compte final."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from exemples_rendus import ATELIER, donnees_de
from fabrique_de_dossiers import dossier, facture

import lettres
from lettres.affaire import Affaire
from lettres.composition import composer
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.erreurs import DossierInvalide

AU = date(2026, 11, 20)
OFFRE = {
    "concessions": [{"de": "nous", "texte": "renoncer à l’intérêt"}, {"de": "vous", "texte": "accepter le travail"}],
    "versements": [{"date": "2026-12-18", "montant": "30,00 $"}],
    "expire_le": "2026-12-11",
    "heure": "17 h",
    "accepter_par": "ecrit_signe",
}
RECLAME = {"recu": {"type": "contestation", "reclame": {"montant": "300,00 $", "exigible_le": "2026-09-01"}}}


def arbre(lettre: str, **blocs: Any) -> Any:
    return composer(Affaire(dossier(**blocs), AU), lettre)


def lettre(exemple: str, code: str, **blocs: Any) -> str:
    donnees = donnees_de(exemple) | blocs
    octets = ATELIER.generer(lettres.valider(donnees), code, au=AU).octets
    return texte_lisible(octets).split("[corps]")[1].replace("\u00a0", " ").replace("\u2011", "-")


# -- Les mots qui menacent --


@pytest.mark.parametrize(
    ("canal", "verbe"),
    [
        ("texto", "par texto, vous avez écrit :"),
        ("courriel", "par courriel, vous avez écrit :"),
        ("telephone", "par téléphone, vous avez dit :"),
        ("en_personne", "en personne, vous avez dit :"),
        ("autre", "vous avez tenu ces propos :"),
        (None, "vous avez tenu ces propos :"),
    ],
)
def test_le_verbe_suit_le_canal_des_mots_cites(canal: str | None, verbe: str):
    menace = {"date": "2026-11-16", "canal": canal, "citation": "Je dirai tout.", "piece": "P-1"}
    lue = lettre("minimaux/cesser-reputation.yaml", "cesser", menaces=[menace])
    assert verbe.replace(",", " (pièce P-1),", 1) in lue or f"(pièce P-1), {verbe}" in lue


def test_une_menace_d_image_intime_ne_recoit_pas_de_lettre():
    menace = {"date": "2026-11-16", "canal": "texto", "citation": "Je publie tes photos nues.", "piece": "P-1"}
    with pytest.raises(DossierInvalide) as refus:
        lettre("minimaux/cesser-reputation.yaml", "cesser", menaces=[menace])
    assert "O107" in {c.code for c in refus.value.constats if c.gravite == "erreur"}


# -- L'offre --


@pytest.mark.parametrize(
    ("blocs", "nous_payons", "dit"),
    [
        ({"creances": [facture()]}, False, "Vous nous verseriez 30,00 $"),
        ({"creances": []} | RECLAME, True, "Nous vous verserions 30,00 $"),
    ],
    ids=["l’autre paie", "nous payons"],
)
def test_qui_paie_l_offre_depend_de_qui_reclame(blocs: dict[str, Any], nous_payons: bool, dit: str):
    composee = arbre("proposition", offre=OFFRE, **blocs)
    assert composee.offre.nous_payons is nous_payons
    lue = lettre("minimaux/proposition-recouvrement.yaml", "proposition", offre=OFFRE, **blocs)
    assert dit in lue
    assert ("nommer cette somme n’est pas la reconnaître" in lue) is nous_payons
    assert ("Le versement se ferait par" in lue) is not nous_payons


@pytest.mark.parametrize(
    ("mode", "ou", "signee"),
    [
        ("ecrit_signe", "par courriel à karine@exemple.test : l’entente serait alors mise par écrit", True),
        ("courriel", "par courriel à karine@exemple.test; l’entente serait ensuite", False),
        ("poste", "par la poste, au 12, rue des Érables", False),
        ("recommande", "par courrier recommandé, au 12, rue des Érables", False),
        ("main_propre", "en main propre, au 12, rue des Érables", False),
    ],
)
def test_l_offre_dit_par_ou_l_accepter_et_ce_qui_la_rend_obligatoire(mode: str, ou: str, signee: bool):
    lue = lettre("minimaux/proposition-recouvrement.yaml", "proposition", offre=OFFRE | {"accepter_par": mode})
    assert ou in lue
    assert ("ne lierait les parties qu’une fois signée" in lue) is signee


def test_le_terme_de_l_offre_est_le_delai_de_sa_lettre():
    affaire = Affaire(dossier(offre=OFFRE, echeance_demandee="2026-12-01"), AU)
    assert affaire.echeance("proposition") == date(2026, 12, 11)
    assert affaire.echeance("rappel") == date(2026, 12, 1)


def test_une_offre_ne_reclame_aucune_somme_au_journal():
    affaire = Affaire(dossier(creances=[facture()], offre=OFFRE), AU)
    assert affaire.demandee("proposition") is None
    assert affaire.demandee("rappel") is not None


# -- Le compte final --

RUPTURE = donnees_de("minimaux/fin_de_relation-recouvrement.yaml")["rupture"]


@pytest.mark.parametrize(
    ("fait", "avance", "titre", "solde", "suite"),
    [
        ("0", None, "Solde à payer", "60,00 $", "gré de verser ce solde"),
        ("40,00 $", "30,00 $", "Solde à payer", "70,00 $", "gré de verser ce solde"),
        ("0", "60,00 $", "Solde", "0,00 $", None),
        ("40,00 $", "150,00 $", "Somme à vous rendre", "50,00 $", "verserons cette somme au plus tard"),
    ],
)
def test_le_compte_final_additionne_ce_qui_est_du_et_rend_l_avance_non_gagnee(
    fait: str, avance: str | None, titre: str, solde: str, suite: str | None
):
    travaux = [{"texte": "les portraits", "etat": "fait", "montant": fait}]
    avances = [{"date": "2026-06-15", "montant": avance}] if avance else []
    rupture = RUPTURE | {"travaux": travaux, "avances": avances}
    lue = lettre("minimaux/fin_de_relation-recouvrement.yaml", "fin_de_relation", rupture=rupture)
    assert f"\n{titre} ¦ {solde}\n" in lue
    suites = ("gré de verser ce solde", "verserons cette somme au plus tard")
    assert [s for s in suites if s in lue] == ([suite] if suite else [])


@pytest.mark.parametrize(
    ("echeance", "dit"),
    [
        ("2027-02-01", "est le 1er février 2027, 32 jours après cette fin"),
        ("2026-12-31", "Cette fin ne vient pas avant la prochaine échéance"),
        ("2026-12-20", "Cette fin ne vient pas avant la prochaine échéance"),
    ],
)
def test_une_fin_dit_le_temps_qu_elle_laisse_avant_la_prochaine_echeance(echeance: str, dit: str):
    rupture = RUPTURE | {"prochaine_echeance": echeance}
    assert dit in lettre("minimaux/fin_de_relation-recouvrement.yaml", "fin_de_relation", rupture=rupture)


@pytest.mark.parametrize("echeance", ["2027-01-01", "2027-01-14"])
def test_une_fin_a_contretemps_ne_s_ecrit_pas(echeance: str):
    with pytest.raises(DossierInvalide) as refus:
        lettre(
            "minimaux/fin_de_relation-recouvrement.yaml",
            "fin_de_relation",
            rupture=RUPTURE | {"prochaine_echeance": echeance},
        )
    assert {c.code for c in refus.value.constats if c.gravite == "erreur"} == {"W312"}


def test_une_part_contestee_n_est_pas_otee_du_compte_ni_de_l_offre():
    conteste = {"date": "2026-09-10", "canal": "courriel", "resultat": "contestation", "montant_conteste": "20,00 $"}
    blocs = {"suites": [conteste]}
    offerte = lettre("minimaux/proposition-recouvrement.yaml", "proposition", offre=OFFRE, **blocs)
    assert "solde du capital, selon nous : 60,00 $" in offerte
    finie = lettre("minimaux/fin_de_relation-recouvrement.yaml", "fin_de_relation", **blocs)
    assert "\nSolde à payer ¦ 60,00 $\n" in finie


@pytest.mark.parametrize(
    ("ecrit", "lu"), [("la couture a lâché.", "La couture a lâché."), ("eBay le dit", "eBay le dit."), ("Non", "Non.")]
)
def test_ce_qui_suit_un_point_prend_la_majuscule(ecrit: str, lu: str):
    recu = {"type": "contestation", "points": [{"texte": "Non.", "jugement": "inexact", "reponse": ecrit}]}
    compose = composer(Affaire(dossier(recu=recu), AU), "reponse").recu
    assert compose is not None
    assert [p.reponse for p in compose.points] == [lu]
    propos = {"citation": "Rien n’est livré.", "situation": "sait_faux", "pourquoi": ecrit}
    retrait = composer(Affaire(dossier(nature="reputation", publications=[propos]), AU), "retrait")
    assert [p.pourquoi for p in retrait.publications] == [lu]


@pytest.mark.parametrize(
    ("rappel", "avise"),
    [
        (None, True),
        ({"date": "2026-11-12", "echeance": "2026-11-19"}, False),  # -- la veille : son temps est passé --
        ({"date": "2026-11-12", "echeance": "2026-11-20"}, True),  # -- son dernier jour en est encore un --
        ({"date": "2026-10-20", "echeance": "2026-10-30"}, True),  # -- d'avant le versement, il n'en avisait pas --
    ],
)
def test_l_avis_d_un_versement_manque_ne_se_redonne_pas(rappel: dict[str, str] | None, avise: bool):
    entente = {"lettre": "entente_paiement", "date": "2026-10-10", "mode": "main_propre"}
    rappels = [{"lettre": "rappel", "mode": "courriel", **rappel}] if rappel else []
    deux = [{"date": "2026-11-10", "montant": "30,00 $"}, {"date": "2026-12-15", "montant": "30,00 $"}]
    offre = {"versements": deux, "acceptee_le": "2026-10-12"}
    # -- du dossier, ou de l'entente que le journal garde, une autre offre à sa place : le même avis --
    reconnue = {"date": "2026-10-12", "resultat": "reconnaissance", "envoi": 1}
    garde = {"envois": [entente | {"versements": deux}, *rappels], "suites": [reconnue]}
    for blocs in ({"offre": offre, "envois": [entente, *rappels]}, garde | {"offre": {"versements": deux[1:]}}, garde):
        compose = arbre("rappel", creances=[facture()], **blocs).rappel.versement
        dit = (compose.manque.replace("\xa0", " "), compose.accepte_le.replace("\xa0", " "), compose.avis is not None)
        assert dit == ("30,00 $", "12 octobre 2026", avise)


def test_la_mise_en_demeure_dit_pourquoi_tout_le_solde_est_exigible():
    """Sans plan, rien; l'avis passé, l'entente, l'avis, son dernier jour; sinon, le seul versement manqué."""
    entente = {"lettre": "entente_paiement", "date": "2026-10-05", "mode": "main_propre"}
    offre = {
        "versements": [{"date": "2026-10-20", "montant": "30,00 $"}, {"date": "2026-12-15", "montant": "30,00 $"}],
        "acceptee_le": "2026-10-05",
    }

    def rompu(
        echeance: str | None, paye: str | None = None, signee: dict[str, str] | None = entente, le: str = "2026-10-26"
    ):
        envois = [signee] if signee else []
        if echeance:
            envois.append({"lettre": "rappel", "date": le, "mode": "courriel", "echeance": echeance})
        paiements = [{"date": paye, "montant": "30,00 $", "facture": "F-1"}] if paye else []
        compose = arbre("mise_en_demeure", creances=[facture()], offre=offre, envois=envois, paiements=paiements)
        dit = compose.rappel.rompu
        return dit and tuple(
            champ and champ.replace("\xa0", " ") for champ in (dit.manque, dit.entente, dit.avis_le, dit.avis_fini_le)
        )

    seul = ("30,00 $", None, None, None)
    tout = ("30,00 $", "5 octobre 2026", "26 octobre 2026")
    assert rompu(None) == seul  # -- aucun avis --
    assert rompu("2026-11-20", signee=None) == seul  # -- rien de signé n'en prévoit --
    assert rompu("2026-11-20") == seul  # -- il court encore --
    assert rompu("2026-10-19", le="2026-10-10") == seul  # -- parti avant, il n'en avisait pas --
    assert rompu("2026-11-19") == (*tout, "19 novembre 2026")  # -- passé la veille --
    assert rompu("2026-11-09", paye="2026-11-09") is None  # -- venu à temps --
    assert rompu("2026-11-09", paye="2026-11-10") == (*tout, "9 novembre 2026")  # -- venu trop tard --
    ecrite = entente | {"affirme": ["plan, délai après avis : dix jours"]}
    assert rompu("2026-10-30") == (*tout, "30 octobre 2026")  # -- court, et l'entente ne dit pas combien --
    assert rompu("2026-10-30", signee=ecrite) == (*tout, "5 novembre 2026")  # -- l'entente en laisse dix --
    assert rompu("2026-11-16", signee=ecrite, le="2026-11-12") == seul  # -- les siens courent encore --
    assert arbre("mise_en_demeure", creances=[facture()]).rappel.rompu is None


def test_dans_une_liste_la_cause_d_une_somme_sans_numero_ne_prend_pas_la_majuscule():
    prete = {"cause": "pret", "date": "2026-08-01", "echeance": "2026-08-31", "objet": "Achat d’un vélo"}
    versements = [{"date": "2026-12-18", "montant": "60,00 $"}]
    ecrite = lettre(
        "minimaux/entente_paiement-recouvrement.yaml",
        "entente_paiement",
        creances=[prete | {"montant": "60,00 $"}],
        offre={"versements": versements},
    )
    assert "– prêt du 1er août 2026, à échéance du 31 août 2026 : Achat d’un vélo, 60,00 $;" in ecrite
