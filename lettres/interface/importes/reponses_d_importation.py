"""Importations : d'un dossier rangé ou d'un aperçu à sa forme publique."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lettres.interface.importes import objets_d_importation
from lettres.interface.reponses import constats

if TYPE_CHECKING:
    from lettres.importation.apercu_d_export import ApercuDExport
    from lettres.importation.rangement.ranger import DossierRange


def dossier_range(d: DossierRange) -> objets_d_importation.DossierImporteJson:
    """La forme publique d'un dossier rangé."""
    return {
        "fichier": d.fichier,
        "etat": d.etat,
        "nom": d.nom,
        "factures": list(d.factures),
        "manques": constats(d.manques),
        "remarques": constats(d.remarques),
    }


def apercu_d_export(a: ApercuDExport) -> objets_d_importation.ApercuDExportJson:
    """La forme publique d'un aperçu."""
    return {
        "fichier": a.fichier,
        "source": a.source,
        "titre": a.titre,
        "selon": a.selon,
        "colonnes": [c for c in a.colonnes if c],
        "champs": {cle: list(chemins) for cle, chemins in a.champs.items()},
        "factures": [dict(f) for f in a.factures],
        "manquent": list(a.manquent),
    }
