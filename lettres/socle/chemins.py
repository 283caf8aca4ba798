"""Chemins : ce qu'un appelant donne pour un fichier, lu sans se fier à son type."""

from __future__ import annotations

import os
import re
from os import PathLike
from pathlib import Path

CheminDeFichier = str | PathLike[str]

COMPAGNONS = frozenset({"lettres.schema.json", "debiteurs.yaml", "colonnes.yaml", "moi.yaml"})
"""Ce que l'outil lit ou pose à côté des dossiers, dans leur répertoire, et qui n'en est pas un."""

_DE_WINDOWS = os.name == "nt"
_A_CITER = re.compile(r"[^\w@%+=:,./\\-]" if _DE_WINDOWS else r"[^\w@%+=:,./-]")
_A_PROTEGER = re.compile(r'(?=["$`\\])')
"""Ce qu'un terminal lit encore entre guillemets; un nom de Windows n'en porte pas, ou ne s'y lit pas ainsi."""


def en_chemin(valeur: object) -> str | None:
    """Le chemin en texte; None si le système n'en ferait rien : autre type, octet nul, demi-codet."""
    try:
        chemin = os.fspath(valeur)  # type: ignore[call-overload]
        os.fsencode(chemin)
    except Exception:  # noqa: BLE001 -- TypeError, UnicodeError, ou ce que lève le `__fspath__` de l'appelant
        return None
    return chemin if isinstance(chemin, str) and "\0" not in chemin else None


def nom_montre(valeur: object) -> str:
    """Le nom d'un fichier tel que les constats le disent, fût-il hors de l'Unicode; sinon le type de la valeur."""
    chemin = en_chemin(valeur)
    if chemin is not None:
        return os.fsencode(chemin).decode("utf-8", "replace")
    if isinstance(valeur, str):
        return valeur.encode("utf-8", "replace").decode()
    return type(valeur).__name__


def chemin_absolu(chemin: str) -> str:
    """Le chemin qui vaut aussi pour un autre répertoire courant; tel quel si le nôtre n'existe plus."""
    try:
        return str(Path(chemin).absolute())
    except OSError:
        return chemin


def a_taper(verbe: str, fichier: str | None, suite: str) -> str:
    """La commande que donne un remède : `lettres preciser dossier.yaml --mode-envoi recommande`.

    Rien, si l'affaire n'est pas dans un fichier à elle : il n'y aurait rien à nommer.
    """
    if fichier is None or Path(fichier).suffix.lower() not in {".yaml", ".yml", ".json", ".toml"}:
        return ""
    return f"lettres {verbe} {cite(fichier)} {suite}"


def cite(chemin: str) -> str:
    """Le chemin tel qu'on le tape : entre guillemets s'il porte une espace, ou un signe que le terminal lirait."""
    if not _A_CITER.search(chemin):
        return chemin
    protege = chemin if _DE_WINDOWS else _A_PROTEGER.sub(r"\\", chemin)
    return f'"{protege}"'
