"""Rapport : la trace d'une faute de l'outil, sans une seule valeur du dossier.

Ni le texte de l’erreur, ni les variables, ni les chemins de l'usager n'y entrent : seulement nos lignes de code.
"""

from __future__ import annotations

import os
import platform
import traceback
from pathlib import Path

from lettres import __version__
from lettres.socle import disque

_PAQUETS = Path(__file__).parents[3]
_ENTETE = """\
Rapport de faute interne – lettres {version}
Python {python}, {systeme}
Commande : {commande}

Ce rapport ne contient ni le texte de l’erreur, ni aucune valeur de votre dossier.
Relisez-le avant de le transmettre.

"""


def ecrire_rapport(faute: BaseException, commande: str) -> Path | None:
    """Écrit le rapport dans le dossier temporaire, pour son seul propriétaire; rend None si c'est impossible."""
    texte = _ENTETE.format(
        version=__version__, python=platform.python_version(), systeme=platform.system(), commande=commande
    )
    texte += "\n\n".join(_trace(maillon) for maillon in _chaine(faute)) + "\n"
    try:
        import tempfile

        descripteur, chemin = tempfile.mkstemp(prefix="lettres-rapport-", suffix=".txt")
        with os.fdopen(descripteur, "w", encoding="utf-8", errors="replace") as flux:
            disque.fermer_aux_autres(descripteur)
            flux.write(texte)
    except OSError:
        return None
    return Path(chemin)


def _chaine(faute: BaseException) -> list[BaseException]:
    """La faute et celles qui l'ont causée, de la première à la dernière."""
    chaine: list[BaseException] = []
    maillon: BaseException | None = faute
    while maillon is not None and maillon not in chaine:
        chaine.insert(0, maillon)
        maillon = maillon.__cause__ or (None if maillon.__suppress_context__ else maillon.__context__)
    return chaine


def _trace(faute: BaseException) -> str:
    lignes = [f"{type(faute).__module__}.{type(faute).__qualname__}"]
    for pas in traceback.extract_tb(faute.__traceback__):
        lignes.append(f"  {_fichier(pas.filename)}:{pas.lineno}, {pas.name}")
        if pas.line:
            lignes.append(f"    {pas.line}")
    return "\n".join(lignes)


def _fichier(nom: str) -> str:
    """Le fichier sans le chemin de l'usager : `lettres/rendu/moteur.py`, ou ses trois derniers morceaux."""
    chemin = Path(nom)
    if chemin.is_relative_to(_PAQUETS):
        return chemin.relative_to(_PAQUETS).as_posix()
    return "/".join(chemin.parts[-3:])
