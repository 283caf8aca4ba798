"""Les prescriptions : d'où chaque droit compte, et ce qu'un aveu, un paiement ou un fait absent y changent."""

from __future__ import annotations

from datetime import date

import pytest
from fabrique_de_dossiers import dossier, facture
from tables import d_un_trait

from lettres.affaire import Affaire, Prescriptions
from lettres.droit.prescription import Matiere, Urgence

AU = date(2026, 11, 22)
ECHUE = facture(date="2023-08-01", echeance="2023-09-01")
"""Une facture qui se prescrit le 1er septembre 2026."""


def prescriptions(au: date = AU, **blocs: object) -> Prescriptions:
    pieces = [{"id": "P-1", "titre": "Aveu"}]
    return Affaire(dossier(**{"creances": [ECHUE], "pieces": pieces, **blocs}), au).prescriptions


def aveu(jour: str, **cles: object) -> dict[str, object]:
    return {"date": jour, "resultat": "reconnaissance", "piece": "P-1", **cles}


@d_un_trait
@pytest.mark.parametrize(
    ("suites", "fin", "reconnue_le"),
    [
        ([], date(2026, 9, 1), None),
        # -- après la naissance de la dette, et avant qu'elle ne s'éteigne, le dernier jour compris --
        ([aveu("2023-08-31")], date(2026, 9, 1), None),
        ([aveu("2023-09-01")], date(2026, 9, 1), None),
        ([aveu("2023-09-02")], date(2026, 9, 2), date(2023, 9, 2)),
        ([aveu("2026-09-01")], date(2029, 9, 1), date(2026, 9, 1)),
        ([aveu("2026-09-02")], date(2026, 9, 1), None),
        # -- le dernier aveu, s'il est prouvé et déjà fait --
        ([aveu("2025-03-01"), aveu("2024-03-01")], date(2028, 3, 1), date(2025, 3, 1)),
        ([aveu("2025-03-01", piece=None)], date(2026, 9, 1), None),
        ([aveu("2025-03-01", resultat="promesse")], date(2026, 9, 1), None),
    ],
    ids=str,
)
def test_une_dette_reconnue_par_ecrit_repart_si_elle_n_etait_pas_eteinte(
    suites: list[dict[str, object]], fin: date, reconnue_le: date | None
):
    (creance,) = prescriptions(suites=suites).creances
    assert creance is not None
    assert (creance.initiale.fin, creance.actuelle.fin, creance.reconnue_le) == (date(2026, 9, 1), fin, reconnue_le)


@pytest.mark.parametrize(("au", "fin"), [(date(2025, 2, 28), date(2026, 9, 1)), (date(2025, 3, 1), date(2028, 3, 1))])
def test_un_aveu_ne_compte_que_du_jour_ou_il_est_fait(au: date, fin: date):
    (utile,) = prescriptions(au, suites=[aveu("2025-03-01")]).utiles
    assert utile.fin == fin


def test_seules_les_creances_encore_dues_ont_une_prescription_utile():
    creances = [ECHUE, facture(facture="F-2", echeance="2026-08-31")]
    paiements = [{"date": "2026-09-01", "montant": "60,00 $", "facture": "F-1023"}]
    payee = prescriptions(creances=creances, paiements=paiements)
    assert [p.fin for p in payee.utiles] == [date(2029, 8, 31)]
    assert payee.creances[0] is not None
    assert [p.fin for p in prescriptions(creances=creances).utiles] == [date(2026, 9, 1), date(2029, 8, 31)]


PROPOS = {"citation": "…", "support": "journal", "connaissance": "2026-10-13"}


@pytest.mark.parametrize(
    ("cles", "matiere", "fin"),
    [
        ({}, Matiere.JOURNAL, date(2027, 1, 13)),
        ({"support": None}, Matiere.REPUTATION, date(2027, 10, 13)),
        # -- contre un journal, jamais plus d'un an depuis la publication --
        ({"date": "2026-01-13"}, Matiere.JOURNAL, date(2027, 1, 13)),
        ({"date": "2026-01-12"}, Matiere.JOURNAL, date(2027, 1, 12)),
        ({"date": "2026-01-12", "support": "facebook"}, Matiere.REPUTATION, date(2027, 10, 13)),
    ],
    ids=str,
)
def test_un_propos_compte_du_jour_ou_on_l_a_connu(cles: dict[str, str | None], matiere: Matiere, fin: date):
    (propos,) = prescriptions(creances=[], nature="reputation", publications=[PROPOS | cles]).publications
    assert propos is not None
    assert (propos.matiere, propos.fin) == (matiere, fin)


def test_un_propos_dont_on_ignore_quand_on_l_a_connu_ne_se_prescrit_pas():
    connue = prescriptions(creances=[], nature="reputation", publications=[PROPOS | {"connaissance": None}, PROPOS])
    assert connue.publications[0] is None
    assert [p.fin for p in connue.utiles] == [date(2027, 1, 13)]


def test_un_achat_sans_date_ne_se_prescrit_pas():
    assert prescriptions(creances=[], nature="consommation", achat={"mode": "en_ligne"}).achat is None


@pytest.mark.parametrize(
    ("au", "urgence"), [(date(2026, 9, 1), Urgence.A_30_JOURS), (date(2026, 9, 2), Urgence.ECHUE)], ids=str
)
def test_l_urgence_est_celle_de_la_prescription_la_plus_proche(au: date, urgence: Urgence):
    creances = [facture(facture="F-2", echeance="2026-08-31"), ECHUE]
    assert prescriptions(au, creances=creances).urgence(au) is urgence
