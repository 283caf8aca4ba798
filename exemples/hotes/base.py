"""Base de données : les dossiers y vivent, en JSON, sans jamais passer par le disque; leur journal s'y allonge."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import lettres
from lettres.lecture import lire_texte

TABLE = "CREATE TABLE dossiers (reference TEXT PRIMARY KEY, faits BLOB NOT NULL, version INTEGER NOT NULL)"


class Change(Exception):
    """Un autre a écrit au dossier entre-temps : relisez-le, puis refaites."""


def ouvrir() -> sqlite3.Connection:
    """Une base neuve, en mémoire; la vôtre a sa propre adresse."""
    base = sqlite3.connect(":memory:")
    base.execute(TABLE)
    return base


def garder(base: sqlite3.Connection, faits: Mapping[str, Any]) -> None:
    """Garde un dossier neuf, s'il est bon. Lève DossierInvalide, dont chaque constat a son chemin dans `faits`."""
    dossier = lettres.valider(faits)
    octets = json.dumps(faits, ensure_ascii=False, indent=2, default=str).encode()
    with base:
        base.execute("INSERT INTO dossiers VALUES (?, ?, 1)", (dossier.reference, octets))


def lire(base: sqlite3.Connection, reference: str) -> tuple[bytes, int]:
    """Les octets d'un dossier, et combien de fois on y a écrit."""
    faits, version = base.execute("SELECT faits, version FROM dossiers WHERE reference = ?", (reference,)).fetchone()
    return faits, version


def lettre_due(base: sqlite3.Connection, reference: str, au: date) -> lettres.Lettre | None:
    """La lettre que le dossier appelle ce jour-là; None s'il n'y a qu'à attendre."""
    faits, _ = lire(base, reference)
    dossier = lire_texte(faits, fichier=reference, format="json")
    return lettres.generer(dossier, au=au) if lettres.evaluer(dossier, au=au).lettre else None


def relances(base: sqlite3.Connection, au: date) -> Iterator[tuple[str | None, lettres.Lettre | None]]:
    """Tous les dossiers, à mesure que la base les rend : leur référence, et leur lettre si elle est due."""
    lignes = (faits for (faits,) in base.execute("SELECT faits FROM dossiers ORDER BY reference"))
    with lettres.Atelier() as atelier:
        for relance in atelier.relancer(lignes, au=au):
            yield relance.reference, relance.lettre


def inscrire(base: sqlite3.Connection, reference: str, entree: Mapping[str, object]) -> None:
    """Ajoute au journal du dossier ce qui est arrivé : `{"envois": {…}}`, `{"paiements": {…}}`.

    Lève DossierInvalide si le dossier n'en serait plus un, et Change si un autre l'a écrit depuis qu'on l'a lu; rien
    n'y est alors changé.
    """
    faits, version = lire(base, reference)
    neufs = lettres.ajouter(faits, entree, format="json", fichier=reference)
    ecrire = "UPDATE dossiers SET faits = ?, version = version + 1 WHERE reference = ? AND version = ?"
    with base:
        if base.execute(ecrire, (neufs, reference, version)).rowcount != 1:
            raise Change(reference)
