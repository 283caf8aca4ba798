"""lettres : d'un dossier validé à la bonne lettre québécoise, en Word, ou à la liste précise de ce qui manque.

dossier = lettres.lire("dossier.yaml")
constats = lettres.verifier(dossier, "mise_en_demeure", au=date(2026, 11, 22))
lettre = lettres.generer(dossier, "mise_en_demeure", au=date(2026, 11, 22))
lettre.ecrire("sortie/")
"""

from importlib import import_module
from typing import TYPE_CHECKING

from lettres.socle.version import VERSION

if TYPE_CHECKING:
    from lettres import composition, lecture, rendu
    from lettres.affaire import Affaire
    from lettres.dossier import Dossier
    from lettres.importation import Importation, importer
    from lettres.lecture import lire, valider
    from lettres.lecture.ajouts import AjoutRefuse, ajouter
    from lettres.production.accompagner import Accompagnement, accompagner
    from lettres.production.affirmations import Affirmation, affirmations
    from lettres.production.atelier import Atelier, generer
    from lettres.production.avant_d_ecrire import verifier
    from lettres.production.choix import prochaine_lettre
    from lettres.production.etat import bilan, evaluer
    from lettres.production.generation import Lettre
    from lettres.production.lots import AvecImages, DejaFaite, Faite, Ligne, Refusee, ResultatDeLot
    from lettres.socle.constats import Constat, Gravite
    from lettres.socle.erreurs import (
        DossierIllisible,
        DossierInvalide,
        ErreurInterne,
        ErreurLettres,
        FauteDeLOutil,
        ModeleInvalide,
        SortieRefusee,
        ValeursAbsentes,
    )

__version__ = VERSION

__all__ = [
    "Accompagnement",
    "Affaire",
    "Affirmation",
    "AjoutRefuse",
    "Atelier",
    "AvecImages",
    "Constat",
    "DejaFaite",
    "Dossier",
    "DossierIllisible",
    "DossierInvalide",
    "ErreurInterne",
    "ErreurLettres",
    "Faite",
    "FauteDeLOutil",
    "Gravite",
    "Importation",
    "Lettre",
    "Ligne",
    "ModeleInvalide",
    "Refusee",
    "ResultatDeLot",
    "SortieRefusee",
    "ValeursAbsentes",
    "accompagner",
    "affirmations",
    "ajouter",
    "bilan",
    "composition",
    "evaluer",
    "generer",
    "importer",
    "lecture",
    "lire",
    "prochaine_lettre",
    "rendu",
    "valider",
    "verifier",
]

_MODULES = {
    "Constat": "lettres.socle.constats",
    "Gravite": "lettres.socle.constats",
    "Dossier": "lettres.dossier",
    "Affaire": "lettres.affaire",
    "bilan": "lettres.production.etat",
    "evaluer": "lettres.production.etat",
    "Accompagnement": "lettres.production.accompagner",
    "accompagner": "lettres.production.accompagner",
    "Affirmation": "lettres.production.affirmations",
    "affirmations": "lettres.production.affirmations",
    "Lettre": "lettres.production.generation",
    "Atelier": "lettres.production.atelier",
    "generer": "lettres.production.atelier",
    "prochaine_lettre": "lettres.production.choix",
    "verifier": "lettres.production.avant_d_ecrire",
    "AvecImages": "lettres.production.lots",
    "DejaFaite": "lettres.production.lots",
    "Faite": "lettres.production.lots",
    "Ligne": "lettres.production.lots",
    "Refusee": "lettres.production.lots",
    "ResultatDeLot": "lettres.production.lots",
    "Importation": "lettres.importation",
    "importer": "lettres.importation",
    "AjoutRefuse": "lettres.lecture.ajouts",
    "ajouter": "lettres.lecture.ajouts",
    "lire": "lettres.lecture",
    "valider": "lettres.lecture",
}
_SOUS_PAQUETS = ("composition", "lecture", "rendu")


def __getattr__(nom: str) -> object:
    """Importe à la première demande : `lettres --help` n'a besoin ni de Word ni de Pydantic (PEP 562)."""
    if nom in _SOUS_PAQUETS:
        return import_module(f"lettres.{nom}")
    if nom not in __all__:
        raise AttributeError(f"module 'lettres' has no attribute {nom!r}")
    # -- gardé : la fois d'après, Python le trouve de lui-même --
    trouve = globals()[nom] = getattr(import_module(_MODULES.get(nom, "lettres.socle.erreurs")), nom)
    return trouve


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
