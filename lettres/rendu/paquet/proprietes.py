"""Propriétés du document : réécrites en entier, pour que rien de l'auteur du modèle ne survive dans la lettre."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from lxml import etree

from lettres.rendu.anomalies import Anomalie, Releve
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import HORS_XML

CORE, APP = "docProps/core.xml", "docProps/app.xml"
"""Les parties qui les portent."""

_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_DCTERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_EP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_SANS_DATE = date(1980, 1, 1)


class Proprietes(NamedTuple):
    """Ce que Word montre du document, dans ses informations."""

    titre: str = ""
    auteur: str = ""
    sujet: str = ""
    mots_cles: str = ""
    date: date | None = None


def verifier(proprietes: Proprietes, fichier: str) -> None:
    """Refuse une propriété qu'un document Word ne peut pas porter."""
    releve = Releve(fichier)
    for nom in ("titre", "auteur", "sujet", "mots_cles"):
        texte = getattr(proprietes, nom)
        if type(texte) is not str:
            releve.noter(Anomalie("M602", f"La propriété « {nom} » n’est pas un texte.", "Donnez un texte."))
        elif HORS_XML.search(texte):
            releve.noter(Anomalie("M603", f"La propriété « {nom} » contient un caractère interdit.", "Retirez-le."))
    if proprietes.date is not None and not isinstance(proprietes.date, date):
        releve.noter(Anomalie("M602", "La propriété « date » n’est pas une date.", "Donnez une date."))
    releve.refuser()


def core(proprietes: Proprietes) -> bytes:
    """`docProps/core.xml` : titre, auteur, sujet, mots clés, langue et une seule date."""
    racine = etree.Element(f"{{{_CP}}}coreProperties", nsmap={"cp": _CP, "dc": _DC, "dcterms": _DCTERMS, "xsi": _XSI})
    moment = (proprietes.date or _SANS_DATE).strftime("%Y-%m-%dT00:00:00Z").rjust(20, "0")
    for espace, nom, texte in (
        (_DC, "title", proprietes.titre),
        (_DC, "subject", proprietes.sujet),
        (_DC, "creator", proprietes.auteur),
        (_CP, "keywords", proprietes.mots_cles),
        (_CP, "lastModifiedBy", proprietes.auteur),
        (_DCTERMS, "created", moment),
        (_DCTERMS, "modified", moment),
        (_DC, "language", "fr-CA"),
    ):
        element = etree.SubElement(racine, f"{{{espace}}}{nom}")
        element.text = " ".join(texte.splitlines()) if "\n" in texte or "\r" in texte else texte
        if espace == _DCTERMS:
            element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
    return arbre_xml.ecrire(racine)


def app() -> bytes:
    """`docProps/app.xml` : le nom de l'outil, et rien d'autre."""
    racine = etree.Element(f"{{{_EP}}}Properties", nsmap={None: _EP})
    etree.SubElement(racine, f"{{{_EP}}}Application").text = "lettres"
    return arbre_xml.ecrire(racine)
