"""Expéditeur gardé : celui que « lettres moi » a mis parmi les réglages de l'usager, et que reprend un dossier neuf."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from lettres.cli.options.arguments import usage_fautif

VARIABLE_DES_REGLAGES = "LETTRES_CONFIG"
"""Le répertoire des réglages de l'usager; vide, on s'en passe."""

NOM_DE_L_EXPEDITEUR = "expediteur.yaml"

OptionExpediteur = Annotated[
    str | None,
    typer.Option(
        "--expediteur",
        metavar="moi.yaml",
        help="Qui écrit : les clés de « expediteur », à la racine.",
        show_default="celui de « lettres moi »",
    ),
]


def repertoire_des_reglages() -> Path | None:
    """Le répertoire des réglages de l'usager, ou celui que nomme `LETTRES_CONFIG`; vide, elle s'en passe.

    Sans dossier personnel (un conteneur dont l'usager n'a pas de nom), ou s'il est relatif, il n'y en a pas.
    """
    voulu = os.environ.get(VARIABLE_DES_REGLAGES)
    if voulu is not None:
        return Path(voulu) if voulu.strip() else None
    from platformdirs import user_config_path

    try:
        trouve = user_config_path("lettres", appauthor=False)
    except (RuntimeError, OSError, KeyError):  # -- ni HOME, ni usager de ce numéro --
        return None
    return trouve if trouve.is_absolute() else None


def ou_garder() -> Path:
    """Le fichier de l'expéditeur gardé, qu'il existe ou non; une faute d'usage, s'il n'y a pas où le garder."""
    reglages = repertoire_des_reglages()
    if reglages is None:
        message = "Il n’y a ici aucun répertoire de réglages où garder qui écrit."
        raise usage_fautif("U112", "moi", message, f"Nommez-en un à « {VARIABLE_DES_REGLAGES} », puis recommencez.")
    return reglages / NOM_DE_L_EXPEDITEUR


def expediteur_voulu(nomme: str | None) -> str | None:
    """Le fichier de qui écrit : celui que l'option nomme, sinon celui que l'on garde; None s'il n'y en a pas."""
    if nomme is not None:
        return nomme
    reglages = repertoire_des_reglages()
    garde = reglages / NOM_DE_L_EXPEDITEUR if reglages else None
    return str(garde) if garde is not None and os.path.lexists(garde) else None
