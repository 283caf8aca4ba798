"""Exemples : une valeur fictive et plausible par clé, pour les remèdes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EXEMPLES: Mapping[str, str] = MappingProxyType(
    {
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
