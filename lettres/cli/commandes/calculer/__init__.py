"""Calculer : l’arithmétique du droit, seule et expliquée, sans dossier. Un calcul par module, du nom de sa commande."""
