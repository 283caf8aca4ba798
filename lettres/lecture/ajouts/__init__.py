"""Ajouts : inscrire au journal d'un dossier, dans le fichier de l'usager, sans toucher au reste."""

from lettres.lecture.ajouts.ajout import AjoutRefuse, ajouter, refuser

__all__ = ["AjoutRefuse", "ajouter", "refuser"]
