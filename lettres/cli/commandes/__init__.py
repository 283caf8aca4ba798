"""Commandes : un verbe, un fichier; aucun n'en importe un autre."""
