"""Le jour d'où se compte le recours d'un achat : celui où le droit d'agir a pu naître (F2.02), au plus tôt.

Rembourser ne se doit que d'un contrat résolu, et réparer, que d'un bien tombé en panne : le recours n'en court pas
depuis l'achat, sans quoi il finirait avant le droit. Tout le reste se compte de l'achat, par prudence.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from lettres.dossier import Achat
from lettres.droit.consommation import Limite, garantie_possible, recours_civil


class Depart(NamedTuple):
    """D'où le recours se compte : le fait, en mots, sa clé sous « achat », et son jour; None si ce fait manque."""

    d_ou: str
    cle: str
    jour: date | None


def depart_du_recours(achat: Achat, resolu_le: date | None, au: date) -> Depart:
    """D'où se compte le recours de cet achat; `resolu_le` n'est que d'un contrat résolu à temps."""
    if resolu_le is not None:
        return Depart("la résolution", "annule_le", resolu_le)
    limite = _garanti(achat)
    vise = achat.obligation == "garantie" or (achat.obligation is None and limite is not None)
    if vise and achat.panne_le is not None:
        return Depart("le problème", "panne_le", max(achat.panne_le, achat.date or achat.panne_le))
    # -- le bien est encore garanti : ce qui s'y brise maintenant ne peut pas être prescrit depuis l'achat --
    if vise and limite and limite.fin >= au and achat.date and not recours_civil(achat.date).court(au):
        return Depart("le problème", "panne_le", None)
    return Depart("l’achat", "date", achat.date)


def _garanti(achat: Achat) -> Limite | None:
    if achat.categorie is None or achat.date is None:
        return None
    return garantie_possible(achat.categorie, achat.date, neuf=achat.neuf, livraison=achat.livre_le)
