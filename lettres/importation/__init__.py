"""Importation : de l’export d’un logiciel de facturation aux dossiers de ses débiteurs, chaque valeur à son origine."""

from typing import TYPE_CHECKING

from lettres.socle.paresse import a_la_demande

if TYPE_CHECKING:
    from lettres.importation.importeur import Importation, importer

__all__ = ["Importation", "importer"]

__getattr__ = a_la_demande(__name__, {"importeur": __all__})
