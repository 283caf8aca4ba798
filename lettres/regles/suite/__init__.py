"""Règles de la suite : ce qui est parti, ce qui fait attendre, les délais, le tribunal, où s'adresser."""
