"""Faits : ce que plusieurs règles déduisent d'un dossier, et le parcours de toutes ses valeurs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from pydantic import BaseModel

from lettres.affaire import qualites
from lettres.constats import Chemin
from lettres.dossier import Dossier

ZERO = Decimal(0)


def demeure(lettre: str) -> bool:
    """Dit si la lettre est une mise en demeure."""
    return lettre == "mise_en_demeure"


def reclame_un_paiement(dossier: Dossier, lettre: str) -> bool:
    """Dit si la lettre réclame une somme due : un rappel ou une mise en demeure de recouvrement."""
    return dossier.nature == "recouvrement" and lettre in {"rappel", "mise_en_demeure"}


def consommateur_possible(dossier: Dossier) -> bool:
    """Dit si les règles du consommateur s'appliquent : dans le doute, elles s'appliquent (F4.01)."""
    return qualites(dossier).consommateur_possible


def capital(dossier: Dossier) -> Decimal | None:
    """La somme des factures; None s'il manque un montant ou s'il n'y a pas de facture."""
    montants = [c.montant for c in dossier.creances]
    return None if not montants else _somme(montants)


def paye(dossier: Dossier) -> Decimal | None:
    """La somme des paiements reçus; None s'il manque un montant."""
    return _somme([p.montant for p in dossier.paiements])


def solde(dossier: Dossier) -> Decimal | None:
    """Les factures moins les paiements, sans intérêt; None si une somme manque."""
    du, recu = capital(dossier), paye(dossier)
    return None if du is None or recu is None else du - recu


def _somme(montants: list[Decimal | None]) -> Decimal | None:
    connus = [m for m in montants if m is not None]
    return sum(connus, ZERO) if len(connus) == len(montants) else None


def valeurs(valeur: object, chemin: Chemin = ()) -> Iterator[tuple[Chemin, object]]:
    """Chaque valeur simple du dossier, avec son chemin."""
    a_lire: list[tuple[Chemin, object]] = [(chemin, valeur)]
    while a_lire:
        ou, lue = a_lire.pop()
        if isinstance(lue, BaseModel):
            a_lire += [((*ou, nom), getattr(lue, nom)) for nom in reversed(noms_des_champs(type(lue)))]
        elif isinstance(lue, tuple) and not hasattr(lue, "_fields"):
            a_lire += [((*ou, i), lue[i]) for i in reversed(range(len(lue)))]
        elif lue is not None:
            yield ou, lue


@cache
def noms_des_champs(bloc: type[BaseModel]) -> tuple[str, ...]:
    """Les champs d'un bloc, dans l'ordre de sa déclaration."""
    return tuple(bloc.model_fields)


def textes(valeur: object, chemin: Chemin = ()) -> Iterator[tuple[Chemin, str]]:
    """Chaque texte du dossier, avec son chemin."""
    yield from ((c, v) for c, v in valeurs(valeur, chemin) if isinstance(v, str))


def pieces_citees(dossier: Dossier) -> Iterator[tuple[Chemin, str]]:
    """Chaque renvoi à une pièce, où qu'il soit dans le dossier."""
    for chemin, texte in textes(dossier):
        if chemin[0] != "pieces" and any(pas in {"piece", "pieces", "preuve"} for pas in chemin[-2:]):
            yield chemin, texte
