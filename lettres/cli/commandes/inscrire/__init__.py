"""Inscrire : ce qui est arrivé, ajouté au journal du dossier. Une commande par module; toutes passent par `porter`."""
