"""Terminal : ce qui s'affiche, se demande et s'interrompt; rien d'une commande en particulier."""
