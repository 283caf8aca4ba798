"""Paquet : le .docx comme fichier, lu avec prudence et écrit toujours pareil; rien de ce que disent ses textes."""
