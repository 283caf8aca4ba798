"""Composition d'une réponse publique : le lieu de l'avis, qui répond et où lui écrire; aucun autre fait (F8.13)."""

from __future__ import annotations

from lettres.composition import recit
from lettres.composition.imprimable.replique import EnPublicImprimable
from lettres.dossier import Dossier
from lettres.langue import typographie as t


def en_public(dossier: Dossier) -> EnPublicImprimable:
    """Compose ce qu'une réponse à un avis peut dire devant tous."""
    lieux = [recit.publication(p, rang).sur for rang, p in enumerate(dossier.publications, 1)]
    e = dossier.expediteur
    return EnPublicImprimable(
        ou=t.enumerer(list(dict.fromkeys(filter(None, lieux)))) or None,
        nom=e.nom_commercial or e.nom,
        courriel=e.courriel,
    )
