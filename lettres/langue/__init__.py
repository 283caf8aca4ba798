"""Langue : le français du Québec, dates, sommes, accords, typographie et mots; rien d'un dossier ni du droit."""
