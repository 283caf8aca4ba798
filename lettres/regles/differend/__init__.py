"""Le différend : ce qu’on répond à l’autre, ce qu’on lui offre, et comment l’on se quitte."""
