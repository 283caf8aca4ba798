"""Composition de l'argent : créances, intérêt et sommes, telles que la lettre les imprime; jamais calculées ici."""
