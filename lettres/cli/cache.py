"""Cache de la ligne de commande : où garder les modèles compilés d'une commande à l'autre."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "LETTRES_CACHE"


def dossier_de_cache() -> Path | None:
    """Le dossier de cache de l'usager, ou celui que nomme `LETTRES_CACHE`; vide, elle s'en passe."""
    voulu = os.environ.get(VARIABLE)
    if voulu is not None:
        return Path(voulu) if voulu else None
    from platformdirs import user_cache_path

    return user_cache_path("lettres", appauthor=False)
