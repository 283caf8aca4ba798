"""Commande `schema` : le JSON Schema d'un dossier."""

from __future__ import annotations

from lettres.cli.terminal.affichage import dire, en_json
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie


def schema() -> int:
    """Imprime le JSON Schema d’un dossier, pour un éditeur de texte ou un autre logiciel."""
    from lettres.lecture import schema as schema_du_dossier

    dire(en_json(schema_du_dossier()))
    return CodeDeSortie.FAIT
