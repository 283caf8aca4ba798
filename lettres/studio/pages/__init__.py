"""Pages : ce que le studio montre hors de Word, en HTML : le rapport d'une vérification, la planche d'un aperçu."""
