"""Le jour d'où se compte le recours d'un achat : l'achat, par prudence; son délai passé, le jour où le droit est né.

Aucun délai propre n'a été trouvé (F2.10) : on agit d'ici la fin de celui qui court de l'achat. Mais rembourser ne se
doit que d'un contrat résolu, et réparer, que d'un bien tombé en panne (F2.02) : leur recours ne se dit pas prescrit,
compté de l'achat, avant que leur droit soit né.
"""

from __future__ import annotations

from datetime import date

from lettres.dossier import Achat
from lettres.droit.consommation import Limite, garantie_possible, recours_civil
from lettres.socle.classes import NamedTuple


class DepartDuRecours(NamedTuple):
    """D'où le recours se compte : le fait, en mots, sa clé sous « achat », et son jour; None si ce fait manque."""

    d_ou: str
    cle: str
    jour: date | None


def depart_du_recours(achat: Achat, resolu_le: date | None, au: date) -> DepartDuRecours:
    """D'où se compte le recours de cet achat; `resolu_le` n'est que d'un contrat résolu à temps."""
    prudent = DepartDuRecours("la location" if achat.loue else "l’achat", "date", achat.date)
    if achat.date is not None and recours_civil(achat.date).court(au):
        return prudent
    if resolu_le is not None:
        return DepartDuRecours("la résolution", "annule_le", resolu_le)
    garanti = _garanti(achat)
    if achat.obligation == "garantie" or (achat.obligation is None and garanti is not None):
        if achat.panne_le is not None:
            return DepartDuRecours("le problème", "panne_le", achat.panne_le)
        # -- ce qui se brise pendant la garantie n'est pas prescrit depuis l'achat : il manque le jour du problème --
        if garanti is not None and garanti.fin >= au:
            return DepartDuRecours("le problème", "panne_le", None)
    return prudent


def _garanti(achat: Achat) -> Limite | None:
    if achat.categorie is None or achat.date is None:
        return None
    return garantie_possible(achat.categorie, achat.date, neuf=achat.neuf, livraison=achat.livre_le)
