"""Propriétés du document : réécrites en entier, pour que rien de l'auteur du modèle ne survive dans la lettre."""

from __future__ import annotations

from datetime import date

from lxml import etree

from lettres.rendu.anomalies import Anomalie, Releve
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import HORS_XML
from lettres.socle.classes import NamedTuple

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
    commentaires: str = ""
    identifiant: str = ""


REMPLIES = {
    "title": "titre",
    "creator": "auteur",
    "subject": "sujet",
    "keywords": "mots_cles",
    "description": "commentaires",
    "identifier": "identifiant",
}
"""Chaque propriété qui porte un texte, dans `core.xml` et ici."""


def verifier(proprietes: Proprietes, fichier: str) -> None:
    """Refuse une propriété qu'un document Word ne peut pas porter."""
    releve = Releve(fichier)
    for nom in REMPLIES.values():
        texte = getattr(proprietes, nom)
        if type(texte) is not str:
            releve.noter(Anomalie("M602", f"La propriété « {nom} » n’est pas un texte.", "Donnez un texte."))
        elif HORS_XML.search(texte):
            releve.noter(Anomalie("M603", f"La propriété « {nom} » contient un caractère interdit.", "Retirez-le."))
    if proprietes.date is not None and not isinstance(proprietes.date, date):
        releve.noter(Anomalie("M602", "La propriété « date » n’est pas une date.", "Donnez une date."))
    releve.refuser()


_MOMENT = '<dcterms:{nom} xsi:type="dcterms:W3CDTF">{{moment}}</dcterms:{nom}>'
_CORE = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    f'<cp:coreProperties xmlns:cp="{_CP}" xmlns:dc="{_DC}" xmlns:dcterms="{_DCTERMS}" xmlns:xsi="{_XSI}">'
    "<dc:title>{titre}</dc:title><dc:subject>{sujet}</dc:subject><dc:creator>{auteur}</dc:creator>"
    "<cp:keywords>{mots_cles}</cp:keywords>{facultatives}<cp:lastModifiedBy>{auteur}</cp:lastModifiedBy>"
    f"{_MOMENT.format(nom='created')}{_MOMENT.format(nom='modified')}"
    "<dc:language>fr-CA</dc:language></cp:coreProperties>"
)


def core(proprietes: Proprietes) -> bytes:
    """`docProps/core.xml` : titre, auteur, sujet, mots clés, langue et une seule date."""
    return _CORE.format(
        titre=_sur_une_ligne(proprietes.titre),
        sujet=_sur_une_ligne(proprietes.sujet),
        auteur=_sur_une_ligne(proprietes.auteur),
        mots_cles=_sur_une_ligne(proprietes.mots_cles),
        facultatives="".join(
            f"<dc:{nom}>{_sur_une_ligne(texte)}</dc:{nom}>"
            for nom, texte in (("description", proprietes.commentaires), ("identifier", proprietes.identifiant))
            if texte
        ),
        moment=f"{date.isoformat(proprietes.date or _SANS_DATE)}T00:00:00Z",
    ).encode()


def _sur_une_ligne(texte: str) -> str:
    ligne = " ".join(texte.splitlines()) if "\n" in texte or "\r" in texte else texte
    return ligne.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def app() -> bytes:
    """`docProps/app.xml` : le nom de l'outil, et rien d'autre."""
    racine = etree.Element(f"{{{_EP}}}Properties", nsmap={None: _EP})
    etree.SubElement(racine, f"{{{_EP}}}Application").text = "lettres"
    return arbre_xml.ecrire(racine)
