"""En-têtes du fichier : les propriétés du document qu'un modèle remplit lui-même (titre, auteur, sujet…).

Elles ne servent que si l'appelant n'en donne pas. Celles qui n'ont pas de balise sont l'affaire de l'ancien document :
rien n'en passe.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lettres.rendu.balises.impression import Compteur, Impression
from lettres.rendu.moteur.execution import Execution
from lettres.rendu.paquet.proprietes import Proprietes
from lettres.socle.places import DansWord

TITRE = "propriétés du document"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EntetesDuModele:
    """Les propriétés à remplir, montées. Immuable, comme un gabarit."""

    partitions: Mapping[str, list[Any]]
    """Nom d'une propriété → sa partition, où tout s'imprime comme dans un attribut : sur une ligne, échappé."""
    _montees: Mapping[str, tuple[Execution, Execution]] = field(init=False)

    def __post_init__(self) -> None:
        montees = {n: (Execution(p, suivie=False), Execution(p, suivie=True)) for n, p in self.partitions.items()}
        object.__setattr__(self, "_montees", montees)

    def remplir(self, valeurs: Mapping[str, object], etat: Compteur) -> Proprietes:
        """Les propriétés de cette lettre."""
        suivie = isinstance(etat, Impression)
        textes: dict[str, Any] = {
            n: unescape(montees[suivie].suivre(valeurs, etat)) for n, montees in self._montees.items()
        }
        return Proprietes()._replace(**textes)

    def ou(self, _: Impression) -> DansWord:
        """La place d'une balise où le rendu s'arrête."""
        return DansWord(TITRE)


def dans_un_attribut(partition: list[Any]) -> list[Any]:
    """La partition, où toute valeur s'imprime comme dans un attribut."""
    return [_plate(instruction) for instruction in partition]


def _plate(instruction: Any) -> Any:
    match instruction:
        case ["imprimer", ligne, valeur]:
            return ["attribut", ligne, valeur]
        case ["si", ligne, cas, sinon]:
            return ["si", ligne, [[test, dans_un_attribut(corps)] for test, corps in cas], dans_un_attribut(sinon)]
        case ["boucle", ligne, cible, liste, annoncee, corps, sinon]:
            return ["boucle", ligne, cible, liste, annoncee, dans_un_attribut(corps), dans_un_attribut(sinon)]
        case _:
            return instruction
