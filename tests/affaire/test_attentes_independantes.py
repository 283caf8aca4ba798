"""Deux mille journaux au hasard : les attentes refaites en comparant chaque inscription à toutes les autres.

Ce second calcul ne tient ni « dernière par facture » ni cumul : il relit tout le journal pour chaque inscription.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from fabrique_de_dossiers import dossier, facture

from lettres.affaire import Affaire

AU = date(2026, 11, 28)
FACTURES = ("F-1", "F-2", "F-3")
CENT_DOLLARS = 100
LIBRES = ("opc", "reponse", "proposition", "fin_de_relation", "dossier_avocat")
RESULTATS = ("promesse", "promesse", "paiement_annonce", "contestation", "contestation", "refus", "sans_reponse")

Journal = dict[str, list[dict[str, Any]]]


def un_jour(hasard: random.Random) -> date:
    """Peu de jours : des inscriptions du même jour, du jour même et du lendemain."""
    return AU + timedelta(days=hasard.randint(-8, 1))


def des_factures(hasard: random.Random) -> list[str]:
    return hasard.sample([*FACTURES, "F-9"], hasard.choice([0, 0, 1, 1, 2]))


def tirer(hasard: random.Random) -> Journal:
    def plusieurs(inscription: Any, au_plus: int) -> list[dict[str, Any]]:
        return [inscription() for _ in range(hasard.randint(0, au_plus))]

    journal: Journal = {
        "envois": plusieurs(
            lambda: {
                "lettre": hasard.choice(["rappel", "reponse", "proposition", "mise_en_demeure"]),
                "date": (jour := un_jour(hasard)),
                "echeance": max(jour, un_jour(hasard)),
                "creances": des_factures(hasard),
            },
            3,
        ),
        "suites": plusieurs(
            lambda: {
                "resultat": hasard.choice(RESULTATS),
                "date": (dit := un_jour(hasard)),
                "creances": des_factures(hasard),
                "montant": hasard.choice([None, 10, 20, 100]),
                "promis_le": hasard.choice(
                    [None, *(max(dit, jour) for jour in (AU - timedelta(days=1), AU, AU + timedelta(days=9)))]
                ),
                "envoi": None,
            },
            4,
        ),
        "suspensions": plusieurs(
            lambda: {
                "motif": "mediation",
                "du": (du := un_jour(hasard)),
                "au": hasard.choice([None, max(du, un_jour(hasard))]),
                "creances": des_factures(hasard),
            },
            2,
        ),
        "paiements": plusieurs(
            lambda: {
                "date": un_jour(hasard),
                "montant": hasard.choice([10, 20, 50, 100, 200]),
                "facture": hasard.choice([None, *FACTURES]),
            },
            4,
        ),
    }
    for suite in journal["suites"]:
        partis = [rang for rang, e in enumerate(journal["envois"], 1) if e["date"] <= suite["date"]]
        suite["envoi"] = hasard.choice([None, *partis])
    return journal


def encore_dues(paiements: list[dict[str, Any]]) -> set[str]:
    """Les factures impayées, sans intérêt : un paiement va à celle qu'il nomme, puis aux premières du dossier."""
    soldes = dict.fromkeys(FACTURES, CENT_DOLLARS)
    recus = [p for p in paiements if p["date"] <= AU]
    for p in sorted(recus, key=lambda p: (p["date"], p["facture"] is None, p["facture"] or "", p["montant"])):
        reste = p["montant"]
        for f in [p["facture"] or FACTURES[0], *FACTURES]:
            paye = min(reste, soldes[f])
            soldes[f] -= paye
            reste -= paye
    return {f for f, solde in soldes.items() if solde} or set(FACTURES)


def visent_la_meme(une: dict[str, Any], autre: dict[str, Any]) -> bool:
    return not une["creances"] or not autre["creances"] or bool(set(une["creances"]) & set(autre["creances"]))


def celles_de_sa_lettre(s: dict[str, Any], envois: list[dict[str, Any]]) -> list[str]:
    return envois[s["envoi"] - 1]["creances"] if s["envoi"] else []


def promet(s: dict[str, Any]) -> bool:
    return s["resultat"] in ("promesse", "paiement_annonce") and s["date"] <= AU


def jour_promis(s: dict[str, Any]) -> date:
    return s["promis_le"] or s["date"] + timedelta(days=10)


def est_remplacee(promesse: int, suites: list[dict[str, Any]]) -> bool:
    """Une autre parole du débiteur, écrite ou datée plus tard, vise l'une de ses factures.

    Deux promesses d'un jour, pour deux jours, sont deux versements : aucune ne remplace l'autre.
    """
    s = suites[promesse]
    return any(
        autre["resultat"] in RESULTATS[:-1]
        and autre["date"] <= AU
        and (autre["date"], rang) > (s["date"], promesse)
        and visent_la_meme(s, autre)
        and not (promet(autre) and autre["date"] == s["date"] and jour_promis(autre) != jour_promis(s))
        for rang, autre in enumerate(suites)
    )


def versements(promesse: int, suites: list[dict[str, Any]]) -> list[int]:
    """Les promesses du même jour et des mêmes factures qui valent encore, dans l'ordre où elles se paient."""
    s = suites[promesse]
    plan = [
        rang
        for rang, autre in enumerate(suites)
        if promet(autre)
        and autre["date"] == s["date"]
        and set(autre["creances"]) == set(s["creances"])
        and not est_remplacee(rang, suites)
    ]
    return sorted(plan, key=lambda rang: (jour_promis(suites[rang]), rang))


def peut_arriver_le_jour_meme(s: dict[str, Any]) -> bool:
    return jour_promis(s) == s["date"] or (s["resultat"] == "paiement_annonce" and s["promis_le"] is None)


def est_tenue(promesse: int, suites: list[dict[str, Any]], paiements: list[dict[str, Any]]) -> bool:
    """Ce qui est reçu dès le lendemain y suffit; dès le jour même, si l'un des versements peut y arriver."""
    s = suites[promesse]
    plan = versements(promesse, suites)
    le_jour_meme = any(peut_arriver_le_jour_meme(suites[rang]) for rang in plan)
    recu = sum(
        p["montant"]
        for p in paiements
        if s["date"] <= p["date"] <= AU
        and (le_jour_meme or p["date"] != s["date"])
        and (not s["creances"] or p["facture"] is None or p["facture"] in s["creances"])
    )
    du = sum(suites[rang]["montant"] or 0 for rang in plan[: plan.index(promesse) + 1])
    return s["montant"] is not None and recu >= du


def trop_tard(promesse: int, suites: list[dict[str, Any]], paiements: list[dict[str, Any]]) -> bool:
    """Deux versements d'avant, dans le même plan, ne sont pas payés."""
    plan = versements(promesse, suites)
    d_avant = plan[: plan.index(promesse)]
    return sum(not est_tenue(rang, suites, paiements) for rang in d_avant) >= 2


def tient(promesse: int, suites: list[dict[str, Any]], paiements: list[dict[str, Any]]) -> bool:
    if est_remplacee(promesse, suites):
        return False
    return not est_tenue(promesse, suites, paiements) and not trop_tard(promesse, suites, paiements)


def sans_reponse(contestation: dict[str, Any], envois: list[dict[str, Any]]) -> set[str]:
    """Les factures contestées dont aucune lettre ne répond : celle qui en nomme ne répond pas des autres."""
    restent = set(contestation["creances"] or FACTURES)
    for e in envois:
        if e["lettre"] in ("rappel", "reponse") and e["date"] <= AU:
            vise = envois[contestation["envoi"] - 1]["date"] if contestation["envoi"] else None
            meme_jour = e["date"] == contestation["date"] and vise is not None and vise < e["date"]
            if e["date"] > contestation["date"] or meme_jour:
                restent -= set(e["creances"] or FACTURES)
    return restent


def attendues(journal: Journal, lettre: str) -> list[tuple[str, int, date | None, bool]]:
    """Le bloc et le rang de chaque raison d'attendre, son dernier jour, et s'il est compté."""
    if lettre in LIBRES:
        return []
    dues = encore_dues(journal["paiements"])
    suites = [s | {"creances": s["creances"] or celles_de_sa_lettre(s, journal["envois"])} for s in journal["suites"]]

    def retient(inscription: dict[str, Any]) -> bool:
        return not inscription["creances"] or bool(dues & set(inscription["creances"]))

    trouvees: list[tuple[str, int, date | None, bool]] = []
    for rang, e in enumerate(journal["envois"]):
        if e["date"] <= AU <= e["echeance"] and retient(e):
            trouvees.append(("envois", rang, e["echeance"], False))
    # -- une promesse d'une facture payée ne retient plus, et n'est plus remplacée par rien --
    retenues = [s if retient(s) else s | {"resultat": "sans_reponse"} for s in suites]
    for rang, s in enumerate(retenues):
        if promet(s):
            fin = jour_promis(s)
            if fin >= AU and tient(rang, retenues, journal["paiements"]):
                trouvees.append(("suites", rang, fin, s["promis_le"] is None))
    for rang, s in enumerate(retenues):
        contestee = s["resultat"] == "contestation" and s["date"] <= AU
        if contestee and lettre != "rappel" and sans_reponse(s, journal["envois"]) & dues:
            trouvees.append(("suites", rang, None, False))
    for rang, s in enumerate(journal["suspensions"]):
        if s["du"] <= AU and (s["au"] is None or s["au"] >= AU) and retient(s):
            trouvees.append(("suspensions", rang, s["au"], False))
    return trouvees


@pytest.mark.parametrize("tirages", [150, pytest.param(2000, marks=pytest.mark.long)])
def test_des_journaux_au_hasard_ont_les_attentes_d_une_relecture_inscription_par_inscription(tirages: int):
    hasard = random.Random(2898)  # noqa: S311 -- un tirage reproductible, et non un secret
    creances = [facture(facture=f, montant=CENT_DOLLARS) for f in FACTURES]
    for numero in range(tirages):
        journal = tirer(hasard)
        lettre = hasard.choice(["rappel", "mise_en_demeure", "mise_en_demeure", "mise_en_demeure", *LIBRES[:2]])
        attentes = Affaire(dossier(creances=creances, **journal), AU).attentes(lettre)
        dites = [(*a.chemin, a.jusqu_au, a.calculee) for a in attentes]
        assert dites == attendues(journal, lettre), (numero, lettre, journal)
