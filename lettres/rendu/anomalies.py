"""Anomalies d'un modèle : de quoi en dresser la liste complète avant de refuser. Leurs codes : `codes/modeles.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, field

from lettres.socle.constats import Chemin, Constat, Gravite
from lettres.socle.erreurs import ModeleInvalide

SEPARATEUR = " \u203a "
"""Entre les pas d’une place : modèle > partie > paragraphe > balise."""


@dataclass(frozen=True, slots=True)
class Anomalie:
    """Une anomalie sans place : ce qu'un contrôle trouve, que le relevé situe."""

    code: str
    message: str
    remede: str = ""


@dataclass(slots=True)
class Releve:
    """La liste des anomalies d'un modèle, dans l'ordre où on les trouve; une même phrase n'y est qu'une fois."""

    fichier: str
    _constats: dict[Constat, None] = field(default_factory=dict)

    @property
    def constats(self) -> list[Constat]:
        """Les constats, dans l'ordre."""
        return list(self._constats)

    def noter(self, anomalie: Anomalie, place: str = "", chemin: Chemin = ()) -> None:
        """Ajoute une anomalie, précédée de sa place dans le modèle."""
        message = f"{place} : {anomalie.message}" if place else anomalie.message
        constat = Constat(anomalie.code, Gravite.ERREUR, message, anomalie.remede, chemin=chemin, fichier=self.fichier)
        self._constats.setdefault(constat)

    def refuser(self) -> None:
        """Lève `ModeleInvalide` avec tout ce qui a été noté; ne fait rien si la liste est vide."""
        if self._constats:
            raise ModeleInvalide(self.constats)


def refus(fichier: str, code: str, message: str, remede: str = "", chemin: Chemin = ()) -> ModeleInvalide:
    """Le refus d'une anomalie qui empêche de continuer."""
    releve = Releve(fichier)
    releve.noter(Anomalie(code, message, remede), chemin=chemin)
    return ModeleInvalide(releve.constats)
