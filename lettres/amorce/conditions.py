"""Conditions : les questions qui ne se posent que selon la réponse à une autre.

Une clé de `SEULEMENT_SI`, même exigée d'ordinaire, ne se demande pas autrement. Une clé d'`EN_PLUS` ne se demanderait
pas d'ordinaire : elle l'est quand la condition tient.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lettres.dossier import Nature
from lettres.lecture.redaction import Branche


@dataclass(frozen=True, slots=True)
class Condition:
    """La clé dont la réponse décide, et les valeurs qui la font tenir : toutes, si aucune n'est dite."""

    cle: Branche
    valeurs: tuple[object, ...] = ()
    """None y veut dire : pas de réponse."""
    exigee: bool = False
    """La question, si elle se pose, veut une réponse : le dossier serait fautif sans elle."""

    def tient(self, valeur: object) -> bool:
        """Dit si cette réponse fait poser la question; None quand il n'y en a pas."""
        return valeur in self.valeurs if self.valeurs else valeur is not None


_ORGANISATION = Condition(("expediteur", "type"), ("entreprise", "organisme", None))
_INSCRIT = Condition(("expediteur", "taxes"), ("inscrit",), exigee=True)
_ECRIT = Condition(("contrat", "forme"), ("ecrit", None))
_PAS_ECRIT = Condition(("contrat", "forme"), ("verbal", "echanges"))
_CONVENU = Condition(("creances", "cause"), ("service", "bien", "pret"))
_INTERET = ("contrat", "interet", "taux_annuel")
_PROUVE = Condition(("contrat", "interet", "piece"), exigee=True)

SEULEMENT_SI: Mapping[Branche, Condition] = MappingProxyType(
    {
        ("expediteur", "taxes"): _ORGANISATION,
        ("contrat", "clauses", "numero"): _ECRIT,
        ("contrat", "clauses", "page"): _ECRIT,
    }
)

EN_PLUS: Mapping[Nature, Mapping[Branche, Condition]] = MappingProxyType(
    {
        "recouvrement": {
            ("expediteur", "taxes"): _ORGANISATION,
            ("expediteur", "tps"): _INSCRIT,
            ("expediteur", "tvq"): _INSCRIT,
            ("creances", "avant_taxes"): _INSCRIT,
            ("creances", "tps"): _INSCRIT,
            ("creances", "tvq"): _INSCRIT,
            _INTERET: _CONVENU,
            ("contrat", "interet", "piece"): Condition(_INTERET, exigee=True),
            ("contrat", "interet", "demeure_automatique"): Condition(_INTERET),
            ("pieces", "id"): _PROUVE,
            ("pieces", "titre"): _PROUVE,
        },
        "reputation": {},
        "consommation": {("achat", "livraison_prevue"): Condition(("achat", "obligation"), ("delai",))},
        "entente": {
            ("contrat", "clauses", "source"): _PAS_ECRIT,
            ("contrat", "clauses", "date"): _PAS_ECRIT,
        },
    }
)
