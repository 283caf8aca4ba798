"""Une part contestée ne porte intérêt que de la mise en demeure qui la réclame; tout est compté à la main.

La facture est de 3 650 $ et la part contestée de 730 $ : à 5 %, l'une rapporte 50 cents par jour, l'autre 10, et le
reste, 2 920 $, 40. La première mise en demeure est reçue le 7 octobre, 59 jours avant le 5 décembre; la seconde, le 5
novembre, 30 jours avant.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from fabrique_de_dossiers import destinataire, dossier, facture
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire

AU = date(2026, 12, 5)
D, N = "2026-10-07", "2026-11-05"
"""Les réceptions des deux mises en demeure."""


def envoi(lettre: str, le: str, recu_le: str | None = None, **cles: Any) -> dict[str, Any]:
    return {"lettre": lettre, "date": le, **({"recu_le": recu_le} if recu_le else {}), **cles}


def conteste(le: str = "2026-09-25", montant: str = "730.00", **cles: Any) -> dict[str, Any]:
    return {"date": le, "resultat": "contestation", "montant_conteste": montant, **cles}


def paye(le: str, montant: str) -> list[dict[str, Any]]:
    return [{"date": le, "montant": montant, "facture": "F-1"}]


RAPPELS = [envoi("rappel", "2026-09-08"), envoi("rappel", "2026-09-22")]
PREMIERE, SECONDE = envoi("mise_en_demeure", "2026-10-05", D), envoi("mise_en_demeure", "2026-11-03", N)
REPONSE = envoi("reponse", "2026-10-20")
UNE = [*RAPPELS, PREMIERE]
REPONDUE = [*UNE, REPONSE]
DEUX = [*REPONDUE, SECONDE]
RETIREE = {"corrige": 1, "motif": "Elle la retire."}
_CONVENU = {"forme": "ecrit", "piece": "P-1", "interet": {"taux_annuel": "10 %", "piece": "P-1"}}
AUTOMATIQUE = {
    **_CONVENU,
    "clauses": [{"numero": "5", "texte": "En demeure par le seul écoulement du temps.", "piece": "P-1"}],
    "interet": {"taux_annuel": "10 %", "piece": "P-1", "demeure_automatique": "oui"},
}


class Cas(NamedTuple):
    """Un journal, et ce que l'on en compte : chaque tranche (capital, depuis, intérêt porté), les soldes, le pas."""

    blocs: dict[str, Any]
    tranches: list[tuple[str, str | None, str]]
    solde: str
    reclame: str
    pas: tuple[str, str]


CAS = {
    # -- 2 920 × 5 % × 59 / 365 = 23,60; de côté, la part ne porte rien --
    "contestée avant la demeure, sans réponse": Cas(
        {"envois": UNE, "suites": [conteste()]},
        [("2920", D, "23.60"), ("730", None, "0")],
        "3673.60",
        "2943.60",
        ("a_revoir", "mise_en_demeure"),
    ),
    "répondue, elle attend sa mise en demeure": Cas(
        {"envois": REPONDUE, "suites": [conteste()]},
        [("2920", D, "23.60"), ("730", None, "0")],
        "3673.60",
        "3673.60",
        ("due", "mise_en_demeure"),
    ),
    # -- et 730 × 5 % × 30 / 365 = 3,00 --
    "mise en demeure à son tour": Cas(
        {"envois": DEUX, "suites": [conteste()]},
        [("2920", D, "23.60"), ("730", N, "3.00")],
        "3676.60",
        "3676.60",
        ("due", "petites_creances"),
    ),
    "mise en demeure à son tour, par une lettre non reçue": Cas(
        {"envois": [*REPONDUE, envoi("mise_en_demeure", "2026-11-03")], "suites": [conteste()]},
        [("2920", D, "23.60"), ("730", None, "0")],
        "3673.60",
        "3673.60",
        ("a_revoir", "petites_creances"),
    ),
    # -- 3 650 × 5 % × 59 / 365 = 29,50 : la mise en demeure la réclamait déjà --
    "contestée après la demeure, puis répondue": Cas(
        {"envois": REPONDUE, "suites": [conteste("2026-10-12")]},
        [("3650", D, "29.50")],
        "3679.50",
        "3679.50",
        ("due", "petites_creances"),
    ),
    "contestée après la demeure, sans réponse": Cas(
        {"envois": UNE, "suites": [conteste("2026-10-12")]},
        [("3650", D, "29.50")],
        "3679.50",
        "2943.60",
        ("a_revoir", "petites_creances"),
    ),
    # -- la note de crédit baisse la part, non ce que la lettre réclamait --
    "concédée pour moitié, répondue": Cas(
        {
            "envois": REPONDUE,
            "suites": [conteste()],
            "avoirs": [{"numero": "NC-1", "date": "2026-10-20", "montant": "365.00", "facture": "F-1"}],
        },
        [("2920", D, "23.60"), ("365", None, "0")],
        "3308.60",
        "3308.60",
        ("due", "mise_en_demeure"),
    ),
    "concédée en entier": Cas(
        {
            "envois": REPONDUE,
            "suites": [conteste()],
            "avoirs": [{"numero": "NC-1", "date": "2026-10-20", "montant": "730.00", "facture": "F-1"}],
        },
        [("2920", D, "23.60")],
        "2943.60",
        "2943.60",
        ("due", "petites_creances"),
    ),
    # -- retirée, elle se réclame; mais la lettre du 5 octobre ne l'avait pas réclamée --
    "retirée, la lettre dit sa somme": Cas(
        {"envois": [*RAPPELS, PREMIERE | {"montant": "2920.00"}], "suites": [conteste(), RETIREE]},
        [("2920", D, "23.60"), ("730", None, "0")],
        "3673.60",
        "3673.60",
        ("due", "mise_en_demeure"),
    ),
    "retirée, la lettre ne dit pas sa somme": Cas(
        {"envois": UNE, "suites": [conteste(), RETIREE]},
        [("2920", D, "23.60"), ("730", None, "0")],
        "3673.60",
        "3673.60",
        ("due", "mise_en_demeure"),
    ),
    "retirée avant la lettre, qui réclamait tout": Cas(
        {"envois": [*RAPPELS, PREMIERE | {"montant": "3650.00"}], "suites": [conteste(), RETIREE]},
        [("3650", D, "29.50")],
        "3679.50",
        "3679.50",
        ("due", "petites_creances"),
    ),
    "retirée, puis mise en demeure par une lettre qui ne dit pas sa somme non plus": Cas(
        {"envois": [*UNE, SECONDE], "suites": [conteste(), RETIREE]},
        [("2920", D, "23.60"), ("730", N, "3.00")],
        "3676.60",
        "3676.60",
        ("due", "petites_creances"),
    ),
    # -- 365 $ seuls de côté ce jour-là : 3 285 × 5 % × 59 / 365 = 26,55 --
    "l’une retirée avant la lettre, ce que la suite du journal dit, l’autre après": Cas(
        {
            "envois": UNE,
            "suites": [
                conteste(),
                conteste("2026-09-28", "365.00"),
                RETIREE,
                {"date": "2026-09-30", "resultat": "sans_reponse"},
                RETIREE | {"corrige": 2},
            ],
        },
        [("3285", D, "26.55"), ("365", None, "0")],
        "3676.55",
        "3676.55",
        ("due", "mise_en_demeure"),
    ),
    "l’une retirée avant la lettre, ce que sa somme dit, l’autre après": Cas(
        {
            "envois": [*RAPPELS, PREMIERE | {"montant": "3285.00"}],
            "suites": [conteste(), conteste("2026-09-28", "365.00"), RETIREE, RETIREE | {"corrige": 2}],
        },
        [("3285", D, "26.55"), ("365", None, "0")],
        "3676.55",
        "3676.55",
        ("due", "mise_en_demeure"),
    ),
    "réduite de moitié après la lettre": Cas(
        {"envois": UNE, "suites": [conteste(), conteste("2026-10-12", "365.00", corrige=1, motif="Elle réduit.")]},
        [("2920", D, "23.60"), ("730", None, "0")],
        "3673.60",
        # -- 365 $ restent de côté : 2 920 $ et 365 $ qui n'ont pas couru --
        "3308.60",
        ("due", "mise_en_demeure"),
    ),
    # -- deux parts ensemble : 2 555 × 5 % × 59 / 365 = 20,65 --
    "deux parts ouvertes ensemble": Cas(
        {"envois": UNE, "suites": [conteste(), conteste("2026-09-28", "365.00")]},
        [("2555", D, "20.65"), ("1095", None, "0")],
        "3670.65",
        "2575.65",
        ("a_revoir", "mise_en_demeure"),
    ),
    # -- l'une après l'autre : la seconde lettre réclame 3 285 $, 365 $ de plus : 365 × 5 % × 30 / 365 = 1,50 --
    "deux parts l’une après l’autre": Cas(
        {"envois": DEUX, "suites": [conteste(), conteste("2026-10-22", "365.00")]},
        [("2920", D, "23.60"), ("365", N, "1.50"), ("365", None, "0")],
        "3675.10",
        "3310.10",
        ("a_revoir", "mise_en_demeure"),
    ),
    "deux parts l’une après l’autre, répondues": Cas(
        {
            "envois": [*DEUX, envoi("reponse", "2026-11-20")],
            "suites": [conteste(), conteste("2026-10-22", "365.00")],
        },
        [("2920", D, "23.60"), ("365", N, "1.50"), ("365", None, "0")],
        "3675.10",
        "3675.10",
        ("due", "mise_en_demeure"),
    ),
    # -- payé avant la demeure : le reste d'abord; 2 000 × 5 % × 59 / 365 = 16,16 --
    "payée en partie avant la demeure": Cas(
        {"envois": REPONDUE, "suites": [conteste()], "paiements": paye("2026-09-28", "920.00")},
        [("2920", D, "16.16"), ("730", None, "0")],
        "2746.16",
        "2746.16",
        ("due", "mise_en_demeure"),
    ),
    # -- 10 jours à 40 cents, 4,00; 996 $ au capital; 1 924 × 5 % × 49 / 365 = 12,91, seuls encore dus --
    "payée en partie, la part de côté": Cas(
        {"envois": UNE, "suites": [conteste()], "paiements": paye("2026-10-17", "1000.00")},
        [("2920", D, "16.91"), ("730", None, "0")],
        "2666.91",
        "1936.91",
        ("a_revoir", "mise_en_demeure"),
    ),
    # -- au 15 novembre, 39 jours à 40 cents et 10 à 10 : 16,60; 983,40 $ au capital du reste; puis 20 jours :
    #    1 936,60 × 5 % × 20 / 365 = 5,31, et 2,00 --
    "payée en partie après les deux demeures": Cas(
        {"envois": DEUX, "suites": [conteste()], "paiements": paye("2026-11-15", "1000.00")},
        [("2920", D, "20.91"), ("730", N, "3.00")],
        "2673.91",
        "2673.91",
        ("due", "petites_creances"),
    ),
    # -- 10 jours, 4,00 $ : le reste est payé, et la part seule attend sa réponse --
    "le reste payé, la part sans réponse": Cas(
        {"envois": UNE, "suites": [conteste()], "paiements": paye("2026-10-17", "2924.00")},
        [("2920", D, "4.00"), ("730", None, "0")],
        "730.00",
        "730.00",
        ("a_revoir", "mise_en_demeure"),
    ),
    "le reste payé, la part répondue": Cas(
        {"envois": REPONDUE, "suites": [conteste()], "paiements": paye("2026-10-17", "2924.00")},
        [("2920", D, "4.00"), ("730", None, "0")],
        "730.00",
        "730.00",
        ("due", "mise_en_demeure"),
    ),
    # -- le contrat met en demeure : 3 650 × 10 % × 96 / 365 = 96,00; du reste seul, 76,80. La lettre est due aussi --
    "intérêt convenu depuis l’échéance, sans réponse": Cas(
        {"envois": UNE, "suites": [conteste()], "contrat": AUTOMATIQUE},
        [("3650", "2026-08-31", "96.00")],
        "3746.00",
        "2996.80",
        ("a_revoir", "mise_en_demeure"),
    ),
    "intérêt convenu depuis l’échéance, répondue": Cas(
        {"envois": REPONDUE, "suites": [conteste()], "contrat": AUTOMATIQUE},
        [("3650", "2026-08-31", "96.00")],
        "3746.00",
        "3746.00",
        ("due", "mise_en_demeure"),
    ),
    # -- un taux convenu ne change que le taux : 47,20 et 6,00 --
    "intérêt convenu depuis la demeure": Cas(
        {"envois": DEUX, "suites": [conteste()], "contrat": _CONVENU},
        [("2920", D, "47.20"), ("730", N, "6.00")],
        "3703.20",
        "3703.20",
        ("due", "petites_creances"),
    ),
    "un consommateur comme une entreprise": Cas(
        {
            "destinataire": destinataire(qualite="consommateur", type="personne"),
            "envois": DEUX,
            "suites": [conteste()],
        },
        [("2920", D, "23.60"), ("730", N, "3.00")],
        "3676.60",
        "3676.60",
        ("due", "petites_creances"),
    ),
    # -- contestée le jour même : la somme de la lettre dit ce qu'elle réclamait; sans somme, le moins --
    "contestée le jour même, la lettre réclamait tout": Cas(
        {"envois": [*RAPPELS, PREMIERE | {"montant": "3650.00"}, REPONSE], "suites": [conteste("2026-10-05")]},
        [("3650", D, "29.50")],
        "3679.50",
        "3679.50",
        ("due", "petites_creances"),
    ),
    "contestée le jour même, la lettre la laissait de côté": Cas(
        {"envois": [*RAPPELS, PREMIERE | {"montant": "2920.00"}, REPONSE], "suites": [conteste("2026-10-05")]},
        [("2920", D, "23.60"), ("730", None, "0")],
        "3673.60",
        "3673.60",
        ("due", "mise_en_demeure"),
    ),
    "contestée le jour même, la lettre ne dit pas sa somme": Cas(
        {"envois": REPONDUE, "suites": [conteste("2026-10-05")]},
        [("2920", D, "23.60"), ("730", None, "0")],
        "3673.60",
        "3673.60",
        ("due", "mise_en_demeure"),
    ),
    "la mise en demeure est revenue": Cas(
        {
            "envois": REPONDUE,
            "suites": [conteste(), {"date": "2026-10-19", "resultat": "retour_courrier", "envoi": 3}],
        },
        [("3650", None, "0")],
        "3650.00",
        "3650.00",
        ("due", "mise_en_demeure"),
    ),
    # -- 4 $ sont de ce que la politique laisse : ils ne valent pas une mise en demeure, et ne portent rien --
    "une part que la politique laisse": Cas(
        {"envois": REPONDUE, "suites": [conteste(montant="5.00")]},
        # -- 3 645 × 5 % × 59 / 365 = 29,46 --
        [("3645", D, "29.46"), ("5", None, "0")],
        "3679.46",
        "3679.46",
        ("due", "petites_creances"),
    ),
    "une part d’un cent de plus": Cas(
        {"envois": REPONDUE, "suites": [conteste(montant="5.01")]},
        [("3644.99", D, "29.46"), ("5.01", None, "0")],
        "3679.46",
        "3679.46",
        ("due", "mise_en_demeure"),
    ),
}


def lu(blocs: dict[str, Any]) -> Affaire:
    entier = {"creances": [facture(facture="F-1", montant="3650.00")], "pieces": [{"id": "P-1", "titre": "Contrat"}]}
    return Affaire(dossier(**entier | blocs), AU)


cas = pytest.mark.parametrize("cas", CAS.values(), ids=CAS)


def tranches(a: Affaire, rang: int = 0) -> Iterator[tuple[Decimal, str | None, Decimal]]:
    compte = a.comptes.creances[rang]
    assert compte.releve is not None
    for t in compte.releve.tranches:
        yield t.tranche.capital, t.tranche.depuis and t.tranche.depuis.isoformat(), t.interet


@d_un_trait
@cas
def test_chaque_part_porte_interet_de_la_mise_en_demeure_qui_la_reclame(cas: Cas):
    a = lu(cas.blocs)
    attendues = [(Decimal(capital), depuis, Decimal(interet)) for capital, depuis, interet in cas.tranches]
    assert list(tranches(a)) == attendues
    assert a.comptes.total is not None and a.comptes.reclame is not None
    assert (a.comptes.total.solde, a.comptes.reclame.solde) == (Decimal(cas.solde), Decimal(cas.reclame))


@d_un_trait
@cas
def test_le_pas_d_une_part_jamais_mise_en_demeure_est_sa_mise_en_demeure(cas: Cas):
    a = lu(cas.blocs)
    d = lettres.evaluer(a.dossier, au=AU)
    assert (d.statut.value, d.echelon and d.echelon.code) == cas.pas
    compte = a.comptes.creances[0]
    dite = "part_sans_demeure" in [r.code for r in d.raisons]
    assert dite == (cas.pas == ("due", "mise_en_demeure") and bool(compte.mises_en_demeure))


def test_de_deux_factures_la_part_de_l_une_n_arrete_pas_l_autre():
    creances = [facture(facture="F-1", montant="3650.00"), facture(facture="F-2", montant="1825.00")]
    a = lu({"creances": creances, "envois": REPONDUE, "suites": [conteste(creances=["F-1"])]})
    assert list(tranches(a)) == [(2920, D, Decimal("23.60")), (730, None, 0)]
    # -- 1 825 × 5 % × 59 / 365 = 14,75 --
    assert list(tranches(a, 1)) == [(1825, D, Decimal("14.75"))]
    toutes = lettres.evaluer(a.dossier, au=AU).toutes
    assert [(d.creances, d.echelon and d.echelon.code) for d in toutes] == [
        (("F-1",), "mise_en_demeure"),
        (("F-2",), "petites_creances"),
    ]


@pytest.mark.parametrize(("nommees", "attendues"), [([], [D, D]), (["F-1"], [D, None]), (["F-2"], [None, D])])
def test_une_mise_en_demeure_ne_vise_que_les_factures_qu_elle_nomme(nommees: list[str], attendues: list[str | None]):
    creances = [facture(facture="F-1", montant="3650.00"), facture(facture="F-2", montant="1825.00")]
    suites = [conteste(creances=["F-1"])]
    a = lu({"creances": creances, "envois": [*RAPPELS, PREMIERE | {"creances": nommees}, REPONSE], "suites": suites})
    assert [next(tranches(a, rang))[1] for rang in (0, 1)] == attendues


def test_l_interet_d_une_part_ne_revient_pas_sur_ce_qui_fut_compte():
    """De jour en jour, sans rien qui arrive, l'intérêt ne fait que croître; la réponse n'en ajoute aucun d'un coup."""
    sans = lu({"envois": UNE, "suites": [conteste()]})
    avec = lu({"envois": REPONDUE, "suites": [conteste()]})
    for jour in (date(2026, 10, 20), date(2026, 11, 4), AU):
        de_l_un, de_l_autre = (a.le(jour).comptes for a in (sans, avec))
        assert de_l_un.reclame and de_l_autre.reclame
        assert de_l_un.reclame.interet == de_l_autre.reclame.interet
