"""Ajouts : inscrire au journal d'un dossier, ou le préciser, dans le fichier de l'usager, sans toucher au reste."""

from lettres.lecture.ajouts.ajout import RETIRABLES, AjoutRefuse, Geste, Retrait, ajouter, modifier, refuser

__all__ = ["RETIRABLES", "AjoutRefuse", "Geste", "Retrait", "ajouter", "modifier", "refuser"]
