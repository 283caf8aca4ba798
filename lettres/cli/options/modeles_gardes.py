"""Cache de la ligne de commande : où garder les modèles compilés d'une commande à l'autre."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "LETTRES_CACHE"


def dossier_de_cache() -> Path | None:
    """Le dossier de cache de l'usager, ou celui que nomme `LETTRES_CACHE`; vide, elle s'en passe.

    Sans dossier personnel (un conteneur dont l'usager n'a pas de nom), ou s'il est relatif, rien n'est gardé.
    """
    voulu = os.environ.get(VARIABLE)
    if voulu is not None:
        return Path(voulu) if voulu.strip() else None
    from platformdirs import user_cache_path

    try:
        dossier = user_cache_path("lettres", appauthor=False)
    except (RuntimeError, OSError, KeyError):  # -- ni HOME, ni usager de ce numéro --
        return None
    return dossier if dossier.is_absolute() else None
