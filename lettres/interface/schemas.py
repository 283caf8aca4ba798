"""Schémas : de la forme d'une réponse, son JSON Schema 2020-12. Rien ne s'écrit deux fois : la forme le dit seule."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from lettres.interface import (
    objets,
    objets_d_affirmation,
    objets_d_ecriture,
    objets_de_decision,
    objets_de_reference,
    objets_de_relance,
    objets_de_studio,
)
from lettres.interface.hotes.problemes import ProblemeJson
from lettres.interface.importes import objets_d_importation
from lettres.interface.notations import ChoixJson, MotifJson

_Noeud = dict[str, Any]

FORMES: Mapping[str, Any] = {
    "constats": objets.ConstatsJson,
    "etat": objets.EtatJson,
    "decision": objets_de_decision.DecisionJson,
    "lot": objets.LotJson,
    "relance": objets_de_relance.RelanceJson,
    "simuler": objets_de_relance.SimulationJson,
    "generer": objets.GenereeJson,
    "envoi": objets_d_ecriture.InscriteJson,
    "suite": objets_d_ecriture.InscriteJson,
    "paiement": objets_d_ecriture.InscriteJson,
    "suspendre": objets_d_ecriture.InscriteJson,
    "clore": objets_d_ecriture.InscriteJson,
    "preciser": objets_d_ecriture.PreciseeJson,
    "pieces": objets_d_ecriture.PiecesJson,
    "moi": objets_d_ecriture.MoiJson,
    "importer": objets_d_importation.ImportationJson,
    "deguiser": objets_d_ecriture.DoubleJson,
    "purger": objets_d_ecriture.PurgeJson,
    "controler": objets.ControleJson,
    "affirmations": objets_d_affirmation.AffirmationsJson,
    "interet": objets_de_reference.InteretJson,
    "versements": objets_de_reference.VersementsJson,
    "delai": objets_de_reference.DelaiJson,
    "prescription": objets_de_reference.PrescriptionJson,
    "taxes": objets_de_reference.TaxesJson,
    "droit": objets_de_reference.DroitJson,
    "regles": objets_de_reference.ReglesJson,
    "expliquer": objets_de_reference.ExplicationJson,
    "modeles": objets_de_reference.ModelesJson,
    "champs": objets_de_reference.ChampsJson,
    "copier": objets_de_studio.CopieJson,
    "verification": objets_de_studio.VerificationJson,
    "comparaison": objets_de_studio.ComparaisonJson,
    "apercu": objets_de_studio.ApercuJson,
    "nettoyage": objets_de_studio.NettoyageJson,
    "probleme": ProblemeJson,
}
"""Le nom d'un schéma et la réponse qu'il décrit : le mot qui nomme la commande, et « constats » pour « verifier ».

« decision » est une part d'« etat »; « probleme », ce qu'un service Web répond lui-même d'une erreur.
"""

ECHEC = "constats"
SANS_ECHEC = frozenset({"probleme"})
"""Ce qui n'est pas la réponse d'une commande : un problème est déjà un échec."""

_SIMPLES = {str: "string", int: "integer", bool: "boolean", NoneType: "null"}


def schema(nom: str) -> _Noeud:
    """Le JSON Schema d'une réponse : celle d'une commande qui aboutit, ou la liste de constats d'un échec."""
    definitions: _Noeud = {}
    noms = (nom,) if nom in SANS_ECHEC else dict.fromkeys((nom, ECHEC))
    permises = [_noeud(FORMES[n], definitions) for n in noms]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Réponse lettres : {nom}",
        **(permises[0] if len(permises) == 1 else {"anyOf": permises}),
        "$defs": dict(sorted(definitions.items())),
    }


def _noeud(forme: Any, definitions: _Noeud) -> _Noeud:
    origine, membres = get_origin(forme), get_args(forme)
    if is_typeddict(forme):
        if _nom(forme) not in definitions:
            definitions[_nom(forme)] = {}  # -- sa place d'abord : une forme peut se contenir --
            definitions[_nom(forme)] = _objet(forme, definitions)
        return {"$ref": f"#/$defs/{_nom(forme)}"}
    if origine is Annotated:
        return _noeud(membres[0], definitions) | {cle: dit for note in membres[1:] for cle, dit in _dit(note).items()}
    if origine is Literal:
        return {"enum": list(membres)}
    if origine in (UnionType, Union):
        return {"anyOf": [_noeud(membre, definitions) for membre in membres]}
    if origine is list:
        return {"type": "array", "items": _noeud(membres[0], definitions)}
    if origine is dict:
        return {"type": "object", "additionalProperties": _noeud(membres[1], definitions)}
    if isinstance(forme, type) and issubclass(forme, StrEnum):
        return {"enum": [str(membre) for membre in forme]}
    return {"type": _SIMPLES[forme]}


def _nom(forme: Any) -> str:
    """Le nom publié : celui de la classe, sans la marque qui la distingue de la valeur qu'elle dit."""
    return str(forme.__name__).removesuffix("Json")


def _objet(forme: Any, definitions: _Noeud) -> _Noeud:
    cles = get_type_hints(forme, include_extras=True)
    libres = {nom for nom, annotation in cles.items() if get_origin(annotation) is NotRequired}
    proprietes = {nom: get_args(a)[0] if nom in libres else a for nom, a in cles.items()}
    return {
        "description": forme.__doc__,
        "type": "object",
        "additionalProperties": False,
        "properties": {nom: _noeud(annotation, definitions) for nom, annotation in proprietes.items()},
        "required": [nom for nom in cles if nom not in libres],
    }


def _dit(note: str | MotifJson | ChoixJson) -> _Noeud:
    if isinstance(note, ChoixJson):
        return {"enum": list(note.mots)}
    if isinstance(note, MotifJson):
        return {"pattern": f"^(?:{note.motif})$", "description": note.description}
    return {"description": note}
