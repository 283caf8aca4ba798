"""Reliure : les pièces préparées, leur table et leurs intercalaires, en un seul PDF, tamponné, avec ses signets.

Les pages de la table se comptent avant de l'écrire : on la refait tant que ses nombres changent le nombre de ses pages.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, OutlineItem, Pdf

from lettres.cahier.liminaires import Annoncee, Liminaires
from lettres.cahier.mise_en_pages import PiecePreparee, preparer
from lettres.cahier.tampons import Tampon
from lettres.conversion import bureautique
from lettres.conversion.pdf_reuni import enchainer
from lettres.dossier import Dossier
from lettres.langue.ecriture import compte_de
from lettres.production.pieces import Pieces
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.classes import dataclass, replace
from lettres.socle.constats import Constat, Gravite
from lettres.sortie.noms import marque_du_cahier

_ESSAIS = 5


@dataclass(frozen=True, slots=True)
class PieceReliee:
    """Où est une pièce au cahier : la page de son intercalaire, et le nombre de ses pages à elle."""

    id: str
    page: int
    pages: int
    raison: str
    """Pourquoi elle est laissée de côté; vide si elle y est."""
    dites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cahier:
    """Un cahier écrit : le nombre de ses pages, ses pièces, et ce qu'il y a à en dire."""

    pages: int
    pieces: tuple[PieceReliee, ...]
    constats: tuple[Constat, ...]


@dataclass(frozen=True, slots=True)
class _Partie:
    """Des pages qui se suivent au cahier, et le signet qui y mène, s'il y en a un."""

    fichier: Path
    pages: int
    signet: str = ""
    piece: str = ""
    """Le numéro tamponné en haut; vide pour la couverture et la table."""
    compte: bool = False
    """Ses pages se comptent : « page 2 de 5 »."""
    retrait: bool = False
    """Elles font place aux tampons."""


@contextmanager
def relier(
    dossier: Dossier, vues: Pieces, repertoire: Path, *, cache: CheminDeFichier | None = None
) -> Iterator[tuple[Cahier, Path]]:
    """Le cahier des pièces d'un dossier, et son PDF, le temps du bloc; `repertoire` est celui du dossier.

    `cache` : où retrouver déjà compilés les modèles de la couverture, de la table et des intercalaires.
    """
    libreoffice = bureautique.trouver() is not None
    with tempfile.TemporaryDirectory(prefix="lettres-cahier-", ignore_cleanup_errors=True) as ici:
        prive = Path(ici)
        preparees = preparer(vues.regardees, repertoire, prive, libreoffice=libreoffice)
        pages = Liminaires(dossier, a_la_machine=not libreoffice, cache=cache)
        parties, reliees = _mettre_en_ordre(pages, preparees, prive)
        brut, fini = prive / "brut.pdf", prive / "cahier.pdf"
        enchainer([partie.fichier for partie in parties], brut, effacer=True)
        _finir(brut, parties, dossier.reference, fini)
        brut.unlink()
        constats = [*_constats(preparees), *([] if libreoffice else [_sans_libreoffice()])]
        yield Cahier(sum(p.pages for p in parties), reliees, tuple(constats)), fini


def _mettre_en_ordre(
    pages: Liminaires, preparees: Sequence[PiecePreparee], prive: Path
) -> tuple[list[_Partie], tuple[PieceReliee, ...]]:
    """Les parties du cahier, dans l'ordre, et la place de chaque pièce."""
    annoncees = [pages.annoncer(p.vue.rang, p.raison) for p in preparees]
    fichiers = [prive / f"intercalaire-{rang:03}.pdf" for rang in range(len(annoncees))]
    intercalaires = pages.mettre_en_pages([partial(pages.intercalaire, a) for a in annoncees], fichiers)
    tetes = (prive / "couverture.pdf", prive / "table.pdf")
    nombres = [1, 1]
    for _ in range(_ESSAIS):
        annoncees, total = _paginer(annoncees, sum(nombres), intercalaires, preparees)
        compte = f"{compte_de(len(annoncees), 'pièce')}, {compte_de(total, 'page')}"
        words = [partial(pages.couverture, compte), partial(pages.table, annoncees)]
        comptes = pages.mettre_en_pages(words, tetes)
        if comptes == nombres:
            break
        nombres = comptes
    parties = [_Partie(tetes[0], nombres[0], "Couverture"), _Partie(tetes[1], nombres[1], "Table des pièces")]
    for fichier, siennes, annoncee, preparee in zip(fichiers, intercalaires, annoncees, preparees, strict=True):
        parties.append(_Partie(fichier, siennes, f"{annoncee.numero} – {annoncee.titre}", annoncee.numero))
        if preparee.pages:
            sienne = _Partie(preparee.fichier, preparee.pages, piece=annoncee.numero, compte=True)
            parties.append(replace(sienne, retrait=not preparee.margee))
    reliees = tuple(
        PieceReliee(a.numero, a.page, p.pages, p.raison, tuple(p.dites))
        for a, p in zip(annoncees, preparees, strict=True)
    )
    return parties, reliees


def _paginer(
    annoncees: Sequence[Annoncee], tete: int, intercalaires: Sequence[int], preparees: Sequence[PiecePreparee]
) -> tuple[list[Annoncee], int]:
    """Chaque pièce à sa page, quand la couverture et la table en prennent `tete`; et le nombre de pages du cahier."""
    placees, page = [], tete + 1
    for annoncee, devant, preparee in zip(annoncees, intercalaires, preparees, strict=True):
        placees.append(replace(annoncee, page=page))
        page += devant + preparee.pages
    return placees, page - 1


def _finir(brut: Path, parties: Sequence[_Partie], reference: str, fini: Path) -> None:
    """Tamponne, pose les signets et écrit; les mêmes pages donnent les mêmes octets."""
    with Pdf.open(brut, access_mode=pikepdf.AccessMode.stream, suppress_warnings=True) as pdf:
        tampon, total = Tampon(pdf), len(pdf.pages)
        page = 0
        with pdf.open_outline() as signets:
            for partie in parties:
                if partie.signet:
                    signets.root.append(OutlineItem(partie.signet, page, "Fit"))
                for rang in range(1, partie.pages + 1):
                    haut = f"{partie.piece}, page {rang} de {partie.pages}" if partie.compte else partie.piece
                    tampon.poser(pdf.pages[page], haut, f"{page + 1} de {total}", retrait=partie.retrait)
                    page += 1
        pdf.Root.Lang = "fr-CA"
        pdf.Root.PageMode = Name.UseOutlines
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        pdf.docinfo = pdf.make_indirect(Dictionary(Title=f"Cahier de pièces – dossier {reference}", Producer="lettres"))
        pdf.docinfo["/lettres.cahier"] = marque_du_cahier(reference)
        pdf.save(fini, deterministic_id=True)


def _constats(preparees: Sequence[PiecePreparee]) -> list[Constat]:
    constats = []
    for p in preparees:
        ou = ("pieces", p.vue.rang, "fichier" if p.vue.piece.fichier else "id")
        if p.raison:
            message = f"{p.vue.piece.id} n’est pas au cahier : {p.raison}."
            remede = "Donnez-en un fichier qui se mette en pages (PDF, JPEG, PNG), puis refaites le cahier."
            constats.append(Constat("P330", Gravite.ALERTE, message, remede, chemin=ou))
        elif p.dites:
            message = f"De {p.vue.piece.id}, le cahier n’a que les pages : {'; '.join(p.dites)}."
            constats.append(Constat("P331", Gravite.CONSEIL, message, "Gardez l’original tel quel.", chemin=ou))
    return constats


def _sans_libreoffice() -> Constat:
    message = "LibreOffice n’est pas installé : la couverture, la table et les intercalaires sont tapés à la machine."
    return Constat("P332", Gravite.CONSEIL, message, bureautique.comment_l_installer())
