"""Modèles vérifiés ou comparés : ce que le studio sait d’un modèle, ou de deux, sous sa forme publique."""

from __future__ import annotations

from lettres.interface.notations import VERSION
from lettres.interface.objets_de_studio import ComparaisonJson, ConstatDeModeleJson, ModeleVerifieJson
from lettres.interface.reponses import constat, constats
from lettres.socle.constats import Constat
from lettres.socle.places import DansWord
from lettres.studio import Verification
from lettres.studio.comparaison.comparaison import Comparaison


def modele_verifie(verification: Verification, copie: str | None = None) -> ModeleVerifieJson:
    """La forme publique d'un modèle vérifié; `copie` est le chemin de sa copie annotée."""
    return {
        "fichier": verification.fichier,
        "refuse": verification.refuse,
        "lettres": [{"lettre": c.lettre, "nature": c.nature} for c in verification.cibles],
        "specimens": list(verification.specimens),
        "constats": [_constat(c) for c in verification.constats],
        "tus": [
            {"code": t.constat.code, "place": _place(t.constat), "message": t.constat.message, "motif": t.motif}
            for t in verification.tus
        ],
        "copie": copie,
    }


def comparaison(comparee: Comparaison) -> ComparaisonJson:
    """La forme publique d'une comparaison de deux modèles."""
    return {
        "version": VERSION,
        "avant": comparee.avant,
        "apres": comparee.apres,
        "lettres": [{"lettre": c.lettre, "nature": c.nature} for c in comparee.cibles],
        "ecarts": [
            {
                "genre": e.genre,
                "message": e.message,
                "place": str(e.place) if e.place is not None else "",
                "avant": e.avant,
                "apres": e.apres,
                "code": e.code,
                "remede": e.remede,
            }
            for e in comparee.ecarts
        ],
        "constats": constats(comparee.refus),
    }


def _constat(c: Constat) -> ConstatDeModeleJson:
    dans = c.dans if isinstance(c.dans, DansWord) else None
    case = list(dans.case) if dans is not None and dans.case else None
    return {**constat(c), "place": _place(c), "sous": dans.sous if dans else "", "case": case}


def _place(c: Constat) -> str:
    return str(c.dans) if c.dans is not None else ""
