"""Les reconnaissances de dette : lesquelles font repartir la prescription, et de quelles factures."""

from __future__ import annotations

from datetime import date

import pytest
from fabrique_de_dossiers import dossier, facture
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire, Doute

AU = date(2026, 11, 28)
PIECES = [{"id": "P-1", "titre": "Courriel"}]
F1 = facture(facture="F-1", date="2024-05-01", echeance="2024-06-01", montant=100)
F2 = facture(facture="F-2", date="2024-06-01", echeance="2024-07-01", montant=200)
F3 = facture(facture="F-3", date="2025-10-01", echeance="2025-11-01", montant=400)
"""La dernière n'est pas échue le jour des reconnaissances."""

SANS = {"F-1": date(2027, 6, 1), "F-2": date(2027, 7, 1), "F-3": date(2028, 11, 1)}
"""La fin de chacune, si personne ne reconnaît rien."""

LE = "2025-09-15"
REPARTIE = date(2028, 9, 15)


def aveu(**cles: object) -> dict[str, object]:
    return {"resultat": "reconnaissance", "date": LE, "piece": "P-1", **cles}


def fins(*suites: dict[str, object], au: date = AU, **blocs: object) -> dict[str | None, date]:
    lu = dossier(**{"creances": [F1, F2, F3], "pieces": PIECES, "suites": suites, **blocs})
    connues = Affaire(lu, au).prescriptions.creances
    return {c.facture: p.actuelle.fin for c, p in zip(lu.creances, connues, strict=True) if p}


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "reparties"),
    [
        ({"creances": ["F-1"]}, ["F-1"]),
        ({"creances": ["F-2"]}, ["F-2"]),
        ({"creances": ["F-1", "F-2"]}, ["F-1", "F-2"]),
        ({"creances": ["F-1", "F-9"]}, ["F-1"]),
        ({"creances": ["F-9"]}, []),
        # -- celle qui n'était pas encore échue ne repart pas : elle n'a pas commencé --
        ({"creances": ["F-3"]}, []),
        ({}, ["F-1", "F-2"]),
        # -- une somme : au moins ce qui est dû de ce qu'elle vise --
        ({"montant": 300}, ["F-1", "F-2"]),
        ({"montant": "300,01 $"}, ["F-1", "F-2"]),
        ({"montant": "299,99 $"}, []),
        ({"montant": 100}, []),
        ({"montant": 100, "creances": ["F-1"]}, ["F-1"]),
        ({"montant": "99,99 $", "creances": ["F-1"]}, []),
        ({"montant": 200, "creances": ["F-1", "F-2"]}, []),
        ({"montant": 300, "creances": ["F-1", "F-2"]}, ["F-1", "F-2"]),
        # -- sans pièce, rien n'est prouvé --
        ({"piece": None}, []),
        ({"piece": None, "creances": ["F-1"]}, []),
    ],
    ids=str,
)
def test_une_reconnaissance_ne_fait_repartir_que_ce_qu_elle_reconnait(cles: dict, reparties: list[str]):
    assert fins(aveu(**cles)) == SANS | dict.fromkeys(reparties, REPARTIE)


def test_elle_vise_ce_que_nomme_la_lettre_a_laquelle_elle_repond():
    """L'entente de F-1 signée ne reconnaît pas F-2; ce que la reconnaissance nomme elle-même l'emporte."""
    for nommees, cles, reparties in (
        (["F-1"], {"envoi": 1}, ["F-1"]),
        (["F-1"], {"envoi": 1, "montant": 100}, ["F-1"]),
        (["F-1"], {"envoi": 1, "montant": "99,99 $"}, []),
        (["F-1"], {"envoi": 1, "creances": ["F-2"]}, ["F-2"]),
        (["F-1"], {}, ["F-1", "F-2"]),
        ([], {"envoi": 1}, ["F-1", "F-2"]),
    ):
        entente = {"lettre": "entente_paiement", "date": "2025-09-10", "creances": nommees}
        assert fins(aveu(**cles), envois=[entente]) == SANS | dict.fromkeys(reparties, REPARTIE), (nommees, cles)


@pytest.mark.parametrize(
    ("cles", "paiements", "repartie"),
    [
        ({"montant": 60}, [{"date": "2025-08-01", "montant": 40, "facture": "F-1"}], True),
        ({"montant": "59,99 $"}, [{"date": "2025-08-01", "montant": 40, "facture": "F-1"}], False),
        ({"montant": 60}, [{"date": LE, "montant": 40, "facture": "F-1"}], True),
        # -- ce qui est payé après ne change pas ce qui était dû --
        ({"montant": 60}, [{"date": "2025-09-16", "montant": 40, "facture": "F-1"}], False),
        ({"montant": 100}, [{"date": "2025-09-16", "montant": 40, "facture": "F-1"}], True),
        # -- un paiement qui ne nomme rien peut en payer une autre --
        ({"montant": 60}, [{"date": "2025-08-01", "montant": 40}], False),
        ({"montant": 60}, [{"date": "2025-08-01", "montant": 40, "facture": "F-2"}], False),
    ],
    ids=str,
)
def test_la_somme_reconnue_se_compare_a_ce_qui_restait_ce_jour_la(cles: dict, paiements: list, repartie: bool):
    assert (fins(aveu(creances=["F-1"], **cles), paiements=paiements)["F-1"] == REPARTIE) is repartie


@pytest.mark.parametrize("creances", [[], ["F-1"]], ids=str)
@pytest.mark.parametrize(("montant", "repartie"), [(50, True), ("49,99 $", False)])
def test_d_une_seule_facture_tout_paiement_et_tout_avoir_compte(creances: list, montant: object, repartie: bool):
    blocs = {
        "creances": [F1 | {"deja_paye": 10}],
        "paiements": [{"date": "2025-08-01", "montant": 30}],
        "avoirs": [{"date": "2025-08-01", "montant": 10}],
    }
    assert (fins(aveu(creances=creances, montant=montant), **blocs)["F-1"] == REPARTIE) is repartie


@d_un_trait
@pytest.mark.parametrize(
    ("dates", "fin"),
    [
        (["2024-06-01"], date(2027, 6, 1)),
        (["2024-06-02"], date(2027, 6, 2)),
        (["2027-06-01"], date(2030, 6, 1)),
        (["2027-06-02"], date(2027, 6, 1)),
        (["2025-09-15", "2026-02-01"], date(2029, 2, 1)),
        (["2026-02-01", "2025-09-15"], date(2029, 2, 1)),
        # -- la seconde vient après la première fin, mais avant celle que la première a donnée --
        (["2025-09-15", "2028-01-01"], date(2031, 1, 1)),
        (["2025-09-15", "2028-01-01", "2030-12-31"], date(2033, 12, 31)),
        # -- celle qui vient trop tard ne fait pas oublier celle qui venait à temps --
        (["2025-09-15", "2029-01-01"], date(2028, 9, 15)),
    ],
    ids=str,
)
def test_chaque_reconnaissance_vaut_si_elle_vient_avant_la_fin_que_la_precedente_donne(dates: list[str], fin: date):
    suites = [aveu(date=jour, creances=["F-1"]) for jour in dates]
    assert fins(*suites, au=date(2034, 1, 1))["F-1"] == fin
    assert fins(*[aveu(date=jour) for jour in dates], au=date(2034, 1, 1))["F-1"] == fin


def test_une_reconnaissance_d_apres_n_est_pas_encore_faite():
    assert fins(aveu(date="2026-11-29")) == SANS
    assert fins(aveu(date="2026-11-28"))["F-1"] == date(2029, 11, 28)


# -- Ce qui n'est pas sûr se dit --


def doutes(*suites: dict[str, object], au: date = AU, **blocs: object) -> list[tuple[int, Doute]]:
    lu = dossier(**{"creances": [F1, F2, F3], "pieces": PIECES, "suites": suites, **blocs})
    return [(a.rang, a.doute) for a in Affaire(lu, au).prescriptions.incertaines]


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "attendu"),
    [
        ({}, []),
        ({"creances": ["F-1"]}, []),
        ({"piece": None}, [(0, Doute.SANS_PIECE)]),
        ({"piece": None, "creances": ["F-2"]}, [(0, Doute.SANS_PIECE)]),
        ({"piece": None, "creances": ["F-3"]}, []),
        ({"piece": None, "creances": ["F-9"]}, []),
        ({"montant": 100}, [(0, Doute.PARTIELLE)]),
        ({"montant": 99, "creances": ["F-1"]}, [(0, Doute.PARTIELLE)]),
        ({"montant": 300}, []),
        ({"piece": None, "date": "2024-06-01"}, []),
        ({"piece": None, "date": "2024-06-02"}, [(0, Doute.SANS_PIECE)]),
    ],
    ids=str,
)
def test_ce_qui_aurait_fait_repartir_un_delai_s_il_etait_sur_se_dit(cles: dict, attendu: list):
    assert doutes(aveu(**cles)) == attendu


def test_rien_ne_se_dit_d_une_facture_payee_ni_d_une_reconnaissance_venue_trop_tard():
    payee = [{"date": "2025-10-01", "montant": 100, "facture": "F-1"}]
    assert doutes(aveu(piece=None, creances=["F-1"]), paiements=payee) == []
    assert doutes(aveu(piece=None, date="2027-06-02", creances=["F-1"]), au=date(2027, 7, 1)) == []
    assert doutes(aveu(piece=None, date="2027-06-01", creances=["F-1"]), au=date(2027, 7, 1)) != []


def test_une_reconnaissance_sure_faite_depuis_leve_le_doute():
    douteuse, sure = aveu(piece=None, creances=["F-1"], date="2025-09-01"), aveu(creances=["F-1"])
    assert doutes(douteuse, sure) == []
    assert doutes(sure, douteuse | {"date": "2025-09-16"}) == [(1, Doute.SANS_PIECE)]
    assert doutes(douteuse, aveu(creances=["F-2"])) == [(0, Doute.SANS_PIECE)]


def alertes(*suites: dict[str, object], lettre: str = "mise_en_demeure", **blocs: object) -> dict[tuple, str]:
    lu = dossier(**{"creances": [F1, F2, F3], "pieces": PIECES, "suites": suites, **blocs})
    return {c.chemin: str(c.gravite) for c in lettres.verifier(lu, lettre, au=AU) if c.code == "A107"}


def test_l_alerte_nomme_la_cle_a_completer():
    assert alertes(aveu(piece=None)) == {("suites", 0, "resultat"): "alerte"}
    assert alertes(aveu(), aveu(montant=100, date="2025-10-02")) == {("suites", 1, "montant"): "alerte"}
    assert alertes(aveu()) == alertes(aveu(piece=None), lettre="opc", nature="consommation") == {}
