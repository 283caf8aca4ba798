"""Ligne de commande : le seul lieu qui imprime, lit l'horloge et choisit un code de sortie."""

from __future__ import annotations

import gc
import os
import signal
import sys

from lettres.socle.pile import au_large


def main() -> None:
    """Point d'entrée du programme `lettres`."""
    # -- Une commande charge beaucoup et vit peu : ramasser ses miettes coûterait un dixième de son temps --
    gc.disable()
    # -- aucun greffon de Pydantic n'observe les faits d'un dossier; les chercher prend aussi du temps --
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    args = sys.argv[1:]
    try:
        from lettres.cli.terminal.affichage import preparer_flux

        preparer_flux()
        code = executer(args)
    except KeyboardInterrupt as arret:
        # -- interrompue pendant que l'on chargeait de quoi répondre, ou que l'on répondait --
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        from lettres.cli.application import repondre_a_l_echec

        code = repondre_a_l_echec(arret, args, {"version": 1})
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # -- la réponse est donnée : il ne reste qu'à finir --
    gc.freeze()  # -- en finissant, Python ramasserait tout une dernière fois : le système le rendra aussi bien --
    sys.exit(code)


@au_large
def executer(args: list[str]) -> int:
    """Exécute une ligne de commande et rend son code de sortie; ne lève jamais."""
    from lettres.cli.application import executer as lancer

    return lancer(args)
