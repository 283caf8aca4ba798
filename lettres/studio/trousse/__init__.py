"""La trousse de qui écrit ses modèles : une copie des modèles livrés, le guide, et la liste des champs à imprimer."""
