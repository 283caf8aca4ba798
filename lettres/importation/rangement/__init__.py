"""Rangement : les dossiers importés, écrits ou complétés dans un répertoire, sans toucher à ce qu’on y a écrit."""
