"""Composition des achats : ce qu'un consommateur demande au commerçant et dit à l'Office."""
