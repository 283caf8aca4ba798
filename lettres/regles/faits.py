"""Faits : ce que plusieurs règles déduisent d'un dossier."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.catalogue import capacites
from lettres.dossier import Creance, Dossier
from lettres.socle.constats import Chemin

_DE_PIECES = frozenset({"piece", "pieces", "preuve"})


def demeure(lettre: str) -> bool:
    """Dit si la lettre est une mise en demeure."""
    return capacites(lettre).met_en_demeure


def accueille_les_propos(lettre: str) -> bool:
    """Dit si la lettre répond à ce qui a été dit, point par point ou en public : elle ne vise alors aucun propos."""
    return capacites(lettre).replique or capacites(lettre).publique


def des_consommateurs(affaire: Affaire) -> bool:
    """Dit si le dossier est celui d’un consommateur."""
    return affaire.dossier.nature == "consommation"


def reclame_un_paiement(dossier: Dossier, lettre: str) -> bool:
    """Dit si la lettre réclame une somme due : un rappel ou une mise en demeure de recouvrement."""
    return dossier.nature == "recouvrement" and capacites(lettre).reclame


def regle_un_differend(lettre: str) -> bool:
    """Dit si la lettre offre de régler un différend, ou le règle : chacun y cède quelque chose."""
    return capacites(lettre).offre or capacites(lettre).quitte


def se_signe(lettre: str) -> bool:
    """Dit si les deux parties la signent : un plan de paiement, une transaction."""
    return capacites(lettre).etale or capacites(lettre).quitte


def reclamees(affaire: Affaire) -> Iterator[tuple[int, Creance]]:
    """Chaque créance que la lettre réclame, avec son rang au dossier."""
    dues = {id(compte.creance) for compte in affaire.comptes.dues}
    yield from ((i, c) for i, c in enumerate(affaire.dossier.creances) if id(c) in dues)


def pieces_citees(affaire: Affaire) -> Iterator[tuple[Chemin, str]]:
    """Chaque renvoi à une pièce, où qu'il soit dans le dossier."""
    for chemin, texte in affaire.textes:
        if not _DE_PIECES.isdisjoint(chemin[-2:]) and chemin[0] != "pieces":
            yield chemin, texte
