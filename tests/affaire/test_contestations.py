"""La part contestée d'une créance : ce qui est mis de côté, ce qui reste à réclamer, et l'intérêt du reste seul."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from efforts import appels
from fabrique_de_dossiers import dossier, facture
from tables import d_un_trait

from lettres.affaire import Affaire, Raison
from lettres.composition import composer
from lettres.dossier import Dossier

AU = date(2026, 11, 22)
CONTRAT = {"piece": "P-1", "interet": {"taux_annuel": "12 %", "piece": "P-1", "demeure_automatique": "oui"}}
PIECES = [{"id": "P-1", "titre": "Contrat"}]


def conteste(montant: object, **cles: object) -> dict[str, Any]:
    return {"date": "2026-09-15", "resultat": "contestation", "montant_conteste": montant, **cles}


def affaire(*suites: dict[str, Any], au: date = AU, **blocs: object) -> Affaire:
    return Affaire(dossier(**{"creances": [facture()], "suites": suites, "pieces": PIECES, **blocs}), au)


def sommes(a: Affaire, rang: int = 0) -> tuple[Decimal, Decimal]:
    compte = a.comptes.creances[rang]
    assert compte.reclame is not None
    return compte.de_cote, compte.reclame.solde


@d_un_trait
@pytest.mark.parametrize(
    ("montant", "paye", "de_cote", "reclame"),
    [
        ("0,01 $", 0, "0.01", "59.99"),
        ("20 $", 0, "20", "40"),
        ("59,99 $", 0, "59.99", "0.01"),
        # -- le tout, ou plus : rien n'est de côté, la créance entière attend --
        ("60 $", 0, "0", "60"),
        ("80 $", 0, "0", "60"),
        (None, 0, "0", "60"),
        # -- ce qui est payé paie d'abord ce qui n'est pas contesté --
        ("20 $", "39,99 $", "20", "0.01"),
        ("20 $", "40 $", "0", "20"),
        ("20 $", "50 $", "0", "10"),
        ("20 $", "60 $", "0", "0"),
    ],
)
def test_une_part_est_mise_de_cote_tant_qu_il_reste_autre_chose_a_reclamer(
    montant: object, paye: object, de_cote: str, reclame: str
):
    paiements = [{"date": "2026-09-20", "montant": paye}] if paye else []
    assert sommes(affaire(conteste(montant), paiements=paiements)) == (Decimal(de_cote), Decimal(reclame))


def test_l_interet_ne_court_que_sur_le_reste_et_les_paiements_vont_au_reste():
    a = affaire(
        conteste("20 $"),
        contrat=CONTRAT,
        creances=[facture(montant=1000)],
        paiements=[{"date": "2026-09-10", "montant": 100}],
    )
    compte = a.comptes.creances[0]
    assert compte.releve is not None and compte.reclame is not None
    # -- 980 $ × 12 % × 10 / 365 = 3,22 $; 100 $ - 3,22 $ = 96,78 $; 883,22 $ × 12 % × 73 / 365 = 21,20 $ --
    assert [s.interet for s in compte.reclame.segments] == [Decimal("3.22"), Decimal("21.20")]
    assert compte.reclame.solde == Decimal("904.42")
    # -- la créance entière, elle, ne perd rien : 1 000 $ et 3,29 $, puis 903,29 $ et 21,68 $ --
    assert [s.interet for s in compte.releve.segments] == [Decimal("3.29"), Decimal("21.68")]
    assert (a.comptes.total and a.comptes.total.solde, a.comptes.reclame and a.comptes.reclame.solde) == (
        Decimal("924.97"),
        Decimal("904.42"),
    )


def test_d_une_part_qui_egale_le_capital_l_interet_seul_ne_se_reclame_pas():
    a = affaire(conteste("60 $"), contrat=CONTRAT)
    assert sommes(a) == (Decimal(0), a.comptes.total and a.comptes.total.solde)
    assert [x.raison for x in a.attentes("mise_en_demeure")] == [Raison.CONTESTATION]


@pytest.mark.parametrize(
    ("suites", "attend"),
    [
        ([conteste("20 $")], []),
        ([conteste("60 $")], ["suites[0]"]),
        ([conteste(None)], ["suites[0]"]),
        ([conteste("20 $"), conteste("40 $")], ["suites[0]", "suites[1]"]),
        ([conteste("20 $"), conteste(None)], ["suites[0]", "suites[1]"]),
        ([conteste("20 $"), {"corrige": 1, "motif": "Retirée."}], []),
        ([conteste("20 $", creances=["F-9"])], []),
    ],
)
def test_la_mise_en_demeure_n_attend_pas_la_reponse_a_une_part(suites: list[dict[str, Any]], attend: list[str]):
    attentes = affaire(*suites).attentes("mise_en_demeure")
    assert [f"{a.chemin[0]}[{a.chemin[1]}]" for a in attentes] == attend


DEUX = [facture(facture="F-1", montant=100), facture(facture="F-2", montant=200)]


@pytest.mark.parametrize(
    ("suite", "de_cote"),
    [
        (conteste("30 $", creances=["F-1"]), ["30", "0"]),
        (conteste("30 $", creances=["F-2", "F-2"]), ["0", "30"]),
        # -- on ne sait pas de laquelle --
        (conteste("30 $"), ["0", "0"]),
        (conteste("30 $", creances=["F-1", "F-2"]), ["0", "0"]),
        # -- une facture que le dossier n'a pas ne prend rien de l'autre --
        (conteste("30 $", creances=["F-1", "F-9"]), ["30", "0"]),
        (conteste("150 $", creances=["F-1"]), ["0", "0"]),
    ],
)
def test_une_part_se_place_sur_une_seule_creance_ou_sur_aucune(suite: dict[str, Any], de_cote: list[str]):
    a = affaire(suite, creances=DEUX)
    assert [compte.de_cote for compte in a.comptes.creances] == [Decimal(d) for d in de_cote]


@pytest.mark.parametrize(("nommee", "de_cote"), [("créance 1", ["20", "0"]), ("créance 2", ["0", "20"])])
def test_une_creance_sans_numero_se_conteste_en_partie_sous_son_rang(nommee: str, de_cote: list[str]):
    a = affaire(
        conteste("20 $", creances=[nommee]),
        creances=[facture(facture=None), facture(facture=None)],
        envois=[{"lettre": "rappel", "date": "2026-09-16", "creances": [nommee]}],
    )
    assert [compte.de_cote for compte in a.comptes.creances] == [Decimal(d) for d in de_cote]
    assert Raison.CONTESTATION not in [x.raison for x in a.attentes("mise_en_demeure")]
    reponse = {"lettre": "reponse", "date": "2026-09-16", "creances": [nommee]}
    repondue = affaire(conteste("20 $", creances=[nommee]), creances=[facture(facture=None)] * 2, envois=[reponse])
    assert repondue.comptes.de_cote == 0


@pytest.mark.parametrize(("nom", "de_cote"), [("créance 1", [20, 0]), ("créance 2", [0, 20]), ("créance 3", [0, 0])])
def test_une_part_d_une_creance_sans_numero_se_place_par_son_rang(nom: str, de_cote: list[int]):
    a = affaire(conteste("20 $", creances=[nom]), creances=[facture(facture=None), facture(facture=None)])
    assert [compte.de_cote for compte in a.comptes.creances] == de_cote


def test_de_deux_factures_du_meme_numero_on_ne_sait_laquelle_est_contestee():
    assert affaire(conteste("20 $", creances=["F-1023"]), creances=[facture(), facture()]).comptes.de_cote == 0


@pytest.mark.parametrize("nature", ["consommation", "entente", "reputation"])
def test_hors_d_un_recouvrement_rien_n_est_mis_de_cote(nature: str):
    a = affaire(conteste("20 $"), nature=nature)
    assert a.comptes.de_cote == 0
    assert Raison.CONTESTATION in [x.raison for x in a.attentes("mise_en_demeure")]


def test_le_tribunal_et_la_prescription_se_disent_de_la_creance_entiere():
    avec, sans = (affaire(*s, creances=[facture(montant=16000)]) for s in ([conteste("10000 $")], []))
    assert avec.comptes.reclame and avec.comptes.reclame.solde == 6000
    assert (avec.tribunal, avec.prescriptions) == (sans.tribunal, sans.prescriptions)


def test_ce_qui_libere_plus_tard_est_le_reste_et_son_interet():
    a = affaire(conteste("20 $"), contrat=CONTRAT, creances=[facture(montant=1000)])
    due = a.comptes.a_payer(date(2026, 12, 31))
    # -- 980 $ × 12 % × 122 / 365 = 39,31 $ --
    assert due is not None
    assert (due.capital, due.interet) == (980, Decimal("39.31"))


def test_visees_seules_les_creances_d_une_lettre_ont_leur_part_de_cote():
    a = affaire(conteste("30 $", creances=["F-1"]), creances=DEUX)
    assert (a.visant(["F-1"]).comptes.de_cote, a.visant(["F-2"]).comptes.de_cote) == (30, 0)
    assert [a.visant([nom]).demandee("rappel") for nom in ("F-1", "F-2")] == [70, 200]


@pytest.mark.parametrize(
    ("lettre", "somme"),
    [("rappel", 40), ("mise_en_demeure", 40), ("proposition", 60), ("dossier_petites_creances", 60), ("reponse", 60)],
)
def test_seule_une_lettre_qui_reclame_met_une_part_de_cote(lettre: str, somme: int):
    a = affaire(conteste("20 $"))
    due = a.a_payer(lettre)
    assert due is not None and due.capital == somme
    assert composer(a, lettre).sommes.solde == f"{somme},00\xa0$"
    assert len(composer(a, lettre).sommes.contestees) == (somme == 40)
    assert a.entiere.entiere is a.entiere


def test_une_offre_regle_la_creance_entiere():
    versement = {"montant": "50 $", "date": "2026-12-15"}
    offre = affaire(conteste("20 $"), offre={"versements": [versement]}).offre
    assert offre is not None and offre.reglee == 60


# -- Relue jour après jour, par quelqu'un qui ne connaît que la loi --


def rejouer(journal: dict[str, Any], facturee: int) -> int:
    """Ce qui est de côté, sans intérêt : les parts ouvertes, tant que le reste n'est pas payé."""
    ouvertes: list[int] = []
    paye, entiere = 0, False
    jours = sorted({x["date"] for liste in journal.values() for x in liste if x["date"] <= AU})
    for jour in jours:
        paye += sum(p["montant"] for p in journal["paiements"] if p["date"] == jour)
        for e in journal["envois"]:
            if e["date"] == jour:
                reste = facturee - sum(ouvertes) - paye
                if e["lettre"] == "reponse" or (e["lettre"] == "rappel" and (entiere or reste <= 0)):
                    ouvertes, entiere = [], False
        for s in journal["suites"]:
            if s["date"] == jour:
                montant = s["montant_conteste"]
                if montant is None or montant >= facturee:
                    entiere = True
                else:
                    ouvertes.append(montant)
    return 0 if entiere or facturee - sum(ouvertes) - paye <= 0 else sum(ouvertes)


def tirer(hasard: Random) -> dict[str, Any]:
    def jour() -> date:
        return date(2026, 9, hasard.randint(1, 30))

    return {
        "envois": [
            {"lettre": hasard.choice(["rappel", "rappel", "reponse", "mise_en_demeure"]), "date": jour()}
            for _ in range(hasard.randint(0, 4))
        ],
        "suites": [
            {"date": jour(), "resultat": "contestation", "montant_conteste": hasard.choice([5, 10, 20, 40, 60, None])}
            for _ in range(hasard.randint(1, 3))
        ],
        "paiements": [{"date": jour(), "montant": hasard.choice([10, 20, 40])} for _ in range(hasard.randint(0, 2))],
    }


@pytest.mark.parametrize("tirages", [400, pytest.param(4000, marks=pytest.mark.long)])
def test_des_journaux_au_hasard_ont_la_part_de_cote_d_une_relecture_jour_apres_jour(tirages: int):
    hasard = Random(1569)  # noqa: S311 -- un tirage reproductible, et non un secret
    vues = set()
    for numero in range(tirages):
        journal = tirer(hasard)
        a = Affaire(dossier(creances=[facture()], **journal), AU)
        attendue = rejouer(journal, 60)
        vues.add(attendue)
        assert a.comptes.de_cote == attendue, (numero, journal)
        retenue = bool(a.en_cours.contestations) and not attendue
        assert (Raison.CONTESTATION in [x.raison for x in a.attentes("mise_en_demeure")]) == retenue, (numero, journal)
    assert {0, 5, 10, 15, 20, 40} <= vues


def _journal(n: int, lettre: str) -> Dossier:
    jours = [date.fromordinal(date(2026, 1, 1).toordinal() + i % 300) for i in range(n)]
    return dossier(
        creances=[facture(montant=10 * n)],
        suites=[conteste(1, date=jour) for jour in jours],
        envois=[{"lettre": lettre, "date": jour, "recu_le": jour} for jour in jours],
        paiements=[{"date": jour, "montant": 1} for jour in jours],
    )


@pytest.mark.parametrize("lettre", ["rappel", "mise_en_demeure"])
def test_des_parts_des_lettres_et_des_paiements_ne_se_multiplient_pas(lettre: str):
    def cout(n: int) -> int:
        d = _journal(n, lettre)
        return appels(lambda: Affaire(d, AU).comptes).total()

    cout(10)
    assert cout(160) <= 5 * cout(40)
