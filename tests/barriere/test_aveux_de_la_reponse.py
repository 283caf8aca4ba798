"""Ce que la réponse reconnaît : une dette de qui la paie, jamais une dette prescrite, jamais une faute."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from atelier_word import Geste, retoucher
from exemples_rendus import ATELIER, donnees_de
from tables import d_un_trait

import lettres
from lettres.barriere import controler
from lettres.socle.constats import Gravite

AU = date(2026, 11, 20)
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


@d_un_trait
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
