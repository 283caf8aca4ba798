"""Vos modèles : les sous-commandes de `modeles` qui en comparent deux, ou qui écrivent à partir d'eux."""
