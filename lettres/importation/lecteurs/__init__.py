"""Lecteurs : d’un export aux factures qu’il écrit, chaque valeur à sa place; un module par forme de fichier."""
