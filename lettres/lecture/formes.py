"""Formes : ce que chaque place du dossier attend, lu des modèles eux-mêmes."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from lettres.dossier import Annulation, Dossier
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Chemin


class Forme(NamedTuple):
    """Un bloc (`modele`), une liste ou des valeurs nommées (`element`), un choix (`choix`), un texte, un entier…"""

    modele: type[BaseModel] | None = None
    element: Forme | None = None
    choix: tuple[str, ...] = ()
    est_texte: bool = False
    entier: bool = False
    ou_texte: bool = False
    """Un bloc que l'on peut écrire d'un simple texte : `signataire: Karine Exemple`."""


class Cle(NamedTuple):
    """Une clé permise dans un bloc."""

    nom: str
    titre: str
    description: str
    obligatoire: bool
    forme: Forme
    exemple: str = ""
    """Une valeur plausible, si le champ en montre une."""
    defaut: object = None
    """Ce que vaut la clé absente, quand ce n'est pas « rien »."""


@cache
def cles(modele: type[BaseModel]) -> Mapping[str, Cle]:
    """Les clés permises dans un bloc, dans l'ordre du modèle."""
    trouvees = (_cle(nom, champ) for nom, champ in modele.model_fields.items())
    return types.MappingProxyType({cle.nom: cle for cle in trouvees})


def _cle(nom: str, champ: FieldInfo) -> Cle:
    return Cle(
        nom=champ.alias or nom,
        titre=champ.title or nom,
        description=champ.description or "",
        obligatoire=champ.is_required(),
        forme=_forme(champ.annotation),
        exemple=str(champ.examples[0]) if champ.examples else "",
        defaut=None if champ.is_required() else champ.default,
    )


def _forme(annotation: object) -> Forme:
    origine = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if origine is typing.Annotated:
        forme = _forme(arguments[0])
        ou_texte = any(
            isinstance(m, BeforeValidator) and m.json_schema_input_type is not PydanticUndefined for m in arguments[1:]
        )
        return forme._replace(ou_texte=True) if ou_texte else forme
    if origine in (typing.Union, types.UnionType):
        autres = [a for a in arguments if a is not type(None)]
        # -- une inscription, ou l'annulation d'une autre, dont les clés sont aussi les siennes --
        return _forme(autres[0]) if len(autres) == 1 or Annulation in map(_nu, autres) else Forme()
    if origine in (tuple, dict):
        return Forme(element=_forme(arguments[-1 if origine is dict else 0]))
    if origine is typing.Literal:
        return Forme(choix=tuple(str(a) for a in arguments))
    if isinstance(annotation, type):
        if issubclass(annotation, BaseModel):
            return Forme(modele=annotation)
        if issubclass(annotation, Enum):
            return Forme(choix=tuple(str(m.value) for m in annotation))
        if annotation is str:
            return Forme(est_texte=True)
        if annotation is int:
            return Forme(entier=True)
    return Forme()


def _nu(annotation: object) -> object:
    """Le type sans ses annotations."""
    return typing.get_args(annotation)[0] if typing.get_origin(annotation) is typing.Annotated else annotation


ABSENTE = object()
"""Ce qu'il y a à la place d'une clé manquante."""


class SorteDeFichier(NamedTuple):
    """Une sorte de fichier : le bloc qu'il est, et comment on en parle."""

    modele: type[BaseModel]
    nom: str
    """« dossier », « politique »."""
    dans: str
    """« dans le dossier »."""


LE_DOSSIER = SorteDeFichier(Dossier, "dossier", "dans le dossier")
RACINE = Forme(modele=Dossier)


class Place(NamedTuple):
    """Une place du dossier : son chemin, ce qu'on y a écrit, ce qu'on y attend, et le bloc qui l'entoure."""

    chemin: Chemin
    valeur: object
    forme: Forme
    titre: str
    bloc: type[BaseModel] | None
    sorte: SorteDeFichier = LE_DOSSIER

    @property
    def nom(self) -> str:
        """Le nom de la clé, même pour l'élément d'une liste."""
        return next((str(pas) for pas in reversed(self.chemin) if isinstance(pas, str)), self.sorte.nom)

    @property
    def sujet(self) -> str:
        """La place, en tête d'une phrase."""
        element = bool(self.chemin) and isinstance(self.chemin[-1], int)
        return f"Un élément de « {self.nom} »" if element else f"« {self.nom} »"


def suivre(loc: Sequence[str | int], donnees: object, sorte: SorteDeFichier = LE_DOSSIER) -> Place:
    """Suit un `loc` de Pydantic dans les données; un pas que l'arbre n'a pas (étiquette, alias) est sauté."""
    place = Place((), donnees, Forme(modele=sorte.modele), sorte.nom.capitalize(), None, sorte)
    for pas in loc:
        valeur, forme = place.valeur, place.forme
        if isinstance(valeur, Mapping) and forme.modele is not None:
            cle = cles(forme.modele).get(str(pas))
            if cle is None and pas not in valeur:
                continue
            place = Place(
                (*place.chemin, str(pas)),
                valeur.get(pas, ABSENTE),
                cle.forme if cle else Forme(),
                cle.titre if cle else str(pas),
                forme.modele,
                sorte,
            )
        elif isinstance(valeur, Mapping) and forme.element is not None and pas in valeur:
            place = Place((*place.chemin, str(pas)), valeur[pas], forme.element, str(pas), None, sorte)
        elif isinstance(valeur, list | tuple) and isinstance(pas, int) and pas < len(valeur):
            place = Place((*place.chemin, pas), valeur[pas], forme.element or Forme(), place.titre, None, sorte)
    return place


def est_vide(valeur: object) -> bool:
    """Une valeur vide : rien, ou un texte sans aucun caractère visible."""
    return valeur is None or (isinstance(valeur, str) and not valeur.strip())


_SANS_RIEN_DEDANS = frozenset({date, int, Decimal, bool, float})
"""Les sortes de presque toutes les valeurs qui ne sont ni texte, ni groupe : ni vides, ni à copier."""
_GROUPES_MAX = 500
"""Bien plus de blocs et de listes que n'en a un dossier d'une lettre."""


def sans_les_vides(valeur: object, forme: Forme = RACINE) -> object:
    """Rend les données sans les clés facultatives laissées vides : elles comptent pour absentes."""
    return _nettoyer(valeur, forme) if _peut_avoir_des_vides(valeur) else valeur


def _peut_avoir_des_vides(donnees: object) -> bool:
    """Dit si rien, ou un texte en blanc, peut être où que ce soit : d'ordinaire, il n'y a rien à ôter."""
    groupes: list[Any] = [donnees]
    for groupe in groupes:
        sorte = type(groupe)
        # -- la forme dit ce qui se copie du reste, et jusqu'où : des données peuvent se contenir elles-mêmes --
        if (sorte is not dict and sorte is not list) or len(groupes) > _GROUPES_MAX:
            return True
        for contenu in groupe.values() if sorte is dict else groupe:
            if type(contenu) is str:
                if not contenu or contenu.isspace():
                    return True
            elif type(contenu) not in _SANS_RIEN_DEDANS:
                groupes.append(contenu)
    return False


def _nettoyer(valeur: object, forme: Forme) -> object:
    if isinstance(valeur, list | tuple):
        element = forme.element
        return valeur if element is None else [_nettoyer(contenu, element) for contenu in valeur]
    # -- d'abord la sorte de presque tous les groupes : une sorte abstraite se demande bien plus lentement --
    if isinstance(valeur, dict) or (type(valeur) is not str and isinstance(valeur, Mapping)):
        if forme.modele is not None:
            return _bloc_sans_vide(valeur, cles(forme.modele))
        if forme.element is not None:
            dites = {nom: contenu for nom, contenu in valeur.items() if not est_vide(contenu)}
            return {nom: _nettoyer(contenu, forme.element) for nom, contenu in dites.items()}
    return valeur


def _bloc_sans_vide(bloc: Mapping[object, object], connues: Mapping[str, Cle]) -> dict[object, object]:
    net = dict(bloc)
    for nom, contenu in bloc.items():
        if type(contenu) in _SANS_RIEN_DEDANS or (type(contenu) is str and contenu and not contenu.isspace()):
            continue
        cle = connues.get(nom) if isinstance(nom, str) else None
        if cle is None:
            continue
        if cle.obligatoire or not est_vide(contenu):
            net[nom] = _nettoyer(contenu, cle.forme)
        else:
            del net[nom]
    return net
