"""Champs montrés : chaque champ qu'un modèle peut lire, comment il s'y écrit, et ce qu'il imprime dans un exemple."""

from __future__ import annotations

from collections.abc import Mapping

from lettres.composition import champs_imprimables
from lettres.socle.champ import Champ, Genre
from lettres.socle.classes import NamedTuple
from lettres.studio.trousse.valeurs_notees import ValeurMontree, valeurs_montrees

_FORMES: Mapping[Genre, str] = {
    "liste": "se répète",
    "liste_de_textes": "se répète",
    "oui_non": "se teste",
    "groupe": "se teste",
    "nombre": "se compare",
    "date": "se compare",
    "image": "se place",
    "groupe_ouvert": "se nomme",
}
_BRUTS: Mapping[Genre, str] = {"nombre": "500", "date": '"2026-12-01"'}
"""Ce qui se compare et ne s'imprime pas, et à quoi le comparer, par exemple."""


class ChampMontre(NamedTuple):
    """Un champ, et ce qu'il imprime; `exemple` est None d'un groupe ou d'une liste : il se teste, ou se répète."""

    champ: Champ
    exemple: ValeurMontree | None

    @property
    def balise(self) -> str:
        """Comment il s'écrit dans un modèle; celui d'une liste, dans la boucle qui la répète."""
        return _balise(self.champ)

    @property
    def sorte(self) -> str:
        """« mis en forme », « tel qu'au dossier », ou ce qu'il fait sans s'imprimer (`_FORMES`)."""
        if self.champ.genre in _FORMES:
            return _FORMES[self.champ.genre]
        return "tel qu’au dossier" if self.exemple and self.exemple.telle_quelle else "mis en forme"


def champs_montres(lettre: str | None = None, nature: str | None = None) -> list[ChampMontre]:
    """Les champs, dans l'ordre de leur définition; d'une lettre, ceux que ses exemples imprimeraient.

    Sans lettre ni nature, ce sont tous les champs qu'un modèle a le droit de lire.
    """
    valeurs = valeurs_montrees(lettre, nature)
    # -- « expose.sommes[].nom » donne un exemple à ses parents : « expose », « expose.sommes » --
    parents = {
        chemin[:fin].removesuffix("[]") for chemin in valeurs for fin, signe in enumerate(chemin) if signe == "."
    }
    tous = lettre is None and nature is None
    return [
        ChampMontre(champ, valeurs.get(champ.chemin))
        for champ in champs_imprimables()
        if tous or champ.chemin in valeurs or champ.chemin in parents
    ]


def _balise(champ: Champ) -> str:
    *listes, reste = champ.chemin.split("[].")
    nom = f"{_element(listes[-1])}.{reste}" if listes else reste
    match champ.genre:
        case "texte":
            return f"{{{{ {nom} }}}}"
        case "nombre" | "date":
            return f"{{%p if {nom} > {_BRUTS[champ.genre]} %}} … {{%p endif %}}"
        case "liste":
            return f"{{%p for {_element(nom)} in {nom} %}} … {{%p endfor %}}"
        case "liste_de_textes":
            return f"{{%p for ligne in {nom} %}} {{{{ ligne }}}} {{%p endfor %}}"
        case "image":
            return f"{{{{ {nom} }}}}, texte de remplacement d’une image"
        case "groupe_ouvert":
            return f"{{{{ {nom}.police }}}}"
        case _:
            return f"{{%p if {nom} %}} … {{%p endif %}}"


def _element(liste: str) -> str:
    """Le nom d'un élément : « creance », d'une liste « creances »."""
    nom = liste.split(".")[-1]
    return nom[:-1].lower() if nom.endswith("s") else f"un_{nom.lower()}"
