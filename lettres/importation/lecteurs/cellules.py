"""Cellules : ce qu'une source dit d'une facture, chaque valeur avec sa place, avant qu'on en comprenne rien.

Un CSV écrit une ligne par article : les lignes d'une facture se condensent à mesure, et aucune n'est gardée.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Protocol

from lettres.importation.correspondance import Correspondance
from lettres.importation.notations_lues import Illisible, lire_somme
from lettres.socle.classes import NamedTuple, dataclass, field
from lettres.socle.places import DansExport

ARTICLES_MAX = 20
"""Les descriptions que l'on garde d'une facture : bien plus qu'une lettre n'en imprime."""


class ValeurLue(NamedTuple):
    """Un texte, et sa place dans l'export, que presque rien ne demande : elle ne se bâtit qu'alors."""

    texte: str
    ou: DansExport
    """Sa place; d'un tableau, celle de sa colonne, la même pour toutes ses lignes."""
    ligne: int | None = None
    """La ligne d'un tableau."""

    @property
    def lieu(self) -> DansExport:
        """Sa place entière."""
        if self.ligne is None:
            return self.ou
        fichier, endroit, sorte, _, colonne = self.ou
        return DansExport(fichier, endroit, sorte, self.ligne, colonne)

    def devenue(self, texte: str) -> ValeurLue:
        """Ce que l'on en a compris, à la même place."""
        return self if texte == self.texte else ValeurLue(texte, self.ou, self.ligne)


class ElementLu(Protocol):
    """Une facture, ou une ligne d'une facture, dans l'export."""

    @property
    def lieu(self) -> DansExport:
        """Sa place."""

    def lire(self, chemin: str) -> list[ValeurLue]:
        """Les valeurs de ce chemin, sans les vides."""

    def dedans(self, chemin: str) -> Iterable[ElementLu]:
        """Les éléments de la liste que nomme ce chemin; lui-même, pour un chemin vide."""


@dataclass(slots=True)
class SommeLue:
    """Une somme faite de plusieurs cellules : la première, le total, et celles qui ne se lisent pas."""

    premiere: ValeurLue
    total: Decimal = Decimal(0)
    illisibles: list[ValeurLue] = field(default_factory=list)


@dataclass(slots=True)
class FactureBrute:
    """Une facture telle que l'export l'écrit : par clé, ses valeurs différentes; ses listes; ses sommes."""

    lieu: DansExport
    champs: dict[str, list[ValeurLue]] = field(default_factory=dict)
    listes: dict[str, list[dict[str, ValeurLue]]] = field(default_factory=dict)
    sommes: dict[str, SommeLue] = field(default_factory=dict)
    debordee: ValeurLue | None = None
    """Ce qu'une de ses lignes écrit au-delà de la dernière colonne : les cellules d'avant ne sont plus à leur place."""

    def premier(self, nom: str) -> ValeurLue | None:
        """La première valeur de cette clé, s'il y en a."""
        valeurs = self.champs.get(nom)
        return valeurs[0] if valeurs else None

    def garder(self, nom: str, valeur: ValeurLue) -> None:
        """Une valeur de plus pour cette clé, si elle n'y est pas déjà."""
        gardees = self.champs.get(nom)
        if gardees is None:
            self.champs[nom] = [valeur]
        elif len(gardees) < ARTICLES_MAX and valeur.texte not in [g.texte for g in gardees]:
            gardees.append(valeur)


def condenser(brute: FactureBrute, element: ElementLu, source: Correspondance) -> None:
    """Ajoute à la facture ce que dit cet élément; d'un article à l'autre, une valeur redite ne compte qu'une fois."""
    for nom, chemins in source.champs.items():
        for valeur in _premieres(element, chemins):
            brute.garder(nom, valeur)
    for nom, chemin in source.sommes.items():
        for valeur in element.lire(chemin):
            _additionner(brute, nom, valeur, source)
    for taxe in source.taxes:
        for dedans in element.dedans(taxe.dans):
            noms, montants = dedans.lire(taxe.nom), dedans.lire(taxe.montant)
            if noms and montants:
                _additionner(brute, f"taxe {noms[0].texte}", montants[0], source)
    for liste in source.listes:
        trouves = brute.listes.setdefault(liste.nom, [])
        for dedans in element.dedans(liste.dans):
            # -- deux valeurs là où il n'en faut qu'une, la part d'un paiement qui va à elle : aucune n'est sûre --
            lus = {nom: lu[0] for nom, chemin in liste.champs.items() if len(lu := _premieres(dedans, (chemin,))) == 1}
            if lus:
                trouves.append(lus)


def _premieres(element: ElementLu, chemins: Sequence[str]) -> Sequence[ValeurLue]:
    """Les valeurs du premier chemin qui en a; « a + b » réunit deux chemins en un texte."""
    for chemin in chemins:
        lues = _reunies(element, chemin) if " + " in chemin else element.lire(chemin)
        if lues:
            return lues
    return ()


def _reunies(element: ElementLu, chemin: str) -> list[ValeurLue]:
    """Le texte de plusieurs chemins, à la place du premier qui en a."""
    morceaux = [lu[0] for un in chemin.split(" + ") if (lu := element.lire(un))]
    return [morceaux[0].devenue(" ".join(m.texte for m in morceaux))] if morceaux else []


def _additionner(brute: FactureBrute, nom: str, valeur: ValeurLue, source: Correspondance) -> None:
    somme = brute.sommes.setdefault(nom, SommeLue(valeur))
    try:
        somme.total += lire_somme(valeur.texte, source.decimales, mineure=source.en_cents)
    except Illisible:
        somme.illisibles.append(valeur)
