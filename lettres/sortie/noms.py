"""Noms de fichiers : de n'importe quel texte, un nom sûr pour tous les systèmes."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from functools import lru_cache

from lettres.langue.pliage import sans_accents

LONGUEUR_MORCEAU = 80
LONGUEUR_NOM = 200  # -- les systèmes courants arrêtent à 255 octets; on garde de la place pour un suffixe --

_SANS_NOM = "sans-nom"
_REFERENCE = re.compile(r"(?=.*\d)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*", re.ASCII)
_RESERVES = re.compile(r"con|prn|aux|nul|(?:com|lpt)[\d¹²³]|conin\$|conout\$", re.ASCII | re.IGNORECASE)
"""Sous Windows, le nom d'un appareil, quelle que soit son extension."""

_SEPARENT = re.compile(r"[^a-z0-9]+")
_INTERDITS = re.compile(r'[<>:"/\\|?*]')
_INVISIBLES = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_OCTETS_MAX = 255


def defaut(nom: str, *, repertoire: bool = False) -> str | None:
    """Ce qui empêche un fichier, ou un répertoire, de s'appeler ainsi, ici ou chez qui le recevra; None si rien.

    Un répertoire peut n'avoir rien avant son point : « .lettres ».
    """
    radical = nom.partition(".")[0].rstrip(" ")
    if not repertoire and not nom.removesuffix(extension(nom)).strip(". "):
        return "il n’a rien avant son extension"
    if trouve := _INTERDITS.search(nom):
        return f"« {trouve[0]} » n’est pas permis dans un nom de fichier"
    if not (nom.isascii() and nom.isprintable()) and any(unicodedata.category(c) in _INVISIBLES for c in nom):
        return "il contient un caractère qui ne se voit pas"
    if _RESERVES.fullmatch(radical):
        return f"« {radical} » est réservé par Windows"
    if nom[-1] in ". ":
        return "il finit par un point ou par une espace"
    if nom[0] == "-":
        return "il commence par un tiret"
    if len(os.fsencode(nom)) > _OCTETS_MAX:
        return "il est trop long"
    return None


def extension(nom: str) -> str:
    """L'extension, avec son point; un nom qui n'est qu'une extension en a une."""
    _, point, suite = nom.rpartition(".")
    return f"{point}{suite}" if point else ""


def nom_de_fichier(*morceaux: str, extension: str) -> str:
    """Joint les morceaux par « _ » : `2026-014_mise-en-demeure_2026-11-22.docx`.

    Chaque morceau devient de l'ASCII sans point, sans espace et sans séparateur de répertoires. Les mots passent en
    minuscules; une référence déjà sûre (lettres, chiffres et tirets, un chiffre au moins) est gardée telle quelle.
    """
    nom = "_".join(map(_morceau, morceaux)) or _SANS_NOM
    return f"{nom[:LONGUEUR_NOM].rstrip('-_')}.{extension.removeprefix('.')}"


@lru_cache(maxsize=1024)
def _morceau(texte: str) -> str:
    if len(texte) <= LONGUEUR_MORCEAU and _REFERENCE.fullmatch(texte):
        propre = texte
    else:
        propre = _SEPARENT.sub("-", sans_accents(texte).lower()).strip("-")
        propre = propre[:LONGUEUR_MORCEAU].rstrip("-")
    if not propre:
        return _SANS_NOM
    return f"x-{propre}" if _RESERVES.fullmatch(propre) else propre


def marque_du_cahier(reference: str) -> str:
    """Ce qu'un cahier de pièces porte, où qu'il soit et quel que soit son nom, du dossier de cette référence."""
    return hashlib.sha256(f"cahier de pièces\n{reference}".encode()).hexdigest()
