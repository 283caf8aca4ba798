"""L'achat d'un consommateur dans l'affaire : le calendrier de ses droits, et à qui s'adresse chaque lettre."""
