"""Entrées : d'où viennent les dossiers d'un lot (déjà lus, fichiers, octets) et comment on les lit, un à un."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import BinaryIO

from lettres.dossier import Dossier
from lettres.lecture import Donnees, lire, lire_texte, valider
from lettres.lecture.codes_lus import CodeLu
from lettres.lecture.codes_lus import faute as faute_du_dossier
from lettres.lecture.fichier import Format
from lettres.lecture.source import TAILLE_MAX
from lettres.production.projet import Projet, lire_images
from lettres.socle.chemins import CheminDeFichier, chemin_absolu, en_chemin, nom_montre
from lettres.socle.classes import dataclass, field, replace
from lettres.socle.constats import Constat
from lettres.socle.erreurs import DossierInvalide, ErreurLettres

ENTREE_STANDARD = "<entrée>"


@dataclass(frozen=True, slots=True)
class Ligne:
    """Une ligne de JSON, qui est un dossier entier; `numero` compte à partir de 1.

    Les octets de plusieurs lignes, en JSON, en YAML ou en TOML, en sont une aussi, dont `numero` est la première.
    """

    octets: bytes
    numero: int
    fichier: str = ENTREE_STANDARD
    format: Format = "json"


SourceSimple = Donnees | Ligne | bytes | CheminDeFichier
"""Un dossier déjà lu, le dict de ses faits, ses octets, une ligne d'un flux, ou le chemin d'un fichier."""


@dataclass(frozen=True, slots=True)
class AvecImages:
    """Un dossier du lot et les images de son expéditeur, en octets : elles passent avant celles de tout le lot.

    `signer` dit si sa lettre se signe; None, comme le reste du lot. Lève ValueError pour ce qui n'est pas une image.
    """

    source: SourceSimple
    images: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    signer: bool | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "images", lire_images(self.images))


SourceDeLot = SourceSimple | AvecImages
"""Un dossier, avec ou sans ses images."""


@dataclass(frozen=True, slots=True)
class LettreDue:
    """Un dossier dont on veut, de ses lettres dues ce jour-là, celle de ce rang, compté de 0."""

    source: Ligne | str
    rang: int


@dataclass(frozen=True, slots=True)
class Entree:
    """Un dossier du lot, ou son refus; `nom` est ce qu'on en montre, `contenu` ce qu'un autre processus saura lire."""

    nom: str
    contenu: Dossier | Ligne | str | ErreurLettres
    due: int = 0
    """De ses lettres dues, le rang de celle que l'on veut, si l'on n'en nomme aucune."""
    images: Mapping[str, bytes] = field(default_factory=dict)
    signer: bool | None = None

    def illustrer(self, projet: Projet, images: Mapping[str, bytes], *, signer: bool) -> Projet:
        """Le projet, avec les images de tout le lot et les siennes, signé s'il le faut."""
        voulu = signer if self.signer is None else self.signer
        if not (voulu or images or self.images):
            return projet
        return replace(projet, signer=voulu, images={**images, **self.images})

    def lire(self) -> Dossier:
        """Le dossier. Lève DossierIllisible ou DossierInvalide."""
        if isinstance(self.contenu, ErreurLettres):
            raise self.contenu
        if isinstance(self.contenu, Dossier):
            return self.contenu
        if isinstance(self.contenu, str):
            return lire(self.contenu)
        return lire_texte(self.contenu.octets, fichier=self.contenu.fichier, format=self.contenu.format)

    def situer(self, constats: Iterable[Constat]) -> tuple[Constat, ...]:
        """Les constats, à leur place dans ce que l'usager a nommé."""
        return tuple(self._situer(constat) for constat in constats)

    def _situer(self, constat: Constat) -> Constat:
        if constat.fichier is None and not isinstance(self.contenu, Dossier | ErreurLettres):
            return replace(constat, fichier=self.nom)
        if isinstance(self.contenu, str):
            return replace(constat, fichier=self.nom) if constat.fichier == nom_montre(self.contenu) else constat
        if isinstance(self.contenu, Ligne) and constat.fichier == self.contenu.fichier:
            return replace(constat, ligne=(constat.ligne or 1) + self.contenu.numero - 1)
        return constat


def entrees(
    sources: Iterable[SourceDeLot | LettreDue],
    pannes: list[Exception],
    *,
    absolues: bool = False,
    format: Format = "json",
) -> Iterator[Entree]:
    """Une entrée par source, à mesure qu'on les demande; `absolues` pour qui n'a pas le même dossier courant.

    `format` est celui des octets; un fichier a celui de son extension.
    Ce que la suite de l'appelant lève finit les entrées et va dans `pannes` : les dossiers déjà donnés passent d'abord.
    """
    suite = enumerate(sources, 1)
    while True:
        try:
            rang, source = next(suite)
        except StopIteration:
            return
        except Exception as panne:  # noqa: BLE001 -- à l'appelant : elle lui est rendue telle quelle
            pannes.append(panne)
            return
        yield _entree(rang, source, absolues=absolues, format_=format)


def _entree(rang: int, source: SourceDeLot | LettreDue, *, absolues: bool, format_: Format) -> Entree:
    """L'entrée d'une source, quelle qu'elle soit; ne lève jamais : ce qui n'est pas un dossier est un refus."""
    if isinstance(source, AvecImages):
        entree = _entree(rang, source.source, absolues=absolues, format_=format_)
        return replace(entree, images=source.images, signer=source.signer)
    if isinstance(source, LettreDue):
        return replace(_entree(rang, source.source, absolues=absolues, format_=format_), due=source.rang)
    nom = f"dossier {rang}"
    if isinstance(source, bytes):
        # -- une ligne de JSON en est une de l'entrée; un document a ses propres lignes --
        if format_ != "json" or b"\n" in source.rstrip():
            return Entree(nom, Ligne(source, 1, nom, format_))
        source = Ligne(source, rang)
    if isinstance(source, Ligne):
        return Entree(f"{source.fichier}:{source.numero}", source)
    try:
        if isinstance(source, str | PathLike):
            nom, chemin = nom_montre(source), en_chemin(source)
            if chemin is not None:
                return Entree(nom, chemin_absolu(chemin) if absolues else chemin)
            return Entree(nom, lire(source))
        dossier = valider(source)
        return Entree(dossier.origine.fichier if dossier.origine else nom, dossier)
    except ErreurLettres as refus:
        return Entree(nom, refus)
    except Exception as faute:  # noqa: BLE001 -- un objet de l'appelant peut lever n'importe quoi
        return Entree(nom, _refuser("Cet objet ne se lit pas comme un dossier", faute))


def transportable(entree: Entree) -> Entree:
    """L'entrée, ou son refus si elle ne passe pas d'un processus à l'autre (une sous-classe locale de Dossier)."""
    try:
        pickle.dumps(entree)
    except Exception as faute:  # noqa: BLE001 -- chaque objet échoue à sa façon
        return replace(entree, contenu=_refuser("Ce dossier ne passe pas d’un processus à l’autre", faute))
    return entree


def _refuser(message: str, faute: Exception) -> DossierInvalide:
    """Le refus d'un objet de l'appelant : le nom de ce qu'il a levé, jamais son texte."""
    remede = "Donnez un Dossier, un dict, un chemin ou les octets d’un dossier."
    return DossierInvalide([faute_du_dossier(CodeLu.AUTRE, f"{message} ({type(faute).__name__}).", remede)])


def lignes(flux: BinaryIO, fichier: str = ENTREE_STANDARD) -> Iterator[Ligne]:
    """Les lignes non vides d'un flux de JSON Lines; d'une ligne trop longue, seul le début est gardé en mémoire."""
    numero = 0
    while octets := flux.readline(TAILLE_MAX + 1):
        numero += 1
        morceau = octets
        while len(morceau) > TAILLE_MAX and not morceau.endswith(b"\n"):
            morceau = flux.readline(TAILLE_MAX + 1)
        if octets.strip():
            yield Ligne(octets, numero, fichier)
