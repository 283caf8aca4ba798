"""Demandes : ce que chacune demande au fond, quel que soit le type sous lequel elle est rangée.

De ce genre dépend la suite d'un défaut : un tiers peut livrer ou réparer à la place de quelqu'un, jamais rendre ce que
l'autre détient; une somme se réclame, et ne s'exécute pas.
"""

from __future__ import annotations

from decimal import Decimal

from lettres.affaire.comptes import somme
from lettres.dossier import Demande, Dossier
from lettres.socle.expression import Expression

ARGENT = frozenset({"payer", "rembourser"})

SANS_SOMME = frozenset({"retirer", "cesser", "retracter", "conserver", "excuser"})
"""Ce qu'on demande à l'auteur d'un propos dans les mots de la lettre : une somme n'y a pas sa place."""

A_FAIRE = frozenset({"executer", "livrer", "reparer", "remplacer"})
"""Ce qu'un tiers peut faire à la place de celui qui le doit."""

_RENDRE = Expression(r"(?i)(?:(?:me|nous|vous|lui|leur) )?(?:retourner|rendre|restituer|rapporter)\b(?! compte)")
_PAYER = Expression(r"(?i)(?:(?:me|nous) )?(?:payer|verser|acquitter|rembourser|virer)\b")
_SOMME = Expression(r"\d\s?(?:\$|dollars\b|CAD\b)")


def rend_l_argent(d: Demande) -> bool:
    """Dit si l'on veut ravoir ce qu'on a payé : être remboursé, ou annuler."""
    return d.type in {"rembourser", "annuler"}


def genre(d: Demande) -> str:
    """Le type de la demande; « remettre » ou « payer » quand ses mots le disent sous un type plus large."""
    if d.type not in A_FAIRE or not d.texte:
        return d.type
    if _RENDRE.match(d.texte):
        return "remettre"
    paye = _PAYER.match(d.texte) and (d.montant is not None or _SOMME.search(d.texte))
    return "payer" if paye else d.type


def somme_des_demandes(dossier: Dossier) -> Decimal | None:
    """Ce que demande un dossier qui n'a pas de créance; None s'il ne demande aucune somme."""
    muettes = SANS_SOMME if dossier.nature == "reputation" else frozenset()
    demandes = (d for d in dossier.demandes if d.type not in muettes)
    return somme([d.montant for d in demandes if d.montant is not None]) or None
