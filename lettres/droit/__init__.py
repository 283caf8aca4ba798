"""Le droit : paramètres datés et sourcés, fonctions pures. Ne connaît pas le dossier."""
