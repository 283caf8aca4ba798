"""Inventaire : les fichiers à nous d'un répertoire, l'affaire de chacun, et le jour d'où il peut partir."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from email.parser import BytesHeaderParser
from email.policy import compat32
from pathlib import Path
from typing import Literal

from lettres.affaire import Affaire
from lettres.affaire.suite.fins import Fin, fin_de
from lettres.barriere.lecture import lire_sa_provenance
from lettres.dossier import Annulation, Dossier
from lettres.lecture.fichier import FORMAT_DE, lire
from lettres.lecture.source import TAILLE_MAX
from lettres.production.pieces import trouver
from lettres.rendu.paquet.provenance import EN_TETE
from lettres.socle import disque
from lettres.socle.chemins import COMPAGNONS
from lettres.socle.classes import dataclass, replace
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import DossierIllisible, DossierInvalide, ModeleInvalide, SortieRefusee
from lettres.sortie.journal import NOM_DU_JOURNAL
from lettres.sortie.noms import marque_du_cahier, nom_de_fichier

SorteDeFichierGarde = Literal["dossier", "lettre", "piece", "journal"]
_Marque = tuple[Path, SorteDeFichierGarde, list[Path]]
"""Un fichier que nul dossier ne nomme, ce qu'il est, et les dossiers dont il porte la marque."""

_LETTRE_MAX = 50_000_000
_MARQUE = re.compile(rb"/lettres\.cahier \(([0-9a-f]{64})\)")
_FORMES = frozenset({".docx", ".pdf", ".html", ".eml"})
_FICHE = "_FICHE.docx"
_COURT = "son affaire court encore"
_NOMME = "un dossier dont l’affaire court encore le nomme"
_JOURNAL = "il ne porte ni nom ni somme, et dit quelles lettres sont parties"
_LIEN = "c’est un lien, ou il passe par un lien : rien ne se suit"


@dataclass(frozen=True, slots=True)
class FichierGarde:
    """Un fichier à nous; `peut_partir_le` vaut None s'il reste, et `raison` dit pourquoi."""

    chemin: Path
    sorte: SorteDeFichierGarde
    dossier: Path | None
    fin: Fin | None
    raison: str
    etat: os.stat_result | None
    """Ce qu'il était quand on l'a regardé."""
    peut_partir_le: date | None = None

    def peut_partir(self, au: date) -> bool:
        """Dit si ce jour est venu."""
        return self.peut_partir_le is not None and self.peut_partir_le <= au


@dataclass(frozen=True, slots=True)
class Inventaire:
    """Les fichiers à nous, dans l'ordre de leurs noms, et ce qu'il faut en savoir."""

    fichiers: tuple[FichierGarde, ...]
    constats: tuple[Constat, ...]

    def a_effacer(self, au: date) -> tuple[FichierGarde, ...]:
        """Ce qui peut partir ce jour-là; chaque dossier après ce qu'il nomme, pour qu'une purge coupée se reprenne."""
        partants = [f for f in self.fichiers if f.peut_partir(au)]
        return tuple(sorted(partants, key=lambda f: (f.sorte == "dossier", f.chemin)))


def inventorier(repertoire: Path, au: date) -> Inventaire:
    """L'inventaire d'un répertoire et de ses sous-répertoires; n'écrit rien, ne suit aucun lien."""
    trouves = sorted(_fichiers(repertoire))
    lus: dict[Path, Dossier] = {}
    illisibles: list[str] = []
    constats = []
    for chemin in trouves:
        if chemin.suffix.lower() not in FORMAT_DE or chemin.name in COMPAGNONS or chemin.is_symlink():
            continue
        try:
            lus[chemin] = lire(chemin)
        except (DossierIllisible, DossierInvalide):
            message = "Ce dossier ne se lit pas : on ne sait pas si son affaire est finie, et il reste."
            remede = "Corrigez-le, d’après ce que « lettres verifier » en dit."
            illisibles.append(_texte(chemin))
            constats.append(Constat("S038", Gravite.ALERTE, message, remede, fichier=str(chemin)))
    fins = {chemin: fin_de(Affaire(dossier, au)) for chemin, dossier in lus.items()}
    gardes: dict[Path, FichierGarde] = {}
    for chemin, dossier in lus.items():
        _garder(gardes, _garde(repertoire, chemin, "dossier", chemin, fins[chemin]))
        for sien, sorte in _nommes(chemin, dossier):
            if _est_dedans(repertoire, sien) and os.path.lexists(sien) and sien not in lus:
                _garder(gardes, _garde(repertoire, sien, sorte, chemin, fins[chemin]))
    for chemin in trouves:
        if chemin.name == NOM_DU_JOURNAL and chemin not in gardes:
            gardes[chemin] = FichierGarde(chemin, "journal", None, None, _JOURNAL, None)
    restants = [chemin for chemin in trouves if chemin not in gardes]
    for chemin, sorte, siens in (*_lettres(restants, lus), *_cahiers(restants, lus)):
        for source in siens:
            _garder(gardes, _garde(repertoire, chemin, sorte, source, fins[source]))
    restent = [_prudent(gardes[chemin], illisibles) for chemin in sorted(gardes)]
    return Inventaire(tuple(restent), tuple(constats))


def _texte(chemin: Path) -> str:
    try:
        return disque.lire(chemin, TAILLE_MAX).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""


def _prudent(garde: FichierGarde, illisibles: list[str]) -> FichierGarde:
    """Ce qu'un dossier illisible nomme peut-être reste : dans le doute, on garde."""
    if garde.sorte != "dossier" and any(garde.chemin.name in texte for texte in illisibles):
        return replace(garde, peut_partir_le=None, raison="un dossier qui ne se lit pas le nomme peut-être")
    return garde


def _fichiers(repertoire: Path) -> Iterator[Path]:
    for racine, repertoires, noms in os.walk(repertoire, followlinks=False):
        repertoires[:] = sorted(r for r in repertoires if not r.startswith("."))
        yield from (Path(racine, nom) for nom in noms if not nom.startswith("."))


def _nommes(chemin: Path, dossier: Dossier) -> Iterator[tuple[Path, SorteDeFichierGarde]]:
    """Les fichiers qu'un dossier nomme : ses pièces et les lettres de son journal."""
    for piece in dossier.pieces:
        if piece.fichier:
            yield trouver(chemin.parent, piece.fichier), "piece"
    for envoi in dossier.envois:
        if not isinstance(envoi, Annulation) and envoi.fichier:
            yield trouver(chemin.parent, envoi.fichier), "lettre"


def _est_dedans(repertoire: Path, chemin: Path) -> bool:
    """Dit si ce chemin, tel qu'il est écrit, est sous le répertoire : on ne purge rien d'ailleurs."""
    absolu = Path(os.path.normpath(chemin.absolute()))
    return absolu.is_relative_to(Path(os.path.normpath(repertoire.absolute())))


def _lettres(chemins: Sequence[Path], lus: Mapping[Path, Dossier]) -> Iterator[_Marque]:
    """Les lettres à nous et les dossiers de chacune; puis leurs textes seuls et leurs fiches.

    Ceux-là ne portent aucune marque : c'est leur nom, à côté d'elle, qui les dit.
    """
    marquees: dict[Path, list[Path]] = {}
    for chemin in chemins:
        if (siens := _notre_lettre(chemin, lus)) is not None:
            marquees.setdefault(chemin.with_suffix(""), siens)
            yield chemin, "lettre", siens
    for chemin in chemins:
        if chemin.suffix.lower() == ".txt" or chemin.name.endswith(_FICHE):
            yield chemin, "lettre", marquees.get(chemin.with_name(chemin.name.removesuffix(_FICHE)).with_suffix(""), [])


def _notre_lettre(chemin: Path, lus: Mapping[Path, Dossier]) -> list[Path] | None:
    """Les dossiers dont ce fichier est une lettre à nous, sous quelque forme; None s'il n'est pas de nous."""
    if chemin.suffix.lower() not in _FORMES or chemin.is_symlink():
        return None
    debuts = {source: nom_de_fichier(d.reference, extension="docx").removesuffix(".docx") for source, d in lus.items()}
    sources = [source for source, debut in debuts.items() if chemin.name.startswith(f"{debut}_")]
    return sources if sources and _est_de_nous(chemin) else None


def _cahiers(chemins: Sequence[Path], lus: Mapping[Path, Dossier]) -> Iterator[_Marque]:
    """Les cahiers de pièces, où que leur nom les cache, et les dossiers dont chacun porte la marque."""
    marques: dict[bytes, list[Path]] = {}
    for source, dossier in lus.items():
        marques.setdefault(marque_du_cahier(dossier.reference).encode(), []).append(source)
    for chemin in chemins:
        if chemin.suffix.lower() == ".pdf" and not chemin.is_symlink():
            try:
                portee = _MARQUE.search(disque.lire(chemin, _LETTRE_MAX))
            except (OSError, ValueError):
                continue
            if portee is not None and (siens := marques.get(portee[1])):
                yield chemin, "piece", siens


def _est_de_nous(chemin: Path) -> bool:
    """Dit si ce fichier porte notre provenance; un texte seul n'en porte aucune."""
    try:
        octets = disque.lire(chemin, _LETTRE_MAX)
        if chemin.suffix.lower() == ".eml":
            entetes = BytesHeaderParser(policy=compat32).parsebytes(octets)
            return any(nom.lower().startswith(EN_TETE.lower()) for nom in entetes)
        return lire_sa_provenance(octets).provenance is not None
    except (OSError, ValueError, ModeleInvalide, SortieRefusee):
        return False


def _garde(repertoire: Path, chemin: Path, sorte: SorteDeFichierGarde, source: Path, fin: Fin | None) -> FichierGarde:
    etat = chemin.lstat()
    if not stat.S_ISREG(etat.st_mode) or _passe_par_un_lien(repertoire, chemin):
        return FichierGarde(chemin, sorte, source, fin, _LIEN, None)
    if fin is None:
        return FichierGarde(chemin, sorte, source, None, _COURT, etat)
    return FichierGarde(chemin, sorte, source, fin, "", etat, fin.peut_partir_le)


def _passe_par_un_lien(repertoire: Path, chemin: Path) -> bool:
    relatif = Path(os.path.normpath(chemin.absolute())).relative_to(Path(os.path.normpath(repertoire.absolute())))
    return any((repertoire / Path(*relatif.parts[:n])).is_symlink() for n in range(1, len(relatif.parts) + 1))


def _garder(gardes: dict[Path, FichierGarde], neuf: FichierGarde) -> None:
    """Un fichier que plusieurs dossiers nomment part avec le dernier d'entre eux, et reste si l'un reste."""
    connu = gardes.get(neuf.chemin)
    if connu is None or (connu.peut_partir_le and neuf.peut_partir_le and connu.peut_partir_le < neuf.peut_partir_le):
        gardes[neuf.chemin] = neuf
    elif connu.peut_partir_le is not None and neuf.peut_partir_le is None:
        gardes[neuf.chemin] = replace(neuf, raison=_NOMME if neuf.raison == _COURT else neuf.raison)
