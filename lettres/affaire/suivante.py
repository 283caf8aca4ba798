"""Suivante : l'affaire après des inscriptions de plus. Ce qu'elles ne changent pas se reprend, et ne se refait pas.

Un fait repris est celui que l'affaire suivante aurait calculé : dans le doute, rien ne se reprend.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from lettres.affaire.affaire import Affaire
from lettres.affaire.suite.du_compte import DEFONT
from lettres.catalogue import capacites
from lettres.dossier import Dossier, Envoi, Paiement, Suite

LigneAjoutee = Envoi | Paiement | Suite

_LIT: Mapping[str, frozenset[str]] = {
    fait: frozenset(lus.split())
    for fait, lus in {
        "qualites": "",
        "clotures": "clôtures",
        "consommation": "lettres",
        "_parties": "lettres",
        "_facturees": "demeures",
        "_entiers": "demeures paiements",
        "tribunal": "demeures paiements",
        "_recus": "paiements",
        "_reparties": "demeures paiements aveux",
        "prescrites": "demeures paiements aveux",
        "contestations": "contestations réponses",
        "demarches": "lettres suites",
    }.items()
}
"""Ce que chaque fait de l'affaire, un même jour, lit du journal; un fait qui n'y est pas se refait toujours."""


def suivante(affaire: Affaire, ajouts: Mapping[str, Sequence[LigneAjoutee]]) -> Affaire:
    """L'affaire après ces inscriptions, ajoutées à leurs listes; leur jour venu, si c'en est un à venir."""
    dossier, lignes = affaire.dossier, [ligne for nouvelles in ajouts.values() for ligne in nouvelles]
    listes = {liste: (*getattr(dossier, liste), *nouvelles) for liste, nouvelles in ajouts.items()}
    le = max([affaire.au, *(ligne.date or date.min for ligne in lignes)])
    apres = Affaire(dossier.model_copy(update=listes), le, affaire.visees, affaire.entieres, affaire.laisse)
    repris, connus = _repris(_touchees(dossier, lignes) if le == affaire.au else None), affaire.__dict__
    apres.__dict__.update({fait: connus[fait] for fait in repris if fait in connus})
    if "_parties" in repris:
        inscriptions = affaire.inscriptions
        for liste, nouvelles in ajouts.items():
            inscriptions = inscriptions.suivies_de(liste, len(getattr(dossier, liste)), nouvelles)
        apres.__dict__["inscriptions"] = inscriptions
    return apres


@cache
def _repris(touchees: frozenset[str] | None) -> tuple[str, ...]:
    """Les faits qui ne lisent rien de ce qui est touché; sous None, tout l'est."""
    return tuple(fait for fait, lus in _LIT.items() if (not lus if touchees is None else lus.isdisjoint(touchees)))


def _touchees(dossier: Dossier, lignes: Sequence[LigneAjoutee]) -> frozenset[str] | None:
    """Ce que ces lignes touchent du journal; None quand elles en touchent d'autres, ou que l'on ne sait pas."""
    touchees: set[str] = set()
    for ligne in lignes:
        if ligne.corrige is not None:
            return None
        if isinstance(ligne, Paiement):
            touchees.add("paiements")
        elif isinstance(ligne, Envoi):
            fait = capacites(ligne.lettre)
            touchees |= {"lettres", "demeures" if fait.met_en_demeure else "", "réponses" if fait.repond else ""}
        elif ligne.resultat in DEFONT or ligne.envoi is not None or ligne.paiement is not None:
            return None
        else:
            touchees |= {"suites", {"contestation": "contestations", "reconnaissance": "aveux"}.get(ligne.resultat, "")}
    # -- une part contestée mêle tout : ce que laissait une lettre, ce qui est payé, ce à quoi l'on a répondu --
    if any(isinstance(s, Suite) and s.montant_conteste is not None for s in (*dossier.suites, *lignes)):
        touchees |= {"demeures", "paiements", "contestations", "suites"}
    return frozenset(touchees)
