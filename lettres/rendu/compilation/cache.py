"""Cache : garde ce qui est long à préparer d'un modèle, d'une commande à l'autre, pour n'avoir pas à charger docxtpl.

Un fichier du cache n'est que des données : des textes, des nombres, les parties communes des lettres. Rien de ce qu'il
contient n'est du code : chaque partition y repasse, comme celle d'un modèle qu'on ouvre, par la preuve et par le
montage, qui n'a d'instructions que pour lire un champ, choisir, répéter et imprimer. Il n'est pourtant lu que s'il
appartient à l'usager, que lui seul peut l'écrire, et s'il est entier. Sa clé tient compte du modèle, des champs permis
et de tout ce qui prépare : au moindre changement, on recommence. Sans cache, ou s'il se refuse, tout marche de même,
plus lentement. Ce qui, là, n'est pas une entrée du cache n'est ni lu, ni remplacé, ni effacé.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree

from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.compilation.gravure import graver
from lettres.rendu.compilation.preuve import raisons_du_modele
from lettres.rendu.moteur.gabarit import (
    AppelDImage,
    Apprete,
    EntetesDuModele,
    ListesRecommencees,
    PlaceDImage,
    Structure,
)
from lettres.rendu.moteur.lecture_stricte import Defaut
from lettres.rendu.moteur.moteur import ModeleCompile
from lettres.rendu.paquet.archive import Compresseur, Tronc
from lettres.socle import disque
from lettres.socle.champ import Champ
from lettres.socle.constats import Constat, Gravite
from lettres.socle.places import DansWord

FICHIERS_MAX = 64
_FORMAT = 6
_EMPREINTE = hashlib.sha256().digest_size
_SUFFIXE = ".modele"
_ENTREE = re.compile(rf"[0-9a-f]{{{2 * _EMPREINTE}}}{re.escape(_SUFFIXE)}")
_ENTREE_MAX = 100_000_000


def cle(octets: bytes, champs: Mapping[str, Champ] | None) -> str:
    """La clé d'un modèle : deux compilations qui pourraient différer n'ont pas la même."""
    permis = None if champs is None else sorted((c.chemin, c.genre, c.libelle) for c in champs.values())
    outils = (_FORMAT, etree.LXML_VERSION, _etat_de_docxtpl(), _etat_du_moteur())
    return hashlib.sha256(repr((outils, permis)).encode() + hashlib.sha256(octets).digest()).hexdigest()


def garder(repertoire: Path, cle_: str, modele: ModeleCompile) -> None:
    """Écrit de quoi le refaire, d'un seul coup, pour son seul propriétaire; renonce sans bruit si le disque refuse."""
    with suppress(OSError, ValueError):
        disque.creer_repertoire(repertoire, [])
        if not _est_sur(repertoire):
            return
        donnees = json.dumps(_aplatir(modele)).encode()
        with disque.inacheve(hashlib.sha256(donnees).digest() + donnees, repertoire) as temporaire:
            disque.remplacer(temporaire, repertoire / f"{cle_}{_SUFFIXE}")
        _borner(repertoire)


def reprendre(
    repertoire: Path, cle_: str, nom: str, champs: Mapping[str, Champ] | None, compresseur: Compresseur
) -> ModeleCompile | None:
    """Le modèle gardé sous cette clé, nommé `nom`; None s'il n'y en a pas, ou s'il n'est ni sûr ni permis."""
    donnees = _lire(repertoire, cle_)
    if donnees is None:
        return None
    try:
        return _deplier(json.loads(donnees), nom, ChampsConnus(champs), compresseur)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
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
    return sorted(_etats(str(Path(__file__).parents[1])))


def _etats(repertoire: str) -> Iterator[tuple[str, int, int]]:
    """L'état de chacun de ses modules : cent fichiers, à chaque départ; une seule lecture du disque par fichier."""
    with os.scandir(repertoire) as entrees:
        for entree in entrees:
            if entree.is_dir():
                yield from _etats(entree.path)
            elif entree.name.endswith(".py"):
                etat = entree.stat()
                yield entree.path, etat.st_mtime_ns, etat.st_size


def _aplatir(modele: ModeleCompile) -> dict[str, Any]:
    structure = modele._structure
    return {
        "empreinte": modele.empreinte,
        "raisons": modele.raisons,
        "soins": [(c.code, c.gravite.value, c.message, c.remede, _place_plate(c.dans)) for c in modele.soins],
        "troncs": [_tronc_plat(tronc) for tronc in (modele._tronc, modele._tronc_signe)],
        "empreintes": modele._empreintes,
        "imprimes": sorted(modele.champs_imprimes),
        "lus": sorted(modele.champs_lus),
        "parties": [
            (a.nom, a.titre, a.partition, a.est_de_notes, a.change_les_colonnes, _places_plates(a.places))
            for a in (gabarit.apprete for gabarit in modele._gabarits)
        ],
        "defauts": [(d.code, d.partie, d.message, d.remede) for d in structure.defauts],
        "sections": structure.sections,
        "finit_par_section": structure.finit_par_section,
        "relations": {nom: sorted(relations) for nom, relations in structure.relations.items()},
        "dessins_fixes": sorted(structure.dessins_fixes),
        "style_ebauche": structure.style_ebauche,
        "images": structure.images,
        "listes": structure.listes,
        "places": structure.places,
        "entetes": modele._entetes.partitions,
    }


def _place_plate(ou: object) -> tuple[Any, ...] | None:
    return astuple(ou) if isinstance(ou, DansWord) else None


def _places_plates(places: Mapping[int, DansWord]) -> list[tuple[int, tuple[Any, ...]]]:
    return [(numero, astuple(ou)) for numero, ou in places.items()]


def _depliees(places: Iterable[tuple[int, Iterable[Any]]]) -> dict[int, DansWord]:
    return {int(numero): DansWord(*ou) for numero, ou in places}


def _tronc_plat(tronc: Tronc) -> tuple[str, str, int]:
    return base64.b64encode(tronc.octets).decode(), base64.b64encode(tronc.index).decode(), tronc.nombre


def _listes(lues: list[Any] | None) -> ListesRecommencees | None:
    if lues is None:
        return None
    partie, avant, apres, premier, definitions = lues
    return ListesRecommencees(str(partie), str(avant), str(apres), int(premier), tuple(map(str, definitions)))


def _deplier(lu: dict[str, Any], nom: str, connus: ChampsConnus, compresseur: Compresseur) -> ModeleCompile | None:
    """Le modèle que ces données décrivent, regravé; None s'il est moins prouvé qu'elles ne le disent."""
    gabarits = tuple(
        graver(Apprete(partie, titre, partition, bool(notes), bool(colonnes), _depliees(places)))
        for partie, titre, partition, notes, colonnes, places in lu["parties"]
    )
    raisons = tuple(map(str, lu["raisons"]))
    if not set(raisons_du_modele(gabarits)).issubset(raisons):
        return None
    tronc, signe = (Tronc(base64.b64decode(o), base64.b64decode(i), int(n)) for o, i, n in lu["troncs"])
    return ModeleCompile(
        nom,
        str(lu["empreinte"]),
        frozenset(map(str, lu["imprimes"])),
        frozenset(map(str, lu["lus"])),
        raisons,
        tuple(
            Constat(code, Gravite(g), message, remede, fichier=nom, dans=DansWord(*dans) if dans else None)
            for code, g, message, remede, dans in lu["soins"]
        ),
        connus,
        tronc,
        signe,
        tuple(map(str, lu["empreintes"])),
        gabarits,
        Structure(
            frozenset(Defaut(*defaut) for defaut in lu["defauts"]),
            int(lu["sections"]),
            bool(lu["finit_par_section"]),
            {partie: frozenset(relations) for partie, relations in lu["relations"].items()},
            frozenset(lu["dessins_fixes"]),
            lu["style_ebauche"],
            tuple(AppelDImage(*map(str, appel)) for appel in lu["images"]),
            _listes(lu["listes"]),
            tuple(PlaceDImage(str(p), str(r), str(n), int(x), int(y)) for p, r, n, x, y in lu["places"]),
        ),
        EntetesDuModele({str(nom): partition for nom, partition in lu["entetes"].items()}),
        compresseur,
    )
