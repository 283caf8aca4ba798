"""L'exposé : toute l'affaire, dite à un avocat, ou préparée pour un tribunal."""
