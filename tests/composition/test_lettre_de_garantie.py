"""La lettre de garantie, lue : 38.1 en son temps et pour ses biens, 37 et 38 sinon; des dossiers de toute sorte."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from exemples_rendus import ATELIER, donnees_de
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire
from lettres.barriere import controler
from lettres.composition import composer
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.constats import Gravite

AU = date(2026, 11, 20)
BASE = donnees_de("minimaux/garantie-consommation.yaml") | {"pieces": [{"id": "P-1", "titre": "Document"}]}
RECENT = {
    "date": "2026-10-10",
    "livre_le": "2026-10-17",
    "objet": "un réfrigérateur",
    "categorie": "refrigerateur",
    "neuf": "oui",
    "probleme": "le réfrigérateur ne refroidit plus.",
}
FABRICANT = {"nom": "Froid Exemple inc.", "qualite": "fabricant", "courriel": "aide@froid.exemple.test"}


def dossier(achat: dict[str, Any], **blocs: Any) -> dict[str, Any]:
    return BASE | blocs | {"achat": BASE["achat"] | RECENT | achat}


def lue(achat: dict[str, Any], au: date = AU, **blocs: Any) -> str:
    lettre = ATELIER.generer(lettres.valider(dossier(achat, **blocs)), "garantie", au=au, ebauche=True)
    return texte_lisible(lettre.octets).split("[corps]")[1].replace("\u00a0", " ").replace("\u2011", "-")


def trouves(achat: dict[str, Any], au: date = AU, **blocs: Any) -> set[str]:
    """Les codes des erreurs et des alertes du dossier."""
    constats = lettres.verifier(dossier(achat, **blocs), "garantie", au=au)
    return {c.code for c in constats if c.gravite is not Gravite.CONSEIL}


HOSTILES: dict[str, tuple[dict[str, Any], dict[str, Any], bool | None, set[str]]] = {
    # -- nom : (achat, autres blocs, 38.1 dans la lettre ou None si elle se refuse, erreurs et alertes) --
    "neuf et récent": ({}, {}, True, set()),
    "acheté le 4 octobre 2026": ({"date": "2026-10-04"}, {}, False, set()),
    "acheté le 5 octobre 2026": ({"date": "2026-10-05"}, {}, True, set()),
    "acheté le 4, livré le 17": ({"date": "2026-10-04", "livre_le": "2026-10-17"}, {}, False, set()),
    "loué à long terme le 5": ({"date": "2026-10-05", "loue": "oui"}, {}, True, set()),
    "usagé": ({"neuf": "non"}, {}, False, set()),
    "reçu en cadeau": ({"usage": "je l’ai reçu en cadeau de ma tante; il sert à la maison."}, {}, True, {"C166"}),
    "au fabricant": ({}, {"destinataire": FABRICANT}, True, set()),
    "au fabricant d’un bien usagé": ({"neuf": "non"}, {"destinataire": FABRICANT}, False, {"C120"}),
    "catégorie « autre »": ({"categorie": "autre", "objet": "un canapé-lit"}, {}, False, set()),
    "« autre », et pourtant un réfrigérateur": ({"categorie": "autre"}, {}, False, {"C169"}),
    "deux biens": ({"objet": "un réfrigérateur et une laveuse"}, {}, True, {"C169"}),
    "en panne avant d’être livré": ({"panne_le": "2026-10-16"}, {}, None, {"C161"}),
    "un abus avoué": ({"usage": "je l’ai échappé dans l’escalier en déménageant."}, {}, True, {"C164"}),
    "à mon restaurant": ({"usage": "il sert chaque jour à mon restaurant."}, {}, True, {"C165"}),
    "une automobile": ({"categorie": "vehicule", "objet": "une automobile"}, {}, False, {"C162"}),
    "l’abus nié sans fait": ({"usage": "je n’en ai jamais fait un usage abusif."}, {}, None, {"P-13"}),
    "deux remèdes": ({}, {"demandes": [{"type": "reparer"}, {"type": "rembourser"}]}, None, {"C160"}),
    "un remboursement d’abord": ({}, {"demandes": [{"type": "rembourser"}]}, None, {"C160"}),
    "38.1 invoqué trop tôt": (
        {"date": "2026-10-04"},
        {"demandes": [{"type": "reparer", "texte": "réparer le réfrigérateur, selon l’article 38.1"}]},
        None,
        {"C162"},
    ),
}


@d_un_trait
@pytest.mark.parametrize(("achat", "blocs", "cite", "codes"), HOSTILES.values(), ids=HOSTILES)
def test_chaque_sorte_de_dossier_a_sa_lettre_et_ses_constats(
    achat: dict[str, Any], blocs: dict[str, Any], cite: bool | None, codes: set[str]
):
    assert trouves(achat, **blocs) == codes
    if cite is None:
        with pytest.raises((lettres.DossierInvalide, lettres.SortieRefusee)):
            lue(achat, **blocs)
    else:
        assert ("38.1" in lue(achat, **blocs)) is cite


@pytest.mark.parametrize("lettre", ["garantie", "rappel", "mise_en_demeure"])
@pytest.mark.parametrize(
    ("achat", "dit"),
    [
        ({"loue": "oui"}, "j’ai loué à long terme"),
        # -- sans la règle de 38.1, rien d'autre que le contrat ne dit « acheté » ni « loué » --
        ({"loue": "oui", "categorie": "autre", "objet": "une automobile"}, "j’ai loué à long terme"),
        ({"loue": "oui", "verse": "50,00 $"}, "Du loyer de 90,00 $, taxes comprises, 50,00 $ ont été payés"),
        ({"verse": "50,00 $"}, "Du prix de 90,00 $, taxes comprises, 50,00 $ ont été payés"),
        ({}, "j’ai acheté"),
    ],
)
def test_un_bien_loue_a_les_lettres_d_un_bien_achete(lettre: str, achat: dict[str, str], dit: str):
    commun = {"prix": "90,00 $", "lieu": "Bromont", "mode": "en_magasin", "piece": "P-1"}
    faits = [{"date": "2026-11-10", "texte": "Le technicien est venu."}]
    suites = [{"date": "2026-11-12", "resultat": "sans_reponse", "canal": "courriel"}]
    d = lettres.valider(dossier(commun | achat, faits=faits, suites=suites, mode_envoi="courriel"))
    texte = texte_lisible(ATELIER.generer(d, lettre, au=AU).octets)
    assert dit in texte.replace("\u00a0", " ")


D_UN_ACHAT = re.compile(r"(?i)(?<!preuve d’)\bachats?\b|\bachetée?s?\b|\bprix\b")
D_UNE_LOCATION = re.compile(r"(?i)\blocations?\b|\bloyers?\b|\bloué")
DE_LA_LOI = re.compile(r"compte tenu de son prix|acheté ou loué à long terme|durée raisonnable, compte tenu de [^.;]*")
"""Ce que l'on dit de la règle : elle vaut pour l'un et l'autre contrat."""


ANNULEE = {"mode": "en_ligne", "double_recu": "non", "annule_le": "2026-11-05"}


@d_un_trait
@pytest.mark.parametrize(
    ("lettre", "demande", "annule"),
    [
        *((lettre, "reparer", {}) for lettre in ("garantie", "rappel", "mise_en_demeure", "opc", "dossier_avocat")),
        ("dossier_petites_creances", "rembourser", {}),
        *((lettre, "rembourser", ANNULEE) for lettre in ("rappel", "mise_en_demeure", "opc", "dossier_avocat")),
        ("dossier_petites_creances", "rembourser", ANNULEE),
        ("mise_en_demeure", "rembourser", {"verse": "50,00 $"}),
        ("mise_en_demeure", "rembourser", ANNULEE | {"rembourse": "20,00 $", "rembourse_le": "2026-11-12"}),
    ],
)
def test_d_une_location_aucune_lettre_ne_parle_d_achat_ni_de_prix(lettre: str, demande: str, annule: dict[str, str]):
    commun = {"prix": "90,00 $", "lieu": "Bromont", "mode": "en_magasin", "piece": "P-1", "paiement": "comptant"}
    faits = [{"date": "2026-11-10", "texte": "Le technicien est venu."}]
    suites = [{"date": "2026-11-12", "resultat": "sans_reponse", "canal": "courriel"}]
    blocs: dict[str, Any] = {"faits": faits, "suites": suites, "mode_envoi": "courriel"}
    blocs["demandes"] = [{"type": demande}]
    for loue, tus in (("oui", D_UN_ACHAT), ("non", D_UNE_LOCATION)):
        d = lettres.valider(dossier(commun | annule | {"loue": loue, "reponse": "il a refusé."}, **blocs))
        texte = texte_lisible(ATELIER.generer(d, lettre, au=AU, ebauche=True).octets).replace("\u00a0", " ")
        dits = [ligne for ligne in DE_LA_LOI.sub("", texte).splitlines() if tus.search(ligne)]
        assert dits == [], loue


@pytest.mark.parametrize(
    ("achat", "dit"),
    [
        ({"numero": "77"}, "(facture ou contrat : numéro 77)."),
        ({"numero": "77", "piece": "P-1"}, "(facture ou contrat : numéro 77, pièce P-1)."),
        ({"piece": "P-1"}, "(facture ou contrat : pièce P-1)."),
        ({}, None),
    ],
)
def test_la_facture_se_nomme_par_ce_que_l_on_en_a(achat: dict[str, str], dit: str | None):
    assert dit in lue(achat) if dit else "facture ou contrat" not in lue(achat)


DUREES = {
    **dict.fromkeys(["cuisiniere", "refrigerateur", "congelateur", "climatiseur", "thermopompe"], (6, "six ans")),
    **dict.fromkeys(["lave_vaisselle", "laveuse", "secheuse"], (5, "cinq ans")),
    "televiseur": (4, "quatre ans"),
    **dict.fromkeys(["ordinateur_de_bureau", "ordinateur_portable", "tablette"], (3, "trois ans")),
    **dict.fromkeys(["telephone_cellulaire", "console_de_jeu"], (3, "trois ans")),
}


@d_un_trait
@pytest.mark.un_sur(4)
@pytest.mark.parametrize(("categorie", "duree"), DUREES.items(), ids=DUREES)
@pytest.mark.parametrize(
    ("date_", "livre", "panne", "couvert"),
    [
        ("2026-10-04", "2026-10-17", "2026-11-09", False),
        ("2026-10-05", "2026-10-17", "2026-11-09", True),
        ("2026-10-05", "2026-10-17", "{fin}-10-16", True),
        ("2026-10-05", "2026-10-17", "{fin}-10-17", True),
        ("2026-10-05", "2026-10-17", "{fin}-10-18", False),
        ("2026-10-05", "2027-02-01", "{fin_suivante}-02-01", True),
        ("2026-10-05", "2027-02-01", "{fin_suivante}-02-02", False),
    ],
    ids=["achat la veille", "achat le jour", "veille", "dernier jour", "lendemain", "livré tard", "livré tard, passé"],
)
def test_des_deux_cotes_de_chaque_limite_et_pour_chaque_bien(
    categorie: str, duree: tuple[int, str], date_: str, livre: str, panne: str, couvert: bool
):
    ans, dite = duree
    jour = panne.format(fin=2026 + ans, fin_suivante=2027 + ans)
    achat = {"categorie": categorie, "objet": "un appareil", "date": date_, "livre_le": livre, "panne_le": jour}
    affaire = Affaire(lettres.valider(dossier(achat)), date(2034, 1, 5))
    composee = composer(affaire, "garantie").reclamation
    assert composee is not None and composee.couvert is couvert
    assert (composee.garantie is not None and f"bon fonctionnement de {dite} depuis" in composee.garantie) is couvert
    assert composee.regle is not None and "37 et 38" in composee.regle.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("jour", "couvert"),
    [("2026-10-17", True), ("2032-10-16", True), ("2032-10-17", True), ("2032-10-18", False)],
    ids=["livraison", "veille", "dernier jour", "lendemain"],
)
def test_la_lettre_la_regle_l_aide_memoire_et_le_calendrier_sont_d_accord(jour: str, couvert: bool):
    donnees = dossier({"panne_le": jour})
    affaire = Affaire(lettres.valider(donnees), date.fromisoformat(jour))
    assert affaire.consommation is not None
    temps = affaire.consommation.droit("garantie")
    assert temps is not None and temps.ouvert is couvert
    for lettre in ("garantie", "opc", "mise_en_demeure"):
        composee = composer(affaire, lettre).reclamation
        assert composee is not None and (composee.garantie is not None) is couvert
    assert ("C162" in {c.code for c in lettres.verifier(donnees, "garantie", au=affaire.au)}) is not couvert


@d_un_trait
@pytest.mark.parametrize(
    ("panne", "dit"),
    [
        ("2026-10-17", "le jour même de la livraison"),
        ("2026-10-18", "un jour après la livraison"),
        ("2026-11-16", "trente jours après la livraison"),
        ("2026-11-17", "un mois après la livraison"),
        ("2026-11-18", "plus de un mois après la livraison"),
        ("2027-10-16", "plus de onze mois après la livraison"),
        ("2027-10-17", "un an après la livraison"),
        ("2028-12-20", "plus de deux ans et deux mois après la livraison"),
    ],
)
def test_le_temps_de_service_se_dit_en_mois_entiers(panne: str, dit: str):
    achat = composer(Affaire(lettres.valider(dossier({"panne_le": panne})), date(2034, 1, 5)), "garantie").achat
    assert achat is not None and achat.service == dit.replace("de un", "d’un")


@pytest.mark.parametrize(
    ("cle", "valeur", "phrase", "code"),
    [
        ("evaluation", "P-1", "Une évaluation écrite de la panne est jointe (pièce P-1).", "P-09"),
        ("photos", ["P-1"], "Des photos de la panne sont jointes (pièce P-1).", "P-10"),
    ],
)
def test_ce_qui_est_conseille_vient_avec_son_fait(cle: str, valeur: Any, phrase: str, code: str):
    for achat, dite in (({}, False), ({cle: valeur}, True)):
        lettre = ATELIER.generer(lettres.valider(dossier(achat)), "garantie", au=AU)
        assert (phrase in texte_lisible(lettre.octets).replace("\u00a0", " ").replace("\u2011", "-")) is dite
        assert (code in {c.code for c in controler(lettre.octets)}) is not dite


def test_une_lettre_retouchee_qui_invoque_38_1_pour_un_bien_usage_est_refusee():
    usage = lettres.valider(dossier({"neuf": "non"}))
    octets = ATELIER.generer(lettres.valider(dossier({})), "garantie", au=AU).octets
    assert "P-11" in {c.code for c in controler(octets, dossier=usage, au=AU)}
    assert "P-11" not in {c.code for c in controler(octets, dossier=lettres.valider(dossier({})), au=AU)}


def test_livre_trois_ans_plus_tard_le_temps_court_de_la_livraison():
    achat = {"livre_le": "2029-10-10", "panne_le": "2035-10-10"}
    assert "jusqu’au 10 octobre 2035" in lue(achat, date(2035, 10, 15))
    assert "38.1" not in lue(achat | {"panne_le": "2035-10-11"}, date(2035, 10, 15))


def test_un_fabricant_a_l_etranger_se_joint_mais_le_commercant_aussi():
    adresse = {"ligne": "1 Example St", "ville": "Albany", "pays": "États-Unis", "province": "New York"}
    loin = FABRICANT | {"adresse": adresse}
    constats = lettres.verifier(dossier({}, destinataire=loin), "garantie", au=AU)
    assert [c.code for c in constats if c.code == "C163"] == ["C163"]
    assert "38.1" in lue({}, destinataire=loin)
