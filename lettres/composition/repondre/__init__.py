"""Répondre : point par point, à qui a écrit; ou en public, à un avis, sans rien dire de l'affaire."""
