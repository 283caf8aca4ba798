"""Travail de nuit : l'export du jour entre, les lettres dues se rangent. Refait, il ne range rien deux fois."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import lettres

MOI: Mapping[str, Any] = {
    "nom": "Studio Karine Exemple",
    "taxes": "non_inscrit",
    "adresse": {"ligne": "12, rue des Érables", "ville": "Granby", "code_postal": "J2G 1A1"},
    "courriel": "karine@exemple.test",
    "signataire": "Karine Exemple",
}


@dataclass(frozen=True)
class FicheDuClient:
    """Ce que l'hôte sait de son client et qu'aucun export ne dit : qui il est, et les lettres déjà parties."""

    qui: Mapping[str, str] = field(default_factory=dict)
    envois: tuple[Mapping[str, Any], ...] = ()


def dossiers_du_jour(export: bytes, fiches: Mapping[str, FicheDuClient]) -> Iterator[dict[str, Any]]:
    """Un dossier par débiteur, complété de sa fiche, que son courriel retrouve."""
    for dossier, _manques, _remarques in lettres.importer(export, de="invoiceninja", expediteur=MOI):
        fiche = fiches.get(dossier["destinataire"].get("courriel", ""), FicheDuClient())
        dossier["destinataire"] |= fiche.qui
        dossier["envois"] = [*dossier.get("envois", ()), *fiche.envois]
        yield dossier


def laissees_de_cote(export: bytes) -> list[str]:
    """Ce qui, de l'export, n'est dans aucun dossier et demande quelqu'un : un brouillon, un numéro double, une page.

    Une facture payée n'y est pas : il n'y a rien à en faire.
    """
    ecartees = lettres.importer(export, de="invoiceninja").ecartees
    return [f"{c.place} : {c.message}" for c in ecartees if c.gravite is not lettres.Gravite.CONSEIL]


def ranger_ce_qui_est_du(dossiers: Iterable[dict[str, Any]], coffre: Path, au: date) -> list[str]:
    """Range les lettres dues ce jour-là, dans le coffre de ce jour; rend ce qui demande quelqu'un.

    Une lettre garde la date et les sommes de son jour : celles d'un autre jour ont un autre coffre. Ce qui est parti
    s'inscrit aux envois de sa fiche, et n'est plus dû.
    """
    a_voir: list[str] = []
    with lettres.Atelier() as atelier:
        for relance in atelier.relancer(dossiers, au=au):
            qui = relance.reference or relance.source
            if relance.lettre is not None:
                _ranger(relance.lettre, coffre / au.isoformat())
            elif relance.decision.statut in ("due", "a_revoir"):
                a_voir.append(f"{qui} : {relance.refus or relance.decision.raisons[0].phrase}")
    return a_voir


def _ranger(lettre: lettres.Lettre, ou: Path) -> None:
    try:
        lettre.ecrire(ou)
    except lettres.SortieRefusee as refus:
        # -- le nom est pris : le même travail, plus tôt, l'a rangée, avec les mêmes octets --
        if refus.constats[0].code != "S001":
            raise
