"""Échelle : les commandes qui disent l'escalade de beaucoup d'affaires, ou d'une seule jusqu'au bout."""
