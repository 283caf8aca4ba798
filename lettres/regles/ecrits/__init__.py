"""Règles des écrits : le récit, les pièces, le contrat, ce qui est publié ou annoncé; non leurs mots."""
