"""Interface : ce que la ligne de commande répond à un logiciel. Un objet par réponse, son schéma, et qui l'écrit.

Au-dessus de `production`, dont elle dit les résultats, et sous la ligne de commande, qui seule les imprime : un
logiciel qui intègre la bibliothèque en tire les mêmes objets, sans terminal. Sans `--json`, rien ne s'en charge.
"""

from typing import TYPE_CHECKING

from lettres.socle.paresse import a_la_demande

if TYPE_CHECKING:
    from lettres.interface.affirmations import affirmation
    from lettres.interface.de_lots.reponses_de_lot import lettre_de_lot, refus_du_lot
    from lettres.interface.fiche import accompagnement
    from lettres.interface.hotes.problemes import TYPE_DE_CONTENU, probleme
    from lettres.interface.importes.reponses_d_importation import apercu_d_export, dossier_range
    from lettres.interface.modeles_verifies import apercu, comparaison, modele_verifie, nettoyage
    from lettres.interface.reponses import (
        consigne,
        constat,
        constats,
        debiteur,
        etat,
        explication,
        modele_de_la_lettre,
        perspective,
        simulation,
    )
    from lettres.interface.schemas import FORMES, schema

__all__ = [
    "FORMES",
    "TYPE_DE_CONTENU",
    "accompagnement",
    "affirmation",
    "apercu",
    "apercu_d_export",
    "comparaison",
    "consigne",
    "constat",
    "constats",
    "debiteur",
    "dossier_range",
    "etat",
    "explication",
    "lettre_de_lot",
    "modele_de_la_lettre",
    "modele_verifie",
    "nettoyage",
    "perspective",
    "probleme",
    "refus_du_lot",
    "schema",
    "simulation",
]

_D_AILLEURS = {
    "affirmations": ("affirmation",),
    "fiche": ("accompagnement",),
    "de_lots.reponses_de_lot": ("lettre_de_lot", "refus_du_lot"),
    "hotes.problemes": ("TYPE_DE_CONTENU", "probleme"),
    "importes.reponses_d_importation": ("apercu_d_export", "dossier_range"),
    "modeles_verifies": ("apercu", "comparaison", "modele_verifie", "nettoyage"),
    "schemas": ("FORMES", "schema"),
}
_DES_REPONSES = set(__all__).difference(*_D_AILLEURS.values())
__getattr__ = a_la_demande(__name__, {"reponses": sorted(_DES_REPONSES), **_D_AILLEURS})
