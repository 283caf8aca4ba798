"""Règles des achats : ce que la loi donne au consommateur; non ce qu'il doit."""
