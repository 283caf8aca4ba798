"""Le lot, vu d’un autre logiciel : ce que chacun de ses dossiers est devenu."""
