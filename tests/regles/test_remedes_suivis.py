"""Un remède suivi mène au but : le constat tombe, et rien de plus grave ne le remplace."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from cas_de_regles import AU, Cas
from tables import d_un_trait

from lettres import verifier

AVOCATE = {"nom": "Julie Exemple", "barreau": "123456-7"}
CLIENT = {"nom": "Atelier Exemple inc.", "taxes": "non_inscrit"}
VENTILEE = {"creances[0].avant_taxes": "60,00 $", "creances[0].tps": "0", "creances[0].tvq": "0"}
NUMEROS = {"expediteur.tps": "123456782 RT0001", "expediteur.tvq": "1234567890 TQ0001"}
ALBUM = {"facture": "F-2", "date": "2026-08-01", "echeance": "2026-08-31", "objet": "Album", "montant": "40,00 $"}
DEUX = {"creances[1]": ALBUM | {"cause": "service", "piece": "P-2"}}
TAUX = {"taux_annuel": "12 %", "piece": "P-1"}

SUIVIS: list[tuple[str, str, str, dict[str, Any], dict[str, Any]]] = [
    ("S128", "recouvrement", "rappel", {"creances[0].cause": "null"}, {"creances[0].cause": "service"}),
    ("S128", "recouvrement", "mise_en_demeure", {"creances[0].cause": "null"}, {"creances[0].cause": "pret"}),
    ("S129", "recouvrement", "mise_en_demeure", {"expediteur.taxes": "null"}, {"expediteur.taxes": "non_inscrit"}),
    (
        "S129",
        "recouvrement",
        "mise_en_demeure",
        {"expediteur.taxes": "null"},
        {"expediteur.taxes": "inscrit"} | NUMEROS | VENTILEE,
    ),
    (
        "S130",
        "recouvrement",
        "rappel",
        {"creances[0].montant": "57,49 $"},
        {"expediteur.taxes": "inscrit"}
        | NUMEROS
        | {"creances[0].avant_taxes": "50,00 $", "creances[0].tps": "2,50 $", "creances[0].tvq": "4,99 $"},
    ),
    ("N105", "recouvrement", "rappel", NUMEROS | VENTILEE, {"expediteur.taxes": "inscrit"}),
    ("S106", "recouvrement", "rappel", {"expediteur.taxes": "inscrit"} | NUMEROS, VENTILEE),
    (
        "S131",
        "recouvrement",
        "rappel",
        {"creances[0].deja_paye": "20,00 $", "paiements": [{"date": "2026-09-10", "montant": "20,00 $"}]},
        {"creances[0].deja_paye": "null"},
    ),
    ("S133", "recouvrement", "rappel", DEUX | {"avoirs": [{"montant": "5,00 $"}]}, {"avoirs[0].facture": "F-2"}),
    ("S134", "recouvrement", "rappel", {"avoirs": [{"numero": "NC-1"}]}, {"avoirs[0].montant": "5,00 $"}),
    ("S138", "recouvrement", "rappel", {"contrat.interet": TAUX}, {"contrat.interet.demeure_automatique": "oui"}),
    ("S138", "recouvrement", "rappel", {"contrat.interet": TAUX}, {"contrat.interet.demeure_automatique": "non"}),
    (
        "S105",
        "recouvrement",
        "rappel",
        {"expediteur.signataire": AVOCATE, "expediteur.mandant": CLIENT | {"taxes": "inscrit"}}
        | VENTILEE
        | {"creances[0].avant_taxes": "57,00 $", "creances[0].tps": "3,00 $"},
        {"expediteur.mandant.tps": "123456782 RT0001"},
    ),
    (
        "O107",
        "reputation",
        "retrait",
        {"publications[0].citation": "Voici ses photos intimes."},
        {"publications[0].image_intime": "non"},
    ),
    (
        "P116",
        "recouvrement",
        "rappel",
        {"destinataire.qualite": "null"},
        {"destinataire.qualite": "consommateur"},
    ),
]


def graves(base: str, lettre: str, retouches: dict[str, Any]) -> dict[str, str]:
    """Chaque code du dossier retouché, avec sa gravité la plus lourde."""
    constats = verifier(Cas("", 0, base, lettre, AU, copy.deepcopy(retouches), (), None).dossier, lettre, au=AU)
    return {c.code: c.gravite.value for c in sorted(constats, key=lambda c: c.gravite.value != "erreur")[::-1]}


@d_un_trait
@pytest.mark.parametrize(("code", "base", "lettre", "faute", "remede"), SUIVIS)
def test_le_remede_suivi_fait_tomber_le_constat_sans_mener_a_une_erreur(
    code: str, base: str, lettre: str, faute: dict[str, Any], remede: dict[str, Any]
) -> None:
    avant, apres = graves(base, lettre, faute), graves(base, lettre, faute | remede)
    assert code in avant
    assert code not in apres
    assert [c for c, gravite in apres.items() if gravite == "erreur"] == []
