"""Environnement Jinja : il n'en sert que la syntaxe. Jinja lit les balises d'un modèle, et n'en exécute jamais aucune.

L'arbre qu'il en tire est permis nœud par nœud (`arbre_syntaxe`), puis récrit en partition (`partition`), que le moteur
exécute lui-même : aucune de ses fonctions, aucun de ses filtres n'y est.
"""

from __future__ import annotations

from jinja2 import Environment

JINJA = Environment(autoescape=False, keep_trailing_newline=True, cache_size=0)  # noqa: S701 -- rien n'en est exécuté
JINJA.globals.clear()
JINJA.filters.clear()
JINJA.tests.clear()
