"""Mise en pages : de chaque pièce, des pages sûres dans un répertoire à nous; ou la raison de la laisser de côté."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from lettres.cahier.courriels_lus import en_texte_seul
from lettres.cahier.pages_d_images import poser_l_image
from lettres.cahier.pages_sures import SansPages, copier_les_pages
from lettres.cahier.sortes_de_pieces import Reconnu, SorteDePiece, reconnaitre
from lettres.conversion.bureautique import PAR_APPEL, Ecrit, convertir
from lettres.production.pieces import EtatDePiece, PieceRegardee, empreinte_de, trouver
from lettres.socle import disque
from lettres.socle.classes import dataclass, field

_ECRIT_MAX = 50_000_000
_ENSEMBLE_MAX = 16_000_000
"""Les octets d'écrits que l'on confie à LibreOffice d'un coup : ceux-là seuls sont en mémoire."""

_SANS_FICHIER = {
    EtatDePiece.SANS_FICHIER: "le dossier n’en nomme aucun fichier",
    EtatDePiece.ABSENTE: "son fichier n’est pas là",
    EtatDePiece.VIDE: "son fichier est vide",
    EtatDePiece.CHANGEE: "son fichier n’est plus celui que le dossier a noté",
}
_AUTRE = "ce format ne se met pas en pages ici : enregistrez-la en PDF"
_DEHORS = (
    "son fichier, hors du répertoire du dossier, n’est pas un document; "
    "si c’est bien une pièce, copiez-le à côté du dossier"
)
_SANS_LIBREOFFICE = "il faut LibreOffice pour en faire des pages, et il n’est pas installé"


@dataclass(slots=True)
class PiecePreparee:
    """Une pièce : le fichier de ses pages et leur nombre, ou pourquoi il n'y en a pas."""

    vue: PieceRegardee
    fichier: Path
    pages: int = 0
    raison: str = ""
    margee: bool = False
    """Ses marges sont de nous : rien n'y est sous un tampon."""
    dites: list[str] = field(default_factory=list)
    """Ce qu'il faut savoir de ses pages : ce qui n'en a pas été copié."""


def preparer(vues: Sequence[PieceRegardee], repertoire: Path, prive: Path, *, libreoffice: bool) -> list[PiecePreparee]:
    """Les pièces, dans leur ordre; `repertoire` est celui du dossier, et `prive`, celui qui reçoit leurs pages."""
    preparees: list[PiecePreparee] = []
    ecrits: list[tuple[PiecePreparee, Reconnu]] = []
    for vue in vues:
        preparee = PiecePreparee(vue, prive / f"piece-{vue.rang:03}.pdf")
        preparees.append(preparee)
        copie = prive / f"piece-{vue.rang:03}.original"
        try:
            _copier(vue, repertoire, copie)
            reconnu = reconnaitre(copie, vue.piece.fichier or "")
            match reconnu.sorte:
                case SorteDePiece.PDF:
                    preparee.pages, preparee.dites = copier_les_pages(copie, preparee.fichier)
                case SorteDePiece.IMAGE:
                    preparee.dites, preparee.margee = poser_l_image(copie, brute := copie.with_suffix(".image")), True
                    preparee.pages, _ = copier_les_pages(brute, preparee.fichier)
                    brute.unlink()
                case SorteDePiece.AUTRE:
                    raise SansPages(_AUTRE)
                case SorteDePiece.TEXTE if vue.dehors:
                    # -- un chemin fautif y mettrait un fichier du poste, et le cahier va à l'autre partie --
                    raise SansPages(_DEHORS)
                case _ if not libreoffice:
                    raise SansPages(_SANS_LIBREOFFICE)
                case _:
                    preparee.margee = reconnu.sorte is not SorteDePiece.ECRIT
                    ecrits.append((preparee, reconnu))
                    continue
        except SansPages as raison:
            preparee.raison = str(raison)
        copie.unlink(missing_ok=True)
    for groupe in _par_appel(ecrits):
        _mettre_en_pages(groupe)
    return preparees


def _copier(vue: PieceRegardee, repertoire: Path, copie: Path) -> None:
    """Copie le fichier de la pièce, et s'assure que c'est bien celui que l'on a regardé. Lève SansPages."""
    if vue.etat is EtatDePiece.ILLISIBLE:
        raise SansPages(f"son fichier ne se lit pas : {vue.raison}")
    if vue.etat in _SANS_FICHIER or vue.piece.fichier is None:
        raise SansPages(_SANS_FICHIER[vue.etat])
    try:
        descripteur = disque.ouvrir(trouver(repertoire, vue.piece.fichier), suivre=True)
        with open(descripteur, "rb") as source, copie.open("xb") as cible:  # noqa: PTH123 -- un descripteur déjà ouvert
            shutil.copyfileobj(source, cible, 1 << 20)
        if empreinte_de(copie) != (vue.empreinte, vue.octets):
            raise SansPages("son fichier a changé pendant qu’on le copiait")
    except (OSError, ValueError):
        raise SansPages("son fichier ne se lit plus") from None


# -- Les écrits, par LibreOffice --


def _par_appel(ecrits: Sequence[tuple[PiecePreparee, Reconnu]]) -> Iterator[list[tuple[PiecePreparee, Reconnu]]]:
    groupe: list[tuple[PiecePreparee, Reconnu]] = []
    octets = 0
    for preparee, reconnu in ecrits:
        siens = preparee.vue.octets or 0
        if groupe and (octets + siens > _ENSEMBLE_MAX or len(groupe) == PAR_APPEL):
            yield groupe
            groupe, octets = [], 0
        groupe.append((preparee, reconnu))
        octets += siens
    if groupe:
        yield groupe


def _mettre_en_pages(groupe: Sequence[tuple[PiecePreparee, Reconnu]]) -> None:
    lus: list[tuple[PiecePreparee, Ecrit]] = []
    for preparee, reconnu in groupe:
        copie = preparee.fichier.with_suffix(".original")
        try:
            lus.append((preparee, _ecrit(disque.lire(copie, _ECRIT_MAX + 1), reconnu)))
        except SansPages as raison:
            preparee.raison = str(raison)
        copie.unlink()
    for (preparee, _), pdf in zip(lus, convertir([ecrit for _, ecrit in lus], nu=True), strict=True):
        brut = preparee.fichier.with_suffix(".brut")
        try:
            if not isinstance(pdf, bytes):
                raise SansPages("LibreOffice ne sait pas la lire")
            brut.write_bytes(pdf)
            preparee.pages, _dites = copier_les_pages(brut, preparee.fichier)
        except SansPages as raison:
            preparee.raison = str(raison)
        brut.unlink(missing_ok=True)


def _ecrit(octets: bytes, reconnu: Reconnu) -> Ecrit:
    """Ce que LibreOffice en lira : un texte y entre sous la marque de son codage."""
    if len(octets) > _ECRIT_MAX:
        raise SansPages("son fichier dépasse cinquante mégaoctets")
    if reconnu.sorte is SorteDePiece.ECRIT:
        return Ecrit(octets, reconnu.extension)
    try:
        texte = en_texte_seul(octets) if reconnu.sorte is SorteDePiece.COURRIEL else _decoder(octets)
    except ValueError:
        raise SansPages("ce message n’a pas de texte qui se lise") from None
    return Ecrit(texte.encode("utf-8-sig", "replace"), ".txt")


def _decoder(octets: bytes) -> str:
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", "replace")
