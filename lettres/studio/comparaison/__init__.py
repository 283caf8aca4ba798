"""Comparaison : ce qu'un modèle a perdu ou gagné d'un autre, dit à qui l'écrit; la mise en forme n'y compte pas."""
