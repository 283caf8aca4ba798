"""Sujet : le document Word dont parle un refus : modèle, papier ou lettre. La phrase s'accorde où elle s'écrit."""

from __future__ import annotations

from lettres.rendu.anomalies import refus
from lettres.socle.classes import NamedTuple
from lettres.socle.erreurs import ModeleInvalide


class Sujet(NamedTuple):
    """Un document et les mots qui le disent : « le modèle », « du modèle », « un modèle »."""

    fichier: str
    le: str
    du: str
    un: str

    @classmethod
    def modele(cls, fichier: str) -> Sujet:
        """Un modèle, de ce nom de fichier."""
        return cls(fichier, "le modèle", "du modèle", "un modèle")

    @classmethod
    def papier(cls, fichier: str) -> Sujet:
        """Un papier à en-tête, de ce nom de fichier."""
        return cls(fichier, "le papier à en-tête", "du papier à en-tête", "un papier à en-tête")

    @classmethod
    def lettre(cls, fichier: str) -> Sujet:
        """Une lettre finie, de ce nom de fichier."""
        return cls(fichier, "la lettre", "de la lettre", "une lettre")

    def refus(self, code: str, message: str, remede: str) -> ModeleInvalide:
        """Le refus de ce document."""
        return refus(self.fichier, code, message, remede)
