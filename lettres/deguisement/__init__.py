"""Déguisement : d'un dossier, un double que l'on peut montrer : mêmes constats, même décision, aucun nom, aucun numéro.

Ce que chaque texte est se lit d'une table (`genres.yaml`); la même valeur a la même fiction partout, jusque dans les
phrases. Les jours et les sommes restent : ce sont eux qui font les constats.
"""

from typing import TYPE_CHECKING

from lettres.socle.paresse import a_la_demande

if TYPE_CHECKING:
    from lettres.deguisement.double import ARelire, Double, deguiser

__all__ = ["ARelire", "Double", "deguiser"]

__getattr__ = a_la_demande(__name__, {"double": ("ARelire", "Double", "deguiser")})
