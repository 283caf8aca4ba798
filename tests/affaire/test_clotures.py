"""Comment une affaire se ferme : la dernière clôture qui vise une facture décide."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fabrique_de_dossiers import dossier, facture
from tables import d_un_trait

from lettres.affaire import Affaire

AU = date(2026, 11, 28)
PAYEE = {"date": "2026-11-20", "issue": "payee"}
ROUVERTE = {"date": "2026-11-25", "issue": "rouverte"}


def affaire(*clotures: dict[str, Any], au: date = AU) -> Affaire:
    return Affaire(dossier(creances=[facture(), facture(facture="F-2")], clotures=list(clotures)), au)


def issues(a: Affaire) -> list[str | None]:
    trouvees = [a.clotures.de(facture) for facture in ("F-1023", "F-2")]
    return [cloture and cloture[1].issue for cloture in trouvees]


@d_un_trait
@pytest.mark.parametrize(
    ("clotures", "attendues"),
    [
        ([], [None, None]),
        ([PAYEE], ["payee", "payee"]),
        ([PAYEE | {"creances": ["F-2"]}], [None, "payee"]),
        ([PAYEE, ROUVERTE], [None, None]),
        ([PAYEE, ROUVERTE | {"creances": ["F-2"]}], ["payee", None]),
        ([PAYEE, ROUVERTE, PAYEE | {"date": "2026-11-26", "issue": "abandon"}], ["abandon", "abandon"]),
        ([ROUVERTE, PAYEE], [None, None]),
        ([PAYEE | {"date": "2026-11-25"}, ROUVERTE], [None, None]),
        ([PAYEE, {"corrige": 1, "motif": "Chèque refusé."}], [None, None]),
        ([PAYEE, PAYEE | {"issue": "entente", "corrige": 1, "motif": "Une entente."}], ["entente", "entente"]),
    ],
)
def test_la_derniere_cloture_qui_vise_une_facture_decide(clotures: list[Any], attendues: list[str | None]):
    a = affaire(*clotures)
    assert issues(a) == attendues
    assert a.est_close == all(attendues)


@pytest.mark.parametrize(("au", "close"), [(date(2026, 11, 19), False), (date(2026, 11, 20), True)])
def test_une_cloture_vaut_des_son_jour(au: date, close: bool):
    assert affaire(PAYEE, au=au).est_close == close


@pytest.mark.parametrize(("cloture", "close"), [(PAYEE, True), (PAYEE | {"creances": ["F-9"]}, False)])
def test_sans_creance_l_affaire_elle_meme_est_close(cloture: dict[str, Any], close: bool):
    assert Affaire(dossier(clotures=[cloture]), AU).est_close == close


def test_une_cloture_garde_son_rang_au_dossier():
    trouvee = affaire(PAYEE, ROUVERTE, PAYEE | {"date": "2026-11-27"}).clotures.de("F-2")
    assert trouvee is not None
    assert trouvee[0] == 2
