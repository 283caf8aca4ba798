"""Provenance : ce que la lettre garde, dans ses propriétés, de ce dont elle vient; et si elle a changé depuis.

Rien n'y est personnel : des empreintes, un nom de modèle, une version, une date. L'empreinte du contenu est un témoin
(quelqu'un a-t-il retouché la lettre ?), non une signature : qui récrit la lettre peut aussi récrire le témoin.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from os import PathLike
from typing import Literal

from lettres.rendu.paquet import paquet
from lettres.rendu.paquet.paquet import TYPES
from lettres.rendu.paquet.relations import RACINE
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import HORS_XML, XmlIllisible
from lettres.rendu.xml.echappement import a_echapper, dans_un_attribut
from lettres.socle.classes import NamedTuple, dataclass, fields
from lettres.socle.expression import Expression

PERSONNELLES = "docProps/custom.xml"
EN_TETE = "X-Lettres-"
"""Ce à quoi l'on reconnaît un courriel que l'on a fait."""

_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_ESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALEURS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PREFIXE, _CONTENU = "lettres.", "contenu"
_FACULTATIVES = frozenset({"forces", "politique", "papier", "signature", "creances"})
_EMPREINTE = Expression(r"[0-9a-f]{64}")
_PREMIER_RANG = 2  # -- le format de Word réserve les deux premiers --

EtatDeLaLettre = Literal["inchangee", "retouchee", "etrangere"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Ce dont une lettre vient. `dossier` et `empreinte_modele` sont des SHA-256 en hexadécimal.

    `forces` nomme les codes auxquels on a passé outre, jamais le motif; `politique`, les SHA-256 des politiques de
    l'usager qui l'ont fait écrire; `papier`, celui du papier à en-tête qui l'habille; `signature`, celui de l'image qui
    la signe; `creances`, les rangs au dossier de celles qu'elle vise, comptés de 1, quand ce ne sont pas toutes. Vides,
    ils ne s'écrivent pas.
    """

    outil: str
    au: date
    dossier: str
    modele: str
    version_modele: str
    empreinte_modele: str
    forces: str = ""
    politique: str = ""
    papier: str = ""
    signature: str = ""
    creances: str = ""


_CLES = tuple(cle.name for cle in fields(Provenance))


class Trace(NamedTuple):
    """Ce qu'une lettre finie dit d'elle-même. `provenance` est None quand elle n'est pas des nôtres."""

    etat: EtatDeLaLettre
    provenance: Provenance | None = None


def annoncer(communes: Mapping[str, bytes]) -> dict[str, bytes]:
    """Les parties communes d'un modèle, où types et relations annoncent les propriétés personnelles."""
    type_ = f'<Override PartName="/{PERSONNELLES}" ContentType="{_TYPE}"/></Types>'
    relation = f'<Relationship Id="rIdLettres" Type="{_RELATION}" Target="{PERSONNELLES}"/></Relationships>'
    return {
        **communes,
        TYPES: communes[TYPES].replace(b"</Types>", type_.encode()),
        RACINE: communes[RACINE].replace(b"</Relationships>", relation.encode()),
    }


def empreintes(parties: Iterable[tuple[str, bytes]]) -> list[str]:
    """L'empreinte de chaque partie, précédée de son nom."""
    return [f"{nom} {hashlib.sha256(octets).hexdigest()}" for nom, octets in parties]


def personnelles(provenance: Provenance, du_contenu: Iterable[str]) -> bytes:
    """`docProps/custom.xml`; `du_contenu` : les empreintes de toutes les autres parties."""
    valeurs = _valeurs(provenance)
    dites = [f"{_PREFIXE}{nom} {valeur}" for nom, valeur in valeurs.items()]
    valeurs[_CONTENU] = hashlib.sha256("\n".join(sorted([*du_contenu, *dites])).encode()).hexdigest()
    proprietes = "".join(
        [
            f'<property fmtid="{_FORMAT}" pid="{rang}" name="{_PREFIXE}{nom}">'
            f"<vt:lpwstr>{dans_un_attribut(valeur) if a_echapper(valeur) else valeur}</vt:lpwstr></property>"
            for rang, (nom, valeur) in enumerate(sorted(valeurs.items()), start=_PREMIER_RANG)
        ]
    )
    tete = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{tete}<Properties xmlns="{_ESPACE}" xmlns:vt="{_VALEURS}">{proprietes}</Properties>'.encode()


def lire(source: bytes | str | PathLike[str]) -> Trace:
    """Ce que dit d'elle-même une lettre Word finie. Lève ModeleInvalide si le fichier n'est pas un document lisible."""
    parties = dict(paquet.ouvrir_une_lettre(source).parties)
    ecrites = parties.pop(PERSONNELLES, None)
    provenance = _provenance(_proprietes(ecrites))
    if provenance is None:
        return Trace("etrangere")
    attendues = personnelles(provenance, empreintes(parties.items()))
    return Trace("inchangee" if ecrites == attendues else "retouchee", provenance)


def est_des_notres(parties: Mapping[str, bytes]) -> bool:
    """Dit si ce paquet, retouché ou non, est une lettre que nous avons faite."""
    return _provenance(_proprietes(parties.get(PERSONNELLES))) is not None


def depuis(nommees: Mapping[str, str]) -> Provenance | None:
    """La provenance de ces valeurs, sous les noms que leur donne `nommees`; None s'il en manque ou si l'une est fausse.

    Celle du contenu, que leur fichier porte aussi, doit y être.
    """
    siennes = {nom: valeur for nom, valeur in nommees.items() if nom.startswith(_PREFIXE)}
    return _provenance({nom.removeprefix(_PREFIXE): valeur for nom, valeur in siennes.items()})


def nommees(provenance: Provenance) -> dict[str, str]:
    """La provenance, clé par clé, sous les noms qu'elle porte dans un fichier : « lettres.au »…"""
    return {f"{_PREFIXE}{nom}": valeur for nom, valeur in _valeurs(provenance).items()}


def en_entetes(provenance: Provenance) -> dict[str, str]:
    """La provenance en en-têtes d'un courriel : « X-Lettres-Dossier »; ce qui est vide n'y est pas."""
    dites = {nom: valeur for nom, valeur in _valeurs(provenance).items() if valeur}
    return {f"{EN_TETE}{nom.replace('_', '-').title()}": valeur for nom, valeur in dites.items()}


def _valeurs(provenance: Provenance) -> dict[str, str]:
    return {
        nom: _propre(str(valeur)) for nom in _CLES if (valeur := getattr(provenance, nom)) or nom not in _FACULTATIVES
    }


@lru_cache(maxsize=64)
def _propre(valeur: str) -> str:
    """Une valeur sur une ligne, sans rien que XML ne porte."""
    return " ".join(HORS_XML.sub(" ", valeur).split())


def _proprietes(octets: bytes | None) -> dict[str, str]:
    if octets is None:
        return {}
    try:
        racine = arbre_xml.lire(octets)
    except XmlIllisible:
        return {}
    return {
        e.get("name", "").removeprefix(_PREFIXE): "".join(e.itertext())
        for e in racine.iter(f"{{{_ESPACE}}}property")
        if e.get("name", "").startswith(_PREFIXE)
    }


def _provenance(valeurs: Mapping[str, str]) -> Provenance | None:
    valeurs = {**dict.fromkeys(_FACULTATIVES, ""), **valeurs}
    if not all(nom in valeurs for nom in (*_CLES, _CONTENU)):
        return None
    try:
        au = date.fromisoformat(valeurs["au"])
    except ValueError:
        return None
    if not all(_EMPREINTE.fullmatch(valeurs[nom]) for nom in ("dossier", "empreinte_modele", _CONTENU)):
        return None
    return Provenance(**{nom: valeurs[nom] for nom in _CLES if nom != "au"}, au=au)
