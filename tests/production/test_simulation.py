"""La simulation : de date en date, ce que l'échelle demanderait si l'on supposait ce qui arrive."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from fabrique_de_dossiers import dossier, facture

import lettres
from lettres.production.relances.simulation import Simulation, Supposition, simuler

DEBUT, FIN = date(2026, 9, 1), date(2027, 6, 30)


def derouler(*si: Supposition, au: date = DEBUT, jusqu_a: date = FIN, **blocs: Any) -> Simulation:
    base: dict[str, Any] = {"creances": [facture(facture="F-1")], "mode_envoi": "courriel"}
    return simuler(dossier(**base | blocs), au=au, jusqu_a=jusqu_a, si=si)


def calendrier(s: Simulation) -> list[tuple[str, list[str]]]:
    """Chaque jour, et ce qui est dû ce jour-là, ou le statut."""
    return [
        (
            e.jour.isoformat(),
            [d.lettre or d.action or d.statut.value for d in e.decisions],
        )
        for e in s.etapes
    ]


def paiement(montant: str, le: date, facture: str = "F-1") -> Supposition:
    entree = {"date": le.isoformat(), "montant": montant, "facture": facture}
    return Supposition("un paiement.", {"paiements": [entree]}, le)


def suite(resultat: str, le: date, **cles: str) -> Supposition:
    return Supposition(f"une {resultat}.", {"suites": [{"date": le.isoformat(), "resultat": resultat, **cles}]}, le)


def test_sans_reponse_l_echelle_monte_jusqu_au_bout():
    assert calendrier(derouler()) == [
        ("2026-09-01", ["non_due"]),
        ("2026-09-08", ["rappel"]),
        ("2026-09-22", ["rappel"]),
        ("2026-10-06", ["mise_en_demeure"]),
        ("2026-10-20", ["petites_creances"]),
    ]


def test_la_prescription_et_le_lendemain_sont_au_calendrier():
    s = derouler(jusqu_a=date(2029, 9, 1))
    dits = [(e.jour.isoformat(), [x.code for x in e.survenus]) for e in s.etapes if e.jour.year == 2029]
    assert dits == [("2029-03-04", []), ("2029-08-31", ["prescription"]), ("2029-09-01", ["prescription"])]
    assert "une lettre ne l’arrête pas" in " ".join(r.phrase for r in s.etapes[-2].decisions[0].raisons)


@pytest.mark.parametrize(
    ("si", "attendu"),
    [
        # -- payée : l'affaire est finie, et le reste --
        ((paiement("60", date(2026, 9, 10)),), [("2026-09-10", ["terminee"])]),
        # -- payée en partie : le reste se relance aux mêmes jours --
        (
            (paiement("20", date(2026, 9, 10)),),
            [("2026-09-10", ["non_due"]), ("2026-09-22", ["rappel"])],
        ),
        # -- une promesse tient jusqu'à son jour et la grâce, puis l'échelle reprend --
        (
            (suite("promesse", date(2026, 9, 10), promis_le="2026-10-15"),),
            [("2026-09-10", ["suspendue"]), ("2026-10-19", ["rappel"])],
        ),
        # -- promise et payée : rien ne suit --
        (
            (suite("promesse", date(2026, 9, 10), promis_le="2026-10-15"), paiement("60", date(2026, 10, 15))),
            [("2026-09-10", ["suspendue"]), ("2026-10-15", ["terminee"])],
        ),
        # -- une contestation attend une personne --
        ((suite("contestation", date(2026, 9, 10)),), [("2026-09-10", ["a_revoir"])]),
    ],
)
def test_ce_que_l_on_suppose_change_la_suite(si: tuple[Supposition, ...], attendu: list[tuple[str, list[str]]]):
    trouve = calendrier(derouler(*si))
    assert trouve[2 : 2 + len(attendu)] == attendu
    if attendu[-1][1][0] in {"terminee", "a_revoir"}:
        assert len(trouve) == 2 + len(attendu)


def test_deux_factures_a_deux_pas_ont_chacune_leurs_jours():
    deux = [facture(facture="F-1"), facture(facture="F-2", echeance=date(2026, 10, 31))]
    s = derouler(creances=deux, jusqu_a=date(2026, 11, 9))
    dues = [
        (e.jour.isoformat(), d.lettre or d.action, d.creances)
        for e in s.etapes
        for d in e.decisions
        if d.statut == "due"
    ]
    assert [(jour, quoi, factures) for jour, quoi, factures in dues if factures == ("F-2",)] == [
        ("2026-11-09", "rappel", ("F-2",))
    ]
    premieres = {(jour, quoi) for jour, quoi, factures in dues if factures == ("F-1",)}
    assert {("2026-09-08", "rappel"), ("2026-09-22", "rappel"), ("2026-10-06", "mise_en_demeure")} <= premieres


@pytest.mark.parametrize(
    ("blocs", "attendu"),
    [
        (
            {"suspensions": [{"motif": "mediation", "du": "2026-09-05", "au": "2026-11-30"}]},
            [("2026-09-01", ["non_due"]), ("2026-09-05", ["suspendue"]), ("2026-12-01", ["rappel"])],
        ),
        ({"politique": "aucune"}, [("2026-09-01", ["non_due"])]),
        ({"destinataire": {"nom": "Marie Exemple", "procureur": "Me Exemple"}}, [("2026-09-01", ["bloquee"])]),
        ({"clotures": [{"date": "2026-09-01", "issue": "abandon"}]}, [("2026-09-01", ["terminee"])]),
        ({"creances": []}, [("2026-09-01", ["rappel"])]),
    ],
)
def test_ce_que_le_dossier_dit_deja_est_suivi(blocs: dict[str, Any], attendu: list[tuple[str, list[str]]]):
    assert calendrier(derouler(**blocs))[: len(attendu)] == attendu


NATURES = {
    "reputation": ["retrait", "mise_en_demeure", "avocat"],
    "consommation": ["rappel", "opc", "mise_en_demeure", "petites_creances"],
    "entente": ["rappel", "mise_en_demeure", "avocat"],
    "recouvrement": ["rappel", "rappel", "mise_en_demeure", "petites_creances"],
}


@pytest.mark.parametrize(("nature", "echelle"), NATURES.items())
def test_chaque_nature_va_au_bout_de_son_echelle(nature: str, echelle: list[str]):
    blocs = {} if nature == "recouvrement" else {"nature": nature, "creances": []}
    pas = [quoi[0] for _, quoi in calendrier(derouler(**blocs))]
    assert [p for p in pas if p not in {"non_due", "a_revoir"}] == echelle


@pytest.mark.parametrize(
    "si",
    [(), (suite("promesse", date(2026, 9, 10), promis_le="2026-10-15"),), (paiement("20", date(2026, 9, 10)),)],
)
def test_aller_de_date_en_date_ne_saute_rien_que_le_jour_a_jour_montrerait(si: tuple[Supposition, ...]):
    """Ne rien supposer, mais chaque jour, fait passer par tous les jours : les mêmes lettres partent les mêmes."""
    s = derouler(*si, jusqu_a=date(2026, 12, 31))
    autre = derouler(
        *si,
        *(Supposition("rien.", {}, DEBUT + timedelta(days=n)) for n in range((date(2026, 12, 31) - DEBUT).days + 1)),
        jusqu_a=date(2026, 12, 31),
    )
    dues = [(e.jour, d.lettre, d.action) for e in s.etapes for d in e.decisions if d.lettre or d.action]
    vues = [(e.jour, d.lettre, d.action) for e in autre.etapes for d in e.decisions if d.lettre or d.action]
    assert [d for d in vues if d[1]] == [d for d in dues if d[1]]
    assert next(d for d in vues if d[2]) == next(d for d in dues if d[2])


def test_le_dossier_n_est_pas_touche_et_la_meme_question_a_la_meme_reponse():
    lu = dossier(creances=[facture(facture="F-1")], mode_envoi="courriel")
    avant = lu.model_dump()
    premiere = simuler(lu, au=DEBUT, jusqu_a=FIN)
    assert premiere == simuler(lu, au=DEBUT, jusqu_a=FIN)
    assert lu.model_dump() == avant


def test_chaque_etape_est_la_decision_qu_evaluer_donnerait():
    premiere = derouler().etapes[1]
    seule = lettres.evaluer(dossier(creances=[facture(facture="F-1")], mode_envoi="courriel"), au=premiere.jour)
    assert [d.raisons for d in premiere.decisions] == [d.raisons for d in seule.toutes]


def test_un_jour_d_avant_la_fin_du_journal_est_refuse():
    with pytest.raises(ValueError, match="2\u00a0septembre 2026"):
        derouler(envois=[{"lettre": "rappel", "date": "2026-09-02"}])


def test_jusqu_au_bout_des_dates_la_simulation_finit():
    s = derouler(jusqu_a=date(2200, 12, 31))
    assert s.complete
    assert len(s.etapes) < 20
