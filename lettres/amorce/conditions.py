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
class QuestionSi:
    """La clé dont la réponse décide, et les valeurs qui la font tenir : toutes, si aucune n'est dite."""

    cle: Branche
    valeurs: tuple[object, ...] = ()
    """None y veut dire : pas de réponse."""
    exigee: bool = False
    """La question, si elle se pose, veut une réponse : le dossier serait fautif sans elle."""

    def tient(self, valeur: object) -> bool:
        """Dit si cette réponse fait poser la question; None quand il n'y en a pas."""
        return valeur in self.valeurs if self.valeurs else valeur is not None


_ORGANISATION = QuestionSi(("expediteur", "type"), ("entreprise", "organisme", None))
_INSCRIT = QuestionSi(("expediteur", "taxes"), ("inscrit",), exigee=True)
_ECRIT = QuestionSi(("contrat", "forme"), ("ecrit", None))
_PAS_ECRIT = QuestionSi(("contrat", "forme"), ("verbal", "echanges"))
_CONVENU = QuestionSi(("creances", "cause"), ("service", "bien", "pret"))
_INTERET = ("contrat", "interet", "taux_annuel")
_PROUVE = QuestionSi(("contrat", "interet", "piece"), exigee=True)

SEULEMENT_SI: Mapping[Branche, QuestionSi] = MappingProxyType(
    {
        ("expediteur", "taxes"): _ORGANISATION,
        ("contrat", "clauses", "numero"): _ECRIT,
        ("contrat", "clauses", "page"): _ECRIT,
    }
)

EN_PLUS: Mapping[Nature, Mapping[Branche, QuestionSi]] = MappingProxyType(
    {
        "recouvrement": {
            ("expediteur", "taxes"): _ORGANISATION,
            ("expediteur", "tps"): _INSCRIT,
            ("expediteur", "tvq"): _INSCRIT,
            ("creances", "avant_taxes"): _INSCRIT,
            ("creances", "tps"): _INSCRIT,
            ("creances", "tvq"): _INSCRIT,
            _INTERET: _CONVENU,
            ("contrat", "interet", "piece"): QuestionSi(_INTERET, exigee=True),
            ("contrat", "interet", "demeure_automatique"): QuestionSi(_INTERET),
            ("pieces", "id"): _PROUVE,
            ("pieces", "titre"): _PROUVE,
        },
        "reputation": {},
        "consommation": {("achat", "livraison_prevue"): QuestionSi(("achat", "obligation"), ("delai",))},
        "entente": {
            ("contrat", "clauses", "source"): _PAS_ECRIT,
            ("contrat", "clauses", "date"): _PAS_ECRIT,
        },
    }
)
