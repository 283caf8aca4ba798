"""Outils des essais de lots : des dossiers fictifs, tous différents, et ce qu'on attend d'une sortie."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import lettres

AU = date(2026, 11, 22)
RACINE = Path(lettres.__file__).parent.parent
POSIX = os.name == "posix"
ENVIRONNEMENT = {**os.environ, "PYTHONPATH": os.pathsep.join((str(RACINE), str(Path(__file__).parent)))}


def donnees(rang: int, **blocs: object) -> dict[str, Any]:
    """Le dossier de rang `rang` : ni le client, ni la facture, ni la somme ne sont ceux d'un autre."""
    return {
        "lettres": 1,
        "reference": f"2026-{rang:05d}",
        "nature": "recouvrement",
        "expediteur": {
            "nom": "Karine Exemple",
            "adresse": {"ligne": "12, rue des Érables", "ville": "Granby", "code_postal": "J2G 1A1"},
            "courriel": "karine@exemple.test",
        },
        "destinataire": {
            "nom": f"Client Numéro-{rang:05d} Exemple",
            "qualite": "entreprise",
            "adresse": {"ligne": "34, avenue du Lac", "ville": "Bromont", "code_postal": "J2L 2B2"},
        },
        "creances": [
            {
                "facture": f"F-{rang:05d}",
                "date": "2026-08-01",
                "echeance": "2026-08-31",
                "objet": "Reportage photographique",
                "montant": f"{100 + rang},00 $",
            }
        ],
        **blocs,
    }


def dossier(rang: int, **blocs: object) -> lettres.Dossier:
    return lettres.valider(donnees(rang, **blocs))


def ligne(rang: int, **blocs: object) -> bytes:
    return json.dumps(donnees(rang, **blocs), ensure_ascii=False).encode() + b"\n"


def nom(rang: int) -> str:
    return f"2026-{rang:05d}_rappel_2026-11-22.docx"


def empreinte(chemin: Path) -> str:
    return hashlib.sha256(chemin.read_bytes()).hexdigest()


def lettres_de(sortie: Path) -> list[str]:
    return sorted(f.name for f in sortie.glob("*.docx"))


def journal(sortie: Path) -> list[dict[str, str]]:
    """Les lignes entières du journal; chacune doit porter l'empreinte de la précédente."""
    precedente = "0" * 64
    lignes: list[dict[str, str]] = []
    fichier = sortie / "journal.jsonl"
    for octets in fichier.read_bytes().splitlines(keepends=True) if fichier.exists() else []:
        if not octets.endswith(b"\n"):
            break  # -- déchirée : la reprise la coupera --
        lue = json.loads(octets)
        assert lue["precedente"] == precedente
        precedente = hashlib.sha256(octets).hexdigest()
        lignes.append(lue)
    return lignes


def verifier_sortie(sortie: Path, attendues: dict[str, str], *, finie: bool) -> None:
    """Rien de corrompu, rien de perdu, rien de double, rien d'étranger; et, à la fin, rien qui manque ni qui traîne."""
    presentes = {f: empreinte(sortie / f) for f in lettres_de(sortie)}
    assert presentes.items() <= attendues.items()
    inscrites = [(ligne["fichier"], ligne["empreinte"]) for ligne in journal(sortie)]
    assert len(inscrites) == len(dict(inscrites))
    assert set(inscrites) <= presentes.items()
    if finie:
        assert presentes == attendues
        assert dict(inscrites) == attendues
        assert {f.name for f in sortie.iterdir()} == {*attendues, "journal.jsonl", ".verrou"}
