"""Importés : ce que répond « importer », sa forme et ce qui l’écrit."""
