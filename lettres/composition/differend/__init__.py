"""Composition d'un différend : les mots qui menacent, l'offre de règlement, la fin d'une relation."""
