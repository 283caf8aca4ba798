"""Fabrique : les modèles livrés, d'un texte relisible à un .docx toujours pareil, et retour."""
