"""Anomalies d'un modèle : de quoi en dresser la liste complète avant de refuser. Leurs codes : `codes/modeles.yaml`."""

from __future__ import annotations

from lettres.socle.classes import NamedTuple, dataclass, field
from lettres.socle.constats import Chemin, Constat, Gravite
from lettres.socle.erreurs import ModeleInvalide
from lettres.socle.places import DansWord


class Anomalie(NamedTuple):
    """Une anomalie sans place : ce qu'un contrôle trouve, que le relevé situe."""

    code: str
    message: str
    remede: str = ""


@dataclass(slots=True)
class Releve:
    """La liste des anomalies d'un modèle, dans l'ordre où on les trouve; une même phrase n'y est qu'une fois."""

    fichier: str
    _constats: dict[tuple[str, str], Constat] = field(default_factory=dict)

    @property
    def constats(self) -> list[Constat]:
        """Les constats, dans l'ordre."""
        return list(self._constats.values())

    def noter(self, anomalie: Anomalie, place: DansWord | None = None, chemin: Chemin = ()) -> None:
        """Ajoute une anomalie, à sa place dans le modèle."""
        a = anomalie
        constat = Constat(a.code, Gravite.ERREUR, a.message, a.remede, "", chemin, self.fichier, dans=place)
        self._constats.setdefault((a.code, str(constat)), constat)

    def refuser(self) -> None:
        """Lève `ModeleInvalide` avec tout ce qui a été noté; ne fait rien si la liste est vide."""
        if self._constats:
            raise ModeleInvalide(self.constats)


def refus(
    fichier: str, code: str, message: str, remede: str = "", chemin: Chemin = (), place: DansWord | None = None
) -> ModeleInvalide:
    """Le refus d'une anomalie qui empêche de continuer."""
    releve = Releve(fichier)
    releve.noter(Anomalie(code, message, remede), place, chemin)
    return ModeleInvalide(releve.constats)
