"""Le différend, un jour dit : ce que l'autre réclame, où en est l'offre, ce que la fin laisse à régler."""
