"""Communs : ce que plusieurs modèles partagent, écrit une fois (`modeles/blocs`) et déplié avant toute lecture.

Une ligne « [bloc vedette] » tient la place des lignes de `blocs/vedette.txt`. Un bloc n'en appelle pas d'autre et
n'ouvre pas de section : un modèle se lit d'un seul coup d'œil de plus, et le fichier Word n'en sait rien.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from lettres.socle.classes import dataclass

REPERTOIRE = "blocs"

_APPEL = re.compile(r"\[bloc (?P<nom>[^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Deplie:
    """Le texte entier d'un modèle, et l'origine de chaque ligne : « ligne 3 », « blocs/vedette.txt, ligne 2 »."""

    texte: str
    origines: tuple[str, ...]

    def origine(self, numero: int) -> str:
        """D'où vient la ligne `numero`, comptée à partir de 1; la dernière, si le texte finit avant."""
        return self.origines[min(numero, len(self.origines)) - 1]


def lire_les_blocs(repertoire: Path) -> dict[str, str]:
    """Les blocs d'un répertoire de modèles, par leur nom; aucun s'il n'en a pas."""
    return {f.stem: f.read_text(encoding="utf-8") for f in sorted((repertoire / REPERTOIRE).glob("*.txt"))}


def deplier(texte: str, blocs: Mapping[str, str]) -> Deplie:
    """Met les lignes de chaque bloc à la place de son appel. Lève ValueError (« ligne n : … ») pour un appel fautif."""
    lignes = [paire for numero, ligne in enumerate(texte.split("\n"), 1) for paire in _deplier(numero, ligne, blocs)]
    return Deplie("\n".join(ligne for _, ligne in lignes), tuple(origine for origine, _ in lignes))


def _deplier(numero: int, ligne: str, blocs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    appel = _APPEL.fullmatch(ligne)
    if appel is None:
        yield f"ligne {numero}", ligne
        return
    nom = appel["nom"]
    if nom not in blocs:
        proches = get_close_matches(nom, blocs, 1)
        voulu = (
            f"; vouliez-vous dire « {proches[0]} » ?" if proches else f" : il n’y a pas de « {REPERTOIRE}/{nom}.txt »"
        )
        raise ValueError(f"ligne {numero} : bloc inconnu « {nom} »{voulu}")
    for rang, contenu in enumerate(blocs[nom].removesuffix("\n").split("\n"), 1):
        origine = f"{REPERTOIRE}/{nom}.txt, ligne {rang}"
        if contenu == "" or (contenu.startswith("[") and not contenu.startswith(("[tableau", "[/tableau]"))):
            raise ValueError(f"{origine} : un bloc n’a ni ligne vide, ni section, ni autre bloc")
        yield origine, contenu
