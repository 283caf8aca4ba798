"""Éléments XML : une facture électronique (UBL, CII), chaque valeur à son XPath; ni DTD, ni entité, ni réseau."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from lxml import etree

from lettres.importation.correspondance import Correspondance
from lettres.importation.lecteurs.cellules import FactureBrute, ValeurLue, condenser
from lettres.importation.pieges import Piege, refuser
from lettres.rendu.xml.arbre_xml import Element, XmlIllisible, lire
from lettres.socle.places import DansExport

_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
_CII = "urn:un:unece:uncefact:data:standard"
_ESPACES = {
    "cac": f"{_UBL}:CommonAggregateComponents-2",
    "cbc": f"{_UBL}:CommonBasicComponents-2",
    "rsm": f"{_CII}:CrossIndustryInvoice:100",
    "ram": f"{_CII}:ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_CII}:UnqualifiedDataType:100",
}


_PAGE_WEB = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}(?:<!doctype\s{1,9})?<?html\b", re.IGNORECASE)
"""Ce que bien des logiciels nomment « .xls »."""


@cache
def _xpath(chemin: str) -> etree.XPath:
    return etree.XPath(chemin, namespaces=_ESPACES)


class ElementXml:
    """Un élément du document, à son XPath."""

    def __init__(self, element: Element, fichier: str) -> None:
        self._element, self._fichier = element, fichier

    @property
    def lieu(self) -> DansExport:
        """Son XPath, et sa ligne."""
        chemin = self._element.getroottree().getpath(self._element)
        return DansExport(self._fichier, chemin, "xpath", self._element.sourceline)

    def lire(self, chemin: str) -> list[ValeurLue]:
        """Le texte de chaque élément ou attribut de ce XPath, s'il n'est pas vide; un attribut est à son élément."""
        lues = []
        for trouve in self._suivre(chemin):
            attribut = isinstance(trouve, str)
            texte = " ".join("".join(trouve if attribut else trouve.itertext()).split())
            if texte:
                element = trouve.getparent() if attribut else trouve
                lues.append(ValeurLue(texte, ElementXml(element, self._fichier).lieu))
        return lues

    def dedans(self, chemin: str) -> Iterable[ElementXml]:
        """Les éléments de ce XPath."""
        return [ElementXml(e, self._fichier) for e in self._suivre(chemin or ".")]

    def _suivre(self, chemin: str) -> Iterable[Any]:
        trouves: Iterable[Any] = _xpath(chemin)(self._element)
        return trouves


class DocumentXml:
    """Une facture électronique lue."""

    def __init__(self, octets: bytes, fichier: str) -> None:
        self._fichier = fichier
        if _PAGE_WEB.match(octets):
            message = "Ceci est une page Web, quel que soit son nom : elle n’est pas lue."
            remede = "Ouvrez-la dans un tableur, et enregistrez-la en CSV; ou exportez un CSV de votre logiciel."
            refuser(Piege.SOURCE, fichier, message, remede)
        if b"<!DOCTYPE" in octets or b"<!ENTITY" in octets:
            message = "Cette facture électronique porte une DTD ou des entités : elle n’est pas lue."
            refuser(Piege.DECLARATION, fichier, message, "Demandez le fichier tel que le logiciel l’a produit.")
        try:
            self._racine = lire(octets)
        except XmlIllisible:
            message = "Ce XML est mal formé, ou n’est pas en UTF-8."
            refuser(Piege.SYNTAXE, fichier, message, "Exportez-le de nouveau, en UTF-8, sans le retoucher.")

    @property
    def nom(self) -> str:
        """Le nom qualifié de la racine, qui dit la sorte de document."""
        return str(self._racine.tag)

    def factures(self, source: Correspondance) -> Iterator[FactureBrute]:
        """La seule facture du document."""
        element = ElementXml(self._racine, self._fichier)
        brute = FactureBrute(element.lieu)
        condenser(brute, element, source)
        yield brute
