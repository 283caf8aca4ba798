"""Compilation : d'un fichier Word examiné, un modèle prouvé et prêt à remplir; rien d'un rendu."""
