"""PDF porteur : une facture Factur-X ou ZUGFeRD, dont le PDF porte en lui la facture électronique (CII, en XML).

Le PDF vient d'un inconnu : rien n'en est exécuté ni affiché, et ce que l'on en décomprime est borné.
"""

from __future__ import annotations

import io
import zlib
from typing import Any

from lettres.importation.pieges import Piege, refuser

_NOMS = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
"""Sous quoi la facture est jointe, selon la norme et son âge."""

_XML_MAX, _JOINTES_MAX = 16_000_000, 100
_TETE = 1_024


def est_un_pdf(octets: bytes) -> bool:
    """Dit si ce fichier est un PDF, à ses premiers octets."""
    return b"%PDF-" in octets[:_TETE]


def facture_portee(octets: bytes, fichier: str) -> bytes:
    """La facture électronique que ce PDF porte. Lève DossierIllisible s'il n'en porte pas, ou ne s'ouvre pas."""
    try:
        import pikepdf
    except ImportError:
        message = "Il manque de quoi ouvrir une facture en PDF."
        refuser(Piege.SANS_DE_QUOI, fichier, message, "Installez-le : pip install 'lettres[cahier]'")
    try:
        with pikepdf.open(io.BytesIO(octets)) as pdf:
            jointes = {nom: pdf.attachments[nom].get_file().obj for nom in list(pdf.attachments)[:_JOINTES_MAX]}
            voulue = _choisir(jointes)
            return _decomprimer(voulue, fichier) if voulue is not None else _rien(fichier)
    except pikepdf.PasswordError:
        remede = "Enregistrez-en une copie sans mot de passe."
        refuser(Piege.SYNTAXE, fichier, "Ce PDF est protégé par un mot de passe.", remede)
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError):
        refuser(Piege.SYNTAXE, fichier, "Ce PDF est abîmé.", "Demandez le fichier tel que le logiciel l’a produit.")


def _choisir(jointes: dict[str, Any]) -> Any:
    """La facture, à son nom; sinon, le seul fichier XML joint."""
    plies = {nom.casefold(): objet for nom, objet in jointes.items()}
    xml = [objet for nom, objet in plies.items() if nom.endswith(".xml")]
    return next((plies[nom] for nom in _NOMS if nom in plies), xml[0] if len(xml) == 1 else None)


def _decomprimer(objet: Any, fichier: str) -> bytes:
    """Le contenu d'un fichier joint; rien ne se décomprime au-delà de la borne."""
    import pikepdf

    filtres = objet.get("/Filter", None)
    liste = list(filtres) if isinstance(filtres, pikepdf.Array) else [] if filtres is None else [filtres]
    noms = [str(filtre) for filtre in liste]
    brut: bytes = objet.read_raw_bytes()
    if noms == ["/FlateDecode"]:
        try:
            brut = zlib.decompressobj().decompress(brut, _XML_MAX + 1)
        except zlib.error:
            raise ValueError from None
    elif noms:
        raise ValueError("un filtre que les factures n’emploient pas")
    if len(brut) > _XML_MAX:
        message = "La facture que porte ce PDF est démesurée."
        refuser(Piege.DEMESURE, fichier, message, "Demandez le fichier tel que le logiciel l’a produit.")
    return brut


def _rien(fichier: str) -> bytes:
    message = "Ce PDF ne porte pas de facture électronique : il n’en montre que l’image."
    remede = "Exportez la facture de votre logiciel, en CSV, en JSON ou en XML."
    refuser(Piege.PDF_SANS_FACTURE, fichier, message, remede)
