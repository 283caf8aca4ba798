"""Le différend : ce que l'autre a écrit, ce qu'on lui offre, comment l'on se quitte, et ce qui attend un recours."""
