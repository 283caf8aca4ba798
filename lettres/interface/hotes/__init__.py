"""Hôtes : ce qu’un logiciel qui intègre la bibliothèque répond à son tour aux siens."""
