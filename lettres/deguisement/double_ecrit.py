"""Double écrit : un arbre de valeurs en YAML, une par ligne, et la ligne de chacune. Aucun commentaire n'y passe."""

from __future__ import annotations

from lettres.lecture.ajouts.plume import Plume
from lettres.lecture.arbre import Valeur
from lettres.socle.constats import Chemin

TETE = (
    "# DOSSIER DÉGUISÉ – à relire avant d’envoyer : une phrase peut encore nommer quelqu’un.\n"
    "# Les noms, les adresses et les numéros sont fictifs; les jours et les sommes sont ceux du dossier d’origine.\n"
)
_PLUME = Plume("utf-8")


def ecrire_en_yaml(arbre: dict[str, Valeur]) -> tuple[bytes, dict[Chemin, int]]:
    """Les octets du double, et la ligne de chaque valeur."""
    plan = _Plan()
    plan.bloc(arbre, (), "", "")
    texte = TETE + "".join(f"{ligne}\n" for ligne in plan.lignes)
    return texte.encode(), {chemin: rang + TETE.count("\n") for chemin, rang in plan.places.items()}


class _Plan:
    """Les lignes qui s'écrivent, et la place de chaque valeur, comptée de 1."""

    def __init__(self) -> None:
        self.lignes: list[str] = []
        self.places: dict[Chemin, int] = {}

    def bloc(self, bloc: dict[str, Valeur], chemin: Chemin, marge: str, debut: str) -> None:
        """`debut` tient la place de la marge, à la première clé : le tiret d'une liste."""
        for rang, (cle, valeur) in enumerate(bloc.items()):
            self._valeur(f"{marge if rang or not debut else debut}{_PLUME.yaml(cle)}:", valeur, (*chemin, cle), marge)

    def _valeur(self, devant: str, valeur: Valeur, chemin: Chemin, marge: str) -> None:
        if isinstance(valeur, dict) and valeur:
            self._ligne(devant, chemin)
            self.bloc(valeur, chemin, f"{marge}  ", "")
        elif isinstance(valeur, list) and valeur:
            self._ligne(devant, chemin)
            for rang, element in enumerate(valeur):
                self._element(element, (*chemin, rang), f"{marge}  ")
        else:
            vide = valeur is None or valeur == ""
            self._ligne(devant if vide else f"{devant} {_PLUME.yaml(valeur)}", chemin)

    def _element(self, element: Valeur, chemin: Chemin, marge: str) -> None:
        if isinstance(element, dict) and element:
            self.bloc(element, chemin, f"{marge}  ", f"{marge}- ")
        else:
            self._ligne(f"{marge}- {_PLUME.yaml(element)}", chemin)

    def _ligne(self, texte: str, chemin: Chemin) -> None:
        self.lignes.append(texte)
        self.places[chemin] = len(self.lignes)
