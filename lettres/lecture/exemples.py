"""Exemples : une valeur fictive et plausible par clé, pour les remèdes; à qui l'on écrit n'est pas qui écrit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

_DE_LEUR_BLOC: Mapping[str, str] = MappingProxyType(
    {
        "expediteur.nom": "Karine Exemple",
        "mandant.nom": "Atelier Exemple inc.",
        "procureur.nom": "Me Camille Exemple",
        "signataire.nom": "Karine Exemple",
        "temoins.nom": "Amélie Exemple",
    }
)
"""Ceux dont la clé ne suffit pas : le nom de l'un n'est pas celui de l'autre."""

EXEMPLES: Mapping[str, str] = MappingProxyType(
    {
        "accessoires": "la garantie prolongée",
        "affirme": "facture F-1023, montant : 60,00 $",
        "attention": "Marie Exemple",
        "code": "T106",
        "codes": "J104",
        "corrige": "1",
        "creances": "F-1023",
        "date": "2026-08-31",
        "depuis": "2026-08-31",
        "du": "2026-08-31",
        "envoi": "1",
        "id": "P-1",
        "ligne": "12, rue des Érables",
        "montant": "25,00 $",
        "motif": "La vente a lieu vendredi : le délai ne peut être plus long.",
        "nom": "Marie Exemple",
        "options": "Retirer quatre photos du forfait.",
        "paiement": "1",
        "paiement_par": "chèque",
        "piece": "P-1",
        "photos": "P-1",
        "pieces": "P-1",
        "procureur": "Me Camille Exemple",
        "questions": "Jusqu’à quand puis-je agir ?",
        "qui": "Agence Exemple inc.",
        "reference": "2026-014",
        "signataire": "Karine Exemple",
        "texte": "La livraison promise le 15 août 2026 n’a pas eu lieu.",
        "titre": "Contrat de service",
        "ville": "Granby",
    }
)


def exemple(chemin: Sequence[str | int]) -> str | None:
    """Une valeur plausible à cette place; None si aucune n'est connue."""
    cles = [str(pas) for pas in chemin if isinstance(pas, str)]
    return _DE_LEUR_BLOC.get(".".join(cles[-2:])) or EXEMPLES.get(cles[-1]) if cles else None
