"""Modèles vérifiés, comparés, montrés, nettoyés : ce que le studio en sait, sous sa forme publique."""

from __future__ import annotations

from collections.abc import Sequence

from lettres.interface.notations import VERSION
from lettres.interface.objets_de_studio import (
    ApercuJson,
    ComparaisonJson,
    ConstatDeModeleJson,
    ModeleMontreJson,
    ModeleVerifieJson,
    NettoyageJson,
    ResteJson,
)
from lettres.interface.reponses import constat, constats
from lettres.socle.constats import Constat
from lettres.socle.places import DansWord
from lettres.studio import Verification
from lettres.studio.comparaison.comparaison import Comparaison
from lettres.studio.copies.nettoyage import CopieNettoyee
from lettres.studio.pages.planche import Pages, nom_du_pdf
from lettres.studio.vues import Apercu


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


def apercu(apercus: Sequence[Apercu], pages: Pages, page: str) -> ApercuJson:
    """La forme publique d'un aperçu; `page` est le chemin de celle qui y mène."""
    return {
        "version": VERSION,
        "page": page,
        "modeles": [_montre(un, pages) for un in apercus],
        "constats": constats(pages.constats),
    }


def _montre(un: Apercu, pages: Pages) -> ModeleMontreJson:
    return {
        "fichier": un.modele,
        "lettre": un.cible.lettre,
        "nature": un.cible.nature,
        "specimens": [
            {
                "nom": vue.nom,
                "fichier": vue.fichier if vue.octets is not None else None,
                "pdf": nom_du_pdf(vue.fichier) if vue.fichier in pages.pdf else None,
                "pages": pages.nombres.get(vue.fichier),
                "montre": [p.dit for p in vue.neufs],
                "constats": constats(vue.constats),
            }
            for vue in un.vues
        ],
        "jamais": [p.dit for p in un.jamais],
    }


def nettoyage(fichier: str, copie: str, nettoyee: CopieNettoyee) -> NettoyageJson:
    """La forme publique d'un nettoyage; `copie` est le chemin de la copie écrite."""
    restes: list[ResteJson] = [{"genre": r.genre, "nombre": r.nombre, "dit": r.dit} for r in nettoyee.restes]
    return {"version": VERSION, "fichier": fichier, "copie": copie, "restes": restes}


def _constat(c: Constat) -> ConstatDeModeleJson:
    dans = c.dans if isinstance(c.dans, DansWord) else None
    case = list(dans.case) if dans is not None and dans.case else None
    return {**constat(c), "place": _place(c), "sous": dans.sous if dans else "", "case": case}


def _place(c: Constat) -> str:
    return str(c.dans) if c.dans is not None else ""
