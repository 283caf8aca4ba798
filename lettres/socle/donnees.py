"""Données : ce qui est livré avec l’outil (droit, modèles, listes, mots), et l’empreinte de ce qu’un bloc dit.

Les YAML font foi : on n'écrit que là. `python -m lettres.socle` les transcrit tous en un seul fichier, un par ligne,
vingt fois plus vite lu. Une ligne ne vaut que pour le fichier dont elle porte l'empreinte : changé depuis, c'est le
YAML que l'on lit; un essai dit ce que l'on a oublié de transcrire.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias, get_args

import yaml
from pydantic import BaseModel, ConfigDict
from pydantic_core import to_json

PAQUET = Path(__file__).parents[1]
LIVREES = PAQUET / "donnees.txt"
"""Par ligne, le nom d'un fichier, son empreinte et ce qu'il dit, en JSON; une tabulation entre chacun."""

Chargeur: TypeAlias = "type[yaml.CSafeLoader] | type[yaml.SafeLoader]"
CHARGEUR: Chargeur = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Le lecteur en C est dix fois plus rapide; une installation sans libyaml lit quand même."""


_CANONIQUE = json.JSONEncoder(ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":"))
"""Un bloc déjà mis en JSON ne peut pas se contenir lui-même."""


class Livree(BaseModel):
    """Une donnée livrée avec l'outil : gelée, sans clé inconnue; montée quand on la lit, et avec elle ses blocs."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def empreinte(bloc: BaseModel, *, sans: Any = None) -> str:
    """SHA-256 de ce que dit un bloc, où qu'il ait été lu et dans quelque ordre que ses clés aient été écrites.

    `sans` : ce que l'on en tait, comme Pydantic le demande.
    """
    faits = bloc.model_dump(mode="json", exclude=sans)
    return hashlib.sha256(_CANONIQUE.encode(faits).encode()).hexdigest()


def empreinte_des_faits(bloc: BaseModel) -> str:
    """La même, trois fois plus vite, d'un bloc dont chaque valeur s'écrit d'elle-même en JSON."""
    return hashlib.sha256(to_json(_ranger(bloc))).hexdigest()


def _ranger(bloc: BaseModel) -> dict[str, Any]:
    """Ce que dit un bloc, et chacun de ceux qu'il contient, par ordre de clé."""
    noms, lire, des_blocs = _ordre(type(bloc))
    range_: dict[str, Any] = dict(zip(noms, lire(bloc.__dict__), strict=True))
    for nom in des_blocs:
        if dedans := range_[nom]:
            if isinstance(dedans, tuple):
                range_[nom] = [_ranger(fils) for fils in dedans]
            elif isinstance(dedans, dict):
                range_[nom] = {cle: _ranger(dedans[cle]) for cle in sorted(dedans)}
            else:
                range_[nom] = _ranger(dedans)
    return range_


@cache
def _ordre(classe: type[BaseModel]) -> tuple[tuple[str, ...], itemgetter[Any], tuple[str, ...]]:
    """Les clés d'une sorte de bloc, dans l'ordre, de quoi les lire toutes, et celles qui contiennent des blocs."""
    noms = tuple(sorted(classe.model_fields))
    des_blocs = tuple(nom for nom in noms if _a_des_blocs(classe.model_fields[nom].annotation))
    return noms, itemgetter(*noms), des_blocs


def _a_des_blocs(annotation: object) -> bool:
    sous_bloc = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return sous_bloc or any(map(_a_des_blocs, get_args(annotation)))


def lire_yaml(fichier: Path) -> Any:
    """Le contenu d'un fichier de données, sans rien en valider : c'est à qui le lit de le faire."""
    return yaml.load(fichier.read_text(encoding="utf-8"), CHARGEUR)  # noqa: S506 -- le lecteur sûr, en C ou non


def donnees(nom: str) -> Any:
    """Ce que dit un fichier livré, nommé depuis `lettres/` sans son extension : « droit/calendriers ».

    Les dates y sont des textes. Rien n'en est validé : c'est à qui le demande de le faire.
    """
    fichier = _fichier(nom)
    ecrite, _, dit = _lignes().get(nom, b"").partition(b"\t")
    return json.loads(dit if ecrite.decode() == _empreinte_de(fichier) else _en_json(lire_yaml(fichier)))


def donnees_de(repertoire: str) -> Iterator[tuple[str, Any]]:
    """Chaque fichier livré d'un répertoire : son nom, sans extension, et ce qu'il dit."""
    for fichier in sorted((PAQUET / repertoire).glob("*.yaml")):
        yield fichier.stem, donnees(f"{repertoire}/{fichier.stem}")


def transcrire() -> str:
    """Ce que le fichier doit contenir : tous les YAML du paquet, et le catalogue des modèles."""
    noms = sorted([*(f.relative_to(PAQUET).with_suffix("").as_posix() for f in PAQUET.rglob("*.yaml")), _CATALOGUE])
    fichiers = {nom: _fichier(nom) for nom in noms}
    return "".join(f"{nom}\t{_empreinte_de(f)}\t{_en_json(lire_yaml(f))}\n" for nom, f in fichiers.items())


_CATALOGUE = "modeles/catalogue"


def _fichier(nom: str) -> Path:
    """Le YAML de ce nom; les modèles sont dans le paquet installé, ou à la racine du dépôt."""
    fichier = PAQUET / f"{nom}.yaml"
    return fichier if nom != _CATALOGUE or fichier.is_file() else PAQUET.parent / f"{nom}.yaml"


def _empreinte_de(fichier: Path) -> str:
    # -- une fin de ligne de Windows ne change rien de ce qu'un YAML dit --
    return hashlib.sha256(fichier.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _en_json(valeur: object) -> str:
    return json.dumps(valeur, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


@cache
def _lignes() -> Mapping[str, bytes]:
    lignes = LIVREES.read_bytes().removesuffix(b"\n").split(b"\n")
    return {nom.decode(): dit for nom, _, dit in (ligne.partition(b"\t") for ligne in lignes)}
