"""Déjà là : les dossiers d'un répertoire, retrouvés par leur débiteur et par leurs factures, tels qu'ils se lisent."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from lettres.dossier.types import lire_date, lire_montant
from lettres.importation.rangement.en_tete import Somme, importees, sommes_importees
from lettres.importation.regroupement import cles_larges
from lettres.lecture.fichier import FORMAT_DE, Format, lire_arbre, lire_octets
from lettres.lecture.source import TAILLE_MAX
from lettres.production.relances.debiteurs import CleDeDebiteur
from lettres.socle import disque
from lettres.socle.chemins import COMPAGNONS
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Chemin, Constat
from lettres.socle.erreurs import ErreurLettres


@dataclass(frozen=True)
class DossierEnPlace:
    """Un dossier du répertoire, ses octets, et ce qu'il dit, validé ou non."""

    chemin: Path
    octets: bytes
    format: Format
    donnees: Mapping[str, Any]

    @property
    def cles(self) -> frozenset[CleDeDebiteur]:
        """Ce à quoi son débiteur se reconnaît."""
        destinataire = self.donnees.get("destinataire")
        if not isinstance(destinataire, Mapping):
            return frozenset()
        adresse = destinataire.get("adresse")
        plates = {**(adresse if isinstance(adresse, Mapping) else {}), **destinataire}
        return cles_larges({cle: v for cle, v in plates.items() if isinstance(v, str)})

    @property
    def nom(self) -> str:
        """Le nom de son débiteur; vide s'il n'en dit pas."""
        destinataire = self.donnees.get("destinataire")
        nom = destinataire.get("nom") if isinstance(destinataire, Mapping) else None
        return nom if isinstance(nom, str) else ""

    @property
    def clos(self) -> bool:
        """Vrai si toute l'affaire est close : une facture neuve n'y serait jamais réclamée."""
        clotures = self.elements("clotures")
        return bool(clotures) and not clotures[-1].get("creances") and clotures[-1].get("issue") != "rouverte"

    def close(self, facture: str) -> bool:
        """Vrai si l'affaire est close pour cette facture."""
        siennes = [c for c in self.elements("clotures") if not c.get("creances") or facture in c["creances"]]
        return bool(siennes) and siennes[-1].get("issue") != "rouverte"

    def elements(self, liste: str) -> list[Mapping[str, Any]]:
        """Les éléments de cette liste, tels qu'ils sont écrits."""
        ecrits = self.donnees.get(liste)
        return [e for e in ecrits if isinstance(e, Mapping)] if isinstance(ecrits, list) else []

    @cached_property
    def importees(self) -> frozenset[str]:
        """Les factures qu'un import y a mises, qu'il les ait encore ou non."""
        return frozenset(importees(self.octets))

    @cached_property
    def sommes_importees(self) -> Mapping[str, Counter[Somme]]:
        """Par facture, ce que les imports y ont mis de payé ou de crédité, qu'il l'ait encore ou non."""
        par_facture: dict[str, Counter[Somme]] = {}
        for somme, fois in sommes_importees(self.octets).items():
            par_facture.setdefault(somme.facture, Counter())[somme] = fois
        return par_facture

    @cached_property
    def a_remplir(self) -> frozenset[Chemin]:
        """Les valeurs qui sont un blanc que l'import a laissé, et qui le dit encore."""
        lignes = self.octets.decode(errors="replace").splitlines()
        dites = {rang for rang, ligne in enumerate(lignes, 1) if "# à remplir" in ligne}
        places = lire_arbre(self.octets, fichier=self.chemin.name, format=self.format).valeurs
        return frozenset(chemin for chemin, place in places.items() if place[0] in dites)

    def rang(self, facture: str) -> int | None:
        """Le rang de cette facture dans ses créances."""
        creances = self.donnees.get("creances")
        for rang, creance in enumerate(creances if isinstance(creances, list) else ()):
            if isinstance(creance, Mapping) and creance.get("facture") == facture:
                return rang
        return None


def pareils(cle: str, ecrit: object, lu: str) -> bool:
    """Dit si une personne a écrit la même chose que l'export, fût-ce autrement : « 60,00 $ », « 1er août 2026 »."""
    if cle == "montant":
        return somme_ecrite(ecrit) == Decimal(lu)
    return ecrit == lu or jour_ecrit(ecrit) == lu


def jour_ecrit(ecrit: object) -> str:
    """Le jour qu'un dossier écrit, sous la forme « 2026-08-31 »; le texte même, si ce n'en est pas un."""
    try:
        return lire_date(ecrit).isoformat()
    except PydanticCustomError:
        return str(ecrit)


def somme_ecrite(ecrit: object) -> Decimal | None:
    """La somme qu'un dossier écrit; None si elle ne se lit pas."""
    try:
        return lire_montant(ecrit)
    except PydanticCustomError:
        return None


@dataclass
class Repertoire:
    """Les dossiers en place, par débiteur et par facture; et ceux qui ne se lisent pas."""

    chemin: Path
    par_cle: dict[CleDeDebiteur, list[DossierEnPlace]] = field(default_factory=dict)
    par_facture: dict[str, DossierEnPlace] = field(default_factory=dict)
    noms: set[str] = field(default_factory=set)
    illisibles: list[Constat] = field(default_factory=list)
    textes_illisibles: dict[Path, bytes] = field(default_factory=dict)
    importees: dict[str, DossierEnPlace] = field(default_factory=dict)
    """Le dossier où un import d'avant a mis chaque facture, qu'il l'ait encore ou non."""
    aussi_dans: dict[str, list[Path]] = field(default_factory=dict)
    """Les autres dossiers qui ont une facture que l'un d'eux a déjà."""

    @cached_property
    def _dans_un_sous_repertoire(self) -> Mapping[str, list[DossierEnPlace]]:
        """Par facture, les dossiers rangés un répertoire plus bas, où rien ne se complète; lus si l'on en a besoin."""
        trouves: dict[str, list[DossierEnPlace]] = {}
        sous = sorted(p for p in self.chemin.iterdir() if p.is_dir() and not p.name.startswith("."))
        for chemin in (c for un in sous if os.access(un, os.R_OK | os.X_OK) for c in _fichiers(un)):
            try:
                octets, nom, format_ = lire_octets(chemin)
                donnees = lire_arbre(octets, fichier=nom, format=format_).donnees if b"creances" in octets else {}
            except (ErreurLettres, OSError):
                continue
            range_ = DossierEnPlace(chemin, octets, format_, donnees)
            for creance in range_.elements("creances"):
                trouves.setdefault(str(creance.get("facture")), []).append(range_)
        return trouves

    def plus_bas(self, facture: str) -> list[DossierEnPlace]:
        """Les dossiers d'un sous-répertoire qui ont une facture de ce numéro."""
        return self._dans_un_sous_repertoire.get(facture, [])

    def peut_etre_dans(self, facture: str) -> Path | None:
        """Le dossier illisible où ce numéro paraît : la facture y est peut-être déjà."""
        if not self.textes_illisibles:
            return None
        numero = re.compile(rb"(?<![\w-])" + re.escape(facture.encode()) + rb"(?![\w-])")
        return next((chemin for chemin, octets in self.textes_illisibles.items() if numero.search(octets)), None)


def parcourir(repertoire: Path) -> Repertoire:
    """Les dossiers de ce répertoire; le premier, dans l'ordre des noms, garde la facture que deux dossiers ont."""
    trouve = Repertoire(repertoire)
    for chemin in _fichiers(repertoire):
        try:
            octets, nom, format_ = lire_octets(chemin)
            donnees = lire_arbre(octets, fichier=nom, format=format_).donnees
        except ErreurLettres as refus:
            trouve.illisibles += refus.constats
            trouve.textes_illisibles[chemin] = _octets(chemin)
            continue
        en_place = DossierEnPlace(chemin, octets, format_, donnees)
        for cle in en_place.cles:
            trouve.par_cle.setdefault(cle, []).append(en_place)
        trouve.importees.update((numero, en_place) for numero in importees(octets))
        for creance in en_place.elements("creances"):
            facture = creance.get("facture")
            if isinstance(facture, str) and trouve.par_facture.setdefault(facture, en_place) is not en_place:
                trouve.aussi_dans.setdefault(facture, []).append(chemin)
    trouve.noms = set(os.listdir(repertoire)) if repertoire.is_dir() else set()  # noqa: PTH208 -- des noms, sans plus
    return trouve


def _octets(chemin: Path) -> bytes:
    try:
        return disque.lire(chemin, TAILLE_MAX, suivre=True)
    except (OSError, ValueError):
        return b""


def _fichiers(repertoire: Path) -> Iterator[Path]:
    if not repertoire.is_dir():
        return
    for chemin in sorted(repertoire.iterdir()):
        nom = chemin.name
        a_part = nom in COMPAGNONS or nom == "lettres.toml" or nom.startswith(".")
        if chemin.suffix.lower() in FORMAT_DE and not a_part:
            yield chemin
