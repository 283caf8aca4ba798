"""Relations et types d'un paquet : qui mène à quoi, et ce que chaque partie dit être."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterable, Iterator, Mapping
from urllib.parse import unquote

from lxml import etree

from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import Element
from lettres.socle.classes import NamedTuple

_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPE_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
RACINE = "_rels/.rels"


class Relation(NamedTuple):
    """Une relation : son identifiant, son type, sa cible telle qu'elle est écrite."""

    id: str
    type: str
    cible: str
    externe: bool = False

    @property
    def interne(self) -> bool:
        """Dit si la cible est une autre partie du paquet."""
        return not self.externe and not self.cible.startswith("#")

    def partie(self, source: str) -> str:
        """Le nom de la partie visée depuis `source`."""
        cible = unquote(self.cible)
        dossier = "" if cible.startswith("/") else posixpath.dirname(source)
        return posixpath.normpath(posixpath.join(dossier, cible.lstrip("/")))


def lire(racine: Element | None) -> Iterator[Relation]:
    """Les relations d'un fichier `.rels`."""
    for e in racine.iter(f"{_REL}Relationship") if racine is not None else ():
        yield Relation(e.get("Id", ""), e.get("Type", ""), e.get("Target", ""), e.get("TargetMode") == "External")


def lues(octets: bytes) -> Iterator[Relation]:
    """Les relations d'un fichier `.rels` que nous avons écrit."""
    return lire(arbre_xml.relire(octets))


def ecrire(relations: Iterable[Relation]) -> bytes:
    """Un fichier `.rels` neuf."""
    racine = etree.Element(f"{_REL}Relationships", nsmap={None: _REL.strip("{}")})
    for relation in relations:
        ajout = etree.SubElement(racine, f"{_REL}Relationship")
        ajout.set("Id", relation.id)
        ajout.set("Type", relation.type)
        ajout.set("Target", relation.cible)
        if relation.externe:
            ajout.set("TargetMode", "External")
    return arbre_xml.ecrire(racine)


def source_des_relations(nom: str) -> str:
    """La partie dont un fichier `.rels` décrit les relations : `word/_rels/document.xml.rels` → `word/document.xml`."""
    dossier, fichier = posixpath.split(nom)
    return posixpath.join(posixpath.dirname(dossier), fichier.removesuffix(".rels"))


def relations_de(nom: str) -> str:
    """Le fichier `.rels` d'une partie."""
    dossier, fichier = posixpath.split(nom)
    return posixpath.join(dossier, "_rels", f"{fichier}.rels")


def relations_connues(nom: str, parties: Mapping[str, bytes]) -> frozenset[str]:
    """Les identifiants de relation d'une partie."""
    octets = parties.get(relations_de(nom))
    return frozenset(r.id for r in lues(octets)) if octets else frozenset()


class Types:
    """Le type de chaque partie, par son nom puis par son extension."""

    def __init__(self, racine: Element | None) -> None:
        self._noms: dict[str, str] = {}
        self._extensions: dict[str, str] = {}
        for entree in racine if racine is not None else ():
            type_ = entree.get("ContentType", "")
            if entree.tag == f"{_CT}Override":
                self._noms.setdefault(entree.get("PartName", "").lstrip("/").lower(), type_)
            elif entree.tag == f"{_CT}Default":
                self._extensions.setdefault(entree.get("Extension", "").lower(), type_)

    def de(self, nom: str) -> str:
        """Le type d'une partie; vide s'il n'est pas déclaré."""
        cherche = nom.lower()
        return self._noms.get(cherche) or self._extensions.get(cherche.rpartition(".")[2], "")


def ecrire_types(types: Mapping[str, str]) -> bytes:
    """Un `[Content_Types].xml` neuf : le type de chaque partie, par son nom."""
    racine = etree.Element(f"{_CT}Types", nsmap={None: _CT.strip("{}")})
    defaut = etree.SubElement(racine, f"{_CT}Default")
    defaut.set("Extension", "rels")
    defaut.set("ContentType", _TYPE_RELATIONS)
    for nom in sorted(types):
        ajout = etree.SubElement(racine, f"{_CT}Override")
        ajout.set("PartName", f"/{nom}")
        ajout.set("ContentType", types[nom])
    return arbre_xml.ecrire(racine)


def avec_types(octets: bytes, types: Mapping[str, str]) -> bytes:
    """La table des types, avec celui de ces parties en plus."""
    racine = arbre_xml.relire(sans_types(octets, types))
    for nom in sorted(types):
        ajout = etree.SubElement(racine, f"{_CT}Override")
        ajout.set("PartName", f"/{nom}")
        ajout.set("ContentType", types[nom])
    return arbre_xml.ecrire(racine)


def sans_types(octets: bytes, parties: Container[str]) -> bytes:
    """La table des types, sans ceux de ces parties."""
    racine = arbre_xml.relire(octets)
    for entree in racine.findall(f"{_CT}Override"):
        if entree.get("PartName", "").lstrip("/") in parties:
            racine.remove(entree)
    return arbre_xml.ecrire(racine)
