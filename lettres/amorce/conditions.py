"""Conditions : les questions qui ne se posent que selon la réponse à une autre.

Une clé de `SEULEMENT_SI`, même exigée d'ordinaire, ne se demande pas autrement. Une clé d'`EN_PLUS` ne se demanderait
pas d'ordinaire : elle l'est quand la condition tient.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import ClassVar

from lettres.dossier import Nature
from lettres.lecture.redaction import Branche
from lettres.regles.personnes.expediteur import annonce_un_avocat
from lettres.socle.classes import dataclass

Lire = Callable[[Branche], object]
"""De quoi lire la réponse à une clé; None sans réponse."""


@dataclass(frozen=True, slots=True)
class QuestionSi:
    """La clé dont la réponse décide, et les valeurs qui la font tenir : toutes, si aucune n'est dite."""

    cle: Branche
    valeurs: tuple[object, ...] = ()
    """None y veut dire : pas de réponse."""
    exigee: bool = False
    """La question, si elle se pose, veut une réponse : le dossier serait fautif sans elle."""
    sinon: Branche | None = None
    """La clé qui décide quand la première n'a pas de réponse."""

    @property
    def cles(self) -> tuple[Branche, ...]:
        """Les clés qui décident, la première répondue avant les autres."""
        return (self.cle,) if self.sinon is None else (self.cle, self.sinon)

    def tient(self, lire: Lire) -> bool:
        """Dit si ce qui est répondu fait poser la question."""
        valeur = next((lue for lue in map(lire, self.cles) if lue is not None), None)
        return valeur in self.valeurs if self.valeurs else valeur is not None


@dataclass(frozen=True, slots=True)
class QuestionDAvocat:
    """La question ne se pose qu'à qui se dit avocat, par son nom ou par celui de qui signe."""

    exigee: bool = True
    cles: ClassVar[tuple[Branche, ...]] = (("expediteur", "nom"), ("expediteur", "signataire", "nom"))

    def tient(self, lire: Lire) -> bool:
        """Dit si ce qui est répondu fait poser la question."""
        return any(isinstance(nom, str) and annonce_un_avocat(nom) for nom in map(lire, self.cles))


ConditionDeQuestion = QuestionSi | QuestionDAvocat

_ORGANISATION = QuestionSi(("expediteur", "type"), ("entreprise", "organisme", None))
_INSCRIT = QuestionSi(("expediteur", "taxes"), ("inscrit",), exigee=True)
_TAXES_DU_MANDANT = ("expediteur", "mandant", "taxes")
_CREANCIER_INSCRIT = QuestionSi(_TAXES_DU_MANDANT, ("inscrit",), exigee=True, sinon=("expediteur", "taxes"))
_MANDANT_INSCRIT = QuestionSi(_TAXES_DU_MANDANT, ("inscrit",), exigee=True)
_SIGNATAIRE = ("expediteur", "signataire", "nom")
_TOUJOURS = QuestionSi(("expediteur", "nom"))
_BARREAU = ("expediteur", "signataire", "barreau")
_MANDANT = ("expediteur", "mandant", "nom")
_DU_MANDANT = QuestionSi(_MANDANT)
_EXIGEE_DU_MANDANT = QuestionSi(_MANDANT, exigee=True)
_ECRIT = QuestionSi(("contrat", "forme"), ("ecrit", None))
_PAS_ECRIT = QuestionSi(("contrat", "forme"), ("verbal", "echanges"))
_CONVENU = QuestionSi(("creances", "cause"), ("service", "bien", "pret"))
_INTERET = ("contrat", "interet", "taux_annuel")
_PROUVE = QuestionSi(("contrat", "interet", "piece"), exigee=True)
_PIECE_DE_L_ACHAT = ("achat", "piece")
_ACHAT_PROUVE = QuestionSi(_PIECE_DE_L_ACHAT, exigee=True)
_QUI_SIGNE: Mapping[Branche, ConditionDeQuestion] = MappingProxyType(
    {_SIGNATAIRE: _TOUJOURS, _BARREAU: QuestionDAvocat()}
)

SEULEMENT_SI: Mapping[Branche, QuestionSi] = MappingProxyType(
    {
        ("expediteur", "taxes"): _ORGANISATION,
        ("contrat", "clauses", "numero"): _ECRIT,
        ("contrat", "clauses", "page"): _ECRIT,
    }
)

EN_PLUS: Mapping[Nature, Mapping[Branche, ConditionDeQuestion]] = MappingProxyType(
    {
        "recouvrement": {
            ("expediteur", "taxes"): _ORGANISATION,
            ("expediteur", "tps"): _INSCRIT,
            ("expediteur", "tvq"): _INSCRIT,
            **_QUI_SIGNE,
            _MANDANT: QuestionSi(_BARREAU),
            ("expediteur", "mandant", "type"): _DU_MANDANT,
            _TAXES_DU_MANDANT: _EXIGEE_DU_MANDANT,
            ("expediteur", "mandant", "tps"): _MANDANT_INSCRIT,
            ("expediteur", "mandant", "tvq"): _MANDANT_INSCRIT,
            ("expediteur", "mandant", "adresse", "ligne"): _EXIGEE_DU_MANDANT,
            ("expediteur", "mandant", "adresse", "ville"): _EXIGEE_DU_MANDANT,
            ("expediteur", "mandant", "adresse", "code_postal"): _DU_MANDANT,
            ("creances", "avant_taxes"): _CREANCIER_INSCRIT,
            ("creances", "tps"): _CREANCIER_INSCRIT,
            ("creances", "tvq"): _CREANCIER_INSCRIT,
            _INTERET: _CONVENU,
            ("contrat", "interet", "piece"): QuestionSi(_INTERET, exigee=True),
            ("contrat", "interet", "demeure_automatique"): QuestionSi(_INTERET),
            ("pieces", "id"): _PROUVE,
            ("pieces", "titre"): _PROUVE,
        },
        "reputation": _QUI_SIGNE,
        "consommation": {
            **_QUI_SIGNE,
            ("achat", "livraison_prevue"): QuestionSi(("achat", "obligation"), ("delai",)),
            # -- une pièce se nomme et se décrit ensemble, ou ni l'un ni l'autre --
            _PIECE_DE_L_ACHAT: _TOUJOURS,
            ("pieces", "id"): _ACHAT_PROUVE,
            ("pieces", "titre"): _ACHAT_PROUVE,
        },
        "entente": {
            **_QUI_SIGNE,
            ("contrat", "clauses", "source"): _PAS_ECRIT,
            ("contrat", "clauses", "date"): _PAS_ECRIT,
        },
    }
)
