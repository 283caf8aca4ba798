"""Tribunal : la Division des petites créances est-elle ouverte à cette affaire.

Le plafond se compare au capital qui reste dû une fois les paiements imputés, jamais à l'intérêt (F3.11, F5.07).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lettres.affaire.comptes import Comptes
from lettres.affaire.qualites import Qualites
from lettres.dossier import Dossier
from lettres.droit.compte import ZERO
from lettres.droit.forum import Forum, petites_creances
from lettres.droit.parametre import ParametreInconnu


def tribunal(dossier: Dossier, comptes: Comptes, qualites: Qualites, au: date) -> Forum:
    """La réponse au jour `au`; « indéterminé » quand la somme, un fait ou la source manque."""
    diffamation = dossier.nature == "reputation"
    capital = comptes.total.capital_restant if comptes.total else _capital_demande(dossier)
    if capital is None and not diffamation:
        return Forum(None, "Le dossier ne dit pas la somme réclamée.", False, "F5.01")
    try:
        return petites_creances(
            capital or ZERO,
            au,
            diffamation=diffamation,
            personne_morale=qualites.personne_morale,
            employes=qualites.creancier.employes,
        )
    except ParametreInconnu as inconnu:
        return Forum(None, str(inconnu), False, "F5.01")


def _capital_demande(dossier: Dossier) -> Decimal | None:
    """Sans créance : la somme de la demande principale, sinon le prix payé si c'est lui qu'on veut ravoir."""
    if dossier.creances or not dossier.demandes:
        return None
    principale = dossier.demandes[0]
    if principale.montant is None and principale.type in {"rembourser", "annuler"} and dossier.achat:
        return dossier.achat.prix
    return principale.montant
