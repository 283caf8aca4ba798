"""Réponses tirées au hasard : ni menace, ni silence exigé, ni somme étrangère; en public, aucun fait de l'affaire.

Une graine, un dossier : la nature, ce qui a été reçu, ses points, la position, ce que l'autre réclame. Chaque jour n’en
tire que quelques-uns; les longs, cinq cents.
"""

from __future__ import annotations

import re
from datetime import date
from random import Random
from typing import Any

import pytest
from atelier_word import Geste, retoucher
from exemples_rendus import ATELIER, donnees_de

import lettres
from lettres.barriere import controler
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.constats import Gravite

AU = date(2026, 11, 20)
NATURES = ("recouvrement", "entente", "reputation", "consommation")
DITS = [
    "Vous me devez 410,25 $ depuis le 3 mai 2026.",
    "Rien n’a été livré.",
    "Je dirai à tout le monde ce que vous valez.",
    "La facture est de 75,00 $ de trop.",
    "Taisez-vous, ou je porterai plainte à la police.",
    "J’ai attendu trois semaines.",
]
REPONSES = [
    "Le tout a été remis le 15 août 2026.",
    "Je n’ai reçu aucune facture de 75,00 $.",
    "Merci de me l’avoir dit; le retard est réel.",
    None,
]
FACTURE = {"cause": "service", "facture": "F-9", "date": "2026-08-01", "echeance": "2026-08-31", "objet": "Photos"}
REFUS = {"A108", "W102", "Y102", "Y103"}
"""Ce qui arrête une réponse tirée au hasard : compenser sans rien réclamer, reconnaître sans le vouloir…"""
MENACES = re.compile(r"(?i)recours|tribunal|poursui|police|plainte criminelle|mets en demeure|mettons en demeure|sinon")
SILENCE = re.compile(r"(?i)tais|garder le silence|ne (?:plus|pas) (?:en )?parler|ne dites|confidentiel")
SOMME = re.compile(r"\d[\d ]*,\d\d \$")


def tirer(graine: int) -> tuple[str, dict[str, Any]]:
    """La nature, et un dossier qui se refait : la graine décide de tout."""
    hasard = Random(graine)  # noqa: S311
    nature = hasard.choice(NATURES)
    donnees = donnees_de(f"minimaux/reponse-{nature}.yaml")
    points: list[dict[str, Any]] = []
    for texte in hasard.sample(DITS, hasard.randint(1, 4)):
        jugement, reponse = hasard.choice(["exact", "inexact", "inconnu"]), hasard.choice(REPONSES)
        points.append({"texte": texte, "jugement": jugement, "reponse": reponse})
    donnees["recu"] = {
        "type": hasard.choice(["mise_en_demeure", "contestation", "plainte", "avis"]),
        "date": "2026-11-10",
        "mode": hasard.choice(["courriel", "telephone", "recommande", "en_ligne", None]),
        "position": hasard.choice(["payer", "contester", "compenser", "proposer"]),
        "points": points,
    }
    if hasard.random() < 0.6:
        donnees["recu"]["reclame"] = {"montant": f"{hasard.randint(1, 999)},50 $", "exigible_le": "2026-09-01"}
    if nature == "recouvrement" and hasard.random() < 0.6:
        donnees["creances"] = [FACTURE | {"montant": f"{hasard.randint(50, 900)},25 $"}]
        donnees["paiements"] = [{"date": "2026-09-10", "montant": "20,00 $", "facture": "F-9"}]
    if hasard.random() < 0.5:
        donnees["echeance_demandee"] = "2026-12-04"
    donnees["mode_envoi"] = hasard.choice(["courriel", None])
    return nature, donnees


def _hors_guillemets(texte: str) -> str:
    return re.sub(r"«[^»]*»", "« »", texte)


@pytest.mark.parametrize(
    "graines",
    [range(12), pytest.param(range(12, 500), marks=pytest.mark.long)],
    ids=["quelques-unes", "cinq cents"],
)
def test_une_reponse_ne_menace_pas_ne_fait_taire_personne_et_ne_porte_que_les_sommes_du_dossier(graines: range):
    ecrites = 0
    for graine in graines:
        _, donnees = tirer(graine)
        dossier = lettres.valider(donnees)
        try:
            lettre = ATELIER.generer(dossier, "reponse", au=AU)
        except lettres.DossierInvalide as refus:
            assert {c.code for c in refus.constats if c.gravite is Gravite.ERREUR} <= REFUS, graine
            continue
        ecrites += 1
        texte = texte_lisible(lettre.octets).replace("\u00a0", " ").replace("\u2011", "-")
        dit = _hors_guillemets(texte).replace("en demeure du", "")
        assert not MENACES.search(dit), (graine, MENACES.search(dit))
        assert not SILENCE.search(dit), (graine, SILENCE.search(dit))
        siennes = {str(v) for v in re.findall(SOMME, repr(donnees).replace("\u00a0", " "))}
        siennes |= _soldes(donnees)
        assert set(re.findall(SOMME, texte)) <= siennes, graine
        graves = [c.message for c in controler(lettre.octets, dossier=dossier) if c.gravite is Gravite.ERREUR]
        assert graves == [], graine
    assert ecrites > len(graines) // 3


def _soldes(donnees: dict[str, Any]) -> set[str]:
    """Ce qui reste de chaque facture, son seul paiement déduit."""
    restes = [float(c["montant"].rstrip(" $").replace(",", ".")) - 20 for c in donnees.get("creances", ())]
    return {f"{reste:.2f} $".replace(".", ",") for reste in restes}


REPOND = "Les chaises ont été livrées."


def repondre(nature: str, **recu: Any) -> dict[str, Any]:
    """Une réponse à une mise en demeure, où l'on dit sa position."""
    donnees = donnees_de(f"minimaux/reponse-{nature}.yaml")
    points = [{"texte": "Rien n’a été livré.", "jugement": "inexact", "reponse": REPOND}]
    donnees["recu"] = {"type": "mise_en_demeure", "date": "2026-11-10", "points": points} | recu
    return donnees


DETTES = ["Je vous dois cette somme.", "Nous reconnaissons notre dette.", "Cette somme vous est bien due."]
FAUTES = ["Je reconnais ma faute.", "C’est notre faute.", "Nous assumons notre responsabilité."]
RECENTE, ANCIENNE = "2023-11-20", "2023-11-19"


@pytest.mark.parametrize("phrase", [*DETTES, *FAUTES])
@pytest.mark.parametrize(("position", "exigible"), [("payer", RECENTE), ("payer", ANCIENNE), ("contester", RECENTE)])
def test_une_dette_se_reconnait_de_qui_la_paie_jamais_prescrite_et_une_faute_ne_s_avoue_pas(
    phrase: str, position: str, exigible: str
):
    """La règle et la barrière disent de même; la barrière lit une lettre retouchée dans Word, au jour du dossier."""
    reclame = {"montant": "400,00 $", "exigible_le": exigible}
    permis = phrase in DETTES and position == "payer" and exigible == RECENTE
    donnees = repondre("recouvrement", position=position, reclame=reclame)
    intacte = lettres.valider(repondre("recouvrement", position=position, reclame=reclame | {"exigible_le": RECENTE}))
    retouchee, _ = retoucher(ATELIER.generer(intacte, "reponse", au=AU).octets, Geste(remplace=((REPOND, phrase),)))
    relus = controler(retouchee, dossier=lettres.valider(donnees), au=AU)
    assert {c.code for c in relus if c.code in {"S-08", "S-12"}} == (
        set() if permis else {"S-08"} if phrase in DETTES else {"S-12"}
    )
    donnees["recu"]["points"][0]["reponse"] = phrase
    constats = lettres.verifier(lettres.valider(donnees), "reponse", au=AU)
    assert ({c.code for c in constats if c.gravite is Gravite.ERREUR} & {"A108", "Y103"} == set()) is permis


@pytest.mark.parametrize(
    "graines", [range(10), pytest.param(range(10, 500), marks=pytest.mark.long)], ids=["quelques-unes", "cinq cents"]
)
def test_une_reponse_publique_ne_livre_rien_de_ce_que_le_dossier_sait(graines: range):
    attendu = None
    for graine in graines:
        _, donnees = tirer(graine)
        donnees |= {"nature": "reputation", "publications": [{"support": "google", "auteur": "Zoé Exemple"}]}
        donnees["expediteur"] = donnees_de("minimaux/reponse_publique-reputation.yaml")["expediteur"]
        for somme in ("creances", "paiements"):
            donnees.pop(somme, None)
        donnees["recu"] |= {"reclame": None, "position": "contester"}
        texte = ATELIER.generer(lettres.valider(donnees), "reponse_publique", au=AU).texte
        attendu = attendu or texte
        assert texte == attendu, "le texte ne dépend de rien de l’affaire"
    assert attendu is not None and not re.search(r"\d|Zoé|Marie|Sophie|Meubles", attendu)
