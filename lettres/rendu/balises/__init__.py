"""Balises : la langue fermée d'un modèle, ses champs, ses valeurs et ses fautes; rien du fichier."""
