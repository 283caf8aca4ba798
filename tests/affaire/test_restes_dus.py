"""Ce qui restait dû un jour : de toutes les factures, de certaines, de celles qui étaient exigibles."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fabrique_de_dossiers import dossier, facture
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire

AU = date(2026, 11, 28)
DEUX = [
    facture(facture="F-1", echeance="2026-06-01", date="2026-05-01", montant=100),
    facture(facture="F-2", echeance="2026-09-01", date="2026-08-01", montant=200),
]
RECUS = [
    {"date": "2026-07-01", "montant": 40, "facture": "F-1"},
    {"date": "2026-08-01", "montant": 5},
    {"date": "2026-12-01", "montant": 50, "facture": "F-2"},
]


def reste(jour: date, *factures: str, exigibles: bool = False, **blocs: object) -> Decimal | None:
    affaire = Affaire(dossier(**{"creances": DEUX, "paiements": RECUS, **blocs}), AU)
    return affaire.restes_dus.le(jour, factures, exigibles=exigibles)


@d_un_trait
@pytest.mark.parametrize(
    ("jour", "factures", "exigibles", "attendu"),
    [
        (date(2026, 6, 30), (), False, 300),
        (date(2026, 7, 1), (), False, 260),
        (date(2026, 8, 1), (), False, 255),
        (date(2026, 12, 31), (), False, 255),
        (date(2026, 8, 1), ("F-1",), False, 60),
        (date(2026, 8, 1), ("F-2",), False, 200),
        (date(2026, 8, 1), ("F-1", "F-2"), False, 260),
        (date(2026, 8, 1), ("F-1", "F-1"), False, 60),
        (date(2026, 8, 1), ("F-1", "F-9"), False, None),
        # -- exigible : avant ce jour, et non ce jour même --
        (date(2026, 6, 1), (), True, 0),
        (date(2026, 6, 2), (), True, 100),
        (date(2026, 9, 1), (), True, 55),
        (date(2026, 9, 2), (), True, 255),
    ],
)
def test_ce_qui_restait_du(jour: date, factures: tuple[str, ...], exigibles: bool, attendu: int | None):
    assert reste(jour, *factures, exigibles=exigibles) == attendu


def test_un_montant_qui_manque_ne_vaut_pas_zero():
    sans = [DEUX[0], facture(facture="F-2", montant=None)]
    assert reste(AU, creances=sans) is None
    assert reste(AU, "F-2", creances=sans) is None
    assert reste(AU, "F-1", creances=sans) == 60


INTERET = {"piece": "P-1", "interet": {"taux_annuel": "12 %", "piece": "P-1", "demeure_automatique": "oui"}}


@pytest.mark.parametrize(
    ("montant", "contrat", "dite"),
    [
        (60, None, False),
        ("60,01 $", None, True),
        # -- 60 $ × 12 % × 89 / 365 = 1,76 $ --
        ("61,76 $", INTERET, False),
        ("61,77 $", INTERET, True),
    ],
)
def test_une_contestation_peut_comprendre_l_interet_couru(montant: object, contrat: object, dite: bool):
    suite = {"resultat": "contestation", "date": "2026-11-28", "montant_conteste": montant}
    lu = dossier(creances=[facture()], suites=[suite], contrat=contrat, pieces=[{"id": "P-1", "titre": "Contrat"}])
    trouves = [c for c in lettres.verifier(lu, "mise_en_demeure", au=AU) if c.code == "J116"]
    assert [str(c.gravite) for c in trouves] == (["alerte"] if dite else [])
