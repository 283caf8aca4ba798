"""La fin d’un achat, lue : l’émetteur de la carte n’est pas le commerçant, et l’avis compte ce qui est déjà revenu."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from exemples_rendus import ATELIER, donnees_de

import lettres
from lettres.affaire import Affaire
from lettres.composition import composer
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.constats import Gravite

A_L_EMETTEUR = donnees_de("minimaux/retrofacturation-consommation.yaml")
AVIS = donnees_de("minimaux/avis_resolution-consommation.yaml")
MOTIF_54_8 = {"double_recu": None, "exemplaire_recu_le": "2026-10-12"}


def lue(donnees: dict[str, Any], lettre: str, au: date, achat: dict[str, Any] | None = None, **blocs: Any) -> str:
    d = lettres.valider(donnees | blocs | {"achat": donnees["achat"] | (achat or {})})
    octets = ATELIER.generer(d, lettre, au=au).octets
    return texte_lisible(octets).split("[corps]")[1].replace("\u00a0", " ").replace("\u2011", "-")


def a_l_emetteur(achat: dict[str, Any] | None = None, **blocs: Any) -> str:
    return lue(A_L_EMETTEUR, "retrofacturation", date(2026, 11, 2), achat, **blocs)


def composee(donnees: dict[str, Any], lettre: str) -> str:
    """Les démarches que la lettre raconte, qu'elle soit ou non à écrire ce jour-là."""
    contexte = composer(Affaire(lettres.valider(donnees), date(2026, 11, 20)), lettre)
    lignes = contexte.chronologie if lettre == "opc" else contexte.demarches
    return "\n".join(lignes).replace("\u00a0", " ")


# -- À l'émetteur de la carte, « vous » serait lui --


@pytest.mark.parametrize(
    ("suite", "dit"),
    [
        (
            {"canal": "courriel", "citation": "Nous ne remboursons pas."},
            "le commerçant a écrit ces mots : « Nous ne remboursons pas. »",
        ),
        (
            {"canal": "telephone", "citation": "C’est non."},
            "le commerçant a tenu ces propos : « C’est non. »",
        ),
        (
            {"canal": "texto", "note": "vous avez refusé."},
            "en mots adressés au commerçant, « vous avez refusé. »",
        ),
        ({"canal": "telephone", "note": "la gérante a refusé."}, "la gérante a refusé."),
    ],
)
def test_l_emetteur_ne_lit_pas_que_c_est_lui_qui_a_refuse(suite: dict[str, str], dit: str):
    texte = a_l_emetteur(suites=[{"date": "2026-10-20", "resultat": "refus", "envoi": 1} | suite])
    assert f"du 20 octobre 2026 : {dit}" in texte
    assert "vous avez écrit" not in texte and "vous avez dit" not in texte


@pytest.mark.parametrize(
    ("fait", "dit"),
    [
        (
            {"texte": "vous avez promis un crédit."},
            "en mots adressés au commerçant, « vous avez promis un crédit. »",
        ),
        ({"texte": "vous avez refusé.", "au_tiers": "le commerçant a refusé."}, "le commerçant a refusé."),
        ({"texte": "rien n’est venu."}, "rien n’est venu."),
    ],
)
def test_un_fait_se_dit_a_l_emetteur_comme_a_un_tiers(fait: dict[str, str], dit: str):
    assert f"Le 20 octobre 2026 : {dit}" in a_l_emetteur(faits=[{"date": "2026-10-20"} | fait])


@pytest.mark.parametrize(
    ("pourquoi", "dit"),
    [
        ("vous n’avez pas donné votre adresse.", "remboursé : en mots adressés au commerçant, « vous n’avez"),
        ("le commerçant n’a pas donné son adresse.", "remboursé : le commerçant n’a pas donné son adresse."),
    ],
)
def test_le_motif_dit_au_commercant_se_cite_a_l_emetteur(pourquoi: str, dit: str):
    achat = {"date": "2026-10-12", "resolution": {"cas": "54.8a", "pourquoi": pourquoi}} | MOTIF_54_8
    assert dit in a_l_emetteur(achat)


# -- Dans l'avis, ce qui est déjà revenu ne se réclame pas deux fois --


@pytest.mark.parametrize(
    ("achat", "dit"),
    [
        ({"rembourse": "100,00 $"}, "De cette somme, j’ai déjà reçu 100,00 $ : il en reste 589,85 $ à rembourser."),
        ({"rembourse": "0,01 $"}, "De cette somme, j’ai déjà reçu 0,01 $ : il en reste 689,84 $ à rembourser."),
        ({}, None),
    ],
)
def test_l_avis_deduit_ce_qui_est_deja_revenu(achat: dict[str, str], dit: str | None):
    texte = lue(AVIS, "avis_resolution", date(2026, 11, 20), achat)
    assert "rembourser toutes les sommes payées, soit 689,85 $, au plus tard le" in texte
    assert dit in texte if dit else "déjà reçu" not in texte


# -- Venu un jour que l'on ignore, l'exemplaire ne retient que l'avis qui se compte de ce jour --

RECU = {"double_recu": "oui", "livre_le": "2026-11-18", "releve_recu_le": "2026-11-18"}
A_LA_PORTE = {"mode": "porte_a_porte", "double_recu": "oui"}


@pytest.mark.parametrize(
    ("achat", "cas"),
    [
        (RECU, "non_conforme"),
        (RECU, "releve"),
        ({"double_recu": "oui", "date": "2026-10-20"}, "non_livraison"),
        *((A_LA_PORTE, cas) for cas in ("permis", "cautionnement", "contrat", "formulaire")),
        (A_LA_PORTE | {"date": "2026-10-20"}, "non_livraison"),
    ],
)
def test_un_exemplaire_sans_jour_ne_retient_pas_un_avis_qui_s_en_passe(achat: dict[str, str], cas: str):
    motif = {"resolution": {"cas": cas, "pourquoi": "rien n’est comme promis."}}
    quoi = "Le double" if achat.get("mode") == "porte_a_porte" else "L’exemplaire"
    assert f"{quoi} du contrat m’est parvenu." in lue(AVIS, "avis_resolution", date(2026, 11, 20), achat | motif)


@pytest.mark.parametrize(
    ("achat", "cas"),
    [*((RECU, cas) for cas in ("54.8a", "54.8d", "sans_exemplaire")), (A_LA_PORTE, "a_discretion")],
)
def test_sans_ce_jour_on_ne_sait_pas_si_un_avis_qui_s_en_compte_vient_a_temps(achat: dict[str, str], cas: str):
    motif = {"resolution": {"cas": cas, "pourquoi": "rien n’est comme promis."}}
    with pytest.raises(lettres.DossierInvalide) as refuse:
        lue(AVIS, "avis_resolution", date(2026, 11, 20), achat | motif)
    assert [c.code for c in refuse.value.constats if c.gravite is Gravite.ERREUR] == ["C141"]


@pytest.mark.parametrize("objet", ["un matelas", "deux matelas"])
def test_le_retour_se_dit_sans_compter_ce_que_l_on_rend(objet: str):
    texte = lue(AVIS, "avis_resolution", date(2026, 11, 20), {"objet": objet, "retour": "un transporteur passera."})
    assert "Pour le retour : un transporteur passera." in texte


# -- Ce que répond l'émetteur n'est pas du commerçant --

SOFA = donnees_de("sofa-jamais-livre/fin.yaml")
RANG = {"avis_resolution": 2, "retrofacturation": 3}


@pytest.mark.parametrize("lettre", ["opc", "retrofacturation", "mise_en_demeure"])
@pytest.mark.parametrize(
    ("dit", "lu"),
    [
        ({"citation": "Nous refusons."}, "l’émetteur de la carte a écrit ces mots : « Nous refusons. »"),
        ({"note": "vous avez refusé."}, "en mots adressés à l’émetteur de la carte, « vous avez refusé. »"),
    ],
)
def test_le_refus_de_l_emetteur_ne_se_prete_pas_au_commercant(lettre: str, dit: dict[str, str], lu: str):
    suite = {"date": "2026-11-13", "resultat": "refus", "canal": "poste", "envoi": RANG["retrofacturation"]} | dit
    texte = composee(SOFA | {"suites": [suite]}, lettre)
    assert f"Courrier du 13 novembre 2026 : {lu}" in texte


@pytest.mark.parametrize(
    ("lettre", "lu"),
    [
        ("opc", "le commerçant a écrit ces mots : « Nous refusons. »"),
        ("mise_en_demeure", "vous avez écrit « Nous refusons. »"),
    ],
)
def test_le_refus_du_commercant_reste_le_sien(lettre: str, lu: str):
    suite = {"date": "2026-11-13", "resultat": "refus", "canal": "poste", "citation": "Nous refusons."}
    texte = composee(SOFA | {"suites": [suite | {"envoi": RANG["avis_resolution"]}]}, lettre)
    assert f"Courrier du 13 novembre 2026 : {lu}" in texte
