"""Le classement : ce qui est reçu devient des pièces, à côté du dossier."""
