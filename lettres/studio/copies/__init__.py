"""Copies : un fichier Word recopié, des commentaires en marge; rien du fichier lui-même ne change."""
