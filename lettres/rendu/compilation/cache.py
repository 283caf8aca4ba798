"""Cache : garde un modèle compilé d'une commande à l'autre, pour n'avoir ni docxtpl à charger ni rien à recompiler.

Un fichier du cache contient du code qui s'exécutera : il n'est lu que s'il appartient à l'usager, que lui seul peut
l'écrire, et s'il est entier. Sa clé tient compte du modèle, des champs permis et de tout ce qui compile : au moindre
changement, on recompile. Sans cache, ou s'il se refuse, tout marche de même, plus lentement. Ce qui, là, n'est pas une
entrée du cache n'est ni lu, ni remplacé, ni effacé.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import re
import stat
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple, fields
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jinja2

from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.moteur.gabarit import Gabarit
from lettres.rendu.moteur.lecture_stricte import Defaut
from lettres.rendu.moteur.moteur import ModeleCompile, Structure
from lettres.rendu.paquet.archive import Compresseur, Socle
from lettres.socle import disque
from lettres.socle.champ import Champ
from lettres.socle.constats import Constat, Gravite
from lettres.socle.places import DansWord

FICHIERS_MAX = 64
_FORMAT = 2
_EMPREINTE = hashlib.sha256().digest_size
_SUFFIXE = ".modele"
_ENTREE = re.compile(rf"[0-9a-f]{{{2 * _EMPREINTE}}}{re.escape(_SUFFIXE)}")
_ENTREE_MAX = 100_000_000
_GABARIT = tuple(champ.name for champ in fields(Gabarit) if champ.init and champ.name != "places")


def cle(octets: bytes, champs: Mapping[str, Champ] | None) -> str:
    """La clé d'un modèle : deux compilations qui pourraient différer n'ont pas la même."""
    permis = None if champs is None else sorted((c.chemin, c.genre, c.libelle) for c in champs.values())
    outils = (_FORMAT, sys.version, jinja2.__version__, _etat_de_docxtpl(), _etat_du_moteur())
    return hashlib.sha256(repr((outils, permis)).encode() + hashlib.sha256(octets).digest()).hexdigest()


def garder(repertoire: Path, cle_: str, modele: ModeleCompile) -> None:
    """Écrit un modèle compilé, d'un seul coup, pour son seul propriétaire; renonce sans bruit si le disque refuse."""
    with suppress(OSError, ValueError):
        disque.creer_repertoire(repertoire, [])
        if not _est_sur(repertoire):
            return
        donnees = marshal.dumps(_aplatir(modele))
        with disque.inacheve(hashlib.sha256(donnees).digest() + donnees, repertoire) as temporaire:
            disque.remplacer(temporaire, repertoire / f"{cle_}{_SUFFIXE}")
        _borner(repertoire)


def reprendre(
    repertoire: Path, cle_: str, nom: str, champs: Mapping[str, Champ] | None, compresseur: Compresseur
) -> ModeleCompile | None:
    """Le modèle gardé sous cette clé, nommé `nom`; None s'il n'y en a pas, ou s'il n'est pas sûr."""
    donnees = _lire(repertoire, cle_)
    if donnees is None:
        return None
    try:
        return _deplier(marshal.loads(donnees), nom, champs, compresseur)  # noqa: S302 -- à nous, entier : voir _lire
    except (ValueError, EOFError, TypeError, KeyError):
        return None


def _lire(repertoire: Path, cle_: str) -> bytes | None:
    try:
        if not _est_sur(repertoire):
            return None
        descripteur = disque.ouvrir(repertoire / f"{cle_}{_SUFFIXE}")
        try:
            etat = os.fstat(descripteur)
            if not disque.est_a_nous(etat) or etat.st_size > _ENTREE_MAX:
                return None
            contenu = disque.lire_le_debut(descripteur, _ENTREE_MAX)
        finally:
            os.close(descripteur)
    except (OSError, ValueError):
        return None
    donnees = contenu[_EMPREINTE:]
    return donnees if hashlib.sha256(donnees).digest() == contenu[:_EMPREINTE] else None


def _est_sur(repertoire: Path) -> bool:
    """Un vrai répertoire, non un lien, où l'usager seul écrit."""
    etat = repertoire.lstat()
    return stat.S_ISDIR(etat.st_mode) and disque.est_a_nous(etat)


def _borner(repertoire: Path) -> None:
    """Efface les plus vieilles entrées du cache, s'il y en a trop."""
    entrees: list[tuple[int, Path]] = []
    for chemin in repertoire.iterdir():
        with suppress(FileNotFoundError):
            etat = chemin.lstat()
            if _ENTREE.fullmatch(chemin.name) and stat.S_ISREG(etat.st_mode) and disque.est_a_nous(etat):
                entrees.append((etat.st_mtime_ns, chemin))
    for _, ancienne in sorted(entrees)[:-FICHIERS_MAX]:
        with suppress(FileNotFoundError):
            ancienne.unlink()


def _etat_de_docxtpl() -> tuple[int, int]:
    """L'état du fichier de docxtpl qui prépare le XML, sans charger docxtpl."""
    trouve = find_spec("docxtpl")
    if trouve is None or trouve.origin is None:
        return (0, 0)
    etat = Path(trouve.origin).with_name("template.py").stat()
    return etat.st_mtime_ns, etat.st_size


def _etat_du_moteur() -> list[tuple[str, int, int]]:
    return sorted(
        (f.as_posix(), f.stat().st_mtime_ns, f.stat().st_size) for f in Path(__file__).parents[1].rglob("*.py")
    )


def _aplatir(modele: ModeleCompile) -> tuple[Any, ...]:
    structure = modele._structure
    return (
        *(modele.empreinte, modele.champs_imprimes, modele.champs_lus, modele.raisons),
        tuple((c.code, c.gravite.value, c.message, c.remede, _place_plate(c.dans)) for c in modele.soins),
        *((s.octets, s.index, s.nombre) for s in (modele._socle, modele._socle_signe)),
        modele._empreintes,
        tuple(tuple(getattr(gabarit, nom) for nom in _GABARIT) for gabarit in modele._gabarits),
        tuple({numero: _place_plate(ou) for numero, ou in gabarit.places.items()} for gabarit in modele._gabarits),
        tuple((d.code, d.partie, d.message) for d in structure.defauts),
        *(structure.sections, structure.finit_par_section, dict(structure.relations)),
        *(structure.dessins_fixes, structure.style_ebauche),
    )


def _place_plate(ou: object) -> tuple[Any, ...] | None:
    return astuple(ou) if isinstance(ou, DansWord) else None


def _deplier(donnees: Any, nom: str, champs: Mapping[str, Champ] | None, compresseur: Compresseur) -> ModeleCompile:
    """L'inverse de `_aplatir`."""
    empreinte, imprimes, lus, raisons, soins, socle, signe, empreintes, gabarits, places, defauts, *structure = donnees
    return ModeleCompile(
        nom,
        empreinte,
        imprimes,
        lus,
        raisons,
        tuple(
            Constat(code, Gravite(g), message, remede, fichier=nom, dans=DansWord(*dans) if dans else None)
            for code, g, message, remede, dans in soins
        ),
        ChampsConnus(champs),
        Socle(*socle),
        Socle(*signe),
        empreintes,
        tuple(
            Gabarit(*(*gabarit, {numero: DansWord(*ou) for numero, ou in siennes.items()}))
            for gabarit, siennes in zip(gabarits, places, strict=True)
        ),
        Structure(frozenset(Defaut(*defaut) for defaut in defauts), *structure),
        compresseur,
    )
