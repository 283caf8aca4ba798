"""Ce qui ressemble à l'élément exigé, ou à son excuse, n'en tient pas lieu; l'élément dit autrement se reconnaît."""

from __future__ import annotations

import pytest
from atelier_word import Geste, retoucher
from exemples_rendus import EXEMPLES, rendu
from tables import d_un_trait

from lettres.barriere import controler

SOMMAIRE = next(e.nom for e in EXEMPLES if e.nom.startswith("meubles/opc"))
AVIS = next(e.nom for e in EXEMPLES if e.nom.startswith("minimaux/avis_resolution"))
RAPPEL = next(e.nom for e in EXEMPLES if e.nom.startswith("refus-de-payer/rappel"))


def codes_de(nom: str, geste: Geste) -> set[str]:
    lettre = rendu(next(e for e in EXEMPLES if e.nom == nom)).lettre.octets
    octets, touches = retoucher(lettre, geste)
    assert touches
    return {c.code for c in controler(octets)}


@pytest.mark.parametrize(
    ("date_limite", "manque"),
    [
        ("L’intérêt jusqu’au 25 septembre 2026 est compté.", True),
        ("L’intérêt couru jusqu’au 25 septembre 2026 est compté.", True),
        ("Vous avez jusqu’au 25 septembre 2026.", False),
        ("Payez le capital et l’intérêt au plus tard le 25 septembre 2026.", False),
        ("Payez le capital et l’intérêt d’ici le 25 septembre 2026.", False),
    ],
)
def test_un_interet_compte_jusqu_a_un_jour_n_est_pas_une_date_limite(date_limite: str, manque: bool):
    geste = Geste(remplace=((r" au plus tard le [^,.]*\d{4}", ""),), ajoute=date_limite)
    assert ("A-09" in codes_de(RAPPEL, geste)) == manque


@pytest.mark.parametrize(
    ("phrase", "bannie"),
    [
        ("Des frais d’administration de 25 $ s’ajoutent à votre compte.", True),
        ("Une pénalité de 25 $ s’ajoute à votre compte.", True),
        ("La somme porte intérêt au taux de 12 % par année.", False),
    ],
)
def test_une_clause_d_interet_citee_excuse_l_interet_et_non_des_frais(phrase: str, bannie: bool):
    assert ("A-15" in codes_de(RAPPEL, Geste(ajoute=phrase))) == bannie


@pytest.mark.parametrize(
    ("demarche", "manque"),
    [
        ("Avis de résolution du 2 octobre 2026, envoyé par courrier recommandé.", False),
        ("Demande de rétrofacturation du 20 octobre 2026, envoyée par courriel.", False),
        ("Aucune démarche.", True),
    ],
)
def test_un_avis_de_resolution_est_une_demarche_datee(demarche: str, manque: bool):
    sans = Geste(enleve=("^(?:Appel|Rappel|Courriel|Mise en demeure) (?:téléphonique )?du ",), ajoute=demarche)
    assert ("G-10" in codes_de(SOMMAIRE, sans)) == manque


@pytest.mark.parametrize(
    ("reponse", "manque"),
    [
        ("Réponse du 18 septembre 2026, envoyée par courriel.", True),
        ("Réponse du 18 septembre 2026 : le commerçant refuse.", False),
        ("Réponse du commerçant : aucune.", False),
        ("Le commerçant a répondu le 18 septembre 2026 : c’est un refus.", False),
        ("L’émetteur de la carte a répondu le 18 novembre 2026 : c’est un refus.", True),
        ("Ma banque a répondu qu’elle étudie la demande.", True),
    ],
)
def test_notre_reponse_envoyee_n_est_pas_celle_du_commercant(reponse: str, manque: bool):
    assert ("G-09" in codes_de(SOMMAIRE, Geste(enleve=("^Réponse : ",), ajoute=reponse))) == manque


@d_un_trait
@pytest.mark.parametrize(
    ("mention", "manque"),
    [
        ("", True),
        (", conclu le 3 novembre 2026", True),
        (", que nous avons payé 689,85 $", True),
        (", à notre 2e appel", True),
        (", à nos frais dès le 3", True),
        (", non suivi de ses 2 livraisons", True),
        (", nommé Confort 2000", True),
        (", numéro 88-1790", False),
        (", no 88-1790", False),
        (", no. 88-1790", False),
        (", n° 88-1790", False),
        (", n°\u00a0A-12", False),
        (", numéro de commande 88-1790", False),
        (", et ses commandes nos 12 et 13", False),
        (", et ses commandes numéros 12 et 13", False),
    ],
)
def test_une_date_et_un_mot_qui_commencent_comme_un_numero_n_en_sont_pas_un(mention: str, manque: bool):
    assert ("M-10" in codes_de(AVIS, Geste(remplace=((r", numéro 88-1790", mention),)))) == manque


PENALITE = Geste(ajoute="Une pénalité de 25 $ s’ajoute à votre compte.")


@d_un_trait
@pytest.mark.parametrize(
    ("exemple", "qualite", "bannie"),
    [
        ("meubles/avocat", "commercant", False),
        ("meubles/avocat", "inconnue", False),
        ("meubles/petites-creances", "inconnue", False),
        ("meubles/opc", "inconnue", False),
        ("refus-de-payer/avocat", "entreprise", False),
        ("refus-de-payer/avocat", "inconnue", True),
        ("refus-de-payer/avocat", "consommateur", True),
        ("refus-de-payer/rappel", "consommateur", True),
        ("pret-entre-particuliers/petites-creances", "inconnue", True),
        ("refus-de-payer/avocat", None, True),
        ("refus-de-payer/rappel", None, True),
        ("meubles/opc", None, False),
    ],
)
def test_une_penalite_ne_se_reproche_qu_envers_qui_peut_etre_un_consommateur(
    exemple: str, qualite: str | None, bannie: bool
):
    """Sans dossier, on le tient pour tel; d'un achat, c'est l'autre qui l'est."""
    ecrite = rendu(next(e for e in EXEMPLES if e.nom.startswith(exemple)))
    d = ecrite.dossier
    envers = d.destinataire.model_copy(update={"qualite": qualite, "neq": None, "type": "personne"})
    dossier = d.model_copy(update={"destinataire": envers}) if qualite else None
    octets, _ = retoucher(ecrite.lettre.octets, PENALITE)
    assert ("V110" in {c.code for c in controler(octets, dossier=dossier)}) == bannie
