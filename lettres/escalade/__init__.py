"""L'escalade : la politique, donnée, et la décision : quel pas, pour quelle créance, pourquoi; non ce qu'on y écrit.

Une lettre que l'on nomme n'en lit que la politique : ce qui décide ne se charge que s'il y a à décider.
"""

from typing import TYPE_CHECKING

from lettres.socle.paresse import a_la_demande

if TYPE_CHECKING:
    from lettres.escalade.connues import Politiques, ne_relance_pas
    from lettres.escalade.contraires import appliquer
    from lettres.escalade.decision import URGENCE, Contraire, Decision, Pourquoi, Statut, quand_revenir
    from lettres.escalade.evaluer import (
        classer,
        derniere_inscription,
        evaluer,
        inconnues,
        journal_plus_loin,
        situer,
        suivies,
    )
    from lettres.escalade.politique import AUCUNE, Echelon, Politique, livree, schema_de_politique
    from lettres.escalade.remedes import commandes_qui_levent, qui_rouvre
    from lettres.escalade.retenues import EN_PARTIE

__all__ = [
    "AUCUNE",
    "EN_PARTIE",
    "URGENCE",
    "Contraire",
    "Decision",
    "Echelon",
    "Politique",
    "Politiques",
    "Pourquoi",
    "Statut",
    "appliquer",
    "classer",
    "commandes_qui_levent",
    "derniere_inscription",
    "evaluer",
    "inconnues",
    "journal_plus_loin",
    "livree",
    "ne_relance_pas",
    "quand_revenir",
    "qui_rouvre",
    "schema_de_politique",
    "situer",
    "suivies",
]

__getattr__ = a_la_demande(
    __name__,
    {
        "connues": ("Politiques", "ne_relance_pas"),
        "contraires": ("appliquer",),
        "decision": ("URGENCE", "Contraire", "Decision", "Pourquoi", "Statut", "quand_revenir"),
        "evaluer": (
            "classer",
            "derniere_inscription",
            "evaluer",
            "inconnues",
            "journal_plus_loin",
            "situer",
            "suivies",
        ),
        "politique": ("AUCUNE", "Echelon", "Politique", "livree", "schema_de_politique"),
        "remedes": ("commandes_qui_levent", "qui_rouvre"),
        "retenues": ("EN_PARTIE",),
    },
)
