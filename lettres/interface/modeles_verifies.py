"""Modèles vérifiés : ce que le studio sait d’un modèle, sous sa forme publique."""

from __future__ import annotations

from lettres.interface.objets_de_studio import ConstatDeModeleJson, ModeleVerifieJson
from lettres.interface.reponses import constat
from lettres.socle.constats import Constat
from lettres.socle.places import DansWord
from lettres.studio import Verification


def modele_verifie(verification: Verification, copie: str | None = None) -> ModeleVerifieJson:
    """La forme publique d'un modèle vérifié; `copie` est le chemin de sa copie annotée."""
    return {
        "fichier": verification.fichier,
        "refuse": verification.refuse,
        "papier": verification.papier,
        "lettres": [{"lettre": c.lettre, "nature": c.nature} for c in verification.cibles],
        "specimens": list(verification.specimens),
        "constats": [_constat(c) for c in verification.constats],
        "tus": [
            {"code": t.constat.code, "place": _place(t.constat), "message": t.constat.message, "motif": t.motif}
            for t in verification.tus
        ],
        "copie": copie,
    }


def _constat(c: Constat) -> ConstatDeModeleJson:
    dans = c.dans if isinstance(c.dans, DansWord) else None
    case = list(dans.case) if dans is not None and dans.case else None
    return {**constat(c), "place": _place(c), "sous": dans.sous if dans else "", "case": case}


def _place(c: Constat) -> str:
    return str(c.dans) if c.dans is not None else ""
