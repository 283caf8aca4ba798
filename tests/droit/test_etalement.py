"""Un plan de paiement : juste au cent, à des jours ouvrables, et d'accord avec le compte qui le recevra."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from lettres.droit.calendrier import est_ouvrable
from lettres.droit.compte import Versement, etablir
from lettres.droit.dette import Dette
from lettres.droit.etalement import (
    VERSEMENTS_MAX,
    Cadence,
    Debut,
    Etalement,
    EtalementImpossible,
    en_versements,
    par_montant,
)

SIGNE = date(2026, 12, 1)


def debut(capital: str, taux: str = "0", premier: str = "2027-01-15", cadence: str = "mois") -> Debut:
    return Debut(Decimal(capital), Decimal(taux), SIGNE, date.fromisoformat(premier), Cadence(cadence))


def montants(plan: Etalement) -> list[str]:
    return [str(v.montant) for v in plan.versements]


def jours(plan: Etalement) -> list[str]:
    return [v.jour.isoformat() for v in plan.versements]


@pytest.mark.parametrize(
    ("capital", "nombre", "attendus"),
    [
        ("600.00", 3, ["200.00", "200.00", "200.00"]),
        ("100.00", 3, ["33.33", "33.33", "33.34"]),
        ("200.00", 3, ["66.66", "66.66", "66.68"]),
        ("1149.75", 6, ["191.62"] * 5 + ["191.65"]),
        ("0.03", 3, ["0.01", "0.01", "0.01"]),
        ("0.05", 3, ["0.01", "0.01", "0.03"]),
        ("600.00", 1, ["600.00"]),
    ],
)
def test_la_somme_des_versements_est_la_somme_due_et_le_dernier_prend_le_reste(capital, nombre, attendus):
    plan = en_versements(debut(capital), nombre)
    assert montants(plan) == attendus
    assert (plan.total, plan.interet) == (Decimal(capital), 0)


@pytest.mark.parametrize(
    ("capital", "montant", "attendus"),
    [
        ("600.00", "200.00", ["200.00"] * 3),
        ("600.01", "200.00", ["200.00"] * 3 + ["0.01"]),
        ("599.99", "200.00", ["200.00"] * 2 + ["199.99"]),
        ("100.00", "250.00", ["100.00"]),
    ],
)
def test_un_montant_donne_se_verse_jusqu_au_bout_et_jamais_un_cent_de_trop(capital, montant, attendus):
    assert montants(par_montant(debut(capital), Decimal(montant))) == attendus


@pytest.mark.parametrize(
    ("premier", "cadence", "attendus"),
    [
        ("2027-01-31", "mois", ["2027-02-01", "2027-03-01", "2027-03-31", "2027-04-30"]),
        ("2027-01-29", "mois", ["2027-01-29", "2027-03-01", "2027-03-30", "2027-04-29"]),
        ("2026-12-25", "semaine", ["2026-12-28", "2027-01-04", "2027-01-08", "2027-01-15"]),
        ("2026-12-11", "deux-semaines", ["2026-12-11", "2026-12-28", "2027-01-08", "2027-01-22"]),
        ("2027-03-26", "semaine", ["2027-03-30", "2027-04-02", "2027-04-09", "2027-04-16"]),
    ],
)
def test_un_jour_ferie_ou_un_samedi_est_reporte_sans_deranger_les_suivants(premier, cadence, attendus):
    assert jours(en_versements(debut("400.00", premier=premier, cadence=cadence), 4)) == attendus


def test_le_jour_prevu_se_lit_a_cote_de_celui_ou_il_est_reporte():
    premier, second = en_versements(debut("400.00", premier="2027-01-31"), 2).versements
    assert (premier.reporte_de, second.reporte_de) == (date(2027, 1, 31), date(2027, 2, 28))
    assert en_versements(debut("400.00"), 1).versements[0].reporte_de is None


def test_a_un_taux_convenu_chaque_versement_paie_l_interet_du_temps_passe_puis_le_capital():
    plan = en_versements(debut("1200.00", "10", "2027-01-04"), 2)
    # -- 34 jours : 1 200 × 10 % × 34 / 365 = 11,18; puis 31 jours, du 4 janvier au 4 février, sur ce qui reste --
    assert [(str(v.interet), str(v.capital)) for v in plan.versements] == [("11.18", "596.97"), ("5.12", "603.03")]
    assert montants(plan) == ["608.15", "608.15"]


@pytest.mark.parametrize(("cents", "possible"), [("0.12", True), ("0.11", False)])
def test_un_versement_compte_au_moins_un_cent(cents, possible):
    if possible:
        assert montants(en_versements(debut(cents), 12)) == ["0.01"] * 12
    else:
        with pytest.raises(EtalementImpossible, match="12 versements d’au moins un cent"):
            en_versements(debut(cents), 12)


def test_l_interet_deja_couru_se_paie_d_abord_et_n_en_porte_pas_d_autre():
    plan = en_versements(debut("1000.00")._replace(couru=Decimal("60.00")), 4)
    assert [(str(v.interet), str(v.capital)) for v in plan.versements] == [
        ("60.00", "205.00"),
        *[("0.00", "265.00")] * 3,
    ]
    assert montants(par_montant(debut("1.00")._replace(couru=Decimal("0.50")), Decimal("0.40"))) == ["0.40"] * 3 + [
        "0.30"
    ]
    # -- le capital seul porte l'intérêt du plan : dix jours à 10 % de 1 000 $, non de 1 060 $ --
    un = en_versements(debut("1000.00", "10", "2026-12-11")._replace(couru=Decimal("60.00")), 1)
    assert montants(un) == ["1062.74"]


@pytest.mark.parametrize(
    ("capital", "taux", "montant", "possible"),
    [
        ("6.00", "0", "0.01", True),
        ("6.01", "0", "0.01", False),
        ("1000.00", "30", "50", True),
        ("1000.00", "30", "25", False),
    ],
)
def test_un_plan_qui_ne_finirait_jamais_est_refuse(capital, taux, montant, possible):
    if possible:
        assert len(par_montant(debut(capital, taux), Decimal(montant)).versements) <= VERSEMENTS_MAX
    else:
        with pytest.raises(EtalementImpossible, match="ne paieraient pas la somme"):
            par_montant(debut(capital, taux), Decimal(montant))


# -- Au hasard, contre un calcul refait en entiers, et contre le compte --


def au_hasard(graine: int) -> tuple[Debut, int]:
    hasard = random.Random(graine)  # noqa: S311 -- un tirage reproductible, et non un secret
    capital = Decimal(hasard.randint(500, 2_000_000)).scaleb(-2)
    taux = Decimal(hasard.choice(["0", "0", "5", "12", "9.975", "23.5"]))
    premier = SIGNE + timedelta(days=hasard.randint(0, 400))
    cadence, nombre = hasard.choice(list(Cadence)), hasard.randint(1, 36)
    couru = Decimal(hasard.choice([0, 0, hasard.randint(1, 50_000)])).scaleb(-2)
    return Debut(capital, taux, SIGNE, premier, cadence, couru), nombre


def refait(depart: Debut, plan: Etalement) -> tuple[int, int]:
    """L'intérêt et le capital qui restent dus après le plan, en cents; l'intérêt en retard n'en porte pas d'autre."""
    capital, du = int(depart.capital * 100), int(depart.couru * 100)
    veille, taux = depart.depuis, int(depart.taux * 1000)
    for versement in plan.versements:
        produit = capital * taux * (versement.jour - veille).days
        du += (2 * produit + 36_500_000) // (2 * 36_500_000)
        verse, veille = int(versement.montant * 100), versement.jour
        a_l_interet = min(verse, du)
        du, capital = du - a_l_interet, capital - (verse - a_l_interet)
    return du, capital


@pytest.mark.parametrize("graine", [*range(40), *(pytest.param(g, marks=pytest.mark.long) for g in range(40, 1000))])
def test_suivi_a_la_lettre_le_plan_solde_la_dette_au_cent_a_des_jours_ouvrables(graine: int):
    depart, nombre = au_hasard(graine)
    plan = en_versements(depart, nombre)
    assert len(plan.versements) == nombre
    assert sum(v.capital for v in plan.versements) == depart.capital
    egaux = {v.montant for v in plan.versements[:-1]}
    assert len(egaux) <= 1 and all(plan.versements[-1].montant >= egal for egal in egaux)
    assert all(est_ouvrable(v.jour) for v in plan.versements)
    assert sorted(set(jours(plan))) == jours(plan)
    assert refait(depart, plan) == (0, 0)
    if depart.couru:
        return
    dette = Dette("due", depart.capital, depart.premier, depart.depuis, depart.taux)
    compte = etablir([dette], [Versement(v.jour, v.montant) for v in plan.versements], plan.versements[-1].jour)
    assert (compte.solde, compte.trop_paye, compte.releves[0].interet) == (0, 0, plan.interet)
