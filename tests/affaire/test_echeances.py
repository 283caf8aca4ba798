"""Le temps qu'une lettre donne : celui du dossier, sinon celui de sa sorte."""

from __future__ import annotations

from datetime import date

import pytest
from fabrique_de_dossiers import dossier
from tables import d_un_trait

from lettres.affaire import Affaire

AU = date(2026, 11, 23)  # -- un lundi --
DEFAUT, REPUTATION, REMBOURSEMENT = 10, 5, 15


@d_un_trait
@pytest.mark.parametrize(
    ("nature", "lettre", "demande", "jours"),
    [
        ("recouvrement", "rappel", None, DEFAUT),
        ("recouvrement", "mise_en_demeure", None, DEFAUT),
        ("recouvrement", "mise_en_demeure", "rembourser", DEFAUT),
        ("reputation", "retrait", None, REPUTATION),
        ("reputation", "mise_en_demeure", "rembourser", REPUTATION),
        # -- ravoir son argent d'un commerçant : quinze jours, à la mise en demeure seulement --
        ("consommation", "mise_en_demeure", "rembourser", REMBOURSEMENT),
        ("consommation", "mise_en_demeure", "annuler", REMBOURSEMENT),
        ("consommation", "mise_en_demeure", "reparer", DEFAUT),
        ("consommation", "mise_en_demeure", None, DEFAUT),
        ("consommation", "rappel", "rembourser", DEFAUT),
        ("entente", "mise_en_demeure", "rembourser", DEFAUT),
    ],
)
def test_le_delai_est_celui_de_la_nature_de_la_lettre_et_de_sa_demande(
    nature: str, lettre: str, demande: str | None, jours: int
):
    demandes = [{"type": demande}] if demande else []
    assert Affaire(dossier(nature=nature, demandes=demandes), AU).delai(lettre) == jours
    assert Affaire(dossier(nature=nature, demandes=demandes, delai_jours=7), AU).delai(lettre) == 7


def test_seule_la_premiere_demande_decide_du_delai():
    demandes = [{"type": "reparer"}, {"type": "rembourser"}]
    assert Affaire(dossier(nature="consommation", demandes=demandes), AU).delai("mise_en_demeure") == DEFAUT
    assert (
        Affaire(dossier(nature="consommation", demandes=demandes[::-1]), AU).delai("mise_en_demeure") == REMBOURSEMENT
    )


@pytest.mark.parametrize(
    ("cles", "reception", "echeance"),
    [
        ({"mode_envoi": "main_propre"}, AU, date(2026, 12, 3)),
        ({"mode_envoi": "courriel"}, date(2026, 11, 24), date(2026, 12, 4)),
        ({"mode_envoi": "main_propre", "delai_jours": 11}, AU, date(2026, 12, 4)),
        # -- le douzième jour est un samedi : le lundi --
        ({"mode_envoi": "main_propre", "delai_jours": 12}, AU, date(2026, 12, 7)),
        ({"mode_envoi": "main_propre", "echeance_demandee": "2026-12-05"}, AU, date(2026, 12, 5)),
        ({"mode_envoi": "main_propre", "echeance_demandee": "2026-12-05", "delai_jours": 11}, AU, date(2026, 12, 5)),
    ],
    ids=str,
)
def test_la_date_limite_est_celle_du_dossier_sinon_le_delai_depuis_la_reception(
    cles: dict[str, object], reception: date, echeance: date
):
    affaire = Affaire(dossier(**cles), AU)
    assert (affaire.reception, affaire.echeance("rappel")) == (reception, echeance)
