"""Santé : ce qu'un modèle ne doit pas porter, refusé, ou retiré et dit."""
