"""Échange : ce que l'autre a écrit a-t-il eu sa réponse, et ce dont il menace est-il déjà publié."""

from __future__ import annotations

from datetime import date

from lettres.affaire.suite.demarches import Demarches
from lettres.catalogue import capacites
from lettres.dossier import Dossier, LettreRecue


def recu_sans_reponse(recu: LettreRecue | None, parties: Demarches, au: date) -> bool:
    """Ce qui a été reçu au jour `au` attend sa réponse : aucune lettre qui réponde n'est partie depuis."""
    if recu is None or (recu.date is not None and au < recu.date):
        return False
    reponses = (d.envoi.date for d in parties.envois if capacites(d.envoi.lettre).repond)
    return not any(recu.date is None or recu.date <= jour for jour in reponses)


def contestation_recue(dossier: Dossier, parties: Demarches, au: date) -> LettreRecue | None:
    """La contestation que seul « recu » dit, et qui attend sa réponse; celle du journal y est déjà dite."""
    recu = dossier.recu
    attend = recu is not None and recu.type == "contestation" and recu_sans_reponse(recu, parties, au)
    return recu if attend and not parties.contestations else None


def avant_publication(dossier: Dossier) -> bool:
    """Dit si le dossier porte des menaces, et aucun propos publié."""
    return dossier.nature == "reputation" and bool(dossier.menaces) and not dossier.publications
