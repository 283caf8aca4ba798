"""Fichier : du chemin au dossier. L'ouverture est prudente; le contenu se lit selon son format."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Literal

from lettres.constats import abreger, trier
from lettres.dossier import Dossier
from lettres.erreurs import DossierIllisible, DossierInvalide
from lettres.lecture.codes import Code, faute
from lettres.lecture.lecteur_json import lire_json
from lettres.lecture.lecteur_toml import lire_toml
from lettres.lecture.lecteur_yaml import lire_yaml
from lettres.lecture.source import TAILLE_MAX, ouvrir_texte
from lettres.lecture.validation import valider_arbre

Format = Literal["yaml", "json", "toml"]

_FORMATS: dict[str, Format] = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".toml": "toml"}
_LECTEURS = {"yaml": lire_yaml, "json": lire_json, "toml": lire_toml}


def lire(chemin: str | PathLike[str], *, ebauche: bool = False) -> Dossier:
    """Lit un dossier en YAML, en JSON ou en TOML.

    Lève `DossierIllisible` si le fichier ne se lit pas, `DossierInvalide` si des faits sont fautifs; chaque fois avec
    tous les constats, à leur ligne et à leur colonne. Une `ebauche` tolère les textes manquants et les marque
    « [à compléter : …] ».
    """
    chemin = Path(chemin)
    # -- un nom de fichier que UTF-8 ne rend pas s'affiche quand même --
    nom = os.fsencode(chemin).decode("utf-8", "replace")
    octets = _octets(chemin, nom)
    format_ = _FORMATS.get(chemin.suffix.lower())
    if format_ is None:
        raise _illisible(
            Code.FORMAT,
            nom,
            "Ce format n’est pas reconnu à l’extension du fichier.",
            "Nommez-le en .yaml, .json ou .toml.",
        )
    return lire_texte(octets, fichier=nom, format=format_, ebauche=ebauche)


def lire_texte(texte: bytes, *, fichier: str, format: Format, ebauche: bool = False) -> Dossier:
    """Lit un dossier déjà en mémoire; `fichier` nomme sa provenance dans les constats."""
    try:
        arbre = _LECTEURS[format](ouvrir_texte(texte, fichier))
    except (DossierIllisible, DossierInvalide) as exc:
        raise type(exc)(abreger(trier(exc.constats))) from None
    return valider_arbre(arbre, ebauche=ebauche)


def _octets(chemin: Path, nom: str) -> bytes:
    try:
        genre = chemin.stat().st_mode
        if stat.S_ISDIR(genre):
            raise _illisible(Code.PAS_UN_FICHIER, nom, "C’est un répertoire, non un fichier.", "Indiquez le fichier.")
        if not stat.S_ISREG(genre):
            raise _illisible(
                Code.PAS_UN_FICHIER, nom, "Ce n’est pas un fichier ordinaire.", "Enregistrez le dossier sur le disque."
            )
        with chemin.open("rb") as flux:
            return flux.read(TAILLE_MAX + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise _illisible(Code.ABSENT, nom, "Ce fichier n’existe pas.", "Vérifiez son nom et son répertoire.") from None
    except PermissionError:
        raise _illisible(
            Code.OUVERTURE, nom, "Vous n’avez pas le droit de lire ce fichier.", "Vérifiez ses droits."
        ) from None
    except (OSError, ValueError):
        # -- nom trop long, octet nul dans le nom, disque retiré --
        raise _illisible(Code.OUVERTURE, nom, "Ce fichier ne s’ouvre pas.", "Vérifiez son nom et le disque.") from None


def _illisible(code: Code, nom: str, message: str, remede: str) -> DossierIllisible:
    return DossierIllisible([replace(faute(code, message, remede), fichier=nom)])
