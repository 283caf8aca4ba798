"""Deux pas dus le même jour, dans un dossier : une action ne cache pas une lettre, qui n'efface pas l'autre."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fabrique_de_dossiers import dossier, facture

import lettres
from lettres.affaire import Affaire
from lettres.dossier import Dossier
from lettres.production.consigne import consigne, encore_dues

AU = date(2026, 11, 22)
F1 = facture(facture="F-1", cause="service")
F2 = facture(facture="F-2", cause="service", date=date(2026, 9, 1), echeance=date(2026, 10, 1))
RAPPEL = {"lettre": "rappel", "date": date(2026, 10, 1), "mode": "courriel", "creances": ["F-1"]}
DEMEURE = {"lettre": "mise_en_demeure", "date": date(2026, 10, 1), "recu_le": date(2026, 10, 3), "creances": ["F-1"]}


def affaire(envoi: dict[str, Any], *creances: dict[str, Any]) -> Dossier:
    blocs = dossier().model_dump(mode="json", exclude_defaults=True)
    blocs["expediteur"] |= {"type": "personne"}
    return Dossier.model_validate(blocs | {"creances": list(creances), "envois": [envoi]})


@pytest.mark.parametrize("creances", [(F1, F2), (F2, F1)], ids=["l’ancienne d’abord", "la neuve d’abord"])
def test_une_facture_au_tribunal_n_empeche_pas_le_rappel_d_une_autre(atelier: lettres.Atelier, creances: Any):
    d = affaire(DEMEURE, *creances)
    assert lettres.evaluer(d, au=AU).toutes[1].action == "petites_creances"
    lettre = atelier.generer(d, au=AU)
    assert (lettre.lettre, lettre.creances) == ("rappel", ("F-2",))
    ((decision, relancee),) = atelier.relancer([d], au=AU)
    assert relancee is not None
    assert (decision.lettre, relancee.creances) == ("rappel", ("F-2",))


def test_deux_lettres_du_meme_code_le_meme_jour_ont_chacune_leur_nom(atelier: lettres.Atelier):
    d = affaire(RAPPEL, F1, F2)
    premiere = atelier.generer(d, au=AU)
    envoi = {"lettre": "rappel", "date": AU, "mode": "courriel", "creances": list(premiere.creances)}
    d = Dossier.model_validate(d.model_dump(mode="json", exclude_defaults=True) | {"envois": [RAPPEL, envoi]})
    seconde = atelier.generer(d, au=AU)
    assert [premiere.nom, seconde.nom] == [
        "2026-014_rappel_2026-11-22_F-1.docx",
        "2026-014_rappel_2026-11-22_F-2.docx",
    ]


@pytest.mark.parametrize(
    ("autres", "nom"),
    [
        (0, "2026-014_rappel_2026-11-22.docx"),
        (1, "2026-014_rappel_2026-11-22_N-1.docx"),
        (3, "2026-014_rappel_2026-11-22_N-1-N-2-N-3.docx"),
        (4, "2026-014_rappel_2026-11-22_N-1-N-2-N-3-et-1.docx"),
    ],
)
def test_le_nom_ne_nomme_les_factures_que_si_la_lettre_en_laisse(atelier: lettres.Atelier, autres: int, nom: str):
    neuves = [F2 | {"facture": f"N-{n}"} for n in range(1, autres + 1)]
    d = affaire(DEMEURE, F1, *neuves) if neuves else affaire(DEMEURE | {"creances": ["F-9"]}, F1)
    assert atelier.generer(d, au=AU).nom == nom


def test_un_travail_de_nuit_les_rend_toutes_les_deux(atelier: lettres.Atelier):
    d = affaire(RAPPEL, F1, F2)
    rendues = list(atelier.relancer([d, d], au=AU))
    assert [(r.decision.creances, r.lettre and r.lettre.creances) for r in rendues] == [
        (("F-1",),) * 2,
        (("F-2",),) * 2,
    ] * 2
    assert all(r.decision.toutes == rendues[0].decision.toutes for r in rendues)
    # -- une fois l'une partie, il n'y a plus que l'autre --
    envoi = {"lettre": "rappel", "date": AU, "mode": "courriel", "creances": ["F-1"]}
    d = Dossier.model_validate(d.model_dump(mode="json", exclude_defaults=True) | {"envois": [RAPPEL, envoi]})
    assert [r.decision.creances for r in atelier.relancer([d], au=AU)] == [("F-2",)]


def test_la_consigne_dit_la_lettre_que_le_jour_attend_encore():
    d = Affaire(affaire(RAPPEL, F1, F2), AU)
    assert encore_dues(d, ("F-1",), None) == ["Rappel courtois – F-2"]
    assert encore_dues(d, ("F-2",), None) == ["Rappel ferme – F-1"]
    dites = consigne(d.visant(["F-1"]), "rappel").lignes(encore=encore_dues(d, ("F-1",), None))
    assert dites[-2] == "Ce jour aussi, celle-ci une fois inscrite, par la même commande : Rappel courtois – F-2."


@pytest.mark.parametrize("creances", [(), ("F-1", "F-2")], ids=["toutes", "les deux"])
def test_une_lettre_de_tout_n_en_attend_pas_d_autre(creances: tuple[str, ...]):
    assert encore_dues(Affaire(affaire(RAPPEL, F1, F2), AU), creances, None) == []
