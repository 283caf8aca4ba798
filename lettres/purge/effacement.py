"""Effacement : chaque fichier qui peut partir, un à un, s'il est encore celui que l'on a regardé."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from lettres.purge.inventaire import FichierGarde
from lettres.socle import disque
from lettres.socle.constats import Constat, Gravite


def effacer(fichiers: Sequence[FichierGarde]) -> Iterator[tuple[FichierGarde, Constat | None]]:
    """Efface ces fichiers et rend chacun à mesure, avec le constat qui dit pourquoi il est resté, s'il est resté."""
    for fichier in fichiers:
        raison = _effacer(fichier)
        if raison is None:
            yield fichier, None
            continue
        message = f"Ce fichier est resté : {raison}."
        remede = "Regardez-le, puis recommencez; ou effacez-le vous-même."
        yield fichier, Constat("S037", Gravite.ALERTE, message, remede, fichier=str(fichier.chemin))


def _effacer(fichier: FichierGarde) -> str | None:
    """Pourquoi le fichier est resté; None s'il est parti."""
    try:
        maintenant = fichier.chemin.lstat()
        if fichier.etat is None or not _le_meme(maintenant, fichier.etat):
            return "il a changé depuis qu’on l’a regardé"
        fichier.chemin.unlink()
        disque.synchroniser_repertoire(fichier.chemin.parent)
    except FileNotFoundError:
        return "il n’était déjà plus là"
    except OSError:
        return "le système refuse de l’effacer"
    return None


def _le_meme(maintenant: os.stat_result, alors: os.stat_result) -> bool:
    return os.path.samestat(maintenant, alors) and (maintenant.st_mtime_ns, maintenant.st_size, maintenant.st_mode) == (
        alors.st_mtime_ns,
        alors.st_size,
        alors.st_mode,
    )
