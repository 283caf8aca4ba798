"""Moteur : un modèle compilé, rempli autant de fois qu'on veut; rien de sa compilation."""
