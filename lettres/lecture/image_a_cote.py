"""Image à côté : le fichier qu'un dossier nomme pour sa signature ou son logo, à côté de lui, et lui seul."""

from __future__ import annotations

from pathlib import Path

from lettres.dossier import Dossier
from lettres.socle import disque

_DE_TROP = 1
_QUI_S_OUVRE = "Donnez le chemin d’un fichier qui s’ouvre, à côté du dossier."
_A_COTE = "Mettez l’image à côté du dossier, et nommez-la à « expediteur.images »."


class ImageIntrouvable(ValueError):
    """Ce fichier ne se lit pas de là : pourquoi, et le remède."""

    def __init__(self, message: str, remede: str = _A_COTE) -> None:
        super().__init__(message)
        self.remede = remede


def lire_l_image(dossier: Dossier, fichier: str, maximum: int) -> bytes:
    """Les octets d'une image que le dossier nomme, un de plus que `maximum` au plus. Lève ImageIntrouvable."""
    if dossier.origine is None or not dossier.origine.fichier:
        raise ImageIntrouvable(
            "se cherche à côté du fichier du dossier, et celui-ci n’en a pas",
            "Donnez-en les octets (« images », à « generer »), ou lisez le dossier d’un fichier, l’image à côté.",
        )
    repertoire = Path(dossier.origine.fichier).parent
    chemin = repertoire / fichier.replace("\\", "/")
    try:
        if not chemin.resolve().is_relative_to(repertoire.resolve()):
            raise ImageIntrouvable("est hors du répertoire du dossier")
        return disque.lire(chemin, maximum + _DE_TROP, suivre=True)
    except ImageIntrouvable:
        raise
    except (FileNotFoundError, NotADirectoryError):
        raise ImageIntrouvable("n’est pas là") from None
    except (OSError, ValueError, RuntimeError):
        raise ImageIntrouvable("ne s’ouvre pas", _QUI_S_OUVRE) from None
