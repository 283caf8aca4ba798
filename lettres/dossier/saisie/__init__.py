"""Saisie : ce qu'une personne tape, lu comme on l'écrit; l'ambigu est refusé, et dit."""
