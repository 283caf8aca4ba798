"""Écriture et lecture du XML de Word : préfixes, éléments dans l'ordre du schéma, paquet zip reproductible."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping

from lxml import etree

from lettres.rendu.paquet import paquet
from lettres.rendu.sujet import Sujet
from lettres.rendu.xml import arbre_xml, demesure
from lettres.rendu.xml.arbre_xml import Element
from lettres.socle.erreurs import ModeleInvalide

ESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
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

# Les préfixes écrits ensemble, comme Word le fait; tout autre vocabulaire est celui de sa partie, sans préfixe.
_FAMILLES = (("w", "r"), ("cp", "dc", "dcterms", "xsi"))

DOCUMENT = "word/document.xml"
LETTRE = Sujet.lettre("lettre")
"""Une lettre dont on n'a que les octets."""
_DATE_FIXE = (1980, 1, 1, 0, 0, 0)


def nom_complet(nom: str) -> str:
    """Développe un préfixe : `w:p` devient `{http://…/main}p`."""
    prefixe, _, local = nom.rpartition(":")
    return f"{{{ESPACES[prefixe]}}}{local}" if prefixe else local


def element(nom: str, attributs: Mapping[str, str] | None = None, *enfants: Element | str | None) -> Element:
    """Bâtit un élément; les enfants `None` sont sautés, une chaîne devient son texte."""
    prefixe = nom.partition(":")[0]
    declares = next((famille for famille in _FAMILLES if prefixe in famille), None)
    espaces = {p: ESPACES[p] for p in declares} if declares else {None: ESPACES[prefixe]}
    fait = etree.Element(nom_complet(nom), nsmap=espaces)
    for cle, valeur in (attributs or {}).items():
        fait.set(nom_complet(cle), valeur)
    for enfant in enfants:
        if isinstance(enfant, str):
            fait.text = enfant
        elif enfant is not None:
            fait.append(enfant)
    return fait


def val(nom: str, valeur: str | int) -> Element:
    """L'élément le plus courant de Word : `<w:nom w:val="valeur"/>`."""
    return element(nom, {"w:val": str(valeur)})


def ecrire_xml(racine: Element) -> bytes:
    """Les octets d'une partie, toujours les mêmes pour le même arbre."""
    return arbre_xml.ecrire(racine)


def lire_xml(nom: str, octets: bytes, de: Sujet = LETTRE) -> Element:
    """Relit une partie strictement; `ModeleInvalide` la nomme quand elle est abîmée, et nomme le document (`de`)."""
    try:
        return arbre_xml.lire(octets)
    except arbre_xml.XmlIllisible as faute:
        raise refuser("M104", f"La partie « {nom} » du document Word est abîmée : {faute}.", de) from faute


def ecrire_paquet(parties: Mapping[str, bytes]) -> bytes:
    """Le zip des parties, dans l'ordre donné; mêmes parties, mêmes octets, sur toute machine."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        for nom, octets in parties.items():
            # Sans compression : zlib ne rend pas les mêmes octets partout, et git compresse déjà.
            entree = zipfile.ZipInfo(nom, date_time=_DATE_FIXE)
            entree.create_system = 0
            archive.writestr(entree, octets, zipfile.ZIP_STORED)
    return tampon.getvalue()


def lire_paquet(octets: bytes, de: Sujet = LETTRE) -> dict[str, bytes]:
    """Les parties d'un document Word, lues avec prudence; `ModeleInvalide` s'il est démesuré ou n'en est pas un."""
    parties = dict(paquet.ouvrir_une_lettre(octets, de.fichier).parties)
    xml = {cle: contenu for cle, contenu in parties.items() if cle.lower().endswith((".xml", ".rels"))}
    demesure.borner(de, xml, demesure.LETTRE)
    if DOCUMENT not in parties:
        raise refuser("M101", f"Ce fichier n’est pas un document Word : il n’a pas de partie « {DOCUMENT} ».", de)
    return parties


def refuser(code: str, message: str, de: Sujet = LETTRE) -> ModeleInvalide:
    """L'erreur d'un document Word qu'on ne peut pas relire."""
    return de.refus(code, message, "Ouvrez le fichier dans Word, puis enregistrez-le de nouveau au format .docx.")


def cibles(parties: Mapping[str, bytes]) -> dict[str, str]:
    """La partie que désigne chaque relation du document."""
    nom = "word/_rels/document.xml.rels"
    if nom not in parties:
        return {}
    relations = lire_xml(nom, parties[nom])
    # Une cible est relative à « word/ », ou absolue dans le paquet.
    return {r.get("Id", ""): posixpath.normpath(posixpath.join("/word", r.get("Target", "")))[1:] for r in relations}
