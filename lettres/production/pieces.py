"""Pièces : ce que sont devenus les fichiers que le dossier nomme, et celles qu'il cite ou joint à tort.

Le dossier dit l'empreinte d'une pièce le jour où elle a été notée; un fichier qui en a une autre n'est plus le même.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from lettres.affaire import Affaire
from lettres.production.projet import situer
from lettres.regles.ecrits.pieces import piece_citee_mais_absente, piece_doublee, piece_jamais_citee
from lettres.regles.faits import pieces_citees
from lettres.socle import disque
from lettres.socle.chemins import a_taper
from lettres.socle.classes import dataclass, replace
from lettres.socle.constats import Chemin, Constat, Gravite

if TYPE_CHECKING:
    from lettres.dossier import Dossier, Piece

TAILLE_MAX = 1_000_000_000
"""Un gigaoctet : au-delà, ce n'est pas une pièce que l'on joint."""

_BLOC = 1 << 20


class EtatDePiece(StrEnum):
    """Ce qu'est devenu le fichier d'une pièce."""

    SANS_FICHIER = "sans_fichier"
    """Le dossier n'en nomme aucun : elle est peut-être en papier."""
    ABSENTE = "absente"
    ILLISIBLE = "illisible"
    VIDE = "vide"
    A_NOTER = "a_noter"
    """Il est là; le dossier n'en a pas l'empreinte."""
    CONFORME = "conforme"
    CHANGEE = "changee"
    """Ce n'est plus le fichier dont le dossier a l'empreinte."""


@dataclass(frozen=True, slots=True)
class PieceRegardee:
    """Une pièce, et son fichier tel qu'on l'a trouvé."""

    rang: int
    piece: Piece
    etat: EtatDePiece
    empreinte: str | None = None
    """Celle du fichier, s'il se lit et n'est pas vide."""
    octets: int | None = None
    raison: str = ""
    """Pourquoi le fichier ne se lit pas."""
    ailleurs: str = ""
    """Ce qui fait que le fichier ne suivrait pas le dossier : hors de son répertoire, ou un lien."""
    citee: bool = True
    meme_que: str | None = None
    """La pièce d'avant qui a le même contenu."""

    @property
    def dehors(self) -> bool:
        """Son fichier est hors du répertoire du dossier."""
        return self.ailleurs == _DEHORS

    @property
    def se_note(self) -> bool:
        """Son empreinte n'est pas encore au dossier."""
        return self.etat is EtatDePiece.A_NOTER


@dataclass(frozen=True, slots=True)
class Pieces:
    """Les pièces du dossier, dans son ordre; celles qu'il cite sans les avoir; et ce qu'il y a à en dire."""

    regardees: tuple[PieceRegardee, ...]
    non_listees: tuple[tuple[str, tuple[Chemin, ...]], ...]
    constats: tuple[Constat, ...]

    def avec(self, constats: Iterable[Constat]) -> Pieces:
        """Les mêmes, et ces constats de plus, déjà situés."""
        return replace(self, constats=tuple(dict.fromkeys((*self.constats, *constats))))


def regarder(dossier: Dossier, au: date, repertoire: Path) -> Pieces:
    """Ouvre le fichier de chaque pièce, d'où est le dossier; n'écrit rien, et ne lève rien pour un fichier."""
    affaire = Affaire(dossier, au)
    renvois: dict[str, list[Chemin]] = {}
    for chemin, numero in pieces_citees(affaire):
        renvois.setdefault(numero, []).append(chemin)
    regardees: list[PieceRegardee] = []
    premieres: dict[str, str] = {}
    for rang, piece in enumerate(dossier.pieces):
        vue = _regarder(rang, piece, repertoire, citee=piece.id in renvois, premieres=premieres)
        if vue.empreinte is not None:
            premieres.setdefault(vue.empreinte, piece.id)
        regardees.append(vue)
    jointes = {p.id for p in dossier.pieces}
    non_listees = tuple((numero, tuple(ou)) for numero, ou in renvois.items() if numero not in jointes)
    fichier = dossier.origine.fichier if dossier.origine else None
    constats = [*_des_regles(affaire), *(c for vue in regardees for c in _constats(vue, fichier))]
    return Pieces(tuple(regardees), non_listees, tuple(situer(dossier, constats)))


def citees(dossier: Dossier, au: date) -> set[str]:
    """Les numéros que le dossier cite, qu'il ait ou non la pièce."""
    return {numero for _, numero in pieces_citees(Affaire(dossier, au))}


def _des_regles(affaire: Affaire) -> Iterator[Constat]:
    """Ce que disent déjà les règles d'une lettre : citée sans être jointe, jointe sans être citée, numéro doublé."""
    for regle in (piece_citee_mais_absente, piece_doublee, piece_jamais_citee):
        yield from regle(affaire, "mise_en_demeure")


def _regarder(rang: int, piece: Piece, repertoire: Path, *, citee: bool, premieres: dict[str, str]) -> PieceRegardee:
    if piece.fichier is None:
        return PieceRegardee(rang, piece, EtatDePiece.SANS_FICHIER, citee=citee)
    chemin = trouver(repertoire, piece.fichier)
    ailleurs = _ailleurs(repertoire, chemin)
    try:
        empreinte, octets = empreinte_de(chemin)
    except (FileNotFoundError, NotADirectoryError):
        voisin = _voisin(chemin)
        return PieceRegardee(rang, piece, EtatDePiece.ABSENTE, raison=voisin, ailleurs=ailleurs, citee=citee)
    except (OSError, ValueError) as faute:
        raison = _pourquoi(faute)
        return PieceRegardee(rang, piece, EtatDePiece.ILLISIBLE, raison=raison, ailleurs=ailleurs, citee=citee)
    if octets == 0:
        return PieceRegardee(rang, piece, EtatDePiece.VIDE, octets=0, ailleurs=ailleurs, citee=citee)
    etat = EtatDePiece.A_NOTER
    if piece.empreinte is not None:
        etat = EtatDePiece.CONFORME if piece.empreinte.lower() == empreinte else EtatDePiece.CHANGEE
    meme = premieres.get(empreinte)
    return PieceRegardee(rang, piece, etat, empreinte, octets, "", ailleurs, citee, meme if meme != piece.id else None)


class TropGros(OSError):
    """Le fichier dépasse ce que l'on joint."""


def empreinte_de(chemin: Path) -> tuple[str, int]:
    """Le SHA-256 d'un fichier et sa taille, lus d'un flux. Lève OSError ou ValueError s'il ne se lit pas entier."""
    descripteur = disque.ouvrir(chemin, suivre=True)
    try:
        if os.fstat(descripteur).st_size > TAILLE_MAX:
            raise TropGros
        compte, octets = hashlib.sha256(), 0
        while morceau := os.read(descripteur, _BLOC):
            compte.update(morceau)
            octets += len(morceau)
            if octets > TAILLE_MAX:
                raise TropGros
        return compte.hexdigest(), octets
    finally:
        os.close(descripteur)


def trouver(repertoire: Path, fichier: str) -> Path:
    """Le fichier que le dossier nomme, d'où il est; un nom aux accents composés autrement est le même nom."""
    # -- le dossier est lu en NFC; un disque, une archive écrivent parfois « é » en deux signes --
    voulu = repertoire / fichier.replace("\\", "/")
    if os.path.lexists(voulu):
        return voulu
    trouve = Path(voulu.anchor) if voulu.is_absolute() else Path()
    for pas in voulu.parts[1:] if voulu.is_absolute() else voulu.parts:
        suivant = trouve / pas
        if not os.path.lexists(suivant):
            suivant = next((trouve / nom for nom in _noms(trouve) if _nfc(nom) == _nfc(pas)), suivant)
        trouve = suivant
    return trouve


_DEHORS = "est hors du répertoire du dossier"
_DEBUTS_DE_DOCUMENT = (
    *(b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\0", b"MM\0*", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
    rb"{\rtf",
)


def peut_sortir(repertoire: Path, chemin: Path, octets: bytes) -> bool:
    """Dit si ce fichier peut aller à l'autre partie : d'ailleurs que du répertoire du dossier, seul un document y va.

    Un chemin fautif, ou un dossier reçu, mènerait autrement à un fichier du poste.
    """
    if _ailleurs(repertoire, chemin) != _DEHORS:
        return True
    return octets.startswith(_DEBUTS_DE_DOCUMENT) or octets[4:8] == b"ftyp" or chemin.suffix.lower() == ".eml"


def _ailleurs(repertoire: Path, chemin: Path) -> str:
    try:
        if not chemin.resolve().is_relative_to(repertoire.resolve()):
            return _DEHORS
        return "est un lien vers un autre fichier" if chemin.is_symlink() else ""
    except (OSError, ValueError, RuntimeError):
        return ""


def _voisin(chemin: Path) -> str:
    """Un nom du même répertoire qui ne diffère que par ses majuscules ou ses accents; rien s'il n'y en a pas."""
    voulu = _plie(chemin.name)
    return next((nom for nom in _noms(chemin.parent) if _plie(nom) == voulu), "")


def _noms(repertoire: Path) -> Sequence[str]:
    try:
        return sorted(os.listdir(repertoire))  # noqa: PTH208 -- des noms suffisent
    except (OSError, ValueError):
        return ()


def _nfc(nom: str) -> str:
    return unicodedata.normalize("NFC", nom)


def _plie(nom: str) -> str:
    return "".join(s for s in unicodedata.normalize("NFD", nom).casefold() if not unicodedata.combining(s))


def _pourquoi(faute: OSError | ValueError) -> str:
    match faute:
        case TropGros():
            return "il dépasse un gigaoctet"
        case disque.PasOrdinaire() if faute.repertoire:
            return "c’est un répertoire"
        case disque.PasOrdinaire():
            return "ce n’est pas un fichier ordinaire"
        case PermissionError():
            return "vous n’avez pas le droit de le lire"
    return "il ne s’ouvre pas"


def _constats(vue: PieceRegardee, dossier: str | None) -> Iterator[Constat]:
    """Ce qu'il y a à dire d'une pièce; `dossier` est le fichier à nommer dans une commande."""
    ici, nom = ("pieces", vue.rang, "fichier"), f"« {vue.piece.fichier} »"
    lui = f"Le fichier de {vue.piece.id}, {nom}"
    match vue.etat:
        case EtatDePiece.SANS_FICHIER:
            message = f"{vue.piece.id} ne nomme aucun fichier."
            remede = "Si vous en avez un, dites-le à « fichier », à côté du dossier; sinon, gardez bien l’original."
            yield Constat("P307", Gravite.CONSEIL, message, remede, chemin=("pieces", vue.rang, "id"))
        case EtatDePiece.ABSENTE:
            voisin = f" Un fichier de nom voisin est là : « {vue.raison} »." if vue.raison else ""
            remede = f"Remettez-le à cette place, ou corrigez « fichier ».{voisin}"
            yield Constat("P301", Gravite.ERREUR, f"{lui}, n’est pas là.", remede, chemin=ici)
        case EtatDePiece.ILLISIBLE:
            remede = "Donnez à « fichier » le chemin d’un fichier qui s’ouvre, à côté du dossier."
            yield Constat("P303", Gravite.ERREUR, f"{lui}, ne se lit pas : {vue.raison}.", remede, chemin=ici)
        case EtatDePiece.VIDE:
            remede = "Refaites-en la copie; une pièce vide ne prouve rien."
            yield Constat("P304", Gravite.ERREUR, f"{lui}, est vide.", remede, chemin=ici)
        case EtatDePiece.CHANGEE:
            message = f"{lui}, n’est plus celui que le dossier a noté."
            taper = a_taper("pieces", dossier, f"--renoter {vue.piece.id}")
            notez = f"notez-le : « {taper} »" if taper else "changez « empreinte »"
            remede = f"Remettez le fichier d’origine; ou, si c’est le nouveau qu’il faut, {notez}."
            yield Constat("P302", Gravite.ERREUR, message, remede, chemin=("pieces", vue.rang, "empreinte"))
        case EtatDePiece.A_NOTER:
            message = f"L’empreinte de {vue.piece.id} n’est pas notée : on ne saurait pas si {nom} change."
            remede = f"Notez-la : « {a_taper('pieces', dossier, '--noter') or f'empreinte: {vue.empreinte}'} »."
            yield Constat("P308", Gravite.CONSEIL, message, remede, chemin=ici)
    if vue.ailleurs:
        message = f"{lui}, {vue.ailleurs} : il ne suivrait pas le dossier."
        remede = "Copiez-le à côté du dossier, et corrigez « fichier »."
        yield Constat("P305", Gravite.ALERTE, message, remede, chemin=ici)
    if vue.meme_que:
        message = f"{vue.piece.id} et {vue.meme_que} sont le même fichier."
        remede = "Gardez-en un seul numéro, ou donnez à l’autre son vrai fichier."
        yield Constat("P306", Gravite.ALERTE, message, remede, chemin=ici)
