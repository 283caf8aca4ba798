"""PDF : celui que LibreOffice fait de la lettre, relu mot à mot, daté du jour de la lettre, avec sa provenance.

LibreOffice y met l'heure qu'il est à quatre endroits; on y met le jour de la lettre, et les mêmes octets reviennent
donc toujours de la même lettre, sur la même machine.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lettres.conversion.bureautique import convertir, exiger, refus
from lettres.conversion.polices_voulues import polices_voulues
from lettres.conversion.sceau import a_sceller, sceller
from lettres.langue.pliage import serrer
from lettres.rendu import lire_provenance
from lettres.rendu.paquet.ooxml import DOCUMENT
from lettres.rendu.paragraphes.texte import texte_par_partie
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import ErreurLettres

if TYPE_CHECKING:
    from pypdf import PdfReader, PdfWriter

_MOT = re.compile(r"\w+")
_NUMERO = re.compile(rb"/ID \[ <[0-9a-f]{32}> <[0-9a-f]{32}> \]")
_INSTANT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?")
_SIGNES_NOMMES = 6
_QUEUE = 1_000
"""Les derniers octets d'un PDF, où est son numéro."""

_HEURE_DU_PROFIL = slice(24, 36)
"""Où un profil de couleurs ICC garde l'instant de sa création."""

_JUMELLES = {
    "calibri": "carlito",
    "cambria": "caladea",
    "arial": "liberationsans",
    "arialnarrow": "liberationsansnarrow",
    "helvetica": "liberationsans",
    "timesnewroman": "liberationserif",
    "times": "liberationserif",
    "couriernew": "liberationmono",
    "courier": "liberationmono",
    "georgia": "gelasio",
}
"""Les polices libres qui ont les mêmes chasses : la mise en page ne change pas de l'une à l'autre."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """Un PDF fini : ses octets, le nombre de ses pages, et ce qu'il faut savoir de ses polices."""

    octets: bytes = field(repr=False)
    pages: int
    constats: tuple[Constat, ...] = ()


def en_pdf(lettres: Sequence[bytes]) -> list[Pdf]:
    """Le PDF de chaque lettre Word, dans l'ordre; lève le premier refus de `chaque_pdf`, et rien n'est alors rendu.

    Lève SortieRefusee si LibreOffice est absent, échoue, ou perd un mot; ModeleInvalide pour ce qui n'est pas un
    document Word.
    """
    faits = []
    for fait in chaque_pdf(lettres):
        if isinstance(fait, ErreurLettres):
            raise fait
        faits.append(fait)
    return faits


def chaque_pdf(lettres: Sequence[bytes]) -> list[Pdf | ErreurLettres]:
    """Le PDF de chaque lettre Word, dans l'ordre, ou pourquoi il ne s'est pas fait : l'une n'emporte pas les autres.

    Un refus est une SortieRefusee, ou une ModeleInvalide pour ce qui n'est pas un document Word : LibreOffice ferait un
    PDF de n'importe quoi. Lève SortieRefusee si LibreOffice, ou ce qui relit un PDF, est absent.
    """
    exiger_de_quoi_relire()
    rendus: dict[int, Pdf | ErreurLettres] = {}
    textes: dict[int, str] = {}
    for rang, word in enumerate(lettres):
        try:
            textes[rang] = texte_par_partie(word)[DOCUMENT]
        except ErreurLettres as faute:
            rendus[rang] = faute
    for rang, brut in zip(textes, convertir([lettres[rang] for rang in textes]), strict=True):
        try:
            rendus[rang] = brut if isinstance(brut, ErreurLettres) else _finir(lettres[rang], textes[rang], brut)
        except ErreurLettres as faute:
            rendus[rang] = faute
    return [rendus[rang] for rang in range(len(lettres))]


def exiger_de_quoi_faire_un_pdf() -> None:
    """Lève SortieRefusee, avec la commande qui l'installe, s'il manque LibreOffice ou de quoi relire un PDF."""
    exiger_de_quoi_relire()
    exiger()


def exiger_de_quoi_relire() -> None:
    """Lève SortieRefusee, avec la commande qui l'installe, s'il manque la bibliothèque qui lit un PDF."""
    try:
        import pypdf  # noqa: F401 -- dit ici ce qui manque, avant de lancer LibreOffice
    except ImportError:
        raise refus("S022", "Il manque de quoi relire un PDF.", "Installez-le : pip install 'lettres[pdf]'") from None


def _finir(word: bytes, texte: str, brut: bytes) -> Pdf:
    from pypdf import PdfReader, PdfWriter

    lecteur = PdfReader(io.BytesIO(brut))
    _exiger_tous_les_mots(texte, "\n".join(page.extract_text() for page in lecteur.pages))
    ecrit = PdfWriter(clone_from=lecteur)
    ecrit.pdf_header = lecteur.pdf_header
    trace = lire_provenance(word).provenance
    _dater(ecrit, trace.au if trace else date(2000, 1, 1))
    if trace:
        ecrit.add_metadata({f"/{nom}": valeur for nom, valeur in a_sceller(trace).items()})
    ecrit.generate_file_identifiers()
    tampon = io.BytesIO()
    ecrit.write(tampon)
    # -- le numéro du fichier, que PDF/A exige, est tiré au sort : celui de la lettre en prend la place --
    numero = numero_de(word).encode()
    octets = _NUMERO.sub(rb"/ID [ <%b> <%b> ]" % (numero, numero), tampon.getvalue())
    return Pdf(sceller(octets), len(lecteur.pages), tuple(_polices_remplacees(word, lecteur)))


def numero_de(word: bytes) -> str:
    """Le numéro que porte le PDF de cette lettre Word, et de nulle autre."""
    return hashlib.sha256(word).hexdigest()[:32]


def fait_de(octets: bytes, word: bytes) -> bool:
    """Dit si ce PDF est celui que l'on a fait de cette lettre Word."""
    return f"/ID [ <{numero_de(word)}> ".encode() in octets[-_QUEUE:]


def pages_de(octets: bytes) -> int:
    """Le nombre de pages d'un PDF. Lève SortieRefusee s'il ne se lit pas."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return len(PdfReader(io.BytesIO(octets)).pages)
    except (PyPdfError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError):
        message = "L’un des PDF ne se lit plus : ses pages ne se comptent pas."
        raise refus("S322", message, "Rangez ailleurs le PDF que vous avez changé, puis recommencez.") from None


def _dater(ecrit: PdfWriter, au: date) -> None:
    """Met le jour de la lettre partout où LibreOffice a mis l'instant de la conversion."""
    racine = ecrit.root_object
    for intention in racine.get("/OutputIntents", ()):
        profil = intention.get_object()["/DestOutputProfile"].get_object()
        couleurs = bytearray(profil.get_data())
        couleurs[_HEURE_DU_PROFIL] = bytes(12)
        profil.set_data(bytes(couleurs))
    if metadonnees := racine.get("/Metadata"):
        xmp = metadonnees.get_object()
        xmp.set_data(_INSTANT.sub(f"{au.isoformat()}T00:00:00Z".encode(), xmp.get_data()))
    ecrit.add_metadata({"/CreationDate": f"D:{au:%Y%m%d}000000Z"})


def _exiger_tous_les_mots(texte: str, lu: str) -> None:
    """Chaque mot du corps de la lettre est dans le PDF, autant de fois; sinon, le PDF n'est pas la lettre."""
    attendus = Counter(_mots(texte))
    manquants = attendus - Counter(_mots(lu))
    # -- deux mots que le PDF colle l'un à l'autre y sont quand même --
    serre = "".join(_mots(lu))
    perdus = [mot for mot in manquants if serre.count(mot) < attendus[mot]]
    if perdus and (sans_dessin := _sans_dessin(texte, lu, perdus)):
        signes = ", ".join(f"« {signe} »" for signe in sans_dessin[:_SIGNES_NOMMES])
        suite = " et d’autres" if len(sans_dessin) > _SIGNES_NOMMES else ""
        message = f"Aucune police de cette machine n’a tous ces signes de la lettre : {signes}{suite}."
        remede = "Installez-en une pour tous les comptes (« Noto », par exemple), ou envoyez la lettre en Word."
        raise refus("S025", message, remede)
    if perdus or "{{" in lu or "{%" in lu:
        dit = f" : « {perdus[0]} »" if perdus else ""
        message = f"Le PDF ne porte pas tous les mots de la lettre{dit}."
        raise refus("S025", message, "Envoyez la lettre en Word, et dites-nous quel modèle en est cause.")


def _sans_dessin(texte: str, lu: str, perdus: Sequence[str]) -> list[str]:
    """Les signes qu'aucune police n'a su dessiner; rien si d'autres mots sont perdus, ou si leur place l'est aussi.

    D'un signe sans dessin, LibreOffice met une case vide, qui se relit comme le premier d'entre eux : il y en a autant
    que de signes, et ce n'est pas le modèle qui a perdu les mots.
    """
    if not all(any(map(_est_etranger, mot)) for mot in perdus):
        return []
    cases, voulues = (sum(map(_est_etranger, ecrit)) for ecrit in (lu, texte))
    return [*dict.fromkeys(filter(_est_etranger, "".join(perdus)))] if cases >= voulues else []


def _est_etranger(signe: str) -> bool:
    """Dit si c'est une lettre d'une autre écriture que la nôtre."""
    return signe.isalpha() and not unicodedata.name(signe, "LATIN").startswith("LATIN")


def _mots(texte: str) -> list[str]:
    # -- des mots mis en capitales par leur style le sont au PDF --
    return _MOT.findall(unicodedata.normalize("NFKC", texte).replace("\u00ad", "").casefold())


def _polices_remplacees(word: bytes, lecteur: PdfReader) -> Iterator[Constat]:
    """Les polices que la lettre demande et que le PDF n'a pas, ni leur jumelle de mêmes chasses."""
    prises = {serrer(nom) for nom in _polices(lecteur)}
    for voulue in sorted(polices_voulues(word)):
        serree = serrer(voulue)
        # -- d'une police nommée en d'autres lettres, le PDF donne un autre nom --
        siennes = (serree, _JUMELLES.get(serree, serree))
        if serree.isascii() and not any(prise.startswith(siennes) for prise in prises):
            message = f"La police « {voulue} » n’est pas sur cette machine : le PDF en a une autre."
            yield Constat("S026", Gravite.ALERTE, message, remede=f"Installez « {voulue} », puis refaites le PDF.")


def _polices(lecteur: PdfReader) -> Iterator[str]:
    """Le nom de chaque police employée, sans les six lettres qui marquent un extrait."""
    for page in lecteur.pages:
        polices = page.get("/Resources", {}).get_object().get("/Font", {})
        for police in polices.get_object().values():
            yield str(police.get_object()["/BaseFont"]).removeprefix("/").rpartition("+")[2]
