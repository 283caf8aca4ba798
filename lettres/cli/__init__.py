"""Ligne de commande : le seul lieu qui imprime, lit l'horloge et choisit un code de sortie."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Point d'entrée du programme `lettres`."""
    # -- Une commande charge beaucoup et vit peu : ramasser ses miettes coûterait un dixième de son temps --
    gc.disable()
    from lettres.cli.affichage import preparer_flux

    preparer_flux()
    sys.exit(executer(sys.argv[1:]))


def executer(args: list[str]) -> int:
    """Exécute une ligne de commande et rend son code de sortie; ne lève jamais."""
    from lettres.cli.application import executer as lancer

    return lancer(args)
