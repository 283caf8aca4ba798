"""Capacités : ce qu'une lettre fait, en données; aucune règle ne nomme une lettre pour le savoir."""

from __future__ import annotations

from functools import cache

from lettres.socle.classes import NamedTuple
from lettres.socle.donnees import donnees


class Capacites(NamedTuple):
    """Ce que fait une lettre; `capacites.yaml` dit ce que chaque mot veut dire. Une lettre inconnue ne fait rien."""

    reclame: bool = False
    relance: bool = False
    met_en_demeure: bool = False
    demande_un_retrait: bool = False
    avant_publication: bool = False
    garantit: bool = False
    s_appelle: bool = False
    sans_destinataire: bool = False
    expose: bool = False
    au_tribunal: bool = False
    libre: bool = False
    racontee: bool = False
    repond: bool = False
    offre: bool = False
    etale: bool = False
    quitte: bool = False
    met_fin: bool = False
    replique: bool = False
    publique: bool = False
    resout: bool = False
    a_l_emetteur: bool = False
    feminine: bool = False

    @property
    def se_signe(self) -> bool:
        """Les deux parties la signent : un plan de paiement, une transaction."""
        return self.etale or self.quitte


@cache
def capacites(lettre: str) -> Capacites:
    """Les capacités d'une lettre, par son code."""
    return Capacites(**dict.fromkeys(_livrees().get(lettre, ()), True))


@cache
def _livrees() -> dict[str, tuple[str, ...]]:
    return {code: tuple(mots) for code, mots in donnees("catalogue/capacites").items()}
