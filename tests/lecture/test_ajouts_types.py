"""Ce qui s’ajoute a le même type dans les trois formats, pour tout lecteur : un rang est un entier, un numéro, non."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml

import lettres
from lettres.dossier import Dossier
from lettres.dossier.renvois import LISTES
from lettres.lecture.formes import cles

_NUMEROS = ("7", "0042", "1.10", "2026-10-01", "1e5", "0x1F", "12:30", "oui", "null", "true", "1_000", "F-1")
"""Des textes qu'un lecteur de YAML ou de TOML prendrait pour autre chose s'ils étaient nus."""

_BASE: Mapping[str, Any] = {
    "reference": "2026-014",
    "nature": "recouvrement",
    "expediteur": {"nom": "Studio Karine Exemple"},
    "destinataire": {"nom": "Marie Exemple"},
    "creances": [{"facture": "7", "date": "2026-08-01", "echeance": "2026-08-31", "montant": "60.00"}],
    "pieces": [{"id": "P-1", "titre": "Avis"}],
    "envois": [{"lettre": "rappel", "date": "2026-09-08"}],
    "suites": [{"date": "2026-09-09", "resultat": "refus"}],
    "paiements": [{"date": "2026-09-10", "montant": "10.00"}],
    "suspensions": [{"motif": "mediation", "du": "2026-09-11", "au": "2026-09-20"}],
    "clotures": [{"date": "2026-09-12", "issue": "rouverte"}],
}


def _entrees(numero: str) -> dict[str, list[dict[str, Any]]]:
    """De chaque liste, une inscription qui a toutes ses clés, et une annulation; `numero` partout où l'on est libre."""
    commun = {"corrige": 1, "motif": numero, "creances": ["7"]}
    return {
        "envois": [
            {
                **commun,
                "lettre": "rappel",
                "date": date(2026, 9, 8),
                "mode": "courriel",
                "preuve": "P-1",
                "suivi": numero,
                "recu_le": date(2026, 9, 9),
                "montant": Decimal("50.10"),
                "echeance": "2026-09-20",
                "empreinte": "a" * 64,
                "affirme": [numero],
                "versements": [{"date": date(2026, 10, 20), "montant": Decimal("30.00")}],
                "echelon": "rappel",
                "fichier": f"{numero}.docx",
                "force": {"codes": ["J104"], "motif": numero},
                "politique": "b" * 64,
            },
            {"corrige": 2, "motif": numero},
        ],
        "suites": [
            {
                **commun,
                "date": date(2026, 9, 9),
                "canal": "courriel",
                "resultat": "promesse",
                "note": numero,
                "citation": numero,
                "promis_le": date(2026, 9, 20),
                "montant": 20,
                "piece": "P-1",
                "envoi": 1,
            },
            {"date": "2026-09-11", "resultat": "contestation", "montant_conteste": "5.00"},
            {"date": "2026-09-12", "resultat": "cheque_sans_provision", "paiement": 1},
            {"corrige": 2, "motif": numero},
        ],
        "paiements": [
            {**commun, "date": "2026-09-10", "montant": "10.50", "facture": "7", "mode": numero},
            {"corrige": 2, "motif": numero},
        ],
        "suspensions": [
            {
                "corrige": 1,
                "motif": "mediation",
                "du": "2026-09-11",
                "au": "2026-09-21",
                "creances": ["7"],
                "note": numero,
            }
            | {"revoir_le": "2026-09-15"},
            {"corrige": 2, "motif": numero},
        ],
        "clotures": [
            {**commun, "date": "2026-09-12", "issue": "confiee", "confiee_a": "avocat"},
            {"corrige": 2, "motif": numero},
        ],
        "pieces": [
            {
                "id": "P-7",
                "titre": numero,
                "date": "2026-09-12",
                "auteur": numero,
                "fichier": numero,
                "empreinte": "c" * 64,
            }
        ],
    }


_LIRE: Mapping[str, Callable[[str], Any]] = {"yaml": yaml.safe_load, "json": json.loads, "toml": tomllib.loads}


def _en(format_: str) -> bytes:
    if format_ == "toml":
        return "\n".join(_toml()).encode()
    return (json.dumps(_BASE, indent=2) if format_ == "json" else yaml.safe_dump(dict(_BASE), sort_keys=False)).encode()


def _toml() -> Iterator[str]:
    yield from (f"{cle} = {json.dumps(v)}" for cle, v in _BASE.items() if isinstance(v, str))
    for cle, valeur in _BASE.items():
        blocs = [(f"[{cle}]", valeur)] if isinstance(valeur, dict) else []
        blocs += [(f"[[{cle}]]", bloc) for bloc in valeur] if isinstance(valeur, list) else []
        for entete, bloc in blocs:
            yield entete
            yield from (f"{c} = {json.dumps(v)}" for c, v in bloc.items())


_SOMMES = {"montant", "montant_conteste"}


def _normale(valeur: Any, cle: str = "") -> Any:
    """La valeur telle que tous la comprennent : une date, une somme s'écrivent comme chaque format le fait."""
    if isinstance(valeur, dict):
        return {c: _normale(v, c) for c, v in valeur.items()}
    if isinstance(valeur, list):
        return [_normale(v) for v in valeur]
    if isinstance(valeur, date):
        return valeur.isoformat()
    return f"{Decimal(str(valeur)):.2f}" if cle in _SOMMES else valeur


@pytest.mark.un_sur(3)
@pytest.mark.parametrize("numero", _NUMEROS)
def test_une_inscription_a_les_memes_types_dans_les_trois_formats(numero: str):
    lus = {}
    for format_, lire in _LIRE.items():
        octets = _en(format_)
        for liste, entrees in _entrees(numero).items():
            sans = {"paiements": {"creances"}}.get(liste, set())
            for entree in entrees:
                octets = lettres.ajouter(
                    octets, {liste: {c: v for c, v in entree.items() if c not in sans}}, format=format_
                )
        lu = lire(octets.decode())
        lus[format_] = {liste: _normale(lu[liste]) for liste in _entrees(numero)}
    assert lus["yaml"] == lus["json"] == lus["toml"]
    envoi, suite = lus["json"]["envois"][1], lus["json"]["suites"][1]
    assert (envoi["corrige"], suite["envoi"], lus["json"]["suites"][3]["paiement"]) == (1, 1, 1)
    assert (envoi["suivi"], envoi["motif"], envoi["creances"]) == (numero, numero, ["7"])


def test_toutes_les_cles_de_chaque_liste_sont_essayees():
    for liste in (*LISTES, "pieces"):
        forme = cles(Dossier)[liste].forme.element
        assert forme is not None
        assert forme.modele is not None
        essayees = {cle for entree in _entrees("7")[liste] for cle in entree}
        assert {*cles(forme.modele)} <= essayees, liste


@pytest.mark.parametrize(
    ("format_", "dit"), [("json", '"delai_jours": 15'), ("toml", "delai_jours = 15"), ("yaml", "delai_jours: 15")]
)
@pytest.mark.parametrize("donne", [15, "15"])
def test_une_precision_aussi(format_: Any, dit: str, donne: object):
    assert dit in lettres.ajouter(_en(format_), {"delai_jours": donne}, format=format_).decode()
