"""Interface : ce que la ligne de commande répond à un logiciel. Un objet par réponse, son schéma, et qui l'écrit.

Au-dessus de `production`, dont elle dit les résultats, et sous la ligne de commande, qui seule les imprime : un
logiciel qui intègre la bibliothèque en tire les mêmes objets, sans terminal.
"""

from lettres.interface.affirmation import affirmation
from lettres.interface.fiche import accompagnement
from lettres.interface.reponses import (
    consigne,
    constat,
    constats,
    debiteur,
    etat,
    explication,
    lettre_de_lot,
    perspective,
    refus_du_lot,
    simulation,
)
from lettres.interface.schemas import FORMES, schema

__all__ = [
    "FORMES",
    "accompagnement",
    "affirmation",
    "consigne",
    "constat",
    "constats",
    "debiteur",
    "etat",
    "explication",
    "lettre_de_lot",
    "perspective",
    "refus_du_lot",
    "schema",
    "simulation",
]
