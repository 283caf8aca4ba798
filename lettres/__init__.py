"""lettres : d'un dossier validé à la bonne lettre québécoise, en Word, ou à la liste précise de ce qui manque.

dossier = lettres.lire("dossier.yaml")
constats = lettres.verifier(dossier, "mise_en_demeure", au=date(2026, 11, 22))
lettre = lettres.generer(dossier, "mise_en_demeure", au=date(2026, 11, 22))
lettre.ecrire("sortie/")
"""

from importlib import import_module
from typing import TYPE_CHECKING

from lettres.version import VERSION

if TYPE_CHECKING:
    from lettres import composition, lecture, rendu
    from lettres.affaire import Affaire
    from lettres.atelier import Atelier, generer
    from lettres.constats import Constat, Gravite
    from lettres.dossier import Dossier
    from lettres.erreurs import (
        DossierIllisible,
        DossierInvalide,
        ErreurInterne,
        ErreurLettres,
        FauteDeLOutil,
        ModeleInvalide,
        SortieRefusee,
        ValeursAbsentes,
    )
    from lettres.etat import bilan
    from lettres.generation import Lettre, prochaine_lettre, verifier
    from lettres.lecture import lire, valider
    from lettres.lots import Ligne, ResultatDeLot

__version__ = VERSION

__all__ = [
    "Affaire",
    "Atelier",
    "Constat",
    "Dossier",
    "DossierIllisible",
    "DossierInvalide",
    "ErreurInterne",
    "ErreurLettres",
    "FauteDeLOutil",
    "Gravite",
    "Lettre",
    "Ligne",
    "ModeleInvalide",
    "ResultatDeLot",
    "SortieRefusee",
    "ValeursAbsentes",
    "bilan",
    "composition",
    "generer",
    "lecture",
    "lire",
    "prochaine_lettre",
    "rendu",
    "valider",
    "verifier",
]

_MODULES = {
    "Constat": "lettres.constats",
    "Gravite": "lettres.constats",
    "Dossier": "lettres.dossier",
    "Affaire": "lettres.affaire",
    "bilan": "lettres.etat",
    "Lettre": "lettres.generation",
    "Atelier": "lettres.atelier",
    "generer": "lettres.atelier",
    "prochaine_lettre": "lettres.generation",
    "verifier": "lettres.generation",
    "Ligne": "lettres.lots",
    "ResultatDeLot": "lettres.lots",
    "lire": "lettres.lecture",
    "valider": "lettres.lecture",
}
_SOUS_PAQUETS = ("composition", "lecture", "rendu")


def __getattr__(nom: str) -> object:
    """Importe à la première demande : `lettres --help` n'a besoin ni de Word ni de Pydantic (PEP 562)."""
    if nom in _SOUS_PAQUETS:
        return import_module(f"lettres.{nom}")
    if nom in __all__:
        return getattr(import_module(_MODULES.get(nom, "lettres.erreurs")), nom)
    raise AttributeError(f"module 'lettres' has no attribute {nom!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
