"""L'imprimable : l'arbre de ce qu'un modèle peut imprimer, tout en texte; non d'où cela vient."""
