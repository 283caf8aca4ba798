"""Amorce : de quoi commencer un dossier, en squelette ou en questions, de ce que la lettre voulue exige."""

from lettres.amorce.lettre_voulue import LettreImpossible, LettreVoulue, natures_de, vouloir
from lettres.amorce.necessaires import necessaires
from lettres.amorce.questions import Question, Questionnaire, fautes_de_la_reponse

__all__ = [
    "LettreImpossible",
    "LettreVoulue",
    "Question",
    "Questionnaire",
    "fautes_de_la_reponse",
    "natures_de",
    "necessaires",
    "vouloir",
]
