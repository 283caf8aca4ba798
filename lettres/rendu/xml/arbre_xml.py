"""XML de Word : lecture stricte, écriture, noms qualifiés et texte lisible d'une partie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

ESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
"""Les vocabulaires de Word, par leur préfixe habituel."""

ESPACE_W = ESPACES["w"]
ESPACE_R = ESPACES["r"]
ESPACE_WP = ESPACES["wp"]
ESPACE_M = ESPACES["m"]
ESPACE_MC = ESPACES["mc"]
ESPACE_W14 = ESPACES["w14"]
PRESERVER = "{http://www.w3.org/XML/1998/namespace}space"

_ENCODAGES = frozenset({"UTF-8", "UTF8", "ASCII", "US-ASCII"})
HORS_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Un caractère que XML ne peut pas porter."""

RESERVES = re.compile("[\ufdd0-\ufdef]")
"""Les non-caractères, réservés aux programmes, dont le moteur se sert : ni un modèle ni une valeur n'en contient."""


_ENTETE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,100}<(?:\?xml\s[^<>]{0,100}?encoding\s{0,9}=\s{0,9}[\"']([^<>\"']{1,40})[\"'])?"
)
"""Le début d'une partie, et l'encodage qu'elle déclare."""

_STRICT = etree.XMLParser(resolve_entities=False, no_network=True, recover=False, collect_ids=False)


class XmlIllisible(ValueError):
    """Une partie n'est pas du XML strict, en UTF-8, sans DTD."""


def w(nom: str) -> str:
    """Le nom qualifié d'un élément ou d'un attribut de Word : `w("p")`."""
    return f"{{{ESPACE_W}}}{nom}"


P, R, T, TC, TR, TBL, BR = (w(nom) for nom in ("p", "r", "t", "tc", "tr", "tbl", "br"))
ATTRIBUTS_DE_TEXTE = ("descr", "title")


def lire(octets: bytes) -> Element:
    """Lit une partie sans jamais réparer, sans DTD, sans entité, sans réseau.

    Commentaires et instructions de traitement sont retirés : une balise n'y a rien à faire.
    """
    if b"\x00" in octets:
        raise XmlIllisible("le texte n’est pas en UTF-8")
    entete = _ENTETE.match(octets)
    if entete is None or (entete[1] or b"UTF-8").decode("ascii", "replace").upper() not in _ENCODAGES:
        # -- Sous un autre encodage, les octets comptés et cherchés ici ne seraient pas ceux que l'on lit --
        raise XmlIllisible("le texte n’est pas en UTF-8")
    if b"<!DOCTYPE" in octets or b"<!ENTITY" in octets:
        raise XmlIllisible("la partie porte une déclaration DOCTYPE ou ENTITY")
    analyseur = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        racine = etree.fromstring(octets, analyseur)
    except (etree.XMLSyntaxError, LookupError) as erreur:
        raise XmlIllisible("le XML est mal formé, ou n’est pas en UTF-8") from erreur
    document = racine.getroottree().docinfo
    # -- Un autre encodage pourrait cacher une déclaration à la recherche d'octets ci-dessus --
    if (document.encoding or "UTF-8").upper() not in _ENCODAGES or document.internalDTD is not None:
        raise XmlIllisible("le texte n’est pas en UTF-8")
    return racine


def relire(octets: bytes) -> Element:
    """Relit, aussi strictement, une partie que nous avons écrite : son encodage est connu, et elle n’a pas de DTD."""
    try:
        return etree.fromstring(octets, _STRICT)
    except etree.XMLSyntaxError as erreur:
        raise XmlIllisible("le XML est mal formé") from erreur


def ecrire(racine: Element) -> bytes:
    """Écrit une partie comme Word : déclaration XML, UTF-8."""
    octets: bytes = etree.tostring(racine, xml_declaration=True, encoding="UTF-8", standalone=True)
    return octets


def en_chaine(racine: Element) -> str:
    """Le XML d'une partie, sans déclaration."""
    chaine: str = etree.tostring(racine, encoding="unicode")
    return chaine


def nom_court(element: Element) -> str:
    """Le nom d'un élément sans son espace : `p`."""
    return str(etree.QName(element).localname)


def runs_du_paragraphe(paragraphe: Element) -> Iterator[Element]:
    """Les `w:t` d'un paragraphe, sans entrer dans les paragraphes qu'il contient (zones de texte)."""
    for enfant in paragraphe:
        if enfant.tag == T:
            yield enfant
        elif enfant.tag != P:
            yield from runs_du_paragraphe(enfant)


def texte_du_paragraphe(paragraphe: Element) -> str:
    """Le texte d'un paragraphe, sans celui de ses zones de texte."""
    return "".join(t.text or "" for t in runs_du_paragraphe(paragraphe))
