"""Places : où se trouve ce dont un constat parle. Une valeur du dossier, une ligne d'un fichier, un passage d'un Word.

Une place est une donnée, jamais un bout de message : un logiciel la lit champ par champ, le terminal l'écrit d'une
seule façon (`str`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from lettres.socle.classes import NamedTuple, dataclass, replace

Chemin = tuple[str | int, ...]
"""Chemin d'une valeur dans le dossier : `("creances", 0, "montant")`."""

SEPARATEUR = " \u203a "
"""Entre les pas d'une place, du plus large au plus précis : fichier, partie, paragraphe, passage."""


@dataclass(frozen=True, slots=True)
class DansFichier:
    """Dans un fichier; `ligne` et `colonne` comptent à partir de 1, et manquent quand tout le fichier est en cause."""

    fichier: str
    ligne: int | None = None
    colonne: int | None = None

    def __str__(self) -> str:
        return ":".join(str(m) for m in (self.fichier, self.ligne, self.colonne) if m is not None)


@dataclass(frozen=True, slots=True)
class DansDossier:
    """Dans un dossier : une valeur, nommée par son chemin, qu'on ait lu le dossier d'un fichier ou non."""

    chemin: Chemin

    def __str__(self) -> str:
        return chemin_lisible(self.chemin)


@dataclass(frozen=True, slots=True)
class DansWord:
    """Dans un document Word : une partie (« corps », « en-tête (word/header1.xml) »), un paragraphe, un passage.

    `paragraphe` compte à partir de 1 tous ceux de la partie; `debut` et `fin` comptent à partir de 0 les signes du
    texte du paragraphe, `fin` non compris. `texte` est le début de ce texte, qu'une personne cherche dans Word, où rien
    n'est numéroté; sans paragraphe, c'est le texte de remplacement d'un dessin. `passage` est ce qui s'y lit, quand le
    message ne le cite pas. `sous` est l'intertitre qui précède; `case`, le rang du tableau, de la rangée et de
    la cellule, à partir de 1 : les repères d'une personne, qu'un logiciel peut ignorer.
    """

    partie: str
    paragraphe: int | None = None
    debut: int | None = None
    fin: int | None = None
    texte: str = ""
    passage: str = ""
    sous: str = ""
    case: tuple[int, int, int] | None = None

    def __str__(self) -> str:
        pas = [self.partie]
        if self.sous:
            pas.append(f"sous « {self.sous} »")
        if self.case:
            tableau, rangee, colonne = self.case
            pas.append(f"tableau {tableau}, rangée {rangee}, colonne {colonne}")
        if self.texte or self.paragraphe is not None:
            quoi = "texte de remplacement" if self.paragraphe is None else f"paragraphe {self.paragraphe}"
            pas.append(f"{quoi} « {self.texte} »" if self.texte else quoi)
        return SEPARATEUR.join([*pas, self.passage] if self.passage not in ("", self.texte) else pas)

    def au_passage(self, debut: int, fin: int, passage: str = "") -> DansWord:
        """La place, dans le même paragraphe, d'un passage."""
        return replace(self, debut=debut, fin=fin, passage=passage)

    @property
    def entier(self) -> DansWord:
        """La place du paragraphe entier."""
        return replace(self, debut=None, fin=None, passage="")


SorteDEndroit = Literal["cellule", "pointeur", "xpath"]


class DansExport(NamedTuple):
    """Dans l'export d'un logiciel de facturation; `endroit` y mène à la façon de son format.

    Une « cellule » d'un CSV se dit par sa ligne et le nom de sa colonne, dont `colonne` est le rang, tous deux comptés
    de 1; une valeur de JSON, par son pointeur; un élément d'une facture électronique, par son XPath.
    """

    fichier: str
    endroit: str
    sorte: SorteDEndroit
    ligne: int | None = None
    colonne: int | None = None

    def __str__(self) -> str:
        return self.dite(self.fichier, self.endroit, SEPARATEUR)

    def dite(self, fichier: str, endroit: str, separateur: str) -> str:
        """La place, sous ce nom de fichier et cet endroit, que ce séparateur sépare."""
        ou = fichier
        if self.sorte == "cellule":
            ou = f"{fichier}:{self.ligne}" if self.ligne is not None else fichier
            endroit = f"colonne « {endroit} »" if endroit else ""
        return f"{ou}{separateur}{endroit}" if endroit else ou


Endroit = DansFichier | DansDossier | DansWord | DansExport


def chemin_lisible(chemin: Chemin) -> str:
    """Écrit un chemin comme on le lit : `("creances", 0, "montant")` devient `creances[0].montant`."""
    texte = ""
    for pas in chemin:
        texte += f"[{pas}]" if isinstance(pas, int) else f".{pas}" if texte else pas
    return texte


@lru_cache(maxsize=4096)
def chemin_generique(chemin: Chemin) -> str:
    """Le chemin, sans ses rangs : `("creances", 0, "montant")` devient `creances[].montant`. Les mêmes reviennent."""
    return chemin_lisible(tuple("[]" if isinstance(pas, int) else pas for pas in chemin)).replace(".[]", "[]")
