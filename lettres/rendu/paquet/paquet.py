"""Paquet : lit un .docx avec prudence avant que rien d'autre n'y touche, et l'écrit toujours avec les mêmes octets."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from lettres.rendu.paquet.images import est_demesuree
from lettres.rendu.sujet import Sujet
from lettres.socle import disque
from lettres.socle.chemins import CheminDeFichier, en_chemin, nom_montre
from lettres.socle.classes import NamedTuple
from lettres.socle.erreurs import ModeleInvalide

TYPES = "[Content_Types].xml"
FICHIER_MAX = 10_000_000
PARTIES_MAX = 200
TOTAL_MAX = 50_000_000
XML_MAX = 5_000_000
RAPPORT_MAX = 100
SANS_RAPPORT = 1 << 20
"""Au-delà d’un mégaoctet, une partie ne se gonfle pas plus de cent fois : ni texte ni image n’y arrivent."""
_ENTREE = b"PK\x01\x02"
_BLOC = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENREGISTRER = "Dans Word, enregistrez-le sous « Document Word (.docx) »."
_NE_S_OUVRE_PAS = ("Ce fichier ne peut pas être ouvert.", "Vérifiez le chemin du fichier.")
_ABIME = "Ouvrez-le dans Word et enregistrez-le de nouveau."


SujetDe = Callable[[str], Sujet]
"""De quoi nommer le document dont un refus parle, d'après son fichier."""
Plafond = Callable[[zipfile.ZipInfo, int], int]
"""Ce qu'une entrée peut occuper, d'elle-même et de ce qui reste au paquet."""


class Paquet(NamedTuple):
    """Les parties d'un .docx, décompressées, et le nom sous lequel on parle du fichier."""

    nom: str
    octets: bytes
    parties: Mapping[str, bytes]


def ouvrir(source: bytes | CheminDeFichier) -> Paquet:
    """Lit un modèle, par son chemin ou ses octets, dans les limites d'une lettre."""
    return decompresser(*lire(source))


def lire(
    source: bytes | CheminDeFichier, *, une_lettre: bool = False, nom: str = "", de: SujetDe = Sujet.modele
) -> tuple[str, bytes]:
    """Le nom d'un fichier et ses octets, sans encore l'ouvrir.

    Un refus parle d'un modèle (de ce que dit `de`) ou d'une lettre; il nomme le fichier `nom`, ou d'après la source.
    """
    de = Sujet.lettre if une_lettre else de
    if isinstance(source, bytes):
        sujet, octets = de(nom or de("").le.partition(" ")[2]), source
    else:
        sujet, chemin = de(nom or nom_montre(source)), en_chemin(source)
        if chemin is None and isinstance(source, str | os.PathLike):
            raise sujet.refus("M101", *_NE_S_OUVRE_PAS)  # -- octet nul ou demi-codet : aucun fichier n'a ce nom --
        if chemin is None:
            remede = "Donnez le chemin du fichier .docx, en texte ou Path, ou ses octets (bytes)."
            raise sujet.refus("M101", "Ceci n’est ni le chemin d’un document Word, ni ses octets.", remede)
        octets = _lire_fichier(Path(chemin), sujet)
    if len(octets) > FICHIER_MAX:
        raise sujet.refus("M102", "Le fichier dépasse 10 Mo.", f"Allégez les images {sujet.du}.")
    return sujet.fichier, octets


def ouvrir_une_lettre(source: bytes | CheminDeFichier, nom: str = "") -> Paquet:
    """Lit une lettre finie : plus longue qu'un modèle, elle peut répéter des milliers de rangées."""
    return decompresser(*lire(source, une_lettre=True, nom=nom), une_lettre=True)


def decompresser(nom: str, octets: bytes, *, une_lettre: bool = False, de: SujetDe = Sujet.modele) -> Paquet:
    """Les parties d'un fichier, décompressées en comptant."""
    sujet, limite = (Sujet.lettre(nom), _limite_d_une_lettre) if une_lettre else (de(nom), _limite)
    _reconnaitre(octets, sujet)
    return Paquet(nom, octets, _decompresser(octets, sujet, limite))


def _lire_fichier(chemin: Path, de: Sujet) -> bytes:
    try:
        return disque.lire(chemin, FICHIER_MAX + 1)
    except disque.PasOrdinaire as erreur:
        if erreur.repertoire:
            raise de.refus("M101", f"Ceci est un dossier, pas {de.un} Word.", "Nommez un fichier .docx.") from erreur
        message = "Ceci n’est pas un fichier ordinaire."
        raise de.refus("M101", message, "Nommez le fichier .docx lui-même.") from erreur
    except FileNotFoundError as erreur:
        raise de.refus("M101", f"{de.le.capitalize()} n’existe pas.", "Vérifiez le chemin du fichier.") from erreur
    except PermissionError as erreur:
        raise de.refus("M101", "Ce fichier ne peut pas être lu.", "Vérifiez les droits du fichier.") from erreur
    except (OSError, ValueError) as erreur:
        raise de.refus("M101", *_NE_S_OUVRE_PAS) from erreur


def _reconnaitre(octets: bytes, de: Sujet) -> None:
    if not octets:
        raise de.refus("M101", "Le fichier est vide.", "Choisissez un document Word (.docx).")
    if octets.startswith(_OLE):
        raise de.refus(
            "M101",
            "Le fichier est un ancien document Word (.doc) ou est protégé par un mot de passe.",
            _ENREGISTRER,
        )
    if not octets.startswith(b"PK"):
        raise de.refus("M101", "Le fichier n’est pas un document Word.", _ENREGISTRER)


def _decompresser(octets: bytes, de: Sujet, limite: Plafond) -> dict[str, bytes]:
    # -- Un répertoire de 200 000 entrées coûterait déjà des centaines de mégaoctets à lire --
    if octets.count(_ENTREE) > 2 * PARTIES_MAX:
        raise _trop_de_parties(de)
    try:
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            entrees = [e for e in archive.infolist() if not (e.orig_filename.endswith("/") and not e.file_size)]
            _verifier_noms(entrees, de)
            _verifier_tailles(entrees, len(octets), de, limite)
            parties: dict[str, bytes] = {}
            reste = TOTAL_MAX
            for entree in entrees:
                parties[entree.filename] = _lire_entree(archive, entree, de, limite(entree, reste))
                reste -= len(parties[entree.filename])
            return parties
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as erreur:
        raise de.refus("M101", "Le fichier est incomplet ou abîmé.", _ABIME) from erreur


def _verifier_noms(entrees: list[zipfile.ZipInfo], de: Sujet) -> None:
    if len(entrees) > PARTIES_MAX:
        raise _trop_de_parties(de)
    vus: set[str] = set()
    for entree in entrees:
        brut = entree.orig_filename
        pas = brut.split("/")
        if "\\" in brut or "\x00" in brut or any(p in ("", ".", "..") for p in pas) or ":" in pas[0]:
            raise de.refus("M103", "Une partie du fichier porte un nom dangereux.", _ABIME)
        if brut.casefold() in vus:
            raise de.refus("M103", f"La partie « {brut} » est présente deux fois.", _ABIME)
        vus.add(brut.casefold())
        if entree.flag_bits & 0x1:
            raise de.refus("M101", "Le fichier est protégé par un mot de passe.", "Retirez le mot de passe dans Word.")


def _verifier_tailles(entrees: list[zipfile.ZipInfo], taille: int, de: Sujet, limite: Plafond) -> None:
    """Refuse, sans rien décompresser, ce qui s'annonce déjà démesuré ou compressé autrement que Word ne le fait."""
    if any(e.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for e in entrees):
        raise de.refus("M101", "Le fichier est compressé autrement que Word ne le fait.", _ABIME)
    if sum(e.compress_size for e in entrees) > taille:
        raise de.refus("M101", "Le fichier est incomplet ou abîmé.", _ABIME)
    reste = TOTAL_MAX
    for entree in entrees:
        if entree.file_size > limite(entree, reste):
            raise _demesuree(entree, de)
        reste -= entree.file_size


def _limite(entree: zipfile.ZipInfo, reste: int) -> int:
    """Ce qu'une partie peut occuper, une fois décompressée."""
    permis = min(reste, max(SANS_RAPPORT, RAPPORT_MAX * entree.compress_size))
    return min(permis, XML_MAX) if entree.filename.lower().endswith((".xml", ".rels")) else permis


def _limite_d_une_lettre(_: zipfile.ZipInfo, reste: int) -> int:
    """Dans une lettre, seul le total compte."""
    return reste


def _lire_entree(archive: zipfile.ZipFile, entree: zipfile.ZipInfo, de: Sujet, limite: int) -> bytes:
    tampon = io.BytesIO()
    # -- On compte en décompressant : la taille annoncée peut mentir --
    with archive.open(entree) as flux:
        while morceau := flux.read(_BLOC):
            if tampon.tell() + len(morceau) > limite:
                raise _demesuree(entree, de)
            tampon.write(morceau)
    contenu = tampon.getvalue()
    if est_demesuree(contenu):
        raise de.refus("M102", f"L’image « {entree.filename} » est démesurée.", "Réduisez l’image.")
    return contenu


def _trop_de_parties(de: Sujet) -> ModeleInvalide:
    return de.refus("M102", f"Le fichier contient plus de {PARTIES_MAX} parties.", f"Simplifiez {de.le}.")


def _demesuree(entree: zipfile.ZipInfo, de: Sujet) -> ModeleInvalide:
    message = f"La partie « {entree.filename} » est démesurée."
    return de.refus("M102", message, f"Allégez les images et le texte {de.du}.")
