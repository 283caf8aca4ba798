"""Forme canonique d'une lettre : deux paquets qui ont la même forme donnent le même document à Word.

Un paquet devient ses arbres, ses octets, ses types et ses relations. L'ordre et les dates du zip, l'ordre des relations
et des types, les préfixes d'espaces de noms n'y paraissent pas : tout le reste y est, attribut par attribut.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import PRESERVER, Element, T

_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

BLANCS = " \t\r\n"
"""Ce que XML tient pour un blanc : une espace insécable n'en est pas un."""


@dataclass(slots=True)
class Lettre:
    """Un paquet, mis en forme canonique; les arbres se normalisent encore avant d'être comparés."""

    arbres: dict[str, Element]
    octets: dict[str, str]
    types: dict[str, str]
    relations: set[tuple[str, str, str, str]]
    """Source, identifiant (vide pour celles du paquet), type, cible."""

    @property
    def noms(self) -> set[str]:
        return self.arbres.keys() | self.octets.keys()

    def oublier(self, noms: set[str]) -> None:
        """Retire des parties, et tout ce qui y mène."""
        for nom in noms:
            self.arbres.pop(nom, None)
            self.octets.pop(nom, None)
            self.types.pop(nom, None)
        self.relations = {r for r in self.relations if r[0] not in noms and r[3] not in noms}


def canonique(octets: bytes) -> Lettre:
    """Lit une lettre strictement : une partie mal formée lève, elle ne se répare pas."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        noms = archive.namelist()
        assert len(noms) == len(set(noms)), "deux entrées du zip portent le même nom"
        contenu = {nom: archive.read(nom) for nom in noms}
    types = contenu.pop("[Content_Types].xml")
    relations = {nom: contenu.pop(nom) for nom in noms if nom.endswith(".rels")}
    return Lettre(
        arbres={nom: arbre_xml.lire(o) for nom, o in contenu.items() if nom.endswith(".xml")},
        octets={nom: hashlib.sha256(o).hexdigest() for nom, o in contenu.items() if not nom.endswith(".xml")},
        types=_types(types, list(contenu)),
        relations={r for nom, o in relations.items() for r in _relations(nom, o)},
    )


def differences(a: Lettre, b: Lettre) -> Iterator[str]:
    """Chaque différence, par son chemin et ses deux valeurs; rien si les deux formes sont égales."""
    for quoi, x, y in (
        ("parties", a.noms, b.noms),
        ("types", set(a.types.items()), set(b.types.items())),
        ("relations", a.relations, b.relations),
        ("octets", set(a.octets.items()), set(b.octets.items())),
    ):
        if x != y:
            yield f"{quoi} : {sorted(x - y)} | {sorted(y - x)}"
    for nom in sorted(a.arbres.keys() & b.arbres.keys()):
        x, y = a.arbres[nom], b.arbres[nom]
        if en_octets(x) != en_octets(y):
            yield f"{nom}{_premiere_difference(x, y)}"


def en_octets(racine: Element) -> bytes:
    """C14N exclusive, sans les `xml:space` que rien ne justifie : ceux d'un texte sans blanc au bord."""
    for texte in racine.iter(T):
        if (texte.text or "") == (texte.text or "").strip(BLANCS):
            texte.attrib.pop(PRESERVER, None)
    octets: bytes = etree.tostring(racine, method="c14n", exclusive=True, with_comments=False)
    return octets


def _premiere_difference(x: Element, y: Element, chemin: str = "", rang: int = 1) -> str:
    ici = f"{chemin}/{etree.QName(x).localname}[{rang}]"
    for quoi, v, w in (
        ("", x.tag, y.tag),
        ("@", sorted(x.attrib.items()), sorted(y.attrib.items())),
        ("/text()", x.text or "", y.text or ""),
    ):
        if v != w:
            return f"{ici}{quoi} : {v!r} | {w!r}"
    for i, (v, w) in enumerate(zip(x, y, strict=False), start=1):
        if en_octets(v) != en_octets(w):
            return _premiere_difference(v, w, ici, i)
        if (v.tail or "") != (w.tail or ""):
            return f"{ici}/*[{i}]/tail : {v.tail!r} | {w.tail!r}"
    return f"{ici} : {len(x)} enfants | {len(y)} enfants"


def _types(octets: bytes, noms: list[str]) -> dict[str, str]:
    racine = arbre_xml.lire(octets)
    exacts = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in racine.iter(f"{_CT}Override")}
    defauts = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in racine.iter(f"{_CT}Default")}
    return {nom: exacts.get(nom) or defauts[nom.rpartition(".")[2].lower()] for nom in noms}


def _relations(nom: str, octets: bytes) -> Iterator[tuple[str, str, str, str]]:
    dossier, fichier = posixpath.split(nom)
    dossier = posixpath.dirname(dossier)
    source = posixpath.join(dossier, fichier.removesuffix(".rels"))
    for e in arbre_xml.lire(octets).iter(_REL):
        cible = e.get("Target", "")
        if e.get("TargetMode") != "External":
            cible = posixpath.normpath(posixpath.join(dossier, cible)).lstrip("/")
        yield source, e.get("Id", "") if source else "", e.get("Type", ""), cible
