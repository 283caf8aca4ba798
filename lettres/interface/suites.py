"""Suites : des relances d'un débiteur, et de la simulation d'un dossier, à leur forme publique."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lettres.interface import objets_de_relance
from lettres.interface.notations import VERSION
from lettres.interface.reponses import decision, raison, somme_dite

if TYPE_CHECKING:
    from lettres.production.relances import Debiteur, PasSuivi
    from lettres.production.relances.simulation import Simulation


def debiteur(d: Debiteur) -> objets_de_relance.DebiteurJson:
    """La forme publique d'une rangée de « relance »."""
    return {
        "nom": d.nom,
        "neq": d.neq,
        "references": list(dict.fromkeys(affaire.reference for affaire in d.affaires)),
        "statut": d.statut,
        "retenu": d.retenu,
        "pas": [_pas(p) for p in d.pas],
        "contradictions": [
            {"code": c.code, "phrase": c.phrase, "references": list(c.references)} for c in d.contradictions
        ],
    }


def _pas(p: PasSuivi) -> objets_de_relance.PasSuiviJson:
    return {
        "source": p.source,
        "reference": p.reference,
        "statut": p.statut,
        "echelon": p.echelon,
        "titre": p.titre,
        "lettre": p.lettre,
        "action": p.action,
        "creances": list(p.creances),
        "somme": somme_dite(p.somme),
        "raison": raison(p.raison),
        "des_le": p.des_le.isoformat() if p.des_le else None,
        "avant_le": p.avant_le.isoformat() if p.avant_le else None,
        "ce_qui_manque": [raison(m) for m in p.manques],
    }


def simulation(s: Simulation) -> objets_de_relance.SimulationJson:
    """La forme publique d'une simulation."""
    return {
        "version": VERSION,
        "simulation": True,
        "reference": s.dossier.reference,
        "au": s.au.isoformat(),
        "jusqu_a": s.jusqu_a.isoformat(),
        "suppositions": [{"jour": x.le.isoformat(), "phrase": x.phrase} for x in s.suppositions],
        "etapes": [
            {
                "jour": e.jour.isoformat(),
                "decisions": [decision(d) for d in e.decisions],
                "survenus": [{"code": x.code, "phrase": x.phrase} for x in e.survenus],
            }
            for e in s.etapes
        ],
        "complete": s.complete,
    }
