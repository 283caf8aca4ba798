"""Schéma : ce que le lecteur accepte, en JSON Schema 2020-12, pour que l'éditeur de texte guide et complète.

Le lecteur lit tout scalaire en texte : le schéma admet donc `reference: 2026` ou `montant: 60.00`, écrits sans
guillemets. Il dit la forme et les bornes de chaque valeur; jamais plus sévère que le lecteur, il l'est parfois moins.
"""

from __future__ import annotations

import json
from pathlib import Path

from lettres.dossier import Dossier
from lettres.dossier.fait import LETTRE, USAGE
from lettres.dossier.parties import CIVILITES
from lettres.dossier.refus import ESPACES
from lettres.dossier.saisie.lecture_de_sommes import DOLLAR_DERRIERE

FICHIER = Path(__file__).parents[2] / "schema.json"
"""La copie livrée avec la bibliothèque."""

Noeud = dict[str, object]

_VIDE: Noeud = {"$ref": "#/$defs/Vide"}
_DEFINITION_DE_VIDE: Noeud = {
    "title": "Vide",
    "description": "Une clé facultative laissée vide compte pour absente.",
    "type": ["null", "string"],
    "pattern": r"^\s*$",
}
_SCALAIRES = ["string", "number", "boolean"]
_BORNES = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")
_ACCENTS = r"\u0300-\u036f"


def schema() -> dict[str, object]:
    """Le JSON Schema d'un dossier. Toujours le même pour une même version de la bibliothèque."""
    brut = Dossier.model_json_schema()
    definitions = _objet(brut.pop("$defs"))
    adaptees: Noeud = {nom: _definition(_objet(noeud)) for nom, noeud in sorted(definitions.items())}
    adaptees["Vide"] = _DEFINITION_DE_VIDE
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_bloc(brut),
        "title": "Dossier lettres",
        "$defs": adaptees,
    }


def schema_en_texte() -> str:
    """Le schéma tel qu'on l'écrit dans un fichier."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _objet(valeur: object) -> Noeud:
    return valeur if isinstance(valeur, dict) else {}


def _liste(valeur: object) -> list[object]:
    return valeur if isinstance(valeur, list) else []


def _definition(noeud: Noeud) -> Noeud:
    if "properties" in noeud:
        return _bloc(noeud)
    # -- Civilite, seule liste qui ait sa définition --
    motif = CIVILITES.motif(str(permise) for permise in _liste(noeud["enum"]))
    return {**_etiquettes(noeud), "anyOf": _formes({**noeud, "pattern": motif})}


def _bloc(noeud: Noeud) -> Noeud:
    obligatoires = _liste(noeud.get("required"))
    cles = {
        nom: _cle(_objet(valeur), facultative=nom not in obligatoires)
        for nom, valeur in _objet(noeud["properties"]).items()
    }
    bloc: Noeud = {**_etiquettes(noeud), "type": "object", "additionalProperties": False, "properties": cles}
    # -- le lecteur recolle « {montant: 60,00 $} », que YAML coupe à la virgule; l'éditeur n'a pas à s'en plaindre --
    bloc["patternProperties"] = {rf"^[0-9]{{1,4}}(?:[{ESPACES}]?(?:%|{DOLLAR_DERRIERE}))?$": {"type": "null"}}
    if obligatoires:
        bloc["required"] = obligatoires
    return bloc


def _cle(noeud: Noeud, *, facultative: bool) -> Noeud:
    variantes = [_objet(v) for v in _liste(noeud.get("anyOf", noeud.get("oneOf")))] or [noeud]
    formes = [f for v in variantes if v != {"type": "null"} for f in _formes(v)]
    if facultative:
        formes.append(_VIDE)
    defaut = {"default": noeud["default"]} if noeud.get("default") not in (None, [], {}) else {}
    # -- Pydantic tait le titre d'une clé quand c'est déjà celui de son bloc --
    titre: Noeud = {"title": str(noeud["$ref"]).rpartition("/")[2]} if "$ref" in noeud else {}
    usage: Noeud = {} if USAGE not in noeud and _est_un_bloc(formes) else {USAGE: noeud.get(USAGE, LETTRE)}
    return {**titre, **_etiquettes(noeud), **usage, **defaut, **(formes[0] if len(formes) == 1 else {"anyOf": formes})}


def _est_un_bloc(formes: list[Noeud]) -> bool:
    """Vrai d'un bloc, ou d'une liste de blocs : l'usage est alors celui de chacune de ses clés."""
    elements = (_objet(f.get("items")) for f in formes)
    return any("$ref" in f or "anyOf" in e or "$ref" in e for f, e in zip(formes, elements, strict=True) if f != _VIDE)


def _formes(noeud: Noeud) -> list[Noeud]:
    """Les écritures que le lecteur admet pour cette valeur."""
    exemples = {"examples": noeud["examples"]} if "examples" in noeud else {}
    if "$ref" in noeud:
        return [{"$ref": noeud["$ref"]}]
    if noeud.get("type") == "array":
        # -- l'usage est celui de la liste --
        element = _cle(_objet(noeud["items"]), facultative=False)
        return [{"type": "array", "items": {nom: v for nom, v in element.items() if nom != USAGE}}]
    if noeud.get("type") == "object":
        # -- des valeurs que l'usager nomme; le lecteur dit mieux qu'un motif ce qui cloche dans un nom --
        valeur = _cle(_objet(noeud["additionalProperties"]), facultative=False)
        return [{"type": "object", "additionalProperties": {nom: v for nom, v in valeur.items() if nom != USAGE}}]
    if "const" in noeud and "pattern" not in noeud:
        seule = str(noeud["const"])
        return [{"enum": [seule, int(seule)] if seule.isdigit() else [seule]}]
    if "enum" in noeud:
        return [{"enum": noeud["enum"]}, {"type": "string", "pattern": _entier(str(noeud["pattern"]))}]
    if "pattern" in noeud:
        bornes: Noeud = {nom: noeud[nom] for nom in _BORNES if nom in noeud}
        return [{"type": noeud["type"], "pattern": _entier(str(noeud["pattern"])), **bornes, **exemples}]
    longueur = {"pattern": _au_plus(int(str(noeud["maxLength"])))} if "maxLength" in noeud else {}
    return [{"type": _SCALAIRES, "minLength": 1, **longueur, **exemples}]


def _au_plus(longueur: int) -> str:
    """Le motif d'un texte non vide qui a au plus cette longueur, comptée comme le lecteur la compte.

    Les espaces du bord ne comptent pas, ni l'accent écrit à part de sa lettre : `maxLength` les compterait.
    """
    return rf"^\s*\S[{_ACCENTS}]*(?:[^{_ACCENTS}][{_ACCENTS}]*){{0,{longueur - 1}}}\s*$"


def _entier(motif: str) -> str:
    return rf"^\s*(?:{motif})\s*$"


def _etiquettes(noeud: Noeud) -> Noeud:
    return {nom: noeud[nom] for nom in ("title", "description") if nom in noeud}
