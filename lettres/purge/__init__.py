"""Purge : ce qu'un répertoire garde d'affaires finies, le jour d'où chaque fichier peut partir, et son effacement.

Rien ne part qu'on ne l'ait demandé; rien n'est à nous qu'un dossier ne nomme, ou qui ne porte notre provenance. Un lien
ne se suit pas. Ce qu'un dossier qui reste nomme encore reste avec lui.
"""

from typing import TYPE_CHECKING

from lettres.socle.paresse import a_la_demande

if TYPE_CHECKING:
    from lettres.purge.effacement import effacer
    from lettres.purge.inventaire import FichierGarde, Inventaire, inventorier

__all__ = ["FichierGarde", "Inventaire", "effacer", "inventorier"]

__getattr__ = a_la_demande(
    __name__, {"effacement": ("effacer",), "inventaire": ("FichierGarde", "Inventaire", "inventorier")}
)
