"""Document Word entier : ses parties lues avec prudence, le zip reproductible, ce que désigne chaque relation."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping

from lettres.rendu.paquet import paquet
from lettres.rendu.sujet import Sujet
from lettres.rendu.xml import arbre_xml, demesure
from lettres.rendu.xml.arbre_xml import Element
from lettres.socle.erreurs import ModeleInvalide

DOCUMENT = "word/document.xml"
LETTRE = Sujet.lettre("lettre")
"""Une lettre dont on n'a que les octets."""
_DATE_FIXE = (1980, 1, 1, 0, 0, 0)


def lire_xml(nom: str, octets: bytes, de: Sujet = LETTRE) -> Element:
    """Relit une partie strictement; `ModeleInvalide` la nomme quand elle est abîmée, et nomme le document (`de`)."""
    try:
        return arbre_xml.lire(octets)
    except arbre_xml.XmlIllisible as faute:
        raise refuser("M104", f"La partie « {nom} » du document Word est abîmée : {faute}.", de) from faute


def ecrire_paquet(parties: Mapping[str, bytes], *, reduit: bool = False) -> bytes:
    """Le zip des parties, dans l'ordre donné; mêmes parties, mêmes octets, sur toute machine.

    `reduit` : aussi petit que Word l'aurait fait; les octets ne sont alors les mêmes que sur une même machine.
    """
    comprime = zipfile.ZIP_DEFLATED if reduit else zipfile.ZIP_STORED
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        for nom, octets in parties.items():
            # Sans compression : zlib ne rend pas les mêmes octets partout, et git compresse déjà.
            entree = zipfile.ZipInfo(nom, date_time=_DATE_FIXE)
            entree.create_system = 0
            archive.writestr(entree, octets, comprime)
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
