"""Une politique à soi : ce que les livrées n'ont pas, appels, modes exigés, pas comptés d'une promesse."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fabrique_de_dossiers import dossier, facture
from pydantic import ValidationError

import lettres
from lettres.escalade import Decision, Politique, Statut

_RAPPEL = {"code": "rappel", "titre": "Rappel", "lettre": "rappel", "depuis": "echeance", "jours": 0}
_PARTI = {"lettre": "rappel", "date": "2026-09-01", "mode": "courriel"}
"""F-1023 échoit le 31 août 2026; le délai de ce rappel court jusqu'au 14 septembre."""


def politique(*echelons: dict[str, Any]) -> Politique:
    return Politique.model_validate(
        {"politique": 1, "code": "a_moi", "titre": "La mienne", "nature": "recouvrement", "echelons": echelons}
        | {"tolerance": "5.00", "intervalle": 7, "grace": 3}
    )


def decision(au: str, *echelons: dict[str, Any], **blocs: Any) -> Decision:
    d = dossier(creances=[facture()], **blocs)
    return lettres.evaluer(d, au=date.fromisoformat(au), politique=politique(_RAPPEL, *echelons))


def _pas(code: str, **cles: Any) -> dict[str, Any]:
    return {"code": code, "titre": code.capitalize(), "depuis": "envoi", "jours": 3} | cles


def codes(d: Decision) -> list[str]:
    return [r.code for r in d.raisons]


@pytest.mark.parametrize(("au", "statut"), [("2026-08-31", Statut.NON_DUE), ("2026-09-01", Statut.DUE)])
def test_un_rappel_sans_delai_laisse_au_debiteur_le_jour_de_l_echeance(au: str, statut: Statut):
    d = decision(au)
    assert d.statut is statut
    assert d.des_le == date(2026, 9, 1)


@pytest.mark.parametrize(("au", "statut"), [("2026-09-14", Statut.NON_DUE), ("2026-09-15", Statut.DUE)])
def test_un_appel_se_fait_quand_le_delai_de_la_lettre_est_passe(au: str, statut: Statut):
    d = decision(au, _pas("appel", action="appeler"), envois=[_PARTI])
    assert (d.statut, d.lettre) == (statut, None)
    assert d.action == ("appeler" if statut is Statut.DUE else None)


def test_l_appel_du_dit_ce_qu_il_y_a_a_dire():
    d = decision("2026-09-15", _pas("appel", action="appeler"), envois=[_PARTI])
    assert codes(d) == ["delai_passe", "a_dire"]
    assert "F-1023, dont il reste 60,00 $" in d.raisons[1].phrase.replace("\xa0", " ")


@pytest.mark.parametrize("suite", [{"resultat": "appel_fait"}, {"resultat": "sans_reponse", "canal": "telephone"}])
def test_l_appel_fait_ne_se_refait_pas_et_ne_franchit_rien(suite: dict[str, str]):
    demeure = _pas("mise_en_demeure", lettre="mise_en_demeure", effet="demeure")
    appel = {"date": "2026-09-15", **suite}
    d = decision("2026-09-15", _pas("appel", action="appeler"), demeure, envois=[_PARTI], suites=[appel])
    assert (d.statut, d.lettre) == (Statut.DUE, "mise_en_demeure")


@pytest.mark.parametrize(
    ("mode", "manque"), [("recommande", []), ("courriel", ["mode_exige"]), (None, ["E101", "mode_exige"])]
)
def test_le_mode_qu_exige_un_pas_manque_tant_qu_il_n_est_pas_celui_du_dossier(mode: str | None, manque: list[str]):
    demeure = _pas("mise_en_demeure", lettre="mise_en_demeure", effet="demeure", modes=["recommande", "huissier"])
    d = decision("2026-09-15", demeure, envois=[_PARTI], mode_envoi=mode)
    assert d.statut is Statut.DUE
    assert [m.code for m in d.ce_qui_manque if m.chemin == ("mode_envoi",)] == manque


@pytest.mark.parametrize(("au", "echelon"), [("2026-09-20", "demeure"), ("2026-09-24", "promesse_rompue")])
def test_un_pas_compte_d_une_promesse_ne_vient_que_si_elle_est_rompue(au: str, echelon: str):
    promise = _pas("promesse_rompue", depuis="promesse", jours=1, lettre="rappel")
    demeure = _pas("demeure", lettre="mise_en_demeure", effet="demeure")
    promesse = {"date": "2026-09-10", "resultat": "promesse", "promis_le": "2026-09-20"}
    d = decision(au, promise, demeure, envois=[_PARTI], suites=[promesse])
    assert d.echelon is not None
    assert d.echelon.code == echelon


def test_un_pas_compte_d_une_suite_ne_vient_que_s_il_y_en_a_une():
    ferme = _pas("ferme", depuis="suite", jours=5, lettre="rappel")
    demeure = _pas("demeure", lettre="mise_en_demeure", effet="demeure")
    sans = decision("2026-09-15", ferme, demeure, envois=[_PARTI])
    apres = decision(
        "2026-09-16", ferme, demeure, envois=[_PARTI], suites=[{"date": "2026-09-14", "resultat": "refus"}]
    )
    assert (sans.lettre, apres.lettre) == ("mise_en_demeure", None)
    assert (apres.echelon and apres.echelon.code, apres.des_le) == ("ferme", date(2026, 9, 21))


def test_les_jours_ouvrables_d_un_pas_sautent_les_fins_de_semaine():
    demeure = _pas("demeure", lettre="mise_en_demeure", effet="demeure", jours=12, calendrier="ouvrables")
    assert decision("2026-09-15", demeure, envois=[_PARTI]).des_le == date(2026, 9, 18)


@pytest.mark.parametrize(
    ("echelons", "dit"),
    [
        ([_pas("envoi", lettre="rappel")], "Le premier échelon se compte de l’échéance."),
        ([_RAPPEL, _RAPPEL], "Deux échelons portent le code « rappel »."),
        ([_RAPPEL, _pas("retrait", lettre="retrait")], "Il n’y a pas de lettre « retrait »"),
        ([{**_RAPPEL, "lettre": None}], "a une lettre ou une action"),
        ([{**_RAPPEL, "effet": "demeure"}], "seule une mise en demeure"),
    ],
)
def test_une_politique_qui_ne_tient_pas_est_refusee(echelons: list[dict[str, Any]], dit: str):
    with pytest.raises(ValidationError, match=dit):
        politique(*echelons)
